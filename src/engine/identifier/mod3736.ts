// ISO/IEC 7064 MOD 37,36 (hybrid system): the check character at the end of an electronic licence's identifier (GB/T 36904).
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

function product(body: string): number {
  let p = 36;
  for (const character of body) {
    const value = alphabet.indexOf(character);
    if (value < 0) throw new RangeError("MOD 37,36 takes digits and capital letters only");
    p = (((p + value) % 36 || 36) * 2) % 37;
  }
  return p;
}

/** The check character (`0`–`9`, `A`–`Z`) for a body of digits and capital letters; a RangeError for anything else. */
export const mod3736CheckCharacter = (body: string): string => alphabet.charAt((37 - product(body)) % 36);

/** True where the last character is the check character of those before it. False for malformed strings. */
export const mod3736Holds = (whole: string): boolean =>
  /^[0-9A-Z]{2,}$/.test(whole) && mod3736CheckCharacter(whole.slice(0, -1)) === whole.slice(-1);

const root = "1.2.156.3005.2";

/**
 * An electronic licence's identifier: the root, then type code, issuer's code, serial and version, each of digits and
 * capital letters, then the check character over all of these four. A RangeError for other characters.
 */
export function makeLicenceIdentifier(parts: { type: string; issuer: string; serial: string; version: string }): string {
  const fields = [parts.type, parts.issuer, parts.serial, parts.version];
  return [root, ...fields, mod3736CheckCharacter(fields.join(""))].join(".");
}

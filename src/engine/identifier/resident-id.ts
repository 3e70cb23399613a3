// Resident identity numbers, GB 11643-1999: six digits of the division, eight of the birth date, three of sequence, a check character.
import { divisionKnown } from "./division.ts";
import { invalid, type Verdict, valid } from "./verdict.ts";

export interface ResidentIdOptions {
  /** Today's date in the city, `YYYY-MM-DD`: a birth date may not lie after it. */
  readonly today: string;
  /** Six-digit codes of the installation's own divisions that count beside GB/T 2260. */
  readonly divisions?: ReadonlySet<string>;
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;

/** The 18th character (`0`–`9` or `X`) for the first seventeen digits; a RangeError if they are not seventeen digits. */
export function residentCheckCharacter(first17: string): string {
  if (!/^[0-9]{17}$/.test(first17)) throw new RangeError("a resident id begins with seventeen digits");
  const sum = weights.reduce((total, weight, at) => total + weight * Number(first17[at]), 0);
  return "10X98765432".charAt(sum % 11);
}

function birthDate(number: string): string | null {
  const date = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? null : date;
}

/** Checks one resident identity number as written; a small `x` at the end counts as `X`. Nothing else is forgiven: tidy first. */
export function checkResidentId(number: string, { today, divisions }: ResidentIdOptions): Verdict {
  if (!/^[0-9]{17}[0-9Xx]$/.test(number)) {
    return invalid(
      "居民身份证号码应为 18 位：前 17 位是数字，最后一位是数字或字母 X。请对照证件重新填写。",
      "A resident identity number has 18 characters: 17 digits, then a digit or the letter X. Copy it again from the card.",
    );
  }
  const area = number.slice(0, 6);
  if (!divisionKnown(area) && !divisions?.has(area)) {
    return invalid(
      `前 6 位“${area}”不是任何现行或已撤销的行政区划代码。请对照证件检查前 6 位。`,
      `The first six digits, ${area}, are not the code of any division, present or past. Check them against the card.`,
    );
  }
  const born = birthDate(number);
  if (born === null) {
    return invalid(
      `第 7 至 14 位“${number.slice(6, 14)}”不是真实存在的出生日期。请对照证件检查这 8 位。`,
      `Digits 7 to 14, ${number.slice(6, 14)}, are not a date that exists. Check the birth date against the card.`,
    );
  }
  if (born > today) {
    return invalid(
      `出生日期 ${born} 晚于今天。请对照证件检查第 7 至 14 位。`,
      `The birth date ${born} lies in the future. Check digits 7 to 14 against the card.`,
    );
  }
  if (number.slice(17).toUpperCase() !== residentCheckCharacter(number.slice(0, 17))) {
    return invalid(
      "最后一位校验码与前 17 位不符，可能有一位填错或两位颠倒。请对照证件逐位检查。",
      "The last character does not fit the other 17: one may be mistyped, or two swapped. Check each against the card.",
    );
  }
  return valid;
}

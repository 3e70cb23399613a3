// Passwords: argon2id by RFC 9106, with the parameters of OWASP's password storage cheat sheet (19 MiB, two passes, one lane).
import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(argon2);
const chosen = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const tagLength = 32;
/** A limit against hashing megabytes; far beyond any passphrase. */
export const longest = 256;
/** Fewer characters than this are refused when a password is chosen. */
export const shortest = 12;

const b64 = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");

/** The PHC string to store; a fresh salt each time. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive("argon2id", { message: password.normalize("NFC"), nonce, tagLength, ...chosen });
  return `$argon2id$v=19$m=${chosen.memory},t=${chosen.passes},p=${chosen.parallelism}$${b64(nonce)}$${b64(tag)}`;
}

/** True if the password is the one that was hashed. Takes the time that the stored parameters ask for; compares in constant time. */
export async function passwordHolds(password: string, stored: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt = "", tag = ""] = phc.exec(stored) ?? [];
  if (!memory) throw new Error("a stored password is no argon2id string");
  const expected = Buffer.from(tag, "base64");
  const parameters = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const message = password.slice(0, longest).normalize("NFC");
  const got = await derive("argon2id", { message, nonce: Buffer.from(salt, "base64"), tagLength: expected.length, ...parameters });
  return timingSafeEqual(got, expected) && password.length <= longest;
}

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

let dummy: Promise<string> | undefined;
/** Spends the same time for an account that does not exist, so that nobody learns which do. */
export async function passwordOfNobody(password: string): Promise<false> {
  dummy ??= hashPassword(randomBytes(32).toString("hex"));
  await passwordHolds(password, await dummy);
  return false;
}

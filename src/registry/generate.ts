// Identifiers that a register gives: valid, and free in it. The same occasion tries the same ones, so that a task done again gives the same.
import { createHash } from "node:crypto";
import { makeUscc, residentCheckCharacter } from "../engine/identifier/index.ts";
import type { Fields } from "./format.ts";

/** The kinds that there are: `uscc` (also `uscc/92`, with the registering department and class) and `resident-id`. */
export const generated = /^(uscc(\/[1-9A-Y][1-9])?|resident-id)$/;

/** What an identifier is made from. */
export interface Making {
  /** The occasion: a case and its task. */
  readonly seed: string;
  /** Six digits of the division. */
  readonly area: string;
  /** The record's own fields. */
  readonly fields: Fields;
}

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const mostAttempts = 600;

/** One after another until one is free; undefined where the fields do not suffice or none is left. */
export async function generate(kind: string, making: Making, taken: (value: string) => Promise<boolean>): Promise<string | undefined> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const value = candidate(kind, making, attempt);
    if (value === undefined) return undefined;
    if (!(await taken(value))) return value;
  }
  return undefined;
}

/** The identifier that an attempt gives. Pure: scenarios use the first. */
export function candidate(kind: string, { seed, area, fields }: Making, attempt: number): string | undefined {
  if (kind === "resident-id") return residentId(seed, area, fields, attempt);
  const [, head = "91"] = kind.split("/");
  const digest = createHash("sha256").update(`${seed} ${attempt}`).digest();
  const serial = Array.from({ length: 6 }, (_, at) => alphabet.charAt((digest[at] ?? 0) % alphabet.length)).join("");
  return makeUscc(`${head}${area}${organisationCode(`MA${serial}`)}`);
}

/** GB 11714: eight characters and their check (weights 3 7 9 10 5 8 4 2, mod 11). */
export function organisationCode(body: string): string {
  const value = (character: string): number => Number.parseInt(character, 36);
  const sum = [3, 7, 9, 10, 5, 8, 4, 2].reduce((total, weight, at) => total + weight * value(body.charAt(at)), 0);
  const check = 11 - (sum % 11);
  return body + (check === 10 ? "X" : String(check % 11));
}

/** GB 11643: division, date of birth, a sequence that is odd for men, check character. */
function residentId(seed: string, area: string, fields: Fields, attempt: number): string | undefined {
  const { "birth-date": born, sex, division } = fields;
  if (typeof born !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(born) || (sex !== "male" && sex !== "female") || attempt >= 499)
    return undefined;
  const first = createHash("sha256").update(seed).digest().readUInt16BE(0) % 499;
  const sequence = ((first + attempt) % 499) * 2 + (sex === "male" ? 1 : 2);
  const place = typeof division === "string" && /^\d{6}/.test(division) ? division.slice(0, 6) : area;
  const body = `${place}${born.replaceAll("-", "")}${String(sequence).padStart(3, "0")}`;
  return body + residentCheckCharacter(body);
}

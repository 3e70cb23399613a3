// Numbers of the sample city that carry their own check: ids of residents, codes of organisations, ids of rows.
import { makeUscc, residentCheckCharacter } from "../src/engine/identifier/index.ts";
import type { Random } from "./random.ts";

/** A resident id: division, birth date `YYYY-MM-DD`, sequence (odd for men, even for women). */
export function residentId(division: string, born: string, sequence: number): string {
  const body = division + born.replaceAll("-", "") + String(sequence).padStart(3, "0");
  return body + residentCheckCharacter(body);
}

/** An enterprise's unified social credit code with a valid organisation code inside (GB 11714: weights 3 7 9 10 5 8 4 2, mod 11). */
export function enterpriseCode(division: string, serial: number, kind: "91" | "92" | "93" | "12"): string {
  const body = `MA${String(serial).padStart(6, "0")}`;
  const value = (character: string): number => Number.parseInt(character, 36);
  const sum = [3, 7, 9, 10, 5, 8, 4, 2].reduce((total, weight, at) => total + weight * value(body.charAt(at)), 0);
  const check = 11 - (sum % 11);
  return makeUscc(`${kind}${division}${body}${check === 10 ? "X" : String(check % 11)}`);
}

/** A UUIDv7 whose time is the city's first day plus `n` ms and whose other bits come from the generator: the same every time. */
export function steadyId(random: Random, n: number): string {
  const time = (Date.UTC(2026, 0, 1) + n).toString(16).padStart(12, "0");
  const hex = (digits: number): string => Array.from({ length: digits }, () => random.int(0, 15).toString(16)).join("");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${random.pick(["8", "9", "a", "b"])}${hex(3)}-${hex(12)}`;
}

// Versions as PostgreSQL's COPY reads them (text format): one line for each.
import type { Register } from "./format.ts";
import type { Stored } from "./record.ts";

/** What of a version a load writes, in the order of the columns. */
export const copyColumns =
  "register, id, version, keys, open, sealed, digest, grams, rank, recorded, valid_from, valid_to, ended, change, provenance, binding, marks, likeness, area";

export interface LoadedVersion {
  readonly stored: Stored;
  readonly sealed: Buffer | null;
  readonly version: number;
  readonly from: string;
  readonly to: string;
  readonly row: number;
  readonly change: "enter" | "correct";
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
const text = (value: string): string => (/[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, (one) => escapes[one] ?? one) : value);
const bytes = (value: Buffer): string => `\\\\x${value.toString("hex")}`;
const byteList = (values: readonly Buffer[]): string => `{${values.map((one) => `"\\\\\\\\x${one.toString("hex")}"`).join(",")}}`;
const textList = (values: readonly string[]): string =>
  `{${values.map((one) => `"${text(one.replace(/["\\]/g, (found) => `\\${found}`))}"`).join(",")}}`;

/** One version of a load as a line. */
export function copyLine(register: Pick<Register, "id">, load: string, recorded: string, one: LoadedVersion): string {
  const { stored } = one;
  return `${register.id}\t${bytes(stored.id)}\t${one.version}\t${byteList(stored.keys)}\t${text(JSON.stringify(stored.open))}\t${
    one.sealed === null ? "\\N" : bytes(one.sealed)
  }\t${bytes(stored.digest)}\t${textList(stored.grams)}\t${text(stored.rank)}\t${recorded}\t${one.from}\t${one.to}\tf\t${one.change}\t{"kind":"load","load":"${load}","row":${
    one.row
  }}\t2\t${byteList(stored.marks)}\t${stored.likeness === null ? "\\N" : text(JSON.stringify(stored.likeness))}\t${
    stored.area === null ? "\\N" : `((${stored.area[2]},${stored.area[3]}),(${stored.area[0]},${stored.area[1]}))`
  }\n`;
}

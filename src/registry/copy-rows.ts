// Versions as PostgreSQL's COPY reads them in its binary format: nothing is written in hexadecimal here and read back there.
import type { Register } from "./format.ts";
import type { Box } from "./geometry.ts";
import type { Stored } from "./record.ts";

/** What of a version a load writes, in the order of the columns. */
export const copyColumns =
  "register, id, version, keys, open, sealed, digest, grams, rank, recorded, valid_from, valid_to, ended, change, provenance, binding, marks, likeness, area";
const columns = copyColumns.split(", ").length;

export interface LoadedVersion {
  readonly stored: Stored;
  readonly sealed: Buffer | null;
  readonly version: number;
  readonly from: string;
  readonly to: string;
  readonly row: number;
  readonly change: "enter" | "correct";
}

const signature = Buffer.from("PGCOPY\n\xff\r\n\0", "latin1");
/** The database's names of the types that lists are of. */
const [byteString, text] = [17, 25];
/** The database counts from the beginning of 2000. */
const epoch = Date.UTC(2000, 0, 1);
const day = 86_400_000;

/** The versions of a load, from the first byte to the last. */
export function copyBytes(register: Pick<Register, "id">, load: string, recorded: number, versions: readonly LoadedVersion[]): Buffer {
  const pen = new Pen();
  pen.raw(signature);
  pen.int32(0);
  pen.int32(0);
  for (const one of versions) {
    const { stored } = one;
    pen.int16(columns);
    pen.text(register.id);
    pen.bytes(stored.id);
    pen.int32(4);
    pen.int32(one.version);
    pen.list(byteString, stored.keys);
    pen.json(stored.open);
    pen.bytes(one.sealed);
    pen.bytes(stored.digest);
    pen.list(text, stored.grams);
    pen.text(stored.rank);
    pen.instant(recorded);
    pen.date(one.from);
    pen.date(one.to);
    pen.int32(1);
    pen.int8(0);
    pen.text(one.change);
    pen.json({ kind: "load", load, row: one.row });
    pen.int32(2);
    pen.int16(2);
    pen.list(byteString, stored.marks);
    pen.json(stored.likeness);
    pen.box(stored.area);
  }
  pen.int16(-1);
  return pen.written();
}

/** Writes values one after another, each with its length before it; null is a length of -1. */
class Pen {
  #page = Buffer.allocUnsafe(1 << 20);
  #at = 0;

  written(): Buffer {
    return this.#page.subarray(0, this.#at);
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#page.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#page.length * 2, this.#at + bytes));
    this.#page.copy(larger, 0, 0, this.#at);
    this.#page = larger;
  }

  int8(value: number): void {
    this.#room(1);
    this.#at = this.#page.writeInt8(value, this.#at);
  }

  int16(value: number): void {
    this.#room(2);
    this.#at = this.#page.writeInt16BE(value, this.#at);
  }

  int32(value: number): void {
    this.#room(4);
    this.#at = this.#page.writeInt32BE(value, this.#at);
  }

  raw(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#page.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  bytes(bytes: Uint8Array | null): void {
    this.int32(bytes === null ? -1 : bytes.length);
    if (bytes !== null) this.raw(bytes);
  }

  /** A text, after as many bytes of its own as its type has before it. */
  text(value: string, before = 0): void {
    // UTF-8 takes three bytes at the most for each unit of UTF-16.
    this.#room(4 + before + value.length * 3);
    const size = this.#page.write(value, this.#at + 4 + before);
    this.#page.writeInt32BE(before + size, this.#at);
    // The one that there is: a version of jsonb.
    if (before > 0) this.#page.writeInt8(1, this.#at + 4);
    this.#at += 4 + before + size;
  }

  json(value: unknown): void {
    if (value === null) this.int32(-1);
    else this.text(JSON.stringify(value), 1);
  }

  list(type: number, values: readonly (Uint8Array | string)[]): void {
    const start = this.#at;
    for (const value of [0, values.length === 0 ? 0 : 1, 0, type]) this.int32(value);
    if (values.length > 0) {
      this.int32(values.length);
      this.int32(1);
    }
    for (const value of values) {
      if (typeof value === "string") this.text(value);
      else this.bytes(value);
    }
    this.#page.writeInt32BE(this.#at - start - 4, start);
  }

  /** Epoch milliseconds. */
  instant(at: number): void {
    this.int32(8);
    this.#room(8);
    this.#at = this.#page.writeBigInt64BE(BigInt(at - epoch) * 1000n, this.#at);
  }

  /** A day of the calendar, `infinity` or `-infinity`. */
  date(value: string): void {
    this.int32(4);
    this.int32(dayNumber(value));
  }

  box(area: Box | null): void {
    if (area === null) {
      this.int32(-1);
      return;
    }
    const [west, south, east, north] = area;
    this.int32(32);
    this.#room(32);
    for (const side of [east, north, west, south]) this.#at = this.#page.writeDoubleBE(side, this.#at);
  }
}

const numbers = new Map<string, number>([
  ["-infinity", -(2 ** 31)],
  ["infinity", 2 ** 31 - 1],
]);

function dayNumber(value: string): number {
  const known = numbers.get(value);
  if (known !== undefined) return known;
  const number = (Date.parse(`${value}T00:00:00Z`) - epoch) / day;
  if (!Number.isInteger(number)) throw new RangeError(`${value} is no day`);
  if (numbers.size < 50_000) numbers.set(value, number);
  return number;
}

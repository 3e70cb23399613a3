// PostgreSQL's binary COPY format: less to write and less to parse than text, and bytes stay bytes.

/** Types of columns that cases have. */
export type ColumnType = "uuid" | "text" | "int4" | "int8" | "bool" | "bytea" | "jsonb" | "timestamptz";

const signature = Buffer.from("PGCOPY\n\xff\r\n\0", "latin1");
/** 2000-01-01, from which the database counts microseconds. */
const epoch = 946_684_800_000;
const infinity = Buffer.from("7fffffffffffffff", "hex");
const half = 2 ** 32;

/** Rows of one table, ready to be sent. */
export class CopyBuffer {
  readonly #types: readonly ColumnType[];
  #bytes = Buffer.allocUnsafe(1 << 18);
  #at: number;
  rows = 0;

  constructor(types: readonly ColumnType[]) {
    this.#types = types;
    signature.copy(this.#bytes);
    this.#bytes.fill(0, signature.length, signature.length + 8);
    this.#at = signature.length + 8;
  }

  /** Adds a row; values in the order of the columns. Instants are epoch milliseconds, infinity allowed. */
  add(values: readonly unknown[]): void {
    this.#room(2);
    this.#bytes.writeInt16BE(this.#types.length, this.#at);
    this.#at += 2;
    for (let i = 0; i < this.#types.length; i++) this.#value(this.#types[i], values[i]);
    this.rows += 1;
  }

  /** The whole, with its end mark; the buffer must not be used again. */
  end(): Buffer {
    this.#room(2);
    this.#bytes.writeInt16BE(-1, this.#at);
    return this.#bytes.subarray(0, this.#at + 2);
  }

  #room(needed: number): void {
    if (this.#at + needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + needed));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }

  #value(type: ColumnType | undefined, value: unknown): void {
    if (value === null || value === undefined) {
      this.#length(-1);
      return;
    }
    switch (type) {
      case "uuid":
        this.#length(16);
        this.#room(16);
        this.#at += this.#bytes.write(String(value).replaceAll("-", ""), this.#at, 16, "hex");
        return;
      case "text":
        this.#text(String(value), 0);
        return;
      case "jsonb":
        this.#text(JSON.stringify(value), 1);
        return;
      case "bool":
        this.#length(1);
        this.#room(1);
        this.#at = this.#bytes.writeUInt8(value === true ? 1 : 0, this.#at);
        return;
      case "int4":
        this.#length(4);
        this.#room(4);
        this.#at = this.#bytes.writeInt32BE(Number(value), this.#at);
        return;
      case "int8":
        this.#long(Number(value));
        return;
      case "timestamptz":
        this.#instant(Number(value));
        return;
      case "bytea":
        this.#raw(value as Uint8Array);
    }
  }

  #length(bytes: number): void {
    this.#room(4);
    this.#at = this.#bytes.writeInt32BE(bytes, this.#at);
  }

  /** A whole number that is exact, in two halves: without a detour over BigInt. */
  #long(value: number): void {
    const high = Math.floor(value / half);
    this.#length(8);
    this.#room(8);
    this.#at = this.#bytes.writeInt32BE(high, this.#at);
    this.#at = this.#bytes.writeUInt32BE(value - high * half, this.#at);
  }

  #instant(at: number): void {
    if (Number.isFinite(at)) this.#long((at - epoch) * 1000);
    else this.#raw(infinity);
  }

  /** A text with its length before it, after `version` bytes that say how it is written. */
  #text(text: string, version: 0 | 1): void {
    this.#room(5 + text.length * 3);
    const start = this.#at + 4;
    if (version === 1) this.#bytes.writeUInt8(1, start);
    const written = version + this.#bytes.write(text, start + version);
    this.#bytes.writeInt32BE(written, this.#at);
    this.#at = start + written;
  }

  #raw(bytes: Uint8Array): void {
    this.#length(bytes.length);
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }
}

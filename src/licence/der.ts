// The few ASN.1 shapes that a detached signature is made of, in DER (X.690): written, and read so strictly that every value has
// exactly one accepted encoding.

/** One decoded element: its tag, its content, and the whole element as it stood. */
export interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
}

/** Malformed DER. */
export class DerError extends Error {}

export const tags = { integer: 0x02, octets: 0x04, nothing: 0x05, oid: 0x06, sequence: 0x30, set: 0x31, context0: 0xa0 } as const;

export function element(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat(contents);
  const size = body.length.toString(16);
  const length =
    body.length < 0x80
      ? [body.length]
      : [0x80 | Math.ceil(size.length / 2), ...Buffer.from(size.padStart(Math.ceil(size.length / 2) * 2, "0"), "hex")];
  return Buffer.concat([Uint8Array.from([tag, ...length]), body]);
}

/** `1.2.840…` as an OBJECT IDENTIFIER. */
export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((part) => {
    const sevens = [part & 0x7f];
    for (let left = part >>> 7; left > 0; left >>>= 7) sevens.unshift((left & 0x7f) | 0x80);
    return sevens;
  });
  return element(tags.oid, Uint8Array.from(bytes));
}

/** A SET OF, its elements in DER's order. */
export const setOf = (...elements: readonly Uint8Array[]): Uint8Array => element(tags.set, ...[...elements].sort(Buffer.compare));

/** Reads exactly one element that fills `bytes`. */
export function readOne(bytes: Uint8Array): Element {
  const [first, ...more] = readAll(bytes);
  if (!first || more.length > 0) throw new DerError("one element was expected");
  return first;
}

/** Reads the elements that `bytes` consists of. */
export function readAll(bytes: Uint8Array): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const next = readElement(bytes.subarray(at));
    found.push(next);
    at += next.whole.length;
  }
  return found;
}

/** Reads the element at the start of `bytes`, whatever follows it. */
export function readElement(bytes: Uint8Array): Element {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new DerError("no element");
  const extra = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || extra > 4 || bytes.length < 2 + extra) throw new DerError("length");
  const length = extra === 0 ? first : bytes.subarray(2, 2 + extra).reduce((sum, byte) => sum * 256 + byte, 0);
  const end = 2 + extra + length;
  if (bytes.length < end) throw new DerError("cut short");
  const whole = bytes.subarray(0, end);
  const content = bytes.subarray(2 + extra, end);
  if (extra > 0 && Buffer.compare(element(tag, content), whole) !== 0) throw new DerError("length not in its shortest form");
  return { tag, content, whole };
}

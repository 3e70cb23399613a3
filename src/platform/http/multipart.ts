// multipart/form-data (RFC 7578) as it streams in: fields whole, files piece by piece.

export interface FieldPart {
  readonly kind: "field";
  readonly name: string;
  readonly value: string;
}
export interface FilePart {
  readonly kind: "file";
  readonly name: string;
  /** As the sender named it: never a path on our side. */
  readonly filename: string;
  /** As the sender said: find out by content. */
  readonly type: string;
  readonly body: AsyncIterable<Uint8Array>;
}

/** The body does not follow RFC 7578, or a field in it is too long. */
export class Malformed extends Error {}

const longestHeader = 8_000;
const longestField = 256_000;

/** The boundary named by a content type; not multipart/form-data, or no usable boundary: undefined. */
export function boundaryOf(contentType: string): string | undefined {
  const match = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  return match?.[1] ?? match?.[2];
}

/** The parts in their order. Each file's body must be read before the next part comes; what is left of it is skipped. */
export async function* multipart(body: AsyncIterable<Uint8Array> | null, boundary: string): AsyncGenerator<FieldPart | FilePart> {
  if (!body) throw new Malformed("no body");
  const reader = new Delimited(body, Buffer.from(`\r\n--${boundary}`, "latin1"));
  for await (const _ of reader.untilDelimiter()); // The preamble.
  while (await reader.hasNext()) {
    const head = (await reader.through("\r\n\r\n", longestHeader)).toString("utf8");
    const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(head)?.[1] ?? "";
    const name = parameter(disposition, "name");
    if (name === undefined) throw new Malformed("a part without a name");
    const filename = parameter(disposition, "filename");
    if (filename === undefined) yield { kind: "field", name, value: await text(reader.untilDelimiter()) };
    else {
      const content = reader.untilDelimiter();
      if (filename === "") {
        for await (const _ of content); // A file field left empty.
        continue;
      }
      yield {
        kind: "file",
        name,
        filename,
        type: /^content-type:\s*([^\r\n;]+)/im.exec(head)?.[1]?.trim() ?? "",
        body: { [Symbol.asyncIterator]: () => kept(content) },
      };
      for await (const _ of content);
    }
  }
}

/** Browsers escape only these three in names (HTML, "multipart/form-data encoding algorithm"). */
function parameter(disposition: string, which: string): string | undefined {
  const value = new RegExp(`(?:^|;)\\s*${which}="([^"]*)"`, "i").exec(disposition)?.[1];
  return value?.replace(/%22/g, '"').replace(/%0D/gi, "\r").replace(/%0A/gi, "\n");
}

/** Iterating may stop early without ending the stream below, which the next part needs. */
async function* kept(content: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { value, done } = await content.next();
    if (done) return;
    yield value;
  }
}

async function text(content: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of content) {
    size += piece.length;
    if (size > longestField) throw new Malformed("a field is too long");
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

/** A stream that can be read up to its next delimiter. */
class Delimited {
  // The first boundary may stand at the very start, without the line break that belongs to the others.
  #rest: Buffer = Buffer.from("\r\n");
  readonly #source: AsyncIterator<Uint8Array>;
  readonly #delimiter: Buffer;

  constructor(source: AsyncIterable<Uint8Array>, delimiter: Buffer) {
    this.#source = source[Symbol.asyncIterator]();
    this.#delimiter = delimiter;
  }

  async #more(): Promise<void> {
    const { value, done } = await this.#source.next();
    if (done) throw new Malformed("the body ends too early");
    this.#rest = this.#rest.length === 0 ? Buffer.from(value) : Buffer.concat([this.#rest, value]);
  }

  async *untilDelimiter(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = this.#rest.indexOf(this.#delimiter);
      if (at >= 0) {
        const piece = this.#rest.subarray(0, at);
        this.#rest = this.#rest.subarray(at + this.#delimiter.length);
        if (piece.length > 0) yield piece;
        return;
      }
      const sure = this.#rest.length - this.#delimiter.length + 1;
      if (sure > 0) {
        const piece = this.#rest.subarray(0, sure);
        this.#rest = this.#rest.subarray(sure);
        yield piece;
      }
      await this.#more();
    }
  }

  /** After a delimiter: true if a part follows, false at the end of the body. */
  async hasNext(): Promise<boolean> {
    while (this.#rest.length < 2) await this.#more();
    if (this.#rest.subarray(0, 2).toString("latin1") === "--") return false;
    const line = (await this.through("\r\n", 100)).toString("latin1");
    if (line.trim() !== "") throw new Malformed("a boundary is followed by other things");
    return true;
  }

  /** Everything up to and without `end`. */
  async through(end: string, longest: number): Promise<Buffer> {
    for (;;) {
      const at = this.#rest.indexOf(end);
      if (at >= 0 && at <= longest) {
        const piece = this.#rest.subarray(0, at);
        this.#rest = this.#rest.subarray(at + end.length);
        return piece;
      }
      if (this.#rest.length > longest) throw new Malformed("a part's head is too long");
      await this.#more();
    }
  }
}

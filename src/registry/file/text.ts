// Bytes of a text file as text: UTF-8, or GB 18030 where they are not UTF-8, as spreadsheets of this country save them.

const probe = 65_536;

/** The text, piece by piece; the first 64 KB decide how it is read. */
export async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let head: Uint8Array[] = [];
  let size = 0;
  let decoder: TextDecoder | undefined;
  for await (const piece of bytes) {
    if (decoder) {
      yield decoder.decode(piece, { stream: true });
      continue;
    }
    head.push(piece);
    size += piece.length;
    if (size < probe) continue;
    decoder = decoderFor(Buffer.concat(head));
    yield decoder.decode(Buffer.concat(head), { stream: true });
    head = [];
  }
  const rest = Buffer.concat(head);
  decoder ??= decoderFor(rest);
  yield decoder.decode(rest);
}

function decoderFor(head: Uint8Array): TextDecoder {
  try {
    // The probe may end within a character: streaming leaves that open.
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return new TextDecoder("utf-8");
  } catch {
    return new TextDecoder("gb18030");
  }
}

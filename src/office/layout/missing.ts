// Characters that no font of the installation has, and where in a document they stand: named, never dropped.
import type { OfficialDocument } from "../../engine/official/index.ts";
import { type Part, wordsOf } from "../../engine/text/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import type { Renderer } from "../../platform/pdf/index.ts";

export interface Missing {
  readonly character: string;
  /** The first place where it stands. */
  readonly place: Text;
}

/** Each such character once, in the order of the document; empty where all can be shown. */
export function missingIn(renderer: Pick<Renderer, "missing">, document: OfficialDocument): readonly Missing[] {
  const pieces = [...piecesOf(document)];
  // One look at everything first: hardly ever is anything missing.
  if (renderer.missing(pieces.map(([, text]) => text).join("")).length === 0) return [];
  const found = new Map<string, Missing>();
  for (const [place, text] of pieces)
    for (const character of renderer.missing(text)) if (!found.has(character)) found.set(character, { character, place });
  return [...found.values()];
}

type Piece = readonly [place: Text, text: string];

function* piecesOf(document: OfficialDocument): Generator<Piece> {
  const { issuers, mark, number, title, recipients, signers, signature, note, copies, printedBy, present, absent, observers } = document;
  yield [{ zh: "发文机关", en: "the issuing organs" }, [...issuers, mark, ...signature.names, ...(signature.offices ?? [])].join("")];
  yield [{ zh: "发文字号", en: "the number" }, number ?? ""];
  yield [{ zh: "签发人", en: "the signers" }, (signers ?? []).join("")];
  yield [{ zh: "标题", en: "the title" }, title];
  yield [{ zh: "主送机关", en: "the recipients" }, recipients.join("")];
  let part = 0;
  let annex = 0;
  for (const block of document.text.content) {
    if (block.type === "annex") {
      annex += 1;
      const place = { zh: `附件${annex}`, en: `annex ${annex}` };
      yield [place, block.attrs.title];
      for (const [i, one] of block.content.entries())
        yield [{ zh: `${place.zh}第 ${i + 1} 段`, en: `${place.en}, part ${i + 1}` }, words(one)];
    } else {
      part += 1;
      yield [{ zh: `正文第 ${part} 段`, en: `part ${part} of the text` }, words(block)];
    }
  }
  yield [{ zh: "附注", en: "the note" }, note ?? ""];
  yield [
    { zh: "出席、请假、列席名单", en: "the lists of who was present" },
    [...(present ?? []), ...(absent ?? []), ...(observers ?? [])].join(""),
  ];
  yield [{ zh: "版记", en: "the colophon" }, [...(copies ?? []), printedBy].join("")];
}

const words = (part: Part): string =>
  part.type === "table"
    ? part.content.flatMap((row) => row.content.flatMap((cell) => cell.content.map(({ content }) => wordsOf(content)))).join("")
    : wordsOf(part.content);

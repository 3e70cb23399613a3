// An official document as PDF/A, laid out by GB/T 9704—2012. The same document gives the same bytes.
import { readdirSync, readFileSync } from "node:fs";
import type { LaidOut } from "../../casework/index.ts";
import type { OfficialDocument } from "../../engine/official/index.ts";
import type { Attachment, Renderer, RenderRequest } from "../../platform/pdf/index.ts";
import { templateData } from "./data.ts";
import { missingIn } from "./missing.ts";
import { sealSvg, signatureSvg } from "./seal-image.ts";

export interface Layout {
  /** Written into the file as its time of creation, epoch milliseconds. */
  readonly at: number;
  /** Whose seals are drawn over the signature, by the order of `signature.names` (under an order: the signers' own); none: the document as it is read before sealing. */
  readonly seals?: readonly string[];
  readonly attachments?: readonly Attachment[];
  /** PDF/A-3a (tagged, may carry attachments) unless stated otherwise; the same pages are valid PDF/UA-1. */
  readonly standard?: RenderRequest["standard"];
}

const folder = new URL("./templates/", import.meta.url);
let templates: Readonly<Record<string, string>> | undefined;
const templateFiles = () => {
  templates ??= Object.fromEntries(readdirSync(folder).map((name) => [`/${name}`, readFileSync(new URL(name, folder), "utf8")]));
  return templates;
};

/** Lays a document out. A character that no font has refuses it, with the place where it stands. */
export function layOut(
  renderer: Renderer,
  document: OfficialDocument,
  { at, seals = [], attachments, standard = "a-3a" }: Layout,
): LaidOut {
  const where = missingIn(renderer, document);
  if (where.length > 0) {
    return { ok: false, problem: { kind: "missing-glyph", characters: where.map(({ character }) => character), where } };
  }
  const { "/official.typ": template = "", ...files } = templateFiles();
  const pictures = seals.map((name, i) => ({ name, path: `/seal-${i + 1}.svg` }));
  const done = renderer.render({
    template,
    files: {
      ...files,
      ...Object.fromEntries(pictures.map(({ name, path }) => [path, document.format === "order" ? signatureSvg(name) : sealSvg(name)])),
    },
    data: templateData(document, pictures),
    standard,
    ...(attachments ? { attachments } : {}),
    lang: "zh",
    title: document.title,
    at,
  });
  if (done.ok) return { ok: true, pdf: done.pdf, pages: pagesOf(done.pdf) };
  if (done.problem.kind === "template") return { ok: false, problem: done.problem };
  // Named only by the exporter, which knows no places.
  const { characters } = done.problem;
  const somewhere = { zh: "文内", en: "the document" };
  return {
    ok: false,
    problem: { kind: "missing-glyph", characters, where: characters.map((character) => ({ character, place: somewhere })) },
  };
}

/** Our renderer's files have no object streams: every page is an object that says so. */
const pagesOf = (pdf: Uint8Array): number =>
  Buffer.from(pdf)
    .toString("latin1")
    .match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

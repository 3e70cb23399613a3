// Documents: a trusted Typst template and JSON data in, an archival PDF out, in this process. Nothing is read from the disk but
// the fonts and `lib/`: templates live in a closed virtual folder, so a template can neither open files nor fetch packages.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import type { Lang } from "../i18n/index.ts";
import { type Coverage, readCoverage } from "./coverage.ts";
import { exportProblem, type RenderProblem, templateProblem } from "./problem.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A file carried inside the document (`a-3b`, `a-3a`). `relationship` is the AFRelationship of ISO 32000-2. */
export interface Attachment {
  /** File name inside the document: letters, digits, `.`, `_`, `-`. */
  readonly name: string;
  readonly mime: string;
  readonly relationship: "source" | "data" | "alternative" | "supplement";
  readonly description: string;
  readonly bytes: Uint8Array;
}

export interface RenderRequest {
  /** Typst source of a pack or of the platform, never built from anybody's input. It reads its data with `json("/data.json")`. */
  readonly template: string;
  /** Further files of the template by their path inside it, such as `/letterhead.typ`; `/lib/` is the platform's. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly data: Json;
  /** PDF/A-2b, PDF/A-3b or 3a (which carry attachments; 3a is tagged for assistive technology as well) or PDF/UA-1. */
  readonly standard: "a-2b" | "a-3b" | "a-3a" | "ua-1";
  readonly attachments?: readonly Attachment[];
  readonly lang: Lang;
  readonly title: string;
  /** Written into the file as its time of creation, epoch milliseconds. The same request gives the same bytes. */
  readonly at: number;
  /** A character that no font has: `refuse` (default) names it as a problem; `code-point` shows it as 〔U+1F600〕, for quoted free text. */
  readonly uncovered?: "refuse" | "code-point";
}

export type RenderResult = { readonly ok: true; readonly pdf: Uint8Array } | { readonly ok: false; readonly problem: RenderProblem };

export interface Renderer {
  /**
   * Renders one document: 2–6 ms a page once warm; the first call loads the compiler and the fonts (about 0.3 s, 110 MB). Whoever
   * renders many in a row lets the event loop turn between them, since only then the compiler's memory is given back.
   */
  render(request: RenderRequest): RenderResult;
  /** The characters of `text` that no font of this installation can show; to be asked when a name is entered. */
  missing(text: string): string[];
}

/** The fonts that come with the project. */
export const ownFonts: string = fileURLToPath(new URL("../../../fonts/", import.meta.url));

const root = "/errand-documents";
const region = { zh: "cn", en: "gb" } as const satisfies Record<Lang, string>;
const main = `#let meta = json("/meta.json")
#set document(title: meta.title, date: auto)
#set text(font: meta.fonts, fallback: false, lang: meta.lang, region: meta.region)
#for a in meta.attachments {
  pdf.attach("/" + a.name, read(a.path, encoding: none), relationship: a.relationship, mime-type: a.mime, description: a.description)
}
#include "/template.typ"
`;

/**
 * A renderer over the fonts in `fontDirs`, searched in order (`[ownFonts, …]`); no system font is ever used. The compiler and the
 * fonts are loaded at first use, where a folder or file that is no font throws a FontError.
 */
export function createRenderer({ fontDirs }: { readonly fontDirs: readonly string[] }): Renderer {
  let fonts: Coverage | undefined;
  let loaded: NodeCompiler | undefined;
  const coverage = () => {
    fonts ??= readCoverage(fontDirs);
    return fonts;
  };
  const compiler = () => {
    loaded ??= loadCompiler(fontDirs);
    return loaded;
  };
  let sinceEviction = 0;
  const render = (request: RenderRequest): RenderResult => {
    const foreign = packageImport(request);
    if (foreign) return { ok: false, problem: foreign };
    const data = prepare(request, coverage());
    if (!data.ok) return data;
    const typst = compiler();
    // The compiler remembers every layout that it ever made: what two rounds of ten documents did not ask for goes.
    if (++sinceEviction >= 10) {
      typst.evictCache(2);
      sinceEviction = 0;
    }
    return compile(typst, virtualFiles(request, data.json, coverage().families), request);
  };
  return { render, missing: (text) => coverage().missing(text) };
}

function loadCompiler(fontDirs: readonly string[]): NodeCompiler {
  const typst = createRequire(import.meta.url)(
    "@myriaddreamin/typst-ts-node-compiler",
  ) as typeof import("@myriaddreamin/typst-ts-node-compiler");
  return typst.NodeCompiler.create({ workspace: root, fontArgs: [{ fontPaths: [...fontDirs] }] });
}

const shared = new Map<string, Buffer>();
function libraryFiles(): ReadonlyMap<string, Buffer> {
  const folder = new URL("./lib/", import.meta.url);
  if (shared.size === 0) for (const name of readdirSync(folder)) shared.set(`/lib/${name}`, readFileSync(new URL(name, folder)));
  return shared;
}

function packageImport({ template, files = {} }: RenderRequest): RenderProblem | undefined {
  for (const [file, source] of [["template.typ", template] as const, ...Object.entries(files)]) {
    const line = typeof source === "string" ? source.split("\n").findIndex((text) => /"@[\w-]+\/[^"]*"/.test(text)) : -1;
    if (line >= 0)
      return {
        kind: "template",
        message: "Packages from outside are not available to templates.",
        file: file.replace(/^\//, ""),
        line: line + 1,
      };
  }
  return undefined;
}

/** The data as JSON text, once every string in it can be shown. */
function prepare(
  { data, title, uncovered }: RenderRequest,
  fonts: Coverage,
): { ok: true; json: string } | { ok: false; problem: RenderProblem } {
  const json = JSON.stringify(data);
  const texts: string[] = [title];
  JSON.parse(json, (_, value: unknown) => {
    if (typeof value === "string") texts.push(value);
    return value;
  });
  const characters = fonts.missing(texts.join(""));
  if (characters.length === 0) return { ok: true, json };
  if (uncovered !== "code-point") return { ok: false, problem: { kind: "missing-glyph", characters } };
  const gone = new Set(characters);
  const show = (text: string) => Array.from(text, (c) => (gone.has(c) ? codePoint(c) : c)).join("");
  return { ok: true, json: JSON.stringify(JSON.parse(json, (_, value: unknown) => (typeof value === "string" ? show(value) : value))) };
}

const codePoint = (character: string) => `〔U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}〕`;

function virtualFiles(request: RenderRequest, json: string, fonts: readonly string[]): Map<string, Buffer> {
  const { attachments = [], files = {}, lang, title } = request;
  const listed = attachments.map(({ name, mime, relationship, description }) => ({
    name,
    mime,
    relationship,
    description,
    path: `/attachments/${name}`,
  }));
  return new Map([
    ...Object.entries(files).map(([path, content]) => [path, Buffer.from(content)] as const),
    ...libraryFiles(),
    ...attachments.map(({ name, bytes }) => [`/attachments/${name}`, Buffer.from(bytes)] as const),
    ["/main.typ", Buffer.from(main)],
    ["/template.typ", Buffer.from(request.template)],
    ["/data.json", Buffer.from(json)],
    ["/meta.json", Buffer.from(JSON.stringify({ title, lang, region: region[lang], fonts, attachments: listed }))],
  ]);
}

function compile(typst: NodeCompiler, files: ReadonlyMap<string, Buffer>, { standard, at }: RenderRequest): RenderResult {
  for (const [path, bytes] of files) typst.mapShadow(root + path, bytes);
  try {
    const done = typst.compile({ mainFilePath: `${root}/main.typ` });
    const error = done.takeError();
    if (error || !done.result) return { ok: false, problem: templateProblem(error ? typst.fetchDiagnostics(error) : [], root) };
    try {
      const pdf = typst.pdf(done.result, { pdfStandard: standard, creationTimestamp: Math.floor(at / 1000) });
      return { ok: true, pdf: new Uint8Array(pdf) };
    } catch (refused) {
      return { ok: false, problem: exportProblem(refused) };
    }
  } finally {
    for (const path of files.keys()) typst.unmapShadow(root + path);
  }
}

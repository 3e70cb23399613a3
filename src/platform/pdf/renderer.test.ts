import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { PDF } from "@libpdf/core";
import { createRenderer, FontError, ownFonts, qrPng, qrSvg, type RenderRequest } from "./index.ts";

const renderer = createRenderer({ fontDirs: [ownFonts] });
const base = {
  template: `#let data = json("/data.json")\n= #data.name\n#data.note`,
  data: { name: "王小明", note: "plain *text* #panic(1) $x$ @a <b> \\ `" },
  standard: "a-3b",
  lang: "zh",
  title: "许可证",
  at: Date.UTC(2026, 8, 24, 1, 2, 3),
} as const satisfies RenderRequest;

const pdfOf = (request: RenderRequest) => {
  const done = renderer.render(request);
  assert.ok(done.ok, JSON.stringify(done));
  return done.pdf;
};
const problemOf = (request: RenderRequest) => {
  const done = renderer.render(request);
  assert.ok(!done.ok);
  return done.problem;
};

test("data is shown as it is and never read as markup", async () => {
  const page = (await PDF.load(pdfOf(base))).getPages()[0];
  const text = page?.extractText().text ?? "";
  assert.match(text, /王小明/);
  assert.ok(text.includes("plain *text* #panic(1) $x$ @a <b> \\ `"), text);
});

test("the same request gives the same bytes, another instant another file", () => {
  assert.deepEqual(pdfOf(base), pdfOf({ ...base }));
  assert.notDeepEqual(pdfOf(base), pdfOf({ ...base, at: base.at + 1000 }));
});

for (const [standard, marker] of [
  ["a-2b", "<pdfaid:part>2</pdfaid:part>"],
  ["a-3b", "<pdfaid:part>3</pdfaid:part>"],
  ["ua-1", "<pdfuaid:part>1</pdfuaid:part>"],
] as const) {
  test(`a file under ${standard} says so, and carries its colour profile and language`, () => {
    const text = plain(pdfOf({ ...base, standard }));
    assert.ok(text.includes(marker), marker);
    if (standard !== "ua-1") assert.match(text, /\/OutputIntents/);
    assert.match(text, /\/Lang \(zh-CN\)/);
    assert.match(text, /\/FontFile[23]/);
  });
}

test("attachments come out as they went in, with their relationship", async () => {
  const bytes = Buffer.from('{"a":"甲"}');
  const pdf = pdfOf({
    ...base,
    attachments: [{ name: "data.json", mime: "application/json", relationship: "data", description: "Data", bytes }],
  });
  assert.match(plain(pdf), /\/AFRelationship \/Data/);
  const read = (await PDF.load(pdf)).getAttachment("data.json");
  assert.deepEqual(Buffer.from(read ?? []), bytes);
});

test("a character that no font has is named, and never dropped", () => {
  assert.deepEqual(problemOf({ ...base, data: { name: "王𠮷𬎆A\u0007", note: "" } }), {
    kind: "missing-glyph",
    characters: ["𠮷", "𬎆", "\u0007"],
  });
  assert.deepEqual(problemOf({ ...base, data: { name: "\ud800", note: "" } }), { kind: "missing-glyph", characters: ["\ud800"] });
  assert.deepEqual(problemOf({ ...base, template: "王𠮷" }), { kind: "missing-glyph", characters: ["𠮷"] });
  assert.deepEqual(renderer.missing("王小明 \n〇・é\u200b葛\u{E0100}"), []);
  assert.deepEqual(renderer.missing("𠮷\ue000😀𠮷"), ["𠮷", "\ue000", "😀"]);
});

test("free text may show such characters by their code points", async () => {
  const pdf = pdfOf({ ...base, data: { name: "王𠮷", note: "😀\ud800" }, uncovered: "code-point" });
  const text = (await PDF.load(pdf)).getPages()[0]?.extractText().text ?? "";
  assert.match(text, /王〔U\+20BB7〕/);
  assert.match(text, /〔U\+1F600〕〔U\+D800〕/);
});

test("a fault in a template names its line", () => {
  const at = (template: string, files = {}) => problemOf({ ...base, template, files });
  assert.deepEqual(at(`#let data = json("/data.json")\n\n#data.nme`), {
    kind: "template",
    message: 'dictionary does not contain key "nme"',
    file: "template.typ",
    line: 3,
  });
  assert.deepEqual(at(`#import "/head.typ": head\n#head`, { "/head.typ": "\n#let head = nothing" }), {
    kind: "template",
    message: "unknown variable: nothing",
    file: "head.typ",
    line: 2,
  });
  assert.match(
    JSON.stringify(
      problemOf({ ...base, standard: "ua-1", template: `#image(bytes("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"))` }),
    ),
    /alt/,
  );
});

test("a template reaches neither the disk nor the network", () => {
  const at = (template: string) => problemOf({ ...base, template });
  for (const path of ["/etc/passwd", "../etc/passwd", "../../../../etc/passwd"]) assert.equal(at(`#read("${path}")`).kind, "template");
  assert.match(JSON.stringify(at(`x\n#import "@preview/tablex:0.1.0": *`)), /Packages from outside.*"line":2/);
});

test("files of one document are gone in the next", () => {
  pdfOf({ ...base, template: `#read("/extra.txt")`, files: { "/extra.txt": "here" } });
  assert.match(JSON.stringify(problemOf({ ...base, template: `#read("/extra.txt")` })), /file not found/);
});

test("an installation's own fonts supply what the others lack", () => {
  const folder = mkdtempSync(join(tmpdir(), "errand-fonts-"));
  try {
    copyFileSync(join(ownFonts, "NotoSansSC_400Regular.ttf"), join(folder, "a.ttf"));
    const few = createRenderer({ fontDirs: [folder] });
    const all = Array.from({ length: 0xd800 - 0x3000 }, (_, i) => String.fromCodePoint(0x3000 + i)).join("");
    const own = new Set(renderer.missing(all));
    const rare = few.missing(all).find((character) => !own.has(character));
    assert.ok(rare);
    const request = { ...base, template: `#text(json("/data.json").name)`, data: { name: `王${rare}` } };
    assert.deepEqual(few.render(request), { ok: false, problem: { kind: "missing-glyph", characters: [rare] } });
    assert.ok(createRenderer({ fontDirs: [folder, ownFonts] }).render(request).ok);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a folder that is none and a file that is no font are named", () => {
  assert.throws(
    () => createRenderer({ fontDirs: ["/nowhere"] }).missing("x"),
    (e) => e instanceof FontError && e.message.includes("/nowhere"),
  );
  const folder = mkdtempSync(join(tmpdir(), "errand-fonts-"));
  try {
    writeFileSync(join(folder, "broken.ttf"), "no font");
    assert.throws(
      () => createRenderer({ fontDirs: [folder] }).missing("x"),
      (e) => e instanceof FontError && e.message.includes("broken.ttf"),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a QR code has its finder patterns, as SVG and as PNG", async () => {
  const svg = qrSvg("https://example.test/verify/1");
  assert.match(svg, /viewBox="0 0 37 37"/);
  assert.match(svg, /M4 4h7v1H4z/);
  assert.deepEqual(
    [...(await qrPng("x")).subarray(1, 4)],
    [..."PNG"].map((c) => c.charCodeAt(0)),
  );
});

/** The file as text, its compressed streams opened. */
function plain(pdf: Uint8Array): string {
  const raw = Buffer.from(pdf).toString("latin1");
  const opened = [...raw.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map((m) => {
    try {
      return inflateSync(Buffer.from(m[1] ?? "", "latin1")).toString("latin1");
    } catch {
      return "";
    }
  });
  return raw + opened.join("\n");
}

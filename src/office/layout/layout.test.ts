import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { PDF } from "@libpdf/core";
import { shapesOf } from "../../../test/support/pdf-shapes.ts";
import type { OfficialDocument } from "../../engine/official/index.ts";
import type { Part, TextDoc } from "../../engine/text/index.ts";
import { createRenderer, ownFonts, type Renderer } from "../../platform/pdf/index.ts";
import { type Layout, layOut, shapeTitle, signatureSvg } from "./index.ts";

const renderer = createRenderer({ fontDirs: [ownFonts] });
const at = Date.UTC(2026, 10, 22, 1, 2, 3);
const mm = 25.4 / 72;
const line = 225 / 22;

const p = (text: string): Part => ({ type: "paragraph", content: [{ type: "text", text }] });
const h = (level: 1 | 2 | 3 | 4, text: string): Part => ({ type: "heading", attrs: { level }, content: [{ type: "text", text }] });
const doc = (...content: TextDoc["content"]): TextDoc => ({ type: "doc", content });
const organ = "云川市人民政府";
const three = [organ, "云川市市场监督管理局", "云川市消防救援支队"];
const notice: OfficialDocument = {
  format: "general",
  kind: "notice",
  issuers: [organ],
  number: "云政发〔2026〕3号",
  urgency: "extra",
  title: "云川市人民政府关于做好政务服务事项标准化工作的通知",
  recipients: ["各区人民政府", "市政府各部门、各直属机构"],
  text: doc(p("为进一步推进政务服务标准化、规范化、便利化，现就有关事项通知如下。"), h(1, "总体要求"), p("各单位应当全面梳理。")),
  signature: { names: [organ], date: "2026-11-02" },
  note: "此件公开发布",
  copies: ["市委办公室", "市人大常委会办公室"],
  printedBy: "云川市人民政府办公室",
  printedOn: "2026-11-03",
};

/** Where each line of letters stands, in millimetres from the sheet's left and upper edges. */
async function pagesOf(document: OfficialDocument, options: Partial<Layout> = {}, on: Renderer = renderer) {
  const done = layOut(on, document, { at, ...options });
  assert.ok(done.ok, JSON.stringify(done));
  const pages = (await PDF.load(done.pdf)).getPages().map((page) =>
    page.extractText().lines.map(({ text, baseline, bbox, spans }) => ({
      text: text.trim(),
      baseline: 297 - baseline * mm,
      left: bbox.x * mm,
      right: (bbox.x + bbox.width) * mm,
      size: spans[0]?.fontSize ?? 0,
      font: (spans[0]?.fontName ?? "").replace(/^\w+\+/, ""),
    })),
  );
  assert.equal(pages.length, done.pages);
  return { pages, shapes: shapesOf(done.pdf), pdf: done.pdf };
}
type Page = Awaited<ReturnType<typeof pagesOf>>["pages"][number];
const near = (found: number, wanted: number, within: number, what: string) =>
  assert.ok(Math.abs(found - wanted) <= within, `${what}: ${found.toFixed(3)}, wanted ${wanted.toFixed(3)}`);
const lineOf = (page: Page | undefined, text: string | RegExp) => {
  const found = page?.find((one) => (typeof text === "string" ? one.text === text : text.test(one.text)));
  return found ?? assert.fail(`no line ${text} in\n${page?.map((one) => one.text).join("\n")}`);
};

test("a full page has 22 lines of 28 characters of 16 points that fill the type area exactly", async () => {
  const { pages } = await pagesOf({ ...notice, text: doc(p("田".repeat(28 * 60))) });
  const body = pages[1]?.filter(({ size }) => size === 16) ?? [];
  assert.equal(body.length, 22);
  for (const [i, one] of body.entries()) {
    assert.equal(one.text, "田".repeat(28));
    near(one.left, 28, 0.05, "left edge of the type area");
    near(one.right, 184, 0.1, "right edge of the type area");
    near(one.baseline, (body[0]?.baseline ?? 0) + i * line, 0.01, `pitch of line ${i + 1}`);
  }
  // A line's characters stand in the middle of its place: the em square is 5.64 mm of 10.23 mm.
  near(body[0]?.baseline ?? 0, 37 + line / 2 + 6.08 * mm, 0.05, "first line");
});

test("the head of the general format: urgency, mark, number, rule, title and recipients where the standard puts them", async () => {
  const { pages, shapes } = await pagesOf(notice);
  const [page] = pages;
  assert.match(lineOf(page, "特急").font, /NotoSansSC/);
  near(lineOf(page, "特急").left, 28, 0.1, "urgency");
  const mark = lineOf(page, "云川市人民政府文件");
  near(mark.baseline - 0.85 * mark.size * mm, 37 + 35, 1, "upper edge of the mark");
  near((mark.left + mark.right) / 2, 106, 0.5, "middle of the mark");
  const number = lineOf(page, "云政发〔2026〕3号");
  near((number.left + number.right) / 2, 106, 0.5, "middle of the number");
  near(number.baseline - mark.baseline, 3 * line - 2, 4, "two lines between mark and number");
  const [rule] = shapes[0] ?? [];
  assert.ok(rule && rule.colour[0] === 0.84313726);
  near(rule.left, 28, 0.01, "the rule's left");
  near(rule.right, 184, 0.01, "the rule's right");
  near(rule.top - (number.baseline + 1.92 * mm), 4, 0.1, "rule under number");
  const [first, second] = shapeTitle(notice.title);
  assert.equal(lineOf(page, first ?? "").size, 22);
  near(lineOf(page, second ?? "").baseline - lineOf(page, first ?? "").baseline, line, 0.01, "title's lines");
  const recipients = lineOf(page, "各区人民政府，市政府各部门、各直属机构：");
  near(recipients.left, 28, 0.1, "recipients begin the line");
  near(recipients.baseline - lineOf(page, second ?? "").baseline, 2 * line, 0.01, "one line between title and recipients");
  near((recipients.baseline - 37 - line / 2 - 6.08 * mm) % line, 0, 0.05, "the body stands on the grid again");
  near(lineOf(page, /^为进一步推进/).left, 28 + (2 * 156) / 28, 0.1, "two characters in");
});

test("levels are numbered from the levels, each in its face; in an annex anew", async () => {
  const levels = [h(1, "甲"), h(2, "乙"), h(3, "丙"), h(4, "丁"), h(4, "戊"), h(2, "己"), h(1, "庚"), h(2, "辛"), p("正文。")];
  const { pages } = await pagesOf({ ...notice, text: doc(...levels, { type: "annex", attrs: { title: "附表" }, content: [h(1, "壬")] }) });
  const text = pages.flat().map((one) => one.text);
  for (const one of ["一、甲", "（一）乙", "1.丙", "（1）丁", "（2）戊", "（二）己", "二、庚", "（一）辛", "一、壬", "附件：附表", "附件"])
    assert.ok(text.includes(one), `${one} in\n${text.join("\n")}`);
  assert.match(lineOf(pages.flat(), "一、甲").font, /NotoSansSC/);
  assert.match(lineOf(pages.flat(), "（一）乙").font, /NotoSerifSC/);
});

test("page numbers of 14 points stand 7 mm under the type area: odd ones at the right, even ones at the left", async () => {
  const { pages } = await pagesOf({ ...notice, text: doc(p("田".repeat(28 * 60))) });
  assert.ok(pages.length >= 3);
  for (const [i, page] of pages.entries()) {
    const number = lineOf(page, `— ${i + 1} —`);
    assert.equal(number.size, 14);
    near(number.baseline - 0.37 * 14 * mm, 262 + 7, 0.3, "dash");
    if (i % 2 === 0) near(number.right, 184 - 14 * mm, 1, "one character from the right");
    else near(number.left, 28 + 14 * mm, 1, "one character from the left");
  }
});

test("the colophon stands at the foot of the last page, its last line is the edge of the type area", async () => {
  for (const lines of [1, 13, 14, 15, 16, 17, 18, 40]) {
    const { pages, shapes } = await pagesOf({ ...notice, text: doc(p("田".repeat(28 * lines))) });
    const [page, drawn] = [pages.at(-1), shapes.at(-1) ?? []];
    assert.equal(pages.flat().filter(({ text }) => text.startsWith("抄送：")).length, 1);
    const copies = lineOf(page, "抄送：市委办公室，市人大常委会办公室。");
    assert.equal(copies.size, 14);
    near(copies.left, 28 + 14 * mm, 0.2, "one character in");
    const printed = lineOf(page, /云川市人民政府办公室\s*2026年11月3日印发/);
    near(printed.right, 184 - 14 * mm, 0.3, "one character from the right");
    const rules = drawn.filter((one) => one.colour.every((part) => part === 0) && one.right - one.left > 155);
    assert.deepEqual(
      rules.map((one) => Number((one.bottom - one.top).toFixed(2))),
      [0.35, 0.25, 0.35],
    );
    near(((rules[2]?.top ?? 0) + (rules[2]?.bottom ?? 0)) / 2, 262, 0.01, "last rule");
  }
});

test("the seal stands over name and date, its top less than a line under the text, and never alone on a page", async () => {
  for (let lines = 1; lines <= 24; lines++) {
    const { pages, shapes } = await pagesOf({ ...notice, text: doc(p("田".repeat(28 * lines))) }, { seals: [organ] });
    const on = shapes.findIndex((page) => page.some((one) => one.colour.length === 3 && one.right - one.left < 50));
    const page = pages[on];
    const rings = (shapes[on] ?? []).filter((one) => one.thickness > 1);
    assert.equal(rings.length, 1, `${lines} lines`);
    const [ring] = rings;
    assert.ok(ring);
    near(ring.right - ring.left + ring.thickness, 42, 0.3, "across");
    const [name, date] = [lineOf(page, new RegExp(`${organ}$`)), lineOf(page, /2026年11月2日$/)];
    for (const one of [name, date])
      assert.ok(one.baseline > (ring.top + ring.bottom) / 2 - 3 && one.baseline < ring.bottom, "under the middle of the seal");
    near(date.right, 184 - (4 * 156) / 28, 0.4, "date four characters from the right");
    near((name.left + name.right) / 2, (date.left + date.right) / 2, 0.4, "name in the middle over the date");
    near((ring.left + ring.right) / 2, (date.left + date.right) / 2, 0.4, "seal in the middle of the date");
    const last = page?.filter(({ text }) => text.startsWith("田")).at(-1) ?? assert.fail(`the signature stands alone (${lines} lines)`);
    const free = ring.top - ring.thickness / 2 - (last.baseline + 8.42 * mm);
    assert.ok(free >= 0 && free <= line, `seal ${free.toFixed(1)} mm under the text`);
    assert.equal(
      pages
        .flat()
        .map(({ text }) => text)
        .join("")
        .match(/田/g)?.length,
      28 * lines,
    );
  }
});

test("joint issue: marks one under the other, a seal over each name, none touching another, none outside the type area", async () => {
  for (const n of [2, 3, 5, 7]) {
    const names = [...three, "云川市住房和城乡建设局", "云川市城市管理局", "云川市卫生健康委员会", "云川市档案馆"].slice(0, n);
    const { pages, shapes } = await pagesOf({ ...notice, issuers: names, signature: { names, date: "2026-11-02" } }, { seals: names });
    const rings = shapes.flatMap((page, i) => page.filter((one) => one.thickness > 1).map((one) => ({ ...one, page: i })));
    assert.equal(rings.length, n);
    for (const [i, a] of rings.entries()) {
      assert.ok(a.left > 28 && a.right < 184, "inside the type area");
      for (const b of rings.slice(i + 1))
        assert.ok(a.page !== b.page || a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top, "seals touch");
    }
    const date = lineOf(pages[rings.at(-1)?.page ?? 0], /2026年11月2日$/);
    assert.ok(date.baseline < (rings.at(-1)?.bottom ?? 0) && date.baseline > (rings.at(-1)?.top ?? 0));
    assert.ok(date.left > (rings.at(-1)?.left ?? 0) - 5);
    assert.ok(pages[0]?.some(({ text }) => text.includes("文件")));
  }
});

test("without seals the name stands two characters from the right and the date under it", async () => {
  const { pages } = await pagesOf({ ...notice, signature: { names: ["云川市推进政务服务标准化工作领导小组"], date: "2026-11-02" } });
  const page = pages.flat();
  const [name, date] = [lineOf(page, /领导小组$/), lineOf(page, "2026年11月2日")];
  near(name.right, 184 - (2 * 156) / 28, 0.4, "two characters from the right");
  near(date.left, name.left + (2 * 156) / 28, 12, "date");
  near(date.baseline - name.baseline, line, 0.01, "next line");
});

test("a document to a higher organ names its signers beside the number, the last of them on its line", async () => {
  const { pages } = await pagesOf({ ...notice, kind: "request", signers: ["王某某", "李某", "欧阳某"] });
  const number = lineOf(pages[0], /^云政发〔2026〕3号\s*欧阳某$/);
  near(number.left, 28 + 156 / 28, 0.3, "one character in");
  near(number.baseline - lineOf(pages[0], /^签发人：王某某\s*李某$/).baseline, line, 0.01, "two in a row");
});

test("a long table repeats its head on every page", async () => {
  const cell = (text: string, type: "table_cell" | "table_header" = "table_cell") => ({ type, content: [p(text) as never] });
  const rows = Array.from({ length: 60 }, (_, i) => ({
    type: "table_row" as const,
    content: [cell(`${i + 1}`), cell("逐项核对办理情况。".repeat(3))],
  }));
  const head = { type: "table_row" as const, content: [cell("序号", "table_header"), cell("办理情况", "table_header")] };
  const { pages } = await pagesOf({ ...notice, text: doc({ type: "table", content: [head, ...rows] }, p("特此通知。")) });
  const with_ = pages.filter((page) => page.some(({ text }) => text.includes("逐项核对")));
  assert.ok(with_.length >= 3);
  for (const page of with_) assert.match(page[0]?.text ?? "", page === pages[0] ? /特急/ : /^序号\s*办理情况$/);
  assert.equal(pages.flat().filter(({ text }) => text.includes("逐项核对")).length, 60);
});

test("annexes begin new pages, are listed under the text, and the colophon follows them", async () => {
  const annex = (title: string) => ({ type: "annex" as const, attrs: { title }, content: [p("表内说明。")] });
  const { pages } = await pagesOf({ ...notice, text: doc(p("正文。"), annex("情况统计表"), annex("整改任务清单")) }, { seals: [organ] });
  assert.equal(pages.filter((page) => page[0]?.text === "附件1" || page[0]?.text === "附件2").length, 2);
  const [first, second] = [lineOf(pages.flat(), /^附件：1\.\s*情况统计表$/), lineOf(pages.flat(), /^2\.\s*整改任务清单$/)];
  near(second.baseline - first.baseline, line, 0.01, "one under the other");
  const annexPage = pages.find((page) => page[0]?.text === "附件2");
  near((annexPage?.[1]?.baseline ?? 0) - (annexPage?.[0]?.baseline ?? 0), 2 * line, 0.01, "title on the third line");
  assert.ok(pages.at(-1)?.some(({ text }) => text.startsWith("抄送：")));
  assert.equal(pages.at(-1), annexPage);
});

test("a letter: mark 30 mm under the sheet's edge, double rules of 170 mm, no number on its first page", async () => {
  const { pages, shapes } = await pagesOf(
    { ...notice, format: "letter", kind: "letter", text: doc(p("田".repeat(28 * 30))) },
    { seals: [organ] },
  );
  const [page] = pages;
  const mark = lineOf(page, organ);
  near(mark.baseline - 0.85 * mark.size * mm, 30, 1, "upper edge of the mark");
  const rules = (shapes[0] ?? []).filter((one) => one.right - one.left > 160);
  assert.equal(rules.length, 4);
  for (const rule of rules) near(rule.left, 20, 0.01, "rule's left");
  for (const rule of rules) near(rule.right, 190, 0.01, "rule's right");
  near(Math.max(...rules.map(({ bottom }) => bottom)), 297 - 20, 0.01, "lower double rule");
  assert.ok(!page?.some(({ text }) => text.startsWith("—")));
  near(lineOf(page, /特急\s*云政发〔2026〕3号/).right, 184, 0.3, "number at the right");
  assert.ok(pages[1]?.some(({ text }) => text === "— 2 —"));
  assert.ok(pages.at(-1)?.some(({ text }) => text.startsWith("抄送：")));
  assert.ok(!pages.flat().some(({ text }) => text.includes("印发")));
});

test("an order: mark 20 mm under the type area's edge, its number, the office and name of who signs", async () => {
  const { urgency: _, ...rest } = notice;
  const { pages } = await pagesOf({
    ...rest,
    format: "order",
    kind: "order",
    number: "第3号",
    recipients: [],
    signature: { names: ["王某某"], offices: ["市长"], date: "2026-11-02" },
  });
  const mark = lineOf(pages[0], "云川市人民政府令");
  near(mark.baseline - 0.85 * mark.size * mm, 37 + 20, 1, "upper edge of the mark");
  near((lineOf(pages[0], "第3号").left + lineOf(pages[0], "第3号").right) / 2, 106, 0.4, "number in the middle");
  near(lineOf(pages.flat(), /^市长\s*王某某$/).right, 184 - (4 * 156) / 28, 0.4, "four characters from the right");
});

test("a sealed order: the signature seal four characters from the right, the office two left of it and in its middle, the date below", async () => {
  const { urgency: _, ...rest } = notice;
  const signature = { names: ["王某某"], offices: ["市长"], date: "2026-11-02" };
  const order = { ...rest, format: "order", kind: "order", number: "第3号", recipients: [], signature } as const;
  const { pages } = await pagesOf(order, { seals: ["王某某"] });
  const text = pages.flat();
  const [office, date, word] = [lineOf(text, "市长"), lineOf(text, "2026年11月2日"), 156 / 28];
  const seal = (14 * 320) / 120;
  near(office.right, 184 - 6 * word - seal, 0.4, "the office");
  near(date.right, 184 - 4 * word, 0.4, "the date");
  near(date.baseline - office.baseline, 2.5 * line, 0.3, "one line is free under the seal");
  assert.ok(!text.some((one) => one.text.includes("王某某") && one !== office && one.left > office.right + 3 * word), "drawn, not set");
  assert.match(signatureSvg("王<某"), /fill="#d7000f"[^>]*>.*王.*&lt;.*某/);
});

test("a joint order: each organ's office and seal on a line of its own, the lead's first, in columns; those of the lead alone before the others sign", async () => {
  const { urgency: _, ...rest } = notice;
  const names = ["王某某", "李某", "欧阳某某"];
  const offices = ["云川市人民政府市长", "云川市市场监督管理局局长", "云川市消防救援支队支队长"];
  const order = { ...rest, format: "order", kind: "order", number: "第3号", recipients: [], issuers: three } as const;
  const { pages, pdf } = await pagesOf({ ...order, signature: { names, offices, date: "2026-11-02" } }, { seals: names });
  assert.ok(pdf.length > 0);
  const text = pages.flat();
  const [first, second, third, date] = [...offices, "2026年11月2日"].map((one) => lineOf(text, one));
  assert.ok(first && second && third && date);
  near(second.right, first.right, 0.4, "offices end in one column");
  near(third.right, first.right, 0.4, "offices end in one column");
  near(second.baseline - first.baseline, 2 * line, 0.4, "one under the other");
  near(third.baseline - second.baseline, 2 * line, 0.4, "one under the other");
  assert.ok(date.baseline > third.baseline);
  assert.ok(
    text.some((one) => /令/.test(one.text)) &&
      text.filter((one) => one.text.replaceAll(" ", "").includes("云川市市场监督管理局")).length >= 2,
  );
  const unsealed = await pagesOf({ ...order, signature: { names: names.slice(0, 2), offices: offices.slice(0, 2), date: "2026-11-02" } });
  const lines = unsealed.pages.flat().filter((one) => /某/.test(one.text));
  assert.deepEqual(
    lines.map((one) => one.text.replaceAll(/\s/g, "")),
    ["云川市人民政府市长王某某", "云川市市场监督管理局局长李某"],
  );
});

test("minutes: their own mark, who was there, no seal", async () => {
  const { pages } = await pagesOf({
    ...notice,
    format: "minutes",
    kind: "minutes",
    mark: "云川市人民政府常务会议纪要",
    number: "〔2026〕5号",
    recipients: [],
    title: "研究政务服务标准化工作",
    present: ["张某", "赵某"],
    absent: ["李某"],
    observers: ["王某"],
  });
  const mark = lineOf(pages[0], "云川市人民政府常务会议纪要");
  near(mark.baseline - 0.85 * mark.size * mm, 37 + 35, 1, "upper edge of the mark");
  const text = pages.flat().map((one) => one.text);
  for (const one of ["出席：张某、赵某", "请假：李某", "列席：王某", "〔2026〕5号"]) assert.ok(text.includes(one), text.join("\n"));
});

for (const format of ["general", "letter", "order", "minutes"] as const) {
  test(`${format}: PDF/A-3 with its structure tagged, the same pages as PDF/UA-1, the same bytes every time`, async () => {
    const document = { ...notice, format, text: doc(h(1, "总体要求"), h(3, "跳级"), p("田".repeat(900))) };
    const first = layOut(renderer, document, { at, seals: [organ] });
    const again = layOut(createRenderer({ fontDirs: [ownFonts] }), { ...document }, { at, seals: [organ] });
    assert.ok(first.ok && again.ok);
    assert.deepEqual(first.pdf, again.pdf);
    const plain = Buffer.from(first.pdf).toString("latin1");
    assert.match(plain, /<pdfaid:part>3<\/pdfaid:part>/);
    assert.match(plain, /<pdfaid:conformance>A<\/pdfaid:conformance>/);
    assert.match(plain, /\/StructTreeRoot/);
    assert.match(plain, /\/Lang \(zh-CN\)/);
    assert.ok(layOut(renderer, document, { at, seals: [organ], standard: "ua-1" }).ok);
  });
}

test("words are words: nothing in them is read as markup", async () => {
  const odd = "#panic(1) $x$ *粗* _斜_ @甲 <乙> \\ ` // /* [丙] ~ -- ...";
  const { pages } = await pagesOf({ ...notice, title: `关于${odd}的通知`, text: doc(p(odd)), recipients: [odd], note: odd });
  assert.ok(
    pages
      .flat()
      .map((one) => one.text)
      .join("")
      .replaceAll(" ", "")
      .includes(odd.replaceAll(" ", "")),
  );
});

test("a character that no font has is named with its place, and nothing is laid out", () => {
  const done = layOut(renderer, { ...notice, title: "关于𠮷事的通知", text: doc(p("好"), p("王𬎆和𠮷")) }, { at });
  assert.ok(!done.ok && done.problem.kind === "missing-glyph");
  assert.deepEqual(done.problem.where, [
    { character: "𠮷", place: { zh: "标题", en: "the title" } },
    { character: "𬎆", place: { zh: "正文第 2 段", en: "part 2 of the text" } },
  ]);
});

test("an installation's own 仿宋 and 小标宋 are taken by their names", async () => {
  const folder = mkdtempSync(join(tmpdir(), "errand-fonts-"));
  try {
    for (const [file, name] of [
      ["NotoSansSC_400Regular.ttf", "FangSong_GB2312"],
      ["NotoSerifSC_400Regular.ttf", "FZXiaoBiaoSong-B05"],
    ] as const)
      writeFileSync(join(folder, `${name}.ttf`), renamed(readFileSync(join(ownFonts, file)), name));
    const { pages } = await pagesOf(notice, {}, createRenderer({ fontDirs: [ownFonts, folder] }));
    assert.match(lineOf(pages[0], /^为进一步推进/).font, /Sans/);
    assert.match(lineOf(pages[0], "云川市人民政府文件").font, /Serif.*Regular/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("titles are broken after whole words, in no hourglass", () => {
  assert.deepEqual(shapeTitle("关于清明节放假的通知"), ["关于清明节放假的通知"]);
  const lines = shapeTitle("国务院办公厅关于印发国家组织药品集中采购和使用试点方案的通知");
  assert.equal(lines.join(""), "国务院办公厅关于印发国家组织药品集中采购和使用试点方案的通知");
  for (const one of lines) assert.ok([...one].length <= 19 && !/^[的和、，》）]/.test(one), one);
  const long =
    "云川市人民政府办公室转发市市场监督管理局市消防救援支队市住房和城乡建设局关于进一步加强全市大型公共建筑消防安全管理工作意见的通知";
  assert.equal(shapeTitle(long).join(""), long);
});

/** The font under another family name (its `name` table alone is changed). */
function renamed(font: Buffer, family: string): Buffer {
  const count = font.readUInt16BE(4);
  const at =
    Array.from({ length: count }, (_, i) => 12 + i * 16).find((entry) => font.toString("latin1", entry, entry + 4) === "name") ?? 0;
  const table = font.readUInt32BE(at + 8);
  const strings = table + font.readUInt16BE(table + 4);
  const name = Buffer.from(family, "utf16le").swap16();
  for (let i = 0; i < font.readUInt16BE(table + 2); i++) {
    const record = table + 6 + i * 12;
    const id = font.readUInt16BE(record + 6);
    if (id !== 1 && id !== 16) continue;
    // The whole string storage is ours: one place holds the new name for every record that wants it.
    font.writeUInt16BE(name.length, record + 8);
    font.writeUInt16BE(0, record + 10);
  }
  name.copy(font, strings);
  return font;
}

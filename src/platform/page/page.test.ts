import assert from "node:assert/strict";
import { test } from "node:test";
import { h } from "preact";
import { PortalGallery, WorkbenchGallery } from "./gallery.tsx";
import { gallery } from "./gallery-words.ts";
import {
  assets,
  Button,
  ClockBar,
  dateFrom,
  datePartsOf,
  ErrorSummary,
  Form,
  fieldId,
  Input,
  type PageSetting,
  ProcedurePicture,
  renderPage,
  renderPart,
  SummaryList,
} from "./index.ts";
import { colours, contrast, pairs } from "./look/tokens.ts";
import { words } from "./messages.ts";
import { measure, wrap } from "./pictures/measure.ts";

const setting = (lang: "zh" | "en", more: Partial<PageSetting> = {}): PageSetting => ({
  lang,
  path: "/a?b=1",
  zone: "Asia/Shanghai",
  large: false,
  csrf: "token",
  assets: assets().paths,
  ...more,
});

const part = (node: Parameters<typeof renderPart>[0], lang: "zh" | "en" = "en") => renderPart(node, setting(lang));

test("every declared pair of colours can be read", () => {
  assert.ok(Math.abs(contrast("#000000", "#ffffff") - 21) < 0.001);
  assert.ok(Math.abs(contrast("#777777", "#ffffff") - 4.48) < 0.01);
  for (const [front, back] of pairs) {
    const ratio = contrast(colours[front], colours[back]);
    assert.ok(ratio >= 4.5, `${front} on ${back}: ${ratio.toFixed(2)}`);
  }
});

test("stylesheets hold our colours and our type only, fetch nothing, and stay small", () => {
  const sheets = assets().files.filter((f) => f.path.endsWith(".css"));
  assert.equal(sheets.length, 2);
  for (const sheet of sheets) {
    const css = sheet.body.toString();
    const declared = css.slice(0, css.indexOf("}") + 1);
    assert.deepEqual(css.slice(declared.length).match(/#[0-9a-f]{3,8}\b/gi), null, "a colour that is not a token");
    for (const [, name] of css.matchAll(/var\(--([a-z-]+)\)/g))
      assert.ok(name !== undefined && name in colours, `--${name} is not declared`);
    assert.doesNotMatch(css, /url\(|@import|@font-face|GDS|italic/);
    assert.doesNotMatch(css, /letter-spacing:(?!inherit)/);
    assert.ok(sheet.brotli.length < 12_000, `${sheet.brotli.length} bytes`);
    assert.equal(css.split("{").length, css.split("}").length);
  }
});

test("a first visit fetches at most 40 KB", () => {
  const html = Buffer.byteLength(renderPage(h(PortalGallery, { setting: setting("zh") })));
  const files = assets().files.filter((f) => !f.path.endsWith("workbench.css"));
  const all = files.reduce((sum, f) => sum + f.brotli.length, 0);
  // The gallery is far longer than any first page, and counted unpacked.
  assert.ok(all + Math.min(html, 25_000) < 40_000, `${all} bytes beside the page`);
});

test("whatever people typed is shown as text", () => {
  const evil = `"><script>alert(1)</script>&'`;
  const html = part(
    h(Form, {
      action: "/x",
      children: [
        h(ErrorSummary, { errors: [{ name: evil, text: evil }] }),
        h(Input, { name: evil, label: evil, hint: evil, error: evil, value: evil }),
        h(SummaryList, { rows: [{ key: evil, value: evil, change: evil }] }),
        h(Button, { children: evil }),
      ],
    }),
  );
  assert.doesNotMatch(html, /<script/);
  assert.doesNotMatch(html, /"">/);
});

test("no page needs inline script or style, or anything from outside", () => {
  for (const lang of ["zh", "en"] as const) {
    for (const gallery of [PortalGallery, WorkbenchGallery]) {
      const html = renderPage(h(gallery, { setting: setting(lang) }));
      assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=|javascript:/i);
      assert.doesNotMatch(html.replaceAll("http://www.w3.org/2000/svg", ""), /(src|href)="(https?:)?\/\//);
      for (const [, body] of html.matchAll(/<script[^>]*>([^<]*)<\/script>/g)) assert.equal(body, "");
    }
  }
});

test("a reader of one language never meets the other, save to change it", () => {
  const en = renderPage(h(PortalGallery, { setting: setting("en") })).replace(/中文/, "");
  assert.doesNotMatch(en, /\p{Script=Han}/u);
  const zh = renderPage(h(PortalGallery, { setting: setting("zh") }));
  for (const text of [...Object.values(words), ...Object.values(gallery)]) {
    if (typeof text === "object" && "en" in text && /[a-z]{3}/i.test(text.en)) assert.ok(!zh.includes(`>${text.en}<`), text.en);
  }
});

test("the language switch keeps the path and its query", () => {
  assert.match(renderPage(h(PortalGallery, { setting: setting("zh") })), /<a href="\/en\/a\?b=1" hreflang="en-GB"/);
});

test("labels, hints and errors are tied to their field, and the summary leads to it", () => {
  const html = part(
    h(
      "div",
      {},
      h(ErrorSummary, { errors: [{ name: "/who/name", text: "Give a name" }] }),
      h(Input, { name: "/who/name", label: "Name", hint: "As on posters", error: "Give a name" }),
    ),
  );
  const id = fieldId("/who/name");
  assert.ok(html.includes(`href="#${id}"`) && html.includes(`for="${id}"`) && html.includes(`id="${id}"`));
  assert.ok(
    html.includes(`aria-describedby="${id}-hint ${id}-error"`) && html.includes(`id="${id}-error"`) && html.includes('aria-invalid="true"'),
  );
  assert.equal(part(h(ErrorSummary, { errors: [] })), "");
});

test("a form carries its token and a key of its own", () => {
  const html = part(h("div", {}, h(Form, { action: "/x", children: "" }), h(Form, { action: "/x", children: "" })));
  const keys = [...html.matchAll(/name="_once" value="([^"]+)"/g)].map((m) => m[1]);
  assert.equal(new Set(keys).size, 2);
  assert.equal(html.match(/name="_csrf" value="token"/g)?.length, 2);
  assert.ok(html.includes('method="post"'));
});

test("dates are put together from what was typed", () => {
  assert.equal(dateFrom({ year: "2026", month: "9", day: "4" }), "2026-09-04");
  assert.equal(dateFrom({ year: "２０２６", month: "９", day: " 4 " }), "2026-09-04");
  assert.equal(dateFrom({ year: "", month: " ", day: "" }), undefined);
  assert.equal(dateFrom({ year: "2026", month: "13", day: "" }), "2026-13-");
  assert.deepEqual(datePartsOf("2026-09-04"), { year: "2026", month: "9", day: "4" });
  assert.deepEqual(datePartsOf("soon"), {});
});

test("texts in pictures are broken evenly and never lost silently", () => {
  assert.deepEqual(wrap("核对房间容量和隔音条件", 10, 2), ["核对房间容量", "和隔音条件"]);
  for (const text of [
    "核对，房间。容量和隔音条件（一）",
    "Check the room's size and sound insulation",
    "Supercalifragilisticexpialidocious",
    "𠮷𠮷𠮷𠮷𠮷𠮷",
  ]) {
    for (let em = 4; em < 30; em += 3) {
      for (const line of wrap(text, em, 9)) {
        assert.ok(measure(line) <= em + 1.001, line);
        assert.doesNotMatch(line, /^[，。）]/);
      }
      assert.equal(wrap(text, em, 99).join("").replace(/\s/g, ""), text.replace(/\s/g, ""));
    }
  }
  assert.ok(wrap("一二三四五六七八九十", 3, 2).at(-1)?.endsWith("…"));
});

test("the picture of a procedure shows every stage and task, in the drawing and in words", () => {
  for (let count = 1; count <= 14; count++) {
    const stages = Array.from({ length: count }, (_, i) => ({
      key: `s${i}`,
      title: `Stage ${i}`,
      standing: "ahead" as const,
      tasks: Array.from({ length: i % 4 }, (_, n) => ({ title: `Task ${i}.${n}`, who: "Desk", standing: "ahead" as const })),
    }));
    const routes = stages.slice(1).map((s) => ({ from: s.key, to: "s0" }));
    const html = part(h(ProcedurePicture, { id: "p", title: "Steps", stages, routes }));
    assert.doesNotMatch(html, /NaN|undefined|Infinity/);
    const [, svg = "", list = ""] = /(<svg.*<\/svg>)(.*)/s.exec(html) ?? [];
    for (const s of stages) {
      assert.ok(svg.includes(`>${s.title}<`) && list.includes(`>${s.title}<`));
      for (const task of s.tasks) assert.ok(svg.includes(`>${task.title}<`) && list.includes(task.title));
    }
    const box = /viewBox="0 0 (\d+) (\d+)"/.exec(svg);
    const xs = [...svg.matchAll(/<text class="p-[a-z]+" x="([\d.]+)" y="([\d.]+)"/g)];
    for (const [, x, y] of xs)
      assert.ok(Number(x) < Number(box?.[1]) && Number(y) < Number(box?.[2]), `${count} stages: ${x},${y} outside ${box?.[0]}`);
  }
});

test("the clock's bar adds up to its whole width and says every part", () => {
  const html = part(
    h(ClockBar, {
      id: "c",
      title: "Time",
      parts: [
        { kind: "used", days: 4 },
        { kind: "stopped", days: 3, ground: "visit" },
        { kind: "left", days: 13 },
        { kind: "overdue", days: 0 },
      ],
    }),
  );
  const widths = [...html.matchAll(/<rect class="c-(?:used|stopped|left|overdue)"[^>]* width="([\d.]+)"/g)].map((m) => Number(m[1]));
  assert.equal(widths.length, 3);
  assert.ok(Math.abs(widths.reduce((a, b) => a + b, 0) - 640) < 0.01);
  assert.match(html, /Used 4 working days/);
  assert.match(html, /Stopped 3 working days \(visit\)/);
  assert.doesNotMatch(html, /Overdue/);
});

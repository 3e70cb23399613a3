// Plain lines and structured texts are two ways to write the same: nothing is lost on the way there and back.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseText, printPlain, readPlain } from "./index.ts";
import { anyText } from "./testing/any-text.ts";

test("printed and read again, any text is the same", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const read = readPlain(printPlain(text));
      assert.ok(read.ok, JSON.stringify(read));
      assert.deepEqual(read.text, text);
    }),
    { numRuns: 2000 },
  );
});

test("any text is read from outside as it is", () => {
  fc.assert(fc.property(anyText, (text) => assert.deepEqual(parseText(JSON.parse(JSON.stringify(text))), { ok: true, text })));
});

test("any characters at all are read or told by their line, never thrown", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("|", "^", "<", "一、", "附件：", "**", "\\", "\n", "1.", "# "))),
      (pieces) => {
        const read = readPlain(pieces.join(""));
        if (read.ok) assert.deepEqual(readPlain(printPlain(read.text)), read);
        else
          assert.ok(
            read.problems.length > 0 && read.problems.every(({ line, detail }) => line >= 1 && detail.zh !== "" && detail.en !== ""),
          );
      },
    ),
    { numRuns: 1000 },
  );
});

test("what people type: numbers of every kind, tables, annexes", () => {
  const source = `各有关单位：
　　为做好工作，现通知如下。

一、总体要求
(一)目标
1、压实责任
（2）**按时**报送
1.5 倍以内的，不作调整。
# 保障措施
## 经费
| 单位 | 份数 | |
|---|---|---|
| 市局 | 2 | < |
| ^ | 3 | 备注 ¶ 另附 |

附件1：名单
一、第一批
Annex 2: List
| ! 甲 | 乙`;
  const read = readPlain(source);
  assert.ok(read.ok, JSON.stringify(read));
  assert.deepEqual(
    read.text.content.map((block) => (block.type === "heading" ? `heading ${block.attrs.level}` : block.type)),
    [
      "paragraph",
      "paragraph",
      "heading 1",
      "heading 2",
      "heading 3",
      "heading 4",
      "paragraph",
      "heading 1",
      "heading 2",
      "table",
      "annex",
      "annex",
    ],
  );
  assert.equal(
    printPlain(read.text),
    `各有关单位：
为做好工作，现通知如下。
一、总体要求
（一）目标
1. 压实责任
（1）**按时**报送
1.5 倍以内的，不作调整。
二、保障措施
（一）经费
| 单位 | 份数 |  |
| --- | --- | --- |
| 市局 | 2 | < |
| ^ | 3 | 备注 ¶ 另附 |

附件1：名单
一、第一批

附件2：List
| ! 甲 | 乙 |`,
  );
});

test("problems name their line", () => {
  const lines = (source: string) => {
    const read = readPlain(source);
    return read.ok ? [] : read.problems.map(({ line }) => line);
  };
  assert.deepEqual(lines("正文\n附件：\n| < | a |"), [2, 3]);
  assert.deepEqual(lines("正文\n| a | ^ |\n\n一、\n看不见\u202e"), [4, 5, 2].sort());
  assert.deepEqual(lines("| a | b |\n| ^ | c |\n| d | < |"), []);
  assert.deepEqual(lines("| a | < | c |\n| ^ | ^ | c |\n| d | e | < |"), []);
  assert.deepEqual(lines(`|${"a|".repeat(41)}`), [1]);
  assert.deepEqual(lines(`${"|".repeat(39)}\n${"|\n".repeat(600)}`), [1]);
  assert.deepEqual(lines("| a | < |\n| ^ | b |"), [1]);
});

test("what is no text is refused by its place", () => {
  const places = (value: unknown) => {
    const parsed = parseText(value);
    return parsed.ok ? [] : parsed.problems.map(({ pointer }) => pointer);
  };
  const cell = (attrs?: unknown) => ({ type: "table_cell", ...(attrs ? { attrs } : {}), content: [{ type: "paragraph" }] });
  const table = (...rows: unknown[][]) => ({
    type: "doc",
    content: [{ type: "table", content: rows.map((content) => ({ type: "table_row", content })) }],
  });
  const say = (text: string) => ({ type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] });
  for (const value of [null, [], "x", 1, { type: "paragraph" }]) assert.deepEqual(places(value), [""]);
  assert.deepEqual(places({ type: "doc", content: [{ type: "image" }, { type: "heading", attrs: { level: 5 } }, 7] }), [
    "/content/0",
    "/content/1/attrs/level",
    "/content/2",
  ]);
  assert.deepEqual(places({ type: "doc", content: [{ type: "annex", attrs: { title: " " } }, { type: "paragraph" }] }), [
    "/content/0/attrs/title",
    "/content/1",
  ]);
  assert.deepEqual(places(table([cell()], [cell(), cell()])), ["/content/0/content/1"]);
  assert.deepEqual(places(table([cell({ rowspan: 3 }), cell()], [cell()])), ["/content/0/content/0"]);
  assert.deepEqual(places(table([cell({ colspan: 41 })])), ["/content/0/content/0"]);
  assert.deepEqual(places(say("\ud800")), ["/content/0/content/0"]);
  assert.deepEqual(places(say("x".repeat(200_001))), ["/content/0/content/0"]);
  assert.deepEqual(places({ type: "doc", content: Array.from({ length: 10_001 }, () => ({ type: "paragraph" })) }).length, 1);
  assert.deepEqual(parseText(table([cell({ colspan: 1, colwidth: null })])), { ok: true, text: table([cell()]) });
  assert.deepEqual(
    parseText({ type: "doc", content: [{ type: "paragraph" }, { type: "paragraph", content: [{ type: "text", text: " a\nb " }] }] }),
    {
      ok: true,
      text: { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: "a b" }] }] },
    },
  );
});

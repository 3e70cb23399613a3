// Nothing is lost in a difference: both versions can be had from it; what two write in different places goes together.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  countOf,
  difference,
  follow,
  linesOf,
  lineWords,
  merge,
  quoted,
  readPlain,
  sideOfDifference,
  type TextDoc,
  textOf,
} from "./index.ts";
import { anyText, longText } from "./testing/any-text.ts";

const plain = (source: string): TextDoc => {
  const read = readPlain(source);
  assert.ok(read.ok, JSON.stringify(read));
  return read.text;
};

/** A text, and the same with some lines dropped, doubled, moved and exchanged for another's. */
const edited = fc
  .tuple(anyText, anyText, fc.array(fc.tuple(fc.nat(20), fc.constantFrom("drop", "take", "move", "cut"), fc.nat(20)), { maxLength: 6 }))
  .map(([text, other, edits]) => {
    const lines = [...linesOf(text)].filter(({ type }) => type !== "annex");
    for (const [at, what, to] of edits) {
      if (lines.length === 0) break;
      const place = at % lines.length;
      const line = lines[place];
      if (what === "drop") lines.splice(place, 1);
      else if (what === "take")
        lines.splice(
          place,
          0,
          ...linesOf(other)
            .filter(({ type }) => type !== "annex")
            .slice(0, 2),
        );
      else if (what === "move" && line) {
        lines.splice(place, 1);
        lines.splice(to % (lines.length + 1), 0, line);
      } else if (line?.type === "paragraph" && line.content)
        lines[place] = { ...line, content: [{ type: "text", text: `改${Array.from(lineWords(line)).slice(1).join("").trim()}` }] };
    }
    return { before: text, after: textOf(lines) };
  });

test("from a difference both versions can be had again", () => {
  const both = (before: TextDoc, after: TextDoc): void => {
    const changes = difference(before, after);
    assert.deepEqual(sideOfDifference(changes, "before"), before);
    assert.deepEqual(sideOfDifference(changes, "after"), after);
  };
  fc.assert(
    fc.property(anyText, anyText, (before, after) => both(before, after)),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(edited, ({ before, after }) => both(before, after)),
    { numRuns: 1500 },
  );
});

test("a text does not differ from itself, and its places stay", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const changes = difference(text, text);
      assert.ok(changes.every(({ kind }) => kind === "same"));
      const lines = linesOf(text);
      lines.forEach((line, n) => {
        const place = { line: n, from: 0, to: Math.min(2, lineWords(line).length) };
        assert.deepEqual(follow(changes, place), { place, exact: true });
      });
    }),
  );
});

test("words, levels, tables and moved paragraphs are told as a reader sees them", () => {
  const before = plain(`一、总体要求
各单位应当在三月底之前报送材料。
这一段整个挪到后面去，不作改动。
（一）落实责任
| 单位 | 份数 |
| 市局 | 2 |
| 区局 | 1 |
删去的一句。`);
  const after = plain(`一、总体要求
各单位应当在四月底之前报送**材料**。
（一）落实责任
新添的一段话。
这一段整个挪到后面去，不作改动。
| 单位 | 份数 |
| 市局 | 3 |
| 区局 | 1 |
| 县局 | 1 |`);
  const changes = difference(before, after);
  assert.deepEqual(countOf(changes), { came: 1, went: 1, moved: 1, rewritten: 2 });
  const words = changes.find((change) => change.kind === "words");
  assert.ok(words);
  assert.deepEqual(
    words.words.map(({ kind, text, strong, was }) => [kind, text, ...(strong === (was ?? strong) ? [] : ["bold"])]),
    [
      ["same", "各单位应当在"],
      ["out", "三"],
      ["in", "四"],
      ["same", "月底之前报送"],
      ["same", "材料", "bold"],
      ["same", "。"],
    ],
  );
  const rows = changes.find((change) => change.kind === "rows");
  assert.ok(rows);
  assert.deepEqual(
    rows.rows.map(({ kind }) => kind),
    ["same", "changed", "same", "in"],
  );
});

test("a place follows its words, or keeps its line, or is told to be gone", () => {
  const before = plain("甲方应当按时报送有关材料，逾期不候。\n第二段保持原来的样子不变。\n第三段将会被整个删去。");
  const after = plain("新的开头在这里写上一段。\n甲方应当在四月按时报送有关材料。\n第二段保持原来的样子不变。");
  const changes = difference(before, after);
  const at = (line: number, words: string) => {
    const from = lineWords(linesOf(before)[line] ?? { type: "annex", title: "" }).indexOf(words);
    const found = follow(changes, { line, from, to: from + words.length });
    return found && [quoted(linesOf(after), found.place), found.exact];
  };
  assert.deepEqual(at(0, "有关材料"), ["有关材料", true]);
  assert.deepEqual(at(0, "逾期不候"), ["甲方应当在四月按时报送有关材料。", false]);
  assert.deepEqual(at(1, "原来"), ["原来", true]);
  assert.equal(at(2, "第三段"), undefined);
});

test("two who changed different places: both changes are there; the same place: mine, and theirs is told", () => {
  const base = plain("第一段说明来由。\n第二段说明要求。\n第三段说明时间。");
  const mine = plain("第一段说明来由和依据。\n第二段说明要求。\n第三段说明时间。\n我的结尾。");
  const theirs = plain("第一段说明来由。\n第二段说明具体要求。\n第三段说明时间。");
  const done = merge(base, mine, theirs);
  assert.deepEqual(done, { text: plain("第一段说明来由和依据。\n第二段说明具体要求。\n第三段说明时间。\n我的结尾。"), overlaps: [] });
  const both = merge(base, mine, plain("第一段说明背景。\n第二段说明要求。\n第三段说明时间。"));
  assert.deepEqual(both.text, mine);
  assert.equal(both.overlaps.length, 1);
  assert.deepEqual(both.overlaps[0]?.theirs.map(lineWords), ["第一段说明背景。"]);
  fc.assert(
    fc.property(edited, ({ before, after }) => {
      assert.deepEqual(merge(before, after, before), { text: after, overlaps: [] });
      assert.deepEqual(merge(before, before, after), { text: after, overlaps: [] });
      assert.deepEqual(merge(before, after, after), { text: after, overlaps: [] });
    }),
    { numRuns: 1500 },
  );
});

test("long and very different texts are compared within bounds", () => {
  const one = longText(600);
  const lines = linesOf(one).map((line, n) =>
    n % 10 === 0 && line.type === "paragraph"
      ? { ...line, content: [{ type: "text" as const, text: `另行规定${lineWords(line)}` }] }
      : line,
  );
  const changes = difference(one, textOf(lines));
  assert.equal(
    countOf(changes).rewritten + countOf(changes).came,
    lines.filter((line, n) => n % 10 === 0 && line.type === "paragraph").length,
  );
  const far = longText(2500, 7);
  assert.deepEqual(sideOfDifference(difference(longText(2500, 3), far), "after"), far);
  const huge = plain("字".repeat(150_000));
  assert.deepEqual(sideOfDifference(difference(plain("字".repeat(149_000)), huge), "after"), huge);
});

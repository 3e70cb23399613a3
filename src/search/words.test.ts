// Whatever stands in a writing is found by its words, and what does not stand there is not.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mostKept, tidyWords } from "./tidy-words.ts";
import { fold, gramsIn, placesOf, termsOf } from "./words.ts";

const found = (writing: string, typed: string): boolean => {
  const folded = fold(writing);
  const grams = gramsIn(folded);
  const terms = termsOf(typed);
  const places = terms.every((term) => placesOf(folded, term).length > 0);
  const demanded = terms.every((term) => term.grams.every((gram) => grams.has(gram)));
  assert.ok(!places || demanded, `what stands there has its grams: ${JSON.stringify([writing, typed])}`);
  return terms.length > 0 && places && demanded;
};

test("what is found and what is not", () => {
  for (const [writing, typed] of [
    ["关于开展节水工作的通知", "节水"],
    ["关于开展节水工作的通知", "通知 节水"],
    ["关于开展节水工作的通知", "水"],
    ["第3水厂", "3水"],
    ["甲 乙", "乙"],
    ["云政发〔2026〕1号", "云政发〔2026〕1号"],
    ["云政发〔2026〕1号", "云政发(2026)1号"],
    ["云政发〔2026〕1号", "政发[2026]"],
    ["云政发〔2026〕1号", "1号"],
    ["Notice of the Water Bureau", "water"],
    ["Notice of the Water Bureau", "BUREAU notice"],
    ["Ｎｏｔｉｃｅ １２３", "notice 123"],
    ["standard GB/T 9704-2012", "GB/T 9704"],
    ["standard GB/T 9704-2012", "2012"],
    ["GBT9704", "9704"],
    ["20260921-A1B2-C3D4E", "A1B2"],
    ["编号000123", "123"],
    ["Straße Über café", "café über"],
    ["cafe\u0301", "café"],
    ["𠮷野家的店", "𠮷野"],
    ["第1项", "1"],
    ["a﻿b\u200bcd", "abcd"],
  ] as const)
    assert.ok(found(writing, typed), `${typed} in ${writing}`);
  for (const [writing, typed] of [
    ["关于开展节水工作的通知", "水利"],
    ["关于开展节水工作的通知", "水节"],
    ["Notice of the Water Bureau", "ureau"],
    ["Notice of the Water Bureau", "waters"],
    ["云政发〔2026〕11号", "云政发〔2026〕1号"],
    ["第11项", "1"],
    ["abc", "ab cd"],
    ["节水，工作", "水工"],
    ["", "节水"],
  ] as const)
    assert.ok(!found(writing, typed), `${typed} not in ${writing}`);
});

test("nothing is looked for where nothing is typed that counts", () => {
  for (const typed of ["", "  ", "，。", "<>&\"'", "%_", "\0"]) assert.deepEqual(termsOf(typed), []);
  assert.deepEqual(termsOf("水"), [{ text: "水", grams: ["水"] }]);
  assert.deepEqual(termsOf("节水办"), [{ text: "节水办", grams: ["节水", "水办"] }]);
  assert.equal(termsOf("节水 ".repeat(500)).length, 1);
});

test("of a file words are kept, over the ends of lines, and no number of a person", () => {
  for (const [words, kept] of [
    ["关于厨房排\n 烟管道的说明", "关于厨房排烟管道的说明"],
    ["north\nwall", "north\nwall"],
    ["电话13987651234。", "电话 。"],
    ["身份证33010619900307123X号", "身份证 号"],
    ["代码91330100MA2CXXXX0K，编号20260921", "代码 ，编号20260921"],
    ["responsibilities of GB/T9704-2012", "responsibilities of GB/T9704-2012"],
  ] as const)
    assert.equal(tidyWords(words), kept);
  assert.equal(tidyWords("字".repeat(mostKept + 1)).length, mostKept);
});

const han = fc.constantFrom(..."节水工作通知市政府办理结果申请人民一二三云明湖路的了在是");
const close = fc.array(han, { minLength: 2, maxLength: 8 }).map((parts) => parts.join(""));
const latin = fc.stringMatching(/^[a-z]{2,14}$/);
const digits = fc.stringMatching(/^[1-9][0-9]{1,9}$/);
const piece = fc.oneof(close, latin, digits);
const gap = fc.constantFrom(" ", "，", "。", "\n", "〔", "-", "/");

test("every word of a text is found, from any of its places", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(piece, gap), { minLength: 1, maxLength: 40 }),
      fc.nat(),
      fc.nat(),
      fc.nat(),
      (parts, which, from, length) => {
        const text = parts.flat().join("");
        const [word = ""] = parts[which % parts.length] ?? [];
        const begin = /^[a-z0-9]/.test(word) ? 0 : from % (word.length - 1);
        const typed = word.slice(begin, begin + 2 + (length % (word.length - begin - 1)));
        return found(text, typed) && found(text, typed.toUpperCase());
      },
    ),
    { numRuns: 500 },
  );
});

test("what does not stand in a text is not found in it", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, gap), { maxLength: 30 }), piece, (parts, typed) => {
      const text = parts.flat().join("");
      const stands = /^[a-z0-9]/.test(typed) ? parts.some(([word]) => word.startsWith(typed)) : text.includes(typed);
      return found(text, typed) === stands;
    }),
    { numRuns: 500 },
  );
});

test("any writing at all can be looked through for its own beginning", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
      const [word = ""] = text.trim().split(/\s+/v);
      const terms = termsOf(word);
      return terms.length === 0 || found(text, word.slice(0, 200));
    }),
    { numRuns: 1000 },
  );
});

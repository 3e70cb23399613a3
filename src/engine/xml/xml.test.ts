import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseXml } from "./index.ts";

const read = (source: string) => {
  const parsed = parseXml(source);
  assert.ok(parsed.ok, parsed.ok ? "" : parsed.problem.message.en);
  return parsed.root;
};
const refused = (source: string) => {
  const parsed = parseXml(source);
  assert.ok(!parsed.ok);
  return parsed.problem;
};

test("elements carry namespace, attributes, text and line", () => {
  const root = read(
    '\ufeff<?xml version="1.0"?>\n<!-- x -->\n<p:a xmlns:p="u:1" xmlns="u:2">\n  <b c="1 &lt; 2&#x20000;">t&amp;<![CDATA[<x>]]></b>\n</p:a>',
  );
  assert.equal(root.namespace, "u:1");
  const [b] = root.children;
  assert.deepEqual([b?.name, b?.namespace, b?.line, b?.text, b?.attributes.get("c")], ["b", "u:2", 4, "t&<x>", "1 < 2\u{20000}"]);
});

test("what is not well-formed is refused at its line", () => {
  assert.equal(refused("<a>\n<b>\n</a>").line, 3);
  assert.equal(refused("<a>\n<b>").line, 2);
  assert.match(refused('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>').message.en, /DOCTYPE/);
  for (const source of [
    "",
    "x",
    "<a/><b/>",
    "<a b=1/>",
    "<a b='1' b='2'/>",
    "<q:a/>",
    "<a>&nbsp;</a>",
    "<a>\u0000</a>",
    "<a>&#0;</a>",
    "<a",
    "<a>\ud800</a>",
  ])
    refused(source);
});

test("no text whatever throws", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void parseXml(text)));
  const piece = fc.constantFrom(
    "<a",
    ">",
    "</a>",
    "/>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    '"',
    "=",
    " x",
    "&amp;",
    "&",
    "xmlns:p",
    "<p:b",
    "\n",
  );
  fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => void parseXml(pieces.join(""))));
});

import assert from "node:assert/strict";
import { it } from "node:test";
import { refusals } from "./index.ts";

it("each refusal says what is wrong in both languages, in a sentence of its own", () => {
  const texts = Object.values(refusals);
  for (const { zh, en } of texts) {
    assert.match(zh, /^[^a-zA-Z]*\p{Script=Han}.*。$/u);
    assert.match(en, /^[A-Z][^\p{Script=Han}]*\.$/u);
  }
  assert.equal(new Set(texts.map((t) => t.zh)).size, texts.length);
  assert.equal(new Set(texts.map((t) => t.en)).size, texts.length);
});

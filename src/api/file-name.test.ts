import assert from "node:assert/strict";
import { test } from "node:test";
import { fileNameIn } from "./file-name.ts";

test("a name in any of the ways of writing it", () => {
  assert.equal(fileNameIn(null), undefined);
  assert.equal(fileNameIn("attachment"), undefined);
  assert.equal(fileNameIn('attachment; filename="plan.pdf"'), "plan.pdf");
  assert.equal(fileNameIn("attachment; filename=plan.pdf"), "plan.pdf");
  assert.equal(fileNameIn('attachment; filename="a \\"b\\".pdf"'), 'a "b".pdf');
  assert.equal(fileNameIn("attachment; filename*=UTF-8''%E5%B9%B3%E9%9D%A2%E5%9B%BE.pdf"), "平面图.pdf");
  assert.equal(fileNameIn("attachment; filename=\"x.pdf\"; filename*=utf-8'zh'%E5%9B%BE.pdf"), "图.pdf");
  assert.equal(fileNameIn("attachment; filename*=ISO-8859-1''%A3.pdf"), "£.pdf");
});

test("what is written wrongly is told apart from what is not there", () => {
  assert.equal(fileNameIn("attachment; filename*=UTF-8''%E5%B9"), null);
  assert.equal(fileNameIn("attachment; filename*=KOI8-R''%C1"), null);
  assert.equal(fileNameIn(`attachment; filename="${"x".repeat(201)}"`), null);
});

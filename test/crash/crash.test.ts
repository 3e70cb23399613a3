import { test } from "node:test";
import { crash } from "./loop.ts";

test("ten kills at random points under load: every acknowledged case is there exactly once, and the log audits", {
  timeout: 240_000,
}, async (t) => {
  const seed = Date.now() % 1_000_000;
  t.diagnostic(`seed ${seed}`);
  const { acknowledged, lost } = await crash({ times: 10, seed });
  t.diagnostic(`${acknowledged} cases, ${lost} of them sent again after a lost answer`);
});

import { test } from "node:test";
import { crashSeals } from "./seals.ts";

test("a kill while seals are applied: one document and one use, or neither and the task open; stray files are swept", {
  timeout: 400_000,
}, async (t) => {
  const seed = Date.now() % 1_000_000;
  t.diagnostic(`seed ${seed}`);
  const { letters, lost, orphans } = await crashSeals({ times: 1, seed });
  t.diagnostic(`${letters} letters, ${lost} seals sent again after a lost answer, ${orphans} stray files swept`);
});

import { test } from "node:test";
import { crashChildren } from "./children.ts";

test("three kills while bundles open their parts, an officer writes, sends and hands on, a steward opens, withdraws and asks: nothing lost, nothing doubled, both sides agree", {
  timeout: 240_000,
}, async (t) => {
  const seed = Date.now() % 1_000_000;
  t.diagnostic(`seed ${seed}`);
  const { bundles, parts, acts, lost } = await crashChildren({ times: 3, seed });
  t.diagnostic(
    `${bundles} bundles, ${parts} parts; ${acts} texts, messages, delegations, datasets and questions, ${lost} sent again after a lost answer`,
  );
});

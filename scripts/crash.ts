// `npm run crash [-- --times N] [-- --seed N]`: kills a server under load N times (default 200) and counts what is left.
// Run through node's test runner, so that what it starts is cleared away whatever happens.
import { test } from "node:test";
import { parseArgs } from "node:util";
import { crashChildren } from "../test/crash/children.ts";
import { crash } from "../test/crash/loop.ts";
import { crashSeals } from "../test/crash/seals.ts";

const { values } = parseArgs({
  options: { times: { type: "string", default: "200" }, seed: { type: "string", default: String(Date.now() % 1_000_000) } },
});
const times = Number(values.times);
const seed = Number(values.seed);
process.stdout.write(`seed ${seed}, ${times} kills\n`);

test(`${times} kills: every acknowledged case is there exactly once, and the log audits`, async (t) => {
  const onKill = (nth: number, victim: string, acknowledged: number) =>
    process.stdout.write(`${nth}/${times}: ${victim} killed, ${acknowledged} cases acknowledged\n`);
  const { acknowledged, lost } = await crash({ times, seed, onKill });
  t.diagnostic(`${acknowledged} cases, ${lost} of them sent again after a lost answer`);
});

// A quarter as many where a bundle's cases are opened and heard of.
const fewer = Math.ceil(times / 4);
test(`${fewer} kills between bundles and their parts: nothing lost, nothing doubled, both sides agree`, async (t) => {
  const onKill = (nth: number, bundles: number) => process.stdout.write(`${nth}/${fewer}: killed, ${bundles} bundles acknowledged\n`);
  const { bundles, parts } = await crashChildren({ times: fewer, seed, onKill });
  t.diagnostic(`${bundles} bundles, ${parts} parts`);
});

test(`${fewer} kills while seals are applied: one document and one use, or neither and the task open`, async (t) => {
  const onKill = (nth: number, sealed: number) => process.stdout.write(`${nth}/${fewer}: killed, ${sealed} letters sealed\n`);
  const { letters, lost, orphans } = await crashSeals({ times: fewer, seed, onKill });
  t.diagnostic(`${letters} letters, ${lost} seals sent again after a lost answer, ${orphans} stray files swept`);
});

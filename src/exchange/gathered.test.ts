import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import type { Answer } from "./answer.ts";
import { gathering } from "./gathered.ts";
import type { Question } from "./question.ts";

const question = (key: string): Question => ({
  register: "things",
  key,
  fields: ["name"],
  purpose: { zh: "核对", en: "To check" },
  ground: { law: "law/1" },
  asker: { agency: "asker" },
});
const answer = ({ key }: Question): Answer => ({ state: "none", request: key, at: 0, hash: Buffer.alloc(0) });

test("what comes at once is asked in few batches, and everybody gets its own answers in its own order", async () => {
  const batches: number[] = [];
  const ask = gathering(async (questions) => {
    batches.push(questions.length);
    await setTimeout(5);
    return questions.map(answer);
  });
  const callers = Array.from({ length: 40 }, (_, n) => Array.from({ length: (n % 3) + 1 }, (_2, i) => question(`${n}.${i}`)));
  const all = await Promise.all(callers.map(ask));
  assert.deepEqual(
    all.map((answers) => answers.map((one) => one.request)),
    callers.map((questions) => questions.map(({ key }) => key)),
  );
  assert.equal(
    batches.reduce((sum, n) => sum + n, 0),
    callers.flat().length,
    "nothing is asked twice",
  );
  assert.ok(batches.length <= 6 && batches.every((n) => n <= 66), JSON.stringify(batches));
  assert.deepEqual(
    (await ask([question("later")])).map((one) => one.request),
    ["later"],
    "and goes on afterwards",
  );
});

test("one's trouble is not the others'", async () => {
  const ask = gathering(async (questions) => {
    await setTimeout(1);
    if (questions.some(({ key }) => key === "bad")) throw new Error("no");
    return questions.map(answer);
  });
  const settled = await Promise.allSettled(["a", "b", "bad", "c", "d"].map((key) => ask([question(key)])));
  assert.deepEqual(
    settled.map(({ status }) => status),
    ["fulfilled", "fulfilled", "rejected", "fulfilled", "fulfilled"],
  );
});

test("those who ask again as soon as they are answered go together with the others", async () => {
  const batches: number[] = [];
  const ask = gathering(async (questions) => {
    batches.push(questions.length);
    await setTimeout(1);
    return questions.map(answer);
  });
  await Promise.all(
    Array.from({ length: 8 }, async (_, n) => {
      for (let round = 0; round < 5; round++) await ask([question(`${n}.${round}`)]);
    }),
  );
  assert.deepEqual(batches, [8, 8, 8, 8, 8]);
});

test("a batch that takes long keeps nobody else waiting", async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  let slow: string | undefined;
  const ask = gathering(async (questions) => {
    if (questions.some(({ key }) => key === "slow")) await held;
    return questions.map(answer);
  });
  const first = ask([question("slow")]).then(([one]) => {
    slow = one?.request;
  });
  await setTimeout(1);
  const [second] = await ask([question("quick")]);
  assert.deepEqual([second?.request, slow], ["quick", undefined]);
  release();
  await first;
  assert.equal(slow, "slow");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { gathering } from "./index.ts";

const answer = (asked: string): string => `answer to ${asked}`;

test("what comes at once is asked in few batches, and everybody gets its own answers in its own order", async () => {
  const batches: number[] = [];
  const ask = gathering(async (questions: readonly string[]) => {
    batches.push(questions.length);
    await setTimeout(5);
    return questions.map(answer);
  }, 64);
  const callers = Array.from({ length: 40 }, (_, n) => Array.from({ length: (n % 3) + 1 }, (_2, i) => `${n}.${i}`));
  const all = await Promise.all(callers.map(ask));
  assert.deepEqual(
    all,
    callers.map((questions) => questions.map(answer)),
  );
  assert.equal(
    batches.reduce((sum, n) => sum + n, 0),
    callers.flat().length,
    "nothing is asked twice",
  );
  assert.ok(batches.length <= 6 && batches.every((n) => n <= 66), JSON.stringify(batches));
  assert.deepEqual(await ask(["later"]), ["answer to later"], "and goes on afterwards");
});

test("one's trouble is not the others'", async () => {
  const ask = gathering(async (questions: readonly string[]) => {
    await setTimeout(1);
    if (questions.includes("bad")) throw new Error("no");
    return questions.map(answer);
  }, 64);
  const settled = await Promise.allSettled(["a", "b", "bad", "c", "d"].map((key) => ask([key])));
  assert.deepEqual(
    settled.map(({ status }) => status),
    ["fulfilled", "fulfilled", "rejected", "fulfilled", "fulfilled"],
  );
});

test("those who ask again as soon as they are answered go together with the others", async () => {
  const batches: number[] = [];
  const ask = gathering(async (questions: readonly string[]) => {
    batches.push(questions.length);
    await setTimeout(1);
    return questions.map(answer);
  }, 64);
  await Promise.all(
    Array.from({ length: 8 }, async (_, n) => {
      for (let round = 0; round < 5; round++) await ask([`${n}.${round}`]);
    }),
  );
  assert.deepEqual(batches, [8, 8, 8, 8, 8]);
});

test("a batch that takes long keeps nobody else waiting", async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  let slow: string | undefined;
  const ask = gathering(async (questions: readonly string[]) => {
    if (questions.includes("slow")) await held;
    return questions.map(answer);
  }, 64);
  const first = ask(["slow"]).then(([one]) => {
    slow = one;
  });
  await setTimeout(1);
  const [second] = await ask(["quick"]);
  assert.deepEqual([second, slow], ["answer to quick", undefined]);
  release();
  await first;
  assert.equal(slow, "answer to slow");
});

test("what does not go into one batch goes beside it, two at a time", async () => {
  const batches: number[] = [];
  let [now, most] = [0, 0];
  const ask = gathering(async (questions: readonly string[]) => {
    batches.push(questions.length);
    now += 1;
    most = Math.max(most, now);
    await setTimeout(2);
    now -= 1;
    return questions.map(answer);
  }, 8);
  const all = await Promise.all(Array.from({ length: 40 }, (_, n) => ask([`${n}`])));
  assert.deepEqual(
    all.flat(),
    Array.from({ length: 40 }, (_, n) => answer(`${n}`)),
  );
  assert.deepEqual([batches, most], [[8, 8, 8, 8, 8], 2]);
});

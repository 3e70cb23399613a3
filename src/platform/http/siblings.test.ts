import assert from "node:assert/strict";
import { get } from "node:http";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { listen } from "./server.ts";
import { startSiblings } from "./siblings.ts";

/** Text of an answer, over a connection of its own. */
const ask = (url: string) =>
  new Promise<string>((resolve, reject) => {
    get(url, { agent: false }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (more: string) => {
        text += more;
      });
      answer.on("end", () => resolve(text)).on("error", reject);
    }).on("error", reject);
  });

/** Asks until the answer is as wanted. */
async function until(wanted: () => Promise<boolean> | boolean): Promise<void> {
  for (let turn = 0; turn < 500 && !(await wanted()); turn++) await sleep(20);
  assert.ok(await wanted());
}

async function family(t: TestContext, count: number) {
  const ended: string[] = [];
  let heard = 0;
  const siblings = startSiblings({
    program: fileURLToPath(new URL("../../../test/fixtures/siblings/answers.ts", import.meta.url)),
    count,
    settings: { word: "sibling" },
    busy: () => {
      heard += 1;
    },
    measure: async () => "first",
    onEnd: (status) => ended.push(status),
  });
  const server = await listen(async () => new Response("first"), {
    host: "127.0.0.1",
    port: 0,
    ready: async () => true,
    share: siblings.take,
  });
  const stop = () => Promise.all([server.drain(5000), siblings.drain(5000)]);
  t.after(stop);
  /** Who answers so many connections made one after the other. */
  const answers = async (n: number) => {
    const all: string[] = [];
    for (let k = 0; k < n; k++) all.push(await ask(server.url));
    return all;
  };
  return { siblings, server, stop, answers, ended, heard: () => heard };
}

test("connections go round, figures come from all, busy is heard, and what is under way is finished", { timeout: 30_000 }, async (t) => {
  const { siblings, server, stop, answers, heard, ended } = await family(t, 2);
  assert.deepEqual(await answers(2), ["first", "first"], "until they are ready the first process answers alone");
  await until(async () => (await siblings.measured()).length === 2);
  const six = await answers(6);
  assert.equal(new Set(six).size, 3);
  for (const who of new Set(six)) assert.equal(six.filter((other) => other === who).length, 2, who);
  // Each path until it comes to a sibling.
  let others: unknown = "first";
  while (others === "first") others = await ask(`${server.url}/others`).then((text) => (text === "first" ? text : JSON.parse(text)));
  assert.ok(Array.isArray(others) && others.length === 2 && others.includes("first"));
  while (heard() === 0) await ask(`${server.url}/busy`);
  const slow = [1, 2, 3].map(() => ask(`${server.url}/slow`));
  await sleep(100);
  await stop();
  assert.equal((await Promise.all(slow)).filter((text) => text.startsWith("sibling")).length, 2);
  assert.deepEqual(ended, []);
});

test("what is handed to a sibling at its death is answered by the first", { timeout: 30_000 }, async (t) => {
  const { siblings, server, ended } = await family(t, 1);
  await until(async () => (await siblings.measured()).length === 1);
  const [sibling = 0] = ((await siblings.measured()) as number[]).filter(Number.isInteger);
  assert.ok(sibling > 0);
  process.kill(sibling, "SIGKILL");
  assert.deepEqual(
    await Promise.all(Array.from({ length: 8 }, () => ask(server.url))),
    Array.from({ length: 8 }, () => "first"),
  );
  assert.deepEqual(ended, ["SIGKILL"]);
});

test("a sibling that ended is begun anew, and meanwhile the others answer", { timeout: 30_000 }, async (t) => {
  const { siblings, server, answers, ended } = await family(t, 1);
  await until(async () => (await siblings.measured()).length === 1);
  const [before] = (await answers(2)).filter((who) => who !== "first");
  await Promise.allSettled([ask(`${server.url}/die`), ask(`${server.url}/die`)]);
  await until(() => ended.length === 1);
  assert.deepEqual(ended, ["3"]);
  assert.deepEqual(await answers(2), ["first", "first"]);
  await until(async () => (await siblings.measured()).length === 1);
  const [after] = (await answers(2)).filter((who) => who !== "first");
  assert.ok(after !== undefined && after !== before);
});

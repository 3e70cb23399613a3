// Written together or each by itself, by a database that is told what to answer; that several come through in fact, recall.test.ts tells.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Pool } from "pg";
import type { Commit } from "./commit.ts";
import { commitTogether } from "./commit-together.ts";

/** As much of a submission as is looked at here. */
const submission = (id: string): Commit =>
  ({
    expected: 0,
    case: { id, openedAt: 0 },
    tasks: [],
    entry: { seq: 1, at: 0, request: Buffer.alloc(1), digest: Buffer.alloc(1), sealed: Buffer.alloc(1) },
    more: {},
    jobs: [],
  }) as unknown as Commit;

interface Asked {
  readonly ids: readonly string[];
  readonly answer: (fails?: Error) => void;
}

/** A database that answers when it is told to. */
function database(): { app: Pick<Pool, "query">; asked: Asked[] } {
  const asked: Asked[] = [];
  const query = ({ name, values }: { name: string; values: string[] }) =>
    new Promise((resolve, reject) => {
      const ids = name.startsWith("casework-commit-all")
        ? (JSON.parse(values[0] ?? "") as { id: string }[]).map(({ id }) => id)
        : [values[0] ?? ""];
      const rows = ids.map((sealed) => ({ outcome: "done", version: 1, at: 0, sealed }));
      asked.push({ ids, answer: (fails) => (fails ? reject(fails) : resolve({ rows })) });
    });
  return { app: { query } as unknown as Pick<Pool, "query">, asked };
}

/** Until so many statements were sent. */
const sent = async (asked: readonly Asked[], n: number) => {
  while (asked.length < n) await new Promise((resolve) => setImmediate(resolve));
};

test("alone by a statement of its own; those that come meanwhile together, each with its own answer", async () => {
  const { app, asked } = database();
  const answers = [commitTogether(app, () => submission("a"), [])];
  await sent(asked, 1);
  assert.deepEqual(asked[0]?.ids, ["a"]);
  answers.push(...["b", "c", "d"].map((id) => commitTogether(app, () => submission(id), [])));
  asked[0]?.answer();
  await sent(asked, 2);
  assert.deepEqual(asked[1]?.ids, ["b", "c", "d"]);
  asked[1]?.answer();
  assert.deepEqual(
    (await Promise.all(answers)).map(({ sealed }) => String(sealed)),
    ["a", "b", "c", "d"],
  );
});

test("where one of several cannot be written, only that one is told so", async () => {
  const { app, asked } = database();
  const [a, b] = ["a", "b"].map((id) => commitTogether(app, () => submission(id), []));
  await sent(asked, 1);
  const taken = Object.assign(new Error("taken"), { code: "23505" });
  assert.deepEqual(asked[0]?.ids, ["a", "b"]);
  asked[0]?.answer(taken);
  await sent(asked, 3);
  assert.deepEqual(
    asked.slice(1).map(({ ids }) => ids),
    [["a"], ["b"]],
  );
  asked[1]?.answer();
  asked[2]?.answer(taken);
  assert.equal((await a)?.outcome, "done");
  await assert.rejects(b ?? Promise.resolve(), { code: "23505" });
});

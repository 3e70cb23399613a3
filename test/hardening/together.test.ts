// Two officers and the applicant at once on one case: of what excludes each other exactly one comes to pass, the others get a clear
// answer, and the entries tell one story.
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadAll } from "../../src/casework/index.ts";
import { replay } from "../../src/engine/procedure/index.ts";
import { startTestApp } from "../support/app.ts";
import { allowStalls, stallData, stallPacks } from "../support/stalls.ts";
import type { Json } from "./cases.ts";

const app = await startTestApp({ packs: stallPacks });
await allowStalls(app);
const citizen = "shen-ruolan";
const directory = await app.desk.organisation.current();
const holders = directory?.officersOf("city/review", "2026-09-21").map(({ id }) => id) ?? [];
const [one = "", other = one] = holders;

const send = async (as: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
  const answer = await app.request(path, {
    as,
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });
  return { status: answer.status, body: (await answer.json()) as Json };
};
let n = 0;
/** A part of a bundle, which an officer may decide and the applicant withdraw. */
const part = async (): Promise<Json> => {
  const bundle = await send(
    citizen,
    "/api/v1/cases",
    { service: "stall-start", data: stallData },
    { "idempotency-key": `together-${n++}` },
  );
  assert.equal(bundle.status, 201, JSON.stringify(bundle.body));
  await app.work();
  const read = (await (await app.request(`/api/v1/cases/${bundle.body.id}`, { as: citizen })).json()) as Json;
  return read.parts.find((piece: Json) => piece.key === "permit").case;
};
const taskOf = async (as: string, number: string): Promise<string> => {
  const { tasks } = (await (await app.request(`/api/v1/tasks?case=${number}`, { as })).json()) as Json;
  return tasks[0].id;
};
const types = async (id: string) =>
  (await app.desk.pool.query<{ type: string }>("select type from casework.entry where case_id = $1 order by seq", [id])).rows.map(
    ({ type }) => type,
  );

const clear = ({ status, body }: { status: number; body: Json }) => {
  assert.ok([403, 404, 409, 412].includes(status), `${status}: ${JSON.stringify(body)}`);
  assert.match(String(body.type), /^urn:errand:problem:/);
  assert.ok(String(body.title).length > 5, "says what is wrong");
};

for (let round = 0; round < 6; round++) {
  test(`two officers and the applicant at once, round ${round}: exactly one wins`, async () => {
    const { id, number } = await part();
    const task = await taskOf(one, number);
    const results = await Promise.all([
      send(one, `/api/v1/tasks/${task}/commands`, { type: "finish", outcome: "pass" }),
      send(other, `/api/v1/tasks/${task}/commands`, { type: "finish", outcome: "refuse", words: "位置不合适" }),
      send(citizen, `/api/v1/cases/${id}/commands`, { type: "withdraw" }),
    ]);
    const won = results.filter(({ status }) => status === 200);
    assert.equal(won.length, 1, JSON.stringify(results));
    for (const result of results) if (result.status !== 200) clear(result);
    assert.equal((await types(id)).length, 2, "one entry beside the start");
    await app.work();
  });
}

test("many take one task at once: one has it", async () => {
  const { number } = await part();
  const task = await taskOf(one, number);
  const results = await Promise.all([one, other, one, other].map((as) => send(as, `/api/v1/tasks/${task}/commands`, { type: "take" })));
  assert.equal(results.filter(({ status }) => status === 200).length, 1);
  for (const result of results) if (result.status !== 200) clear(result);
});

test("the same command sent at once many times is done once and answered alike", async () => {
  const { id, number } = await part();
  const task = await taskOf(one, number);
  const results = await Promise.all(
    [1, 2, 3, 4, 5].map(() =>
      send(one, `/api/v1/tasks/${task}/commands`, { type: "finish", outcome: "pass" }, { "idempotency-key": `once-${id}` }),
    ),
  );
  assert.deepEqual([...new Set(results.map(({ status }) => status))], [200]);
  assert.equal((await types(id)).filter((type) => type === "finish").length, 1);
  await app.work();
});

test("replaying the entries gives the rows, for parts and bundles", async () => {
  const { rows } = await app.desk.pool.query<{ case_id: string; events: never[] }>(
    "select case_id, events from casework.entry order by case_id, seq",
  );
  const events = Map.groupBy(rows, ({ case_id }) => case_id);
  for (const { row, snapshot } of await loadAll(app.desk, [...events.keys()]))
    assert.deepEqual(snapshot.state, replay((events.get(row.id) ?? []).flatMap((entry) => entry.events)), row.number);
});

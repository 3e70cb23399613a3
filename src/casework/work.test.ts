// A document that cannot be made: the case's officers read why on its page, once, and not only administrators among the jobs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startTestApp } from "../../test/support/app.ts";
import { allowPermits, stallData, stallPacks } from "../../test/support/stalls.ts";
import { caseJobs } from "./index.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field
type Json = any;

const app = await startTestApp({ packs: stallPacks });
await allowPermits(app);
const citizen = "shen-ruolan";
const directory = await app.desk.organisation.current();
const officer = directory?.officersOf("city/review", "2026-09-21")[0]?.id ?? "";
const read = async (as: string, path: string): Promise<Json> => (await app.request(path, { as })).json();
const send = async (as: string, path: string, body: unknown): Promise<Json> => {
  const answer = await app.request(path, {
    as,
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  });
  const text = await answer.text();
  assert.ok(answer.status < 300, text);
  return JSON.parse(text);
};

test("a name that no font can show: told to the officers of the case, once; with the font there, the case goes on", async () => {
  const { place, area, goods, phone } = stallData;
  const { id, number } = await send(citizen, "/api/v1/cases", { service: "stall-permit", data: { place, area, goods, phone } });
  await app.work();
  const { tasks } = await read(officer, `/api/v1/tasks?case=${number}`);
  await send(officer, `/api/v1/tasks/${tasks[0].id}/commands`, { type: "finish", outcome: "pass" });
  const healthy = app.desk.renderer;
  const real = await healthy();
  const without = {
    ...real,
    render: () => ({ ok: false as const, problem: { kind: "missing-glyph" as const, characters: ["𫟅"] } }),
  };
  Object.assign(app.desk, { renderer: async () => without });
  const effects = caseJobs(app.desk).find(({ name }) => name === "case-effects");
  assert.ok(effects);
  await assert.rejects(app.work(), /font/);
  const [system] = (
    await app.desk.pool.query<{ no: number }>("select no from casework.task where case_id = $1 and status = 'open' and post = 'system'", [
      id,
    ])
  ).rows;
  const again = { number: 2, last: false, signal: new AbortController().signal, log: app.desk.log };
  await assert.rejects(Promise.resolve(effects.run({ case: id, task: system?.no }, again)), /font/);
  const remarks = async (as: string) =>
    (await read(as, `/api/v1/cases/${id}/events`)).events.filter(({ words }: Json) => /font/.test(words ?? ""));
  assert.equal((await remarks(officer)).length, 1);
  assert.match((await remarks(officer))[0].words, /字体/);
  assert.equal((await remarks(citizen)).length, 0, "not the applicant's to mend");
  Object.assign(app.desk, { renderer: healthy });
  await effects.run({ case: id, task: system?.no }, again);
  await app.work();
  assert.equal((await read(citizen, `/api/v1/cases/${id}`)).status, "ended");
});

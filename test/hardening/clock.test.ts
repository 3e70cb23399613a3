// Time in the running system: silence that has a meaning, warnings told once, holidays with make-up days, a year whose
// calendar is not published yet, and what ends by itself. Dates were counted by hand from the State Council's notices.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client } from "pg";
import {
  act,
  beginDraft,
  dropExpiredDrafts,
  dropOldUploads,
  finishLate,
  listDrafts,
  raiseAlerts,
  readDraft,
} from "../../src/casework/index.ts";
import type { Actor } from "../../src/identity/index.ts";
import { startTestApp } from "../support/app.ts";
import { casesOn, citizen, company, instant, type Json, journalist, request, restaurant } from "./cases.ts";

const app = await startTestApp();
const { desk } = app;
const cases = casesOn(app);
const day = (at: number | string) => desk.day(typeof at === "string" ? Date.parse(at) : at);
const clock = (one: Json, key: string): Json => one.clocks.find((other: Json) => other.key === key);
const rowOf = async (id: string) =>
  (
    await desk.pool.query<{ due_at: number; warn_at: number; provisional: boolean }>(
      "select due_at, warn_at, provisional from casework.case where id = $1",
      [id],
    )
  ).rows[0] ?? assert.fail("no case");
const alerts = async (id: string) =>
  (await desk.pool.query<{ kind: string }>("select kind from casework.alert where case_id = $1 order by at", [id])).rows.map(
    ({ kind }) => kind,
  );
const entries = async (id: string, type: string) =>
  (await desk.pool.query("select actor from casework.entry where case_id = $1 and type = $2", [id, type])).rows;

test("silence is acceptance after five working days, and the time counts from receipt, across the holidays", async () => {
  app.at(instant("2026-09-21T09:30"));
  const { id } = await cases.open("shen-ruolan", restaurant());
  // 22, 23, 24 September, then Mid-Autumn (25 to 27), 28, 29.
  app.at(instant("2026-09-29T23:59"));
  assert.equal(await finishLate(desk), 0);
  assert.equal((await cases.read("shen-ruolan", id)).stage.key, "accept");
  app.at(instant("2026-09-30T00:01"));
  assert.equal(await finishLate(desk), 1);
  assert.equal(await finishLate(desk), 0, "once");
  const accepted = await cases.read("shen-ruolan", id);
  assert.equal(accepted.stage.key, "examine");
  assert.deepEqual(await entries(id, "late"), [{ actor: "system" }]);
  // From 21 September: 22, 23, 24, 28, 29, 30, then National Day (1 to 7 October), 8, 9.
  assert.equal(day(clock(accepted, "promised").due), "2026-10-09");
  assert.equal(clock(accepted, "promised").used, 6);
  await app.work();
  assert.deepEqual(
    (await cases.read("shen-ruolan", id)).outputs.map(({ name }: Json) => name),
    ["acceptance"],
    "the notice goes out all the same",
  );
});

test("a make-up Saturday is a working day", async () => {
  app.at(instant("2026-09-24T10:00"));
  const { id } = await cases.open("shen-ruolan", restaurant());
  app.at(instant("2026-09-29T10:00"));
  await cases.finish("chen-yulan", id, "check", "complete");
  // 30 September, 8, 9, 10 (a Saturday), 12, 13, 14, 15 October.
  const one = await cases.read("shen-ruolan", id);
  assert.equal(day(clock(one, "promised").due), "2026-10-15");
  const { due_at, warn_at, provisional } = await rowOf(id);
  assert.equal(day(due_at), "2026-10-15");
  assert.equal(day(warn_at), "2026-10-13", "two working days before");
  assert.equal(provisional, false);
});

test("a warning and the end of the time are each told once, whoever asks and however often", async () => {
  app.at(instant("2026-09-24T10:00"));
  const { id } = await cases.open("shen-ruolan", restaurant());
  app.at(instant("2026-09-29T10:00"));
  await cases.finish("chen-yulan", id, "check", "complete");
  const { due_at, warn_at } = await rowOf(id);
  await raiseAlerts(desk, warn_at - 1);
  assert.deepEqual(await alerts(id), []);
  await Promise.all([1, 2, 3, 4].map(() => raiseAlerts(desk, warn_at)));
  assert.deepEqual(await alerts(id), ["warn"]);
  await raiseAlerts(desk, due_at - 1);
  assert.deepEqual(await alerts(id), ["warn"]);
  await Promise.all([1, 2, 3, 4].map(() => raiseAlerts(desk, due_at)));
  assert.deepEqual(await alerts(id), ["warn", "overdue"]);
  assert.equal(await raiseAlerts(desk, due_at + 86_400_000), 0);
});

test("a clock that an inspection stops takes up again where it stood, and warns by its new date", async () => {
  app.at(instant("2026-10-12T09:00"));
  const { id } = await cases.open("shen-ruolan", restaurant());
  await cases.finish("chen-yulan", id, "check", "complete");
  const before = (await rowOf(id)).due_at;
  assert.equal(day(before), "2026-10-22");
  app.at(instant("2026-10-13T09:00"));
  await cases.finish("zhao-tiejun", id, "fire", "visit", { words: "须查看疏散通道。" });
  const stopped = await cases.read("shen-ruolan", id);
  assert.ok(stopped.clocks.every((one: Json) => one.running === false && one.due === undefined));
  assert.equal(stopped.dueAt, undefined);
  await raiseAlerts(desk, before + 1);
  assert.deepEqual(await alerts(id), [], "nothing is due while the clock stands still");
  app.at(instant("2026-10-16T09:00"));
  await cases.finish("ma-zhiqiang", id, "fire-visit", "pass");
  const after = await cases.read("shen-ruolan", id);
  assert.ok(clock(after, "promised").running);
  assert.ok(Date.parse(after.dueAt) > before, "later by the days it stood still");
});

test("a correction that does not come ends the case on the thirty-first day", async () => {
  app.at(instant("2026-09-21T09:30"));
  const { id } = await cases.open("shen-ruolan", restaurant());
  await cases.finish("chen-yulan", id, "check", "incomplete", { words: "请核对面积。", marks: ["/area"] });
  app.at(instant("2026-10-21T23:59"));
  await finishLate(desk);
  assert.equal((await cases.read("shen-ruolan", id)).status, "running");
  app.at(instant("2026-10-22T00:01"));
  await finishLate(desk);
  const over = await cases.read("shen-ruolan", id);
  assert.deepEqual([over.status, over.end.key], ["ended", "lapsed"]);
  const applicant: Actor = { kind: "party", id: citizen.id, name: "", party: "person", actsFor: [company.id] };
  const late = await act(
    desk,
    applicant,
    id,
    { type: "finish", task: 2, outcome: "sent", data: { area: 300 } },
    { command: crypto.randomUUID() },
  );
  assert.ok(!late.ok && late.status !== 503, "too late is too late");
});

test("a date in a year whose calendar is not published is marked, and counted on plain weekends", async () => {
  app.at(instant("2026-12-24T10:00"));
  const { id } = await cases.open("luo-zhiyuan", request());
  const one = await cases.read("luo-zhiyuan", id);
  // 25, 28 to 31 December, 1, 4 to 8, 11 to 14 January.
  assert.equal(day(clock(one, "promised").due), "2027-01-14");
  assert.ok(one.clocks.every((other: Json) => other.provisional));
  assert.equal((await rowOf(id)).provisional, true);
  app.at(instant("2026-12-01T10:00"));
  const sooner = await cases.open("luo-zhiyuan", request());
  // 2 to 4, 7 to 11, 14 to 18, 21, 22 December.
  assert.equal(day(clock(await cases.read("luo-zhiyuan", sooner.id), "promised").due), "2026-12-22");
  assert.equal(clock(await cases.read("luo-zhiyuan", sooner.id), "promised").provisional, false);
  assert.equal(clock(await cases.read("luo-zhiyuan", sooner.id), "statutory").provisional, false);
});

test("many silent cases, several schedulers at once: each case is finished once", async () => {
  app.at(instant("2026-11-02T09:00"));
  const made = await Promise.all(Array.from({ length: 20 }, () => cases.open("luo-zhiyuan", request())));
  // Seven working days: 3 to 6, 9 to 11 November.
  app.at(instant("2026-11-12T00:01"));
  const finished = await Promise.all([1, 2, 3].map(() => finishLate(desk)));
  for (const { id } of made) assert.equal((await entries(id, "late")).length, 1);
  const others = (
    await desk.pool.query<{ n: number }>(
      "select count(*)::int as n from casework.task where late_at < $1 and status in ('open', 'taken')",
      [new Date(desk.now())],
    )
  ).rows[0]?.n;
  assert.equal(others, 0, "nothing late is left");
  assert.ok(finished.reduce((sum, n) => sum + n, 0) >= 20);
  for (const { id } of made) {
    const one = await cases.read("luo-zhiyuan", id);
    assert.equal(one.stage.key, "examine");
    assert.equal(clock(one, "statutory").used, 8, "what was waited in silence counts, and today");
  }
});

test("late tasks that cannot be finished do not stand before one that can", async () => {
  app.at(instant("2026-11-16T09:00"));
  const stuck = await Promise.all(Array.from({ length: 5 }, () => cases.open("luo-zhiyuan", request())));
  const owner = new Client({ connectionString: app.database.owner });
  await owner.connect();
  // The rows say late long before the procedure does, so that finishing them is refused.
  const forced = await owner.query(
    "update casework.task set late_at = '2026-01-01' where case_id = any($1::uuid[]) and status in ('open', 'taken') and late_at is not null",
    [stuck.map(({ id }) => id)],
  );
  assert.equal(forced.rowCount, 5);
  app.at(instant("2026-11-02T08:00"));
  const { id } = await cases.open("luo-zhiyuan", request());
  app.at(instant("2026-11-17T09:00"));
  const looks = [];
  for (let look = 0; look < 4; look++) looks.push(await finishLate(desk, desk.now(), 2));
  assert.equal((await entries(id, "late")).length, 1, `finished ${looks}`);
  assert.equal(looks[0], 0, "the first look met two that cannot be finished, and stopped");
  await owner.query("update casework.task set late_at = 'infinity' where late_at = '2026-01-01'");
  await owner.end();
});

test("looking for what is overdue reads what came since the last look, not everything that is overdue", async () => {
  app.at(instant("2026-11-18T09:00"));
  while ((await raiseAlerts(desk)) > 0);
  const { rows: marks } = await desk.pool.query<{ until: number }>("select until from casework.alerted");
  assert.ok(marks.every(({ until }) => until === desk.now()));
  const plan = await desk.pool.query(
    "explain select id from casework.case where status = 'running' and due_at > $1::timestamptz and due_at <= $2::timestamptz order by due_at limit 200",
    [new Date(desk.now()), new Date(desk.now() + 10_000)],
  );
  const text = plan.rows.map((row) => row["QUERY PLAN"]).join("\n");
  assert.match(text, /case_due[\s\S]*due_at > [\s\S]*due_at <= /);
});

test("drafts and uploads end by themselves", async () => {
  const actor: Actor = { kind: "party", id: journalist.id, name: "", party: "person", actsFor: [] };
  const [pack] = await desk.catalogue.services();
  assert.ok(pack);
  app.at(instant("2026-09-21T09:30"));
  const id = await beginDraft(desk, actor, pack, { answers: {}, given: {}, answered: {} });
  app.at(instant("2026-10-01T09:30"));
  const younger = await beginDraft(desk, actor, pack, { answers: {}, given: {}, answered: {} });
  app.at(instant("2026-10-21T09:29"));
  assert.ok(await readDraft(desk, actor, id));
  app.at(instant("2026-10-21T09:31"));
  assert.equal(await readDraft(desk, actor, id), undefined, "it has ended before anybody sweeps");
  assert.deepEqual(
    (await listDrafts(desk, actor)).map((one) => one.id),
    [younger],
  );
  await dropExpiredDrafts(desk);
  assert.deepEqual((await desk.pool.query("select id from casework.draft")).rows, [{ id: younger }]);

  const pdf = new TextEncoder().encode("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");
  await cases.json(app.request("/api/v1/files", { as: "luo-zhiyuan", method: "POST", body: pdf }), 201);
  const { rows } = await desk.pool.query<{ at: number }>("select at from casework.upload");
  const week = 7 * 86_400_000;
  await dropOldUploads(desk, (rows[0]?.at ?? 0) + week - 1000);
  assert.equal((await desk.pool.query("select from casework.upload")).rowCount, 1);
  await dropOldUploads(desk, (rows[0]?.at ?? 0) + week + 1000);
  assert.equal((await desk.pool.query("select from casework.upload")).rowCount, 0);
});

test("a token ends at its time", async () => {
  app.at(instant("2026-09-21T09:30"));
  await cases.json(cases.get("mo-xiaoyu", "/api/v1/cases"));
  // The harness asks for 3,650 days.
  app.at(instant("2026-09-21T09:30") + 3650 * 86_400_000 - 1000);
  assert.equal((await cases.get("mo-xiaoyu", "/api/v1/cases")).status, 200);
  app.at(instant("2026-09-21T09:30") + 3650 * 86_400_000 + 1000);
  assert.equal((await cases.get("mo-xiaoyu", "/api/v1/cases")).status, 401);
});

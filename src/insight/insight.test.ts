// After random work the figures are those of the entries: the stays that the engine counted, the tasks that are done, and the same sums
// whether they came one by one or all at once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client } from "pg";
import { casesOn, type Json, request, restaurant } from "../../test/hardening/cases.ts";
import { startTestApp } from "../../test/support/app.ts";
import { feedOnce } from "../casework/index.ts";
import { calendarOf } from "../engine/calendar/index.ts";
import { seeded } from "../platform/random/index.ts";
import { finished, insightFeed, loadOf, paperSaved, sheets, stageTimes, stays } from "./index.ts";
import { workedTenths } from "./worked.ts";

const seed = Number(process.env.SEED ?? 41);
const random = seeded(seed);
const app = await startTestApp();
const cases = casesOn(app);
const { desk } = app;
const owner = new Client({ connectionString: app.database.superuser });
await owner.connect();
let now = Date.parse("2026-09-21T09:30:00+08:00");
const directory = (await desk.organisation.current()) ?? assert.fail();

/** One thing that an officer might do now; whether it is done is up to the rules. */
async function something(): Promise<void> {
  now += random.int(1, 20) * 1_800_000;
  app.at(now);
  const { rows: open } = await owner.query<Json>(
    `select c.number, t.post, t.officer from casework.task t join casework.case c on c.id = t.case_id
     where t.status in ('open', 'taken') and t.post like '%/%' order by t.case_id, t.no`,
  );
  const [one] = open.length === 0 ? [] : [random.pick(open)];
  const holders = one === undefined ? [] : directory.officersOf(one.post, desk.day(now));
  if (one === undefined || holders.length === 0) return;
  const who = one.officer ?? random.pick(holders).id;
  const { tasks } = await cases.json(cases.get(who, `/api/v1/tasks?case=${one.number}`));
  if (tasks.length === 0) return;
  const task: Json = random.pick(tasks);
  const type: string = task.outcomes.length > 0 && random.chance(0.7) ? "finish" : random.pick(["take", "release", "give"]);
  const outcome: Json | undefined = task.outcomes[random.int(0, task.outcomes.length - 1)];
  const marks = outcome?.marks === true ? { marks: [task.case.service === "restaurant-opening" ? "/area" : "/what"] } : {};
  const body =
    {
      finish: { outcome: outcome?.key, words: "经核查，见附件。", ...marks },
      give: { to: random.pick(holders).id },
    }[type] ?? {};
  await cases.command(who, task.case.id, task.no, { type, ...body });
  if (random.chance(0.1)) await cases.command(who, task.case.id, task.no, { type: "recall" });
  if (random.chance(0.3)) await app.work();
  if (random.chance(0.3)) await app.news();
}

for (let n = 0; n < 12; n++) {
  await cases.open("shen-ruolan", restaurant({ seats: n }));
  await cases.open("luo-zhiyuan", request());
}
for (let n = 0; n < 150; n++) await something();
await app.work();
await app.news();

const kept = async () => {
  const all = async (table: string) =>
    (await owner.query<{ rows: unknown }>(`select coalesce(jsonb_agg(t order by t::text), '[]') rows from insight.${table} t`)).rows[0]
      ?.rows;
  const sums = async (table: string) =>
    (
      await owner.query<{ rows: unknown }>(
        `select coalesce(jsonb_agg(t order by t::text), '[]') rows from insight.${table} t where ${table === "paper" ? "documents" : "n"} <> 0`,
      )
    ).rows[0]?.rows;
  return {
    stage: await all("stage"),
    done: await all("done"),
    sheet: await all("sheet"),
    spent: await sums("spent"),
    tally: await sums("tally"),
    paper: await sums("paper"),
  };
};

test(`stays are those that the engine counted, and leave no time out (seed ${seed})`, async () => {
  const { rows } = await owner.query<Json>(
    `select c.id, c.status, c.stage, c.run->'visits' visits, c.opened_at opened, c.ended_at ended,
       (select jsonb_agg(s order by s.n) from insight.stage s where s.case_id = c.id) stays from casework.case c`,
  );
  assert.ok(rows.length >= 20);
  let finished = 0;
  for (const { status, stage, visits, opened, ended, stays: spent } of rows) {
    const counted: Record<string, number> = {};
    for (const one of spent) counted[one.stage] = (counted[one.stage] ?? 0) + 1;
    assert.deepEqual(counted, visits);
    const last = spent.at(-1);
    assert.equal(last.stage, stage);
    assert.equal(Date.parse(spent[0].entered_at), opened.getTime?.() ?? opened);
    assert.equal(last.left_at === null, status === "running");
    for (const [n, one] of spent.entries()) if (n > 0) assert.equal(one.entered_at, spent[n - 1].left_at);
    if (status === "ended") {
      assert.equal(Date.parse(last.left_at), ended.getTime?.() ?? ended);
      finished += 1;
    }
  }
  assert.ok(finished > 0, "some cases came to their end");
});

test("tasks that count as done are those that are done, by whom and when", async () => {
  const { rows: wanted } = await owner.query<Json>(
    `select case_id, no, post, officer, done_at from casework.task
     where status = 'done' and not carried and post not in ('applicant', 'system') and officer is not null and officer <> 'system' order by 1, 2`,
  );
  const { rows: counted } = await owner.query<Json>("select case_id, no, post, officer, done_at from insight.done order by 1, 2");
  assert.deepEqual(counted, wanted);
  assert.ok(counted.length > 30);
});

test("each figure is the sum of the cases that it opens to", async () => {
  const span = { since: "2026-01-01", agencies: null };
  const times = await stageTimes(desk.pool, span);
  assert.ok(times.length > 4);
  for (const { pack, agency, stage, stays: n, median, p90 } of times) {
    const behind = await stays(desk.pool, { pack, agency, stage, since: span.since, limit: 1000 });
    const days = behind.map((one) => one.days).sort((a, b) => a - b);
    assert.equal(behind.length, n);
    assert.deepEqual([days[Math.ceil(n * 0.5) - 1], days[Math.ceil(n * 0.9) - 1]], [median, p90]);
  }
  const posts = ["market/window", "government/disclosure", "fire/review"];
  for (const load of await loadOf(desk.pool, posts, span.since, now)) {
    const behind = await finished(desk.pool, { post: load.post, since: span.since, limit: 1000 });
    assert.deepEqual([behind.length, behind.filter(({ late }) => late).length], [load.done, load.late]);
    assert.equal(
      load.officers.reduce((sum, { done }) => sum + done, 0),
      load.done,
    );
    const { rows } = await owner.query<{ n: number; late: number }>(
      "select count(*)::int n, count(*) filter (where due_at < $2)::int late from casework.task where post = $1 and status in ('open', 'taken')",
      [load.post, new Date(now)],
    );
    assert.deepEqual([load.open, load.overdue, load.more], [rows[0]?.n, rows[0]?.late, false]);
    const [less] = await loadOf(desk.pool, [load.post], span.since, now, 1);
    assert.deepEqual([less?.open, less?.more], [Math.min(load.open, 1), load.open > 1], "counted no further, and said so");
  }
  const papers = await paperSaved(desk.pool, span);
  assert.ok(papers.length > 0);
  for (const { agency, pack, documents, pages } of papers) {
    const behind = await sheets(desk.pool, { agency, pack, since: span.since, limit: 1000 });
    assert.deepEqual([behind.length, behind.reduce((sum, one) => sum + one.pages, 0)], [documents, pages]);
    assert.ok(
      behind.every((one) => one.pages >= 1),
      "letters have pages",
    );
  }
  assert.deepEqual(await stageTimes(desk.pool, { ...span, agencies: [] }), []);
  assert.ok((await stageTimes(desk.pool, { ...span, agencies: ["market"] })).every(({ agency }) => agency === "market"));
});

test("lists go on where they stopped", async () => {
  const [time] = (await stageTimes(desk.pool, { since: "2026-01-01", agencies: null })).filter(({ stays: n }) => n > 3);
  assert.ok(time);
  const asked = { pack: time.pack, agency: time.agency, stage: time.stage, since: "2026-01-01" };
  const whole = await stays(desk.pool, { ...asked, limit: 1000 });
  const pieces: unknown[] = [];
  for (let last = whole[-1]; ; ) {
    const page = await stays(desk.pool, { ...asked, limit: 2, after: last && [last.left, last.id, last.n] });
    pieces.push(...page);
    last = page.at(-1);
    if (page.length < 2) break;
  }
  assert.deepEqual(pieces, whole);
});

test("computed anew, all at once, they are the same", async () => {
  const before = await kept();
  await owner.query("truncate insight.stage, insight.spent, insight.done, insight.tally, insight.sheet, insight.paper");
  await owner.query("update ledger.feed set idx = 0 where name like 'insight-%'");
  const feed = { ...insightFeed(desk), most: 100_000 };
  while ((await feedOnce(desk.pool, feed)) > 0);
  assert.deepEqual(await kept(), before);
  await owner.end();
});

test("working days: nights count, days off do not", () => {
  const calendar = calendarOf("cn");
  const worked = (from: string, to: string) =>
    workedTenths(calendar, "Asia/Shanghai", Date.parse(`${from}+08:00`), Date.parse(`${to}+08:00`));
  assert.equal(worked("2026-09-21T09:00", "2026-09-21T09:00"), 0);
  assert.equal(worked("2026-09-21T09:00", "2026-09-22T09:00"), 10);
  assert.equal(worked("2026-09-18T12:00", "2026-09-21T12:00"), 20, "Friday noon to Monday noon: half a day, a working Sunday, half a day");
  assert.equal(worked("2026-10-01T00:00", "2026-10-07T00:00"), 0, "a holiday");
});

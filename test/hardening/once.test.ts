// The same thing asked fifty times at once is done once; of fifty different things one is done; and whatever was done, the
// entries alone give every row again, and the log holds every entry.
import assert from "node:assert/strict";
import { test } from "node:test";
import { act, type CaseCommand, load } from "../../src/casework/index.ts";
import { type Event, live, offered, replay } from "../../src/engine/procedure/index.ts";
import { Dice } from "../../src/engine/procedure/testing/random.ts";
import type { Actor } from "../../src/identity/index.ts";
import { audit } from "../../src/ledger/index.ts";
import { startTestApp } from "../support/app.ts";
import { testKeys } from "../support/city.ts";
import { casesOn, citizen, company, instant, type Json, journalist, request, restaurant } from "./cases.ts";

const app = await startTestApp();
const cases = casesOn(app);
const fifty = Array.from({ length: 50 }, (_, i) => i);

const counted = async (text: string, values: unknown[] = []): Promise<number> =>
  (await app.desk.pool.query<{ n: number }>(`select count(*)::int as n from ${text}`, values)).rows[0]?.n ?? 0;
const answers = async (sent: Promise<Response>[]): Promise<{ status: number; body: Json }[]> =>
  Promise.all(sent.map(async (one) => ({ status: (await one).status, body: (await (await one).json()) as Json })));
const statuses = (given: { status: number }[]): Record<number, number> => {
  const all: Record<number, number> = {};
  for (const { status } of given) all[status] = (all[status] ?? 0) + 1;
  return all;
};
const entries = (id: string, type: string) => counted("casework.entry where case_id = $1 and type = $2", [id, type]);

test("fifty identical submissions under one key are one case", async () => {
  const before = await counted("casework.case");
  const given = await answers(fifty.map(() => cases.post("luo-zhiyuan", "/api/v1/cases", request(), { "idempotency-key": "fifty-same" })));
  assert.deepEqual(statuses(given), { 201: 50 });
  assert.equal(new Set(given.map(({ body }) => `${body.id} ${body.number} ${body.receipt.leaf}`)).size, 1);
  assert.equal((await counted("casework.case")) - before, 1);
  const quoted = await cases.json(cases.post("luo-zhiyuan", "/api/v1/cases", request(), { "idempotency-key": '"fifty-same"' }), 201);
  assert.equal(quoted.id, given[0]?.body.id, "a key is the same with and without quotes");
  const other = await cases.json(cases.post("mo-xiaoyu", "/api/v1/cases", request(), { "idempotency-key": "fifty-same" }), 201);
  assert.notEqual(other.id, given[0]?.body.id, "another caller's key is another key");
});

test("of fifty different submissions under one key one is taken", async () => {
  const before = await counted("casework.case");
  const given = await answers(
    fifty.map((i) => cases.post("luo-zhiyuan", "/api/v1/cases", request({ document: `第${i}号` }), { "idempotency-key": "fifty-others" })),
  );
  assert.deepEqual(statuses(given), { 201: 1, 422: 49 });
  assert.ok(given.every(({ status, body }) => status === 201 || body.type === "urn:errand:problem:key-reused"));
  assert.equal((await counted("casework.case")) - before, 1);
});

test("fifty identical commands under one key are one entry, and all fifty are told so", async () => {
  for (const more of [{}, { "if-match": '"1"' }]) {
    const { id } = await cases.open("luo-zhiyuan", request());
    const given = await answers(
      fifty.map(() => cases.command("fang-zhiwei", id, 1, { type: "finish", outcome: "clear" }, { "idempotency-key": "finish", ...more })),
    );
    assert.deepEqual(statuses(given), { 200: 50 }, JSON.stringify(given.find(({ status }) => status !== 200)?.body));
    assert.equal(new Set(given.map(({ body }) => JSON.stringify(body))).size, 1);
    assert.equal(await entries(id, "finish"), 1);
  }
});

test("of fifty conflicting commands one is done, with a key each, with one key, with none", async () => {
  const outcomes = [
    { outcome: "clear" },
    { outcome: "unclear", words: "请说明时间。", marks: ["/what"] },
    { outcome: "other", words: "这是投诉，请拨打热线。" },
  ];
  const keys: ((i: number) => Record<string, string>)[] = [
    (i) => ({ "idempotency-key": `each-${i}` }),
    () => ({ "idempotency-key": "one" }),
    () => ({}),
  ];
  for (const key of keys) {
    const { id } = await cases.open("luo-zhiyuan", request());
    const officers = ["fang-zhiwei", "ding-yining", "tao-jingshu"];
    const one = key(0)["idempotency-key"] === "one";
    const given = await answers(
      fifty.map((i) => cases.command(one ? "fang-zhiwei" : (officers[i % 3] ?? ""), id, 1, { type: "finish", ...outcomes[i % 3] }, key(i))),
    );
    const done = given.filter(({ status }) => status === 200);
    assert.ok(
      given.every(({ status }) => [200, 409, 422, 503].includes(status)),
      JSON.stringify(statuses(given)),
    );
    assert.equal(await entries(id, "finish"), 1);
    // Under one key those who asked for what was done are told that it was.
    assert.equal(new Set(done.map(({ body }) => JSON.stringify(body))).size, 1);
    if (!one) assert.equal(done.length, 1);
  }
});

test("fifty different remarks at once are all written, one after another", async () => {
  const { id } = await cases.open("luo-zhiyuan", request());
  const given = await answers(
    fifty.map((i) => cases.post("luo-zhiyuan", `/api/v1/cases/${id}/commands`, { type: "note", kind: "urge", words: `第${i}次催办` })),
  );
  assert.deepEqual(statuses(given), { 200: 50 });
  assert.equal(await entries(id, "note"), 50);
  const { events } = await cases.json(cases.get("luo-zhiyuan", `/api/v1/cases/${id}/events?limit=200`));
  assert.equal(new Set(events.map((event: Json) => event.words)).size, 51, "each with its own words");
});

test("two who take the same task, one gets it", async () => {
  const { id } = await cases.open("luo-zhiyuan", request());
  const given = await answers(
    ["fang-zhiwei", "ding-yining", "tao-jingshu"].flatMap((as) => fifty.slice(0, 5).map(() => cases.command(as, id, 1, { type: "take" }))),
  );
  assert.equal(given.filter(({ status }) => status === 200).length, 1, JSON.stringify(statuses(given)));
  assert.equal(await entries(id, "take"), 1);
});

test("an outdated version is refused; an answer that was lost is given again, whatever happened since", async () => {
  const { id } = await cases.open("luo-zhiyuan", request());
  const finish = (headers: Record<string, string>) => cases.command("fang-zhiwei", id, 1, { type: "finish", outcome: "clear" }, headers);
  assert.equal((await finish({ "if-match": '"7"' })).status, 412);
  assert.equal((await finish({ "if-match": "nonsense" })).status, 412);
  const first = await finish({ "if-match": '"1"', "idempotency-key": "lost" });
  assert.equal(first.headers.get("etag"), '"2"');
  await cases.finish("ding-yining", id, "search", "drafted");
  const again = await finish({ "if-match": '"1"', "idempotency-key": "lost" });
  assert.equal(again.status, 200);
  assert.deepEqual(await again.json(), await first.json());
  const otherwise = await cases.command(
    "fang-zhiwei",
    id,
    1,
    { type: "finish", outcome: "other", words: "不是" },
    { "idempotency-key": "lost" },
  );
  assert.equal(otherwise.status, 422);
  assert.equal((await finish({})).status, 409);
});

const seed = 20260921;
const many = 200;

/** What a random officer, applicant or the clock might ask of a case, mostly sensible. */
async function anything(dice: Dice, id: string, party: Actor): Promise<[Actor, CaseCommand]> {
  const loaded = await load(app.desk, id);
  const directory = await app.desk.organisation.current();
  assert.ok(loaded && directory);
  const { pack, snapshot, posts } = loaded;
  const officerOf = (post: string): Actor => {
    const who = directory.officersOf(post, app.desk.day(app.desk.now()));
    const id = who.length > 0 ? dice.pick(who).id : "chen-yulan";
    return {
      kind: "officer",
      id,
      name: "",
      language: "zh",
      posts: directory.postsOf(id, "2026-09-21").map(({ name }) => name),
      rights: [],
    };
  };
  const tasks = Object.entries(snapshot.state.tasks);
  const open = tasks.filter(([, task]) => live(task));
  const [no, task] = dice.pick(dice.chance(0.9) && open.length > 0 ? open : tasks);
  const post = posts.get(Number(no)) ?? "";
  const actor = post === "applicant" ? party : officerOf(post);
  const extras = Object.keys(pack.model.extras);
  const extra = dice.pick(extras);
  const roll = dice.next();
  if (roll < 0.62) {
    const can = offered(pack.model, snapshot.state, task);
    const outcome = dice.pick(can.length > 0 && dice.chance(0.95) ? can : ["complete", "clear", "constructor"]);
    const corrects = Object.hasOwn(pack.header.corrections, outcome);
    return [
      actor,
      {
        type: "finish",
        task: Number(no),
        outcome,
        words: "说明理由",
        ...(corrects ? { marks: [dice.pick(Object.keys(pack.form.fields).map((field) => `/${field}`))] } : {}),
        ...(dice.chance(0.1) ? { direct: true } : {}),
      },
    ];
  }
  const given = actor.kind === "officer" ? dice.pick([actor, officerOf(post)]) : actor;
  if (roll < 0.7) return [actor, { type: "take", task: Number(no) }];
  if (roll < 0.74) return [actor, { type: "release", task: Number(no) }];
  if (roll < 0.78) return [actor, { type: "give", task: Number(no), to: given.kind === "officer" ? given.id : "nobody" }];
  if (roll < 0.83) return [actor, { type: "recall", task: Number(no) }];
  if (roll < 0.91) {
    const may = officerOf(loaded.resolve(pack.model.extras[extra]?.may ?? ""));
    const choose = pack.model.extras[extra]?.by.startsWith("{chosen}");
    return [may, { type: "open", extra, ...(choose ? { chosen: dice.some(["water", "city", "environment"], 0.5) } : {}) }];
  }
  if (roll < 0.95) return [actor, { type: "note", kind: "urge", words: "请尽快办理" }];
  if (roll < 0.97) return [party, { type: "withdraw", words: "不办了" }];
  return [{ kind: "system" }, { type: "late", task: Number(no) }];
}

test(`whatever ${many} random cases went through, their entries give their rows again (seed ${seed})`, async () => {
  const dice = new Dice(seed);
  const person = (id: string, actsFor: string[] = []): Actor => ({ kind: "party", id, name: "", party: "person", actsFor });
  const known: { id: string; party: Actor }[] = [];
  let done = 0;
  let refused = 0;
  const ends: Record<string, number> = {};
  for (let n = 0; n < many; n++) {
    app.at(instant("2026-09-21T09:30") + n * 60_000);
    const large = dice.chance(0.5);
    const { id } = large
      ? await cases.open(
          "shen-ruolan",
          restaurant({
            area: dice.pick([80, 320]),
            outdoor: dice.chance(0.5),
            sewer: dice.chance(0.5),
            fuel: dice.pick(["gas", "electricity"]),
          }),
        )
      : await cases.open("luo-zhiyuan", request());
    known.push({ id, party: large ? person(citizen.id, [company.id]) : person(journalist.id) });
  }
  // A few at a time, as in life; each has its own dice, so that the order in which answers come changes nothing.
  const queue = known.map((one, i) => ({ ...one, dice: new Dice(seed + i), steps: 2 + dice.below(12) }));
  await Promise.all(
    fifty.slice(0, 4).map(async () => {
      for (let one = queue.pop(); one; one = queue.pop()) {
        for (let step = 0; step < one.steps; step++) {
          app.at(app.desk.now() + one.dice.below(36) * 600_000);
          const [actor, command] = await anything(one.dice, one.id, one.party);
          const as = crypto.randomUUID();
          const answer = await act(app.desk, actor, one.id, command, { command: as });
          const written = await counted("casework.entry where case_id = $1 and command = $2", [one.id, as]);
          assert.equal(written, answer.ok ? 1 : 0, JSON.stringify([command, answer]));
          if (answer.ok) done += 1;
          else refused += 1;
        }
        if (queue.length % 5 === 0) await app.work();
      }
    }),
  );
  for (const { id } of known) {
    const loaded = await load(app.desk, id);
    const { rows } = await app.desk.pool.query<{ seq: number; events: Event[] }>(
      "select seq, events from casework.entry where case_id = $1 order by seq",
      [id],
    );
    assert.deepEqual(
      rows.map(({ seq }) => seq),
      Array.from({ length: loaded?.row.version ?? 0 }, (_, i) => i + 1),
      "no gap",
    );
    assert.deepEqual(replay(rows.flatMap(({ events }) => events)), loaded?.snapshot.state, `${id} after ${rows.length} entries`);
    const end = loaded?.row.end ?? "running";
    ends[end] = (ends[end] ?? 0) + 1;
  }
  assert.ok(
    done > many * 2 && refused > many / 4 && Object.keys(ends).length > 5,
    `the walk reaches far: ${JSON.stringify({ done, refused, ends })}`,
  );
  process.stdout.write(`seed ${seed}: ${many} cases, ${done} commands done, ${refused} refused, ends ${JSON.stringify(ends)}\n`);
});

test("the log holds every entry of all that", async () => {
  await app.integrate();
  const found = await audit({ pool: app.desk.pool, keyring: testKeys() });
  assert.deepEqual(found.differences, []);
  assert.equal(found.size, (await counted("casework.entry")) + (await counted("organisation.change")));
  assert.equal(found.recomputed, found.size);
});

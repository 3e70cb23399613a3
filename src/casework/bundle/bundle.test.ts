// A bundle for real: one submission, a case at each agency, what one part yields fed to another, one refused and the others right,
// jobs done twice and cut off in between.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startTestApp } from "../../../test/support/app.ts";
import { allowBundle, allowPermits, stallData, stallPacks } from "../../../test/support/stalls.ts";
import { caseJobs, countEnded, countedCases, errandsOf, load, openParts, realErrands, recordContact } from "../index.ts";
import { partCaseId } from "./case-id.ts";
import { withdrawParts } from "./withdraw.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field
type Json = any;

const app = await startTestApp({ packs: stallPacks });
await allowBundle(app);
const citizen = "shen-ruolan";
const json = async (answer: Response, status = 200): Promise<Json> => {
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  return JSON.parse(text) as Json;
};
const post = (as: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  app.request(path, { as, method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } });
const read = async (id: string, as = citizen) => json(await app.request(`/api/v1/cases/${id}`, { as }));
const officers = await app.desk.organisation.current();
const officerOf = (post: string): string => {
  const found = officers?.officersOf(post, "2026-09-21")[0];
  assert.ok(found, `nobody holds ${post}`);
  return found.id;
};

const data = stallData;
let submitted = 0;
const submit = async (more: Json = {}) =>
  json(
    await post(
      citizen,
      "/api/v1/cases",
      { service: "stall-start", data: { ...data, ...more } },
      { "idempotency-key": `bundle-${submitted++}` },
    ),
    201,
  );
const partOf = (bundle: Json, key: string) => bundle.parts.find((one: Json) => one.key === key);
const finish = async (as: string, id: string, outcome: string, more: Json = {}) => {
  const { number } = await read(id, as);
  const { tasks } = await json(await app.request(`/api/v1/tasks?case=${number}`, { as }));
  assert.ok(tasks[0], `${as} has nothing to do in ${id}`);
  await json(await post(as, `/api/v1/tasks/${tasks[0].id}/commands`, { type: "finish", outcome, ...more }));
};
const count = async (sql: string, ...values: unknown[]): Promise<number> =>
  (await app.desk.pool.query<{ n: number }>(`select count(*)::int n from ${sql}`, values)).rows[0]?.n ?? -1;

test("what the bundle was told is handed on under an agreement of the part's agency only; without one it asks and is refused by name", async () => {
  const made = await submit();
  await app.work();
  const permit = partOf(await read(made.id), "permit");
  assert.equal(permit.status, "not-opened");
  const { rows } = await app.desk.pool.query<{ asker: string; service: string; state: string; reason: string }>(
    `select r.asker, r.service, o.state, a.reason from exchange.request r join exchange.outcome o on o.request = r.id
     join exchange.answer a on a.request_hash = r.hash where r.at >= (select opened_at from casework.case where id = $1) and r.service = 'stall-permit'`,
    [made.id],
  );
  assert.deepEqual(rows, [{ asker: "city", service: "stall-permit", state: "refused", reason: "service" }]);
  const { events } = await json(await app.request(`/api/v1/cases/${made.id}/events`, { as: citizen }));
  assert.ok(
    events.some((one: Json) => /不能启动|could not be opened/.test(one.words ?? "")),
    "the applicant is told why",
  );
  await allowPermits(app);
});

test("one submission becomes a case at each agency; what one yields feeds the next; all end right", async () => {
  const made = await submit();
  assert.deepEqual(
    (await read(made.id)).parts.map((one: Json) => one.status),
    ["opening", "waiting", "opening", "waiting"],
  );
  await app.work();
  const begun = await read(made.id);
  assert.deepEqual(
    begun.parts.map((one: Json) => [one.key, one.status, one.agency]),
    [
      ["permit", "running", "city"],
      ["bin", "waiting", "environment"],
      ["sign", "running", "water"],
      ["lamp", "waiting", "fire"],
    ],
  );
  assert.deepEqual(begun.clocks.map((one: Json) => one.key).sort(), ["joint", "statutory"]);
  const permit = await read(partOf(begun, "permit").case.id);
  assert.deepEqual(Object.keys(permit.data).sort(), ["area", "goods", "phone", "place"], "a part gets exactly its own answers");
  assert.equal(permit.bundle.number, made.number);
  const sign = await read(partOf(begun, "sign").case.id);
  assert.equal(sign.data.where, data.place, "the same question under another name");
  assert.equal(
    (await app.request(`/api/v1/cases/${permit.id}`, { as: officerOf("water/review") })).status,
    404,
    "other agencies see their own part only",
  );

  await finish(officerOf("water/review"), sign.id, "pass");
  await finish(officerOf("city/review"), permit.id, "pass");
  await app.work();
  const next = await read(made.id);
  assert.deepEqual(
    next.parts.map((one: Json) => one.status),
    ["ended", "running", "ended", "running"],
  );
  const number = (await read(permit.id)).outputs[0].number;
  assert.equal((await read(partOf(next, "bin").case.id)).data.permitNumber, number, "fed by what the permit's number is");
  await finish(officerOf("environment/review"), partOf(next, "bin").case.id, "pass");
  await finish(officerOf("fire/review"), partOf(next, "lamp").case.id, "pass");
  await app.work();
  const ended = await read(made.id);
  assert.equal(ended.end.key, "all-done");
  assert.deepEqual(
    ended.parts.map((one: Json) => one.outcome),
    ["granted", "granted", "granted", "granted"],
  );
});

test("evidence is fetched once for the bundle, and each agency's access is recorded with its own purpose", async () => {
  const made = await submit();
  await app.work();
  const asked = await count("exchange.request where case_id = $1", made.id);
  assert.equal(asked, 1);
  const { rows } = await app.desk.pool.query<{ asker: string; service: string; law: string; state: string; fields: string[] }>(
    `select r.asker, r.service, r.law, o.state, r.fields from exchange.request r join exchange.outcome o on o.request = r.id
     join casework.case c on c.id = r.case_id where c.parent = $1`,
    [made.id],
  );
  assert.deepEqual(rows, [
    { asker: "city", service: "stall-permit", law: "online-services/7", state: "reused", fields: ["name", "address"] },
  ]);
  assert.deepEqual(await app.desk.exchange.reconcile(), []);
});

test("errands of a bundle: a visit about two of its parts is one trip, and so it is summed up when all has ended", async () => {
  const made = await submit({ chosenParts: [] });
  await app.work();
  const permit = partOf(await read(made.id), "permit").case.id;
  const officer = { id: officerOf("city/review"), posts: ["city/review"] };
  const visit = (cases: string[]) => recordContact(app.desk, officer as never, { kind: "visit", service: undefined, cases } as never);
  await visit([made.id, permit]);
  await visit([permit]);
  const loaded = await load(app.desk, made.id);
  assert.ok(loaded);
  assert.equal((await errandsOf(app.desk, loaded)).trips, 2);
  await finish(officer.id, permit, "refuse", { words: "地点不合适" });
  await app.work();
  assert.equal((await read(made.id)).status, "ended");
  await countEnded(app.desk);
  const [sum] = await realErrands(app.desk, 0, "stall-start");
  const counted = await countedCases(app.desk, { pack: "stall-start", agency: "government", since: 0, limit: 10 });
  assert.equal(counted.find(({ id }) => id === made.id)?.trips, 2);
  assert.deepEqual([sum?.cases, (sum?.trips ?? 0) * counted.length], [counted.length, 2]);
});

test("one part is refused: what needs it is not opened and the applicant is told why, the others come out right", async () => {
  const made = await submit();
  await app.work();
  const begun = await read(made.id);
  await finish(officerOf("city/review"), partOf(begun, "permit").case.id, "refuse", { words: "地点不合适" });
  await app.work();
  const told = await read(made.id);
  assert.deepEqual(
    told.parts.map((one: Json) => [one.status, one.outcome]),
    [
      ["ended", "refused"],
      ["not-opened", "not-opened"],
      ["running", undefined],
      ["not-opened", "not-opened"],
    ],
  );
  assert.deepEqual(partOf(told, "bin").because, [{ zh: "摊位许可", en: "Stall permit" }]);
  const { events } = await json(await app.request(`/api/v1/cases/${made.id}/events`, { as: citizen }));
  assert.ok(
    events.some((one: Json) => one.words?.includes("没有办成") || one.words?.includes("did not come out right")),
    JSON.stringify(events),
  );
  await finish(officerOf("water/review"), partOf(told, "sign").case.id, "pass");
  await app.work();
  assert.equal((await read(made.id)).end.key, "some-done");
});

test("the applicant withdraws one part while the others go on; a correction changes its part only and the others are told", async () => {
  const made = await submit();
  await app.work();
  const begun = await read(made.id);
  const permit = partOf(begun, "permit").case.id;
  await finish(officerOf("city/review"), permit, "incomplete", { words: "请写清地点", marks: ["/place"] });
  await app.work();
  await finish(citizen, permit, "sent", { data: { place: "明湖公园北门" } });
  await app.work();
  assert.equal((await read(permit)).data.place, "明湖公园北门");
  const sign = partOf(begun, "sign").case.id;
  assert.equal((await read(sign)).data.where, data.place, "nothing is changed behind anybody's back");
  const { events } = await json(await app.request(`/api/v1/cases/${sign}/events`, { as: officerOf("water/review") }));
  assert.ok(
    events.some((one: Json) => one.words?.includes("设置地点")),
    "its officers are told",
  );

  await json(await post(citizen, `/api/v1/cases/${sign}/commands`, { type: "withdraw" }));
  await finish(officerOf("city/review"), permit, "pass");
  await app.work();
  const next = await read(made.id);
  assert.deepEqual([partOf(next, "sign").outcome, partOf(next, "bin").status], ["closed", "running"]);
  assert.equal(
    (await read(partOf(next, "bin").case.id)).data.place,
    "明湖公园北门",
    "a part that begins later begins with what was corrected",
  );
  await finish(officerOf("environment/review"), partOf(next, "bin").case.id, "pass");
  await finish(officerOf("fire/review"), partOf(next, "lamp").case.id, "pass");
  await app.work();
  assert.equal((await read(made.id)).end.key, "some-done");
});

test("the joint clock stands while every running part waits for the applicant, and runs again when one goes on", async () => {
  const day = (date: string, time: string) => app.at(Date.parse(`${date}T${time}:00+08:00`));
  day("2026-09-21", "09:30");
  const made = await submit();
  await app.work();
  const begun = await read(made.id);
  const [permit, sign] = [partOf(begun, "permit").case.id, partOf(begun, "sign").case.id];
  const joint = async () => (await read(made.id)).clocks.find((one: Json) => one.key === "joint");
  const due = (await joint()).due;
  day("2026-09-22", "10:00");
  await finish(officerOf("city/review"), permit, "incomplete", { words: "请写清地点", marks: ["/place"] });
  await app.work();
  assert.equal((await joint()).running, true, "the sign is still being looked at");
  day("2026-09-23", "10:00");
  await finish(officerOf("water/review"), sign, "incomplete", { words: "请写清文字", marks: ["/words"] });
  // The worker comes to it a day later: time stood still since the part was sent back.
  day("2026-09-24", "10:00");
  await app.work();
  assert.equal((await joint()).running, false);
  const segments = async () => {
    const loaded = await load(app.desk, made.id);
    return loaded?.snapshot.state.clocks.joint?.segments.map(({ from, to, ground }) => [
      new Date(from).toISOString(),
      to === undefined ? undefined : new Date(to).toISOString(),
      ground,
    ]);
  };
  assert.deepEqual((await segments())?.at(-1)?.slice(1), ["2026-09-23T02:00:00.000Z", "applicant"]);
  day("2026-09-28", "10:00");
  await finish(citizen, sign, "sent", { data: { words: "明湖早点" } });
  await app.work();
  assert.equal((await joint()).running, true);
  assert.equal((await segments())?.at(-1)?.[0], "2026-09-28T02:00:00.000Z");
  assert.ok(Date.parse((await joint()).due) > Date.parse(due), "what the applicant took is not counted");
  const own = (await read(permit)).clocks.find((one: Json) => one.key === "promised");
  assert.equal(own.running, false, "its own clock goes by its own procedure");
  await app.work();
  const entries = await count("casework.entry where case_id = $1 and type in ('open', 'finish')", made.id);
  assert.equal(entries, 2, "one entry when it stops, one when it goes on");
  await finish(citizen, permit, "sent", { data: { place: "明湖公园北门" } });
  await app.work();
  day("2026-09-21", "09:30");
});

test("one command withdraws the whole: each running part with its own entry, what has ended stays as it ended, cut off it goes on", async () => {
  const made = await submit();
  await app.work();
  const begun = await read(made.id);
  const [permit, sign] = [partOf(begun, "permit").case.id, partOf(begun, "sign").case.id];
  await finish(officerOf("water/review"), sign, "refuse", { words: "超出范围" });
  await app.work();
  assert.ok((await read(made.id)).commands.includes("withdraw"));
  const withdraw = () =>
    post(citizen, `/api/v1/cases/${made.id}/commands`, { type: "withdraw", words: "不办了" }, { "idempotency-key": "whole" });
  assert.equal((await json(await withdraw())).end, "withdrawn");
  // A part is opened by a job that had begun before, and the work is cut off after the first part.
  assert.equal((await read(permit)).status, "running", "parts are withdrawn by a job, never with the whole");
  const { pool } = app.desk;
  const real = pool.query.bind(pool);
  const dead = Object.create(pool) as typeof pool;
  dead.query = (async (...given: Parameters<typeof real>) => {
    const answer = await (real as (...all: unknown[]) => Promise<unknown>)(...given);
    if ((given[0] as unknown as { name?: string }).name === "casework-commit") throw new Error("killed");
    return answer;
  }) as never;
  await assert.rejects(() => withdrawParts({ ...app.desk, pool: dead }, made.id), /killed/);
  await app.work();
  await openParts(app.desk, made.id);
  await withdrawParts(app.desk, made.id);
  assert.equal((await json(await withdraw())).end, "withdrawn", "done twice is done once");
  await app.work();
  const told = await read(made.id);
  assert.deepEqual(
    told.parts.map((one: Json) => [one.key, one.status, one.outcome]),
    [
      ["permit", "ended", "closed"],
      ["bin", "left-out", undefined],
      ["sign", "ended", "refused"],
      ["lamp", "left-out", undefined],
    ],
  );
  assert.equal((await read(permit)).end.key, "withdrawn");
  assert.equal(await count("casework.entry where case_id = $1 and type = 'withdraw'", permit), 1);
  assert.equal(await count("casework.entry where case_id = $1 and type = 'withdraw'", made.id), 1);
  assert.equal((await read(sign)).end.key, "refused");
  const { events } = await json(await app.request(`/api/v1/cases/${permit}/events`, { as: officerOf("city/review") }));
  assert.ok(
    events.some((one: Json) => one.words?.includes("整件事")),
    "its officers are told why",
  );
  assert.equal((await post(officerOf("city/review"), `/api/v1/cases/${made.id}/commands`, { type: "withdraw" })).status, 404);
});

test("what no register knows when a part's turn comes is asked of the applicant, and the part begins with it", async () => {
  const begin = async () => {
    const made = await submit({ chosenParts: [], area: 4, litres: 240, words: undefined, lit: undefined, lamps: undefined });
    await app.work();
    await finish(officerOf("city/review"), partOf(await read(made.id), "permit").case.id, "pass");
    await app.work();
    return made;
  };
  const made = await begin();
  const whole = await read(made.id);
  assert.equal(partOf(whole, "bin").status, "opening");
  const asked = whole.tasks.find((one: Json) => one.key === "supply-bin");
  assert.deepEqual([asked?.status, asked?.post], ["open", "applicant"]);
  assert.equal(whole.clocks.find((one: Json) => one.key === "joint").running, false, "nobody else has anything to do");
  const looks = "exchange.request where case_id = $1";
  const before = await count(looks, partCaseId(app.desk, made.id, 2));
  await openParts(app.desk, made.id);
  assert.equal(await count(looks, partCaseId(app.desk, made.id, 2)), before, "no register is asked again while the applicant is");
  // Sent without what was asked for, it is asked for again.
  await finish(citizen, made.id, "supplied");
  await app.work();
  assert.equal(partOf(await read(made.id), "bin").status, "opening");
  const file = await json(
    await app.request("/api/v1/files?name=place.pdf", {
      as: citizen,
      method: "POST",
      body: "%PDF-1.4\n%%EOF",
      headers: { "content-type": "application/pdf" },
    }),
    201,
  );
  await finish(citizen, made.id, "supplied", { evidence: [{ requirement: "bin-storage", file: file.id }] });
  await app.work();
  const opened = await read(made.id);
  assert.equal(partOf(opened, "bin").status, "running");
  assert.equal(opened.clocks.find((one: Json) => one.key === "joint").running, true);
  const bin = partOf(opened, "bin").case.id;
  assert.equal(await count("casework.evidence where case_id = $1 and requirement = 'storage' and source = 'upload'", bin), 1);

  const other = await begin();
  await finish(citizen, other.id, "without");
  await app.work();
  const left = await read(other.id);
  assert.deepEqual([partOf(left, "bin").status, left.end.key], ["not-opened", "some-done"]);
});

test("jobs done twice, and a stop between child and parent, lose nothing and double nothing", async () => {
  const made = await submit();
  await Promise.all([openParts(app.desk, made.id), openParts(app.desk, made.id)]);
  await openParts(app.desk, made.id);
  assert.equal(await count("casework.case where parent = $1", made.id), 2);
  const looks = "exchange.request r join casework.case c on c.id = r.case_id where c.parent = $1";
  assert.equal(await count(looks, made.id), 1, "opened by three at once, looked at once");
  await app.work();
  assert.equal(await count("casework.case where parent = $1", made.id), 2);
  const begun = await read(made.id);
  const permit = partOf(begun, "permit").case.id;
  await finish(officerOf("city/review"), permit, "pass");
  // The permit's own work is done and its word to the bundle is said three times, as after kills at any point.
  await app.work();
  const tell = caseJobs(app.desk).find(({ name }) => name === "case-parent");
  const attempt = { number: 1, last: true, signal: new AbortController().signal, log: undefined as never };
  for (let n = 0; n < 3; n++) await tell?.run({ child: permit, parent: made.id, task: 1 }, attempt);
  await app.work();
  assert.equal(await count("casework.case where parent = $1", made.id), 4);
  assert.equal(await count("casework.entry where case_id = $1 and type = 'finish'", made.id), 1);
});

test("an answer that is lost after the parts were written opens nothing twice and records nothing twice", async () => {
  const made = await submit();
  const { pool } = app.desk;
  const real = pool.query.bind(pool);
  const lost = Object.create(pool) as typeof pool;
  let cut = 0;
  lost.query = (async (...given: Parameters<typeof real>) => {
    const answer = await (real as (...all: unknown[]) => Promise<unknown>)(...given);
    const [query] = given as unknown as [{ name?: string }];
    if (query?.name?.startsWith("casework-commit-all") && cut++ === 0) throw new Error("the connection is gone");
    return answer;
  }) as never;
  await assert.rejects(() => openParts({ ...app.desk, pool: lost }, made.id), /the connection is gone/);
  await openParts({ ...app.desk, pool: lost }, made.id);
  await app.work();
  assert.equal(cut, 1);
  assert.equal(await count("casework.case where parent = $1", made.id), 2);
  assert.equal(await count("exchange.request r join casework.case c on c.id = r.case_id where c.parent = $1", made.id), 1);
});

test("nothing that a part asks may be missing from the one form", async () => {
  const refused = await post(citizen, "/api/v1/cases", { service: "stall-start", data: { ...data, litres: undefined } });
  const body = await json(refused, 422);
  assert.deepEqual(
    body.errors.map((one: Json) => one.pointer),
    ["/data/litres"],
  );
  const against = { ...data, words: `${data.place}早点`, lamps: 9 };
  const said = await json(await post(citizen, "/api/v1/cases", { service: "stall-start", data: against }), 422);
  assert.deepEqual(
    said.errors.map((one: Json) => [one.pointer, one.detail]).sort(),
    [
      ["/data/lamps", "每平方米最多一盏灯。"],
      ["/data/words", "招牌上不用写地点。"],
    ],
    "what a part refuses is refused with the one form, in its words, at the bundle's field",
  );
  const unwanted = await submit({ chosenParts: [], words: undefined, lit: undefined, area: 4, lamps: undefined, place: data.words });
  assert.ok(unwanted.id, "a part that is not wanted refuses nothing");
  const leaner = await submit({ chosenParts: [], words: undefined, lit: undefined, area: 4, lamps: undefined });
  await app.work();
  assert.deepEqual(
    (await read(leaner.id)).parts.map((one: Json) => one.status),
    ["running", "waiting", "left-out", "left-out"],
  );
});

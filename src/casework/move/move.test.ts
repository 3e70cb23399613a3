// Running cases moved to a newer version of their pack, on their own and as parts of a bundle: nothing pending is lost, sealed
// answers stay as they were, what is new is asked for, and a run that was cut off is finished by the next one.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { Client } from "pg";
import { startTestApp } from "../../../test/support/app.ts";
import { testKeys } from "../../../test/support/city.ts";
import { allowPermits, allowStalls, stallData, stallPacks } from "../../../test/support/stalls.ts";
import { loadPack, type Pack, publish, readPackFolder } from "../../catalogue/index.ts";
import { replay } from "../../engine/procedure/index.ts";
import { audit } from "../../ledger/index.ts";
import { loadAll } from "../index.ts";
import { type CaseMove, type Move, moveAll, readMove } from "./index.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field
type Json = any;

const app = await startTestApp({ packs: stallPacks });
await allowStalls(app);
await allowPermits(app);
const citizen = "shen-ruolan";
const directory = await app.desk.organisation.current();
const reviewer = directory?.officersOf("city/review", "2026-09-21")[0]?.id ?? "";
const send = async (as: string, path: string, body: unknown, status = 200, headers: Record<string, string> = {}): Promise<Json> => {
  const answer = await app.request(path, {
    as,
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  return JSON.parse(text);
};
const read = async (id: string, as = citizen): Promise<Json> => (await app.request(`/api/v1/cases/${id}`, { as })).json();
const tasksOf = async (as: string, number: string): Promise<Json[]> =>
  ((await (await app.request(`/api/v1/tasks?case=${number}`, { as })).json()) as Json).tasks;
const rows = async <T extends object>(sql: string, ...values: unknown[]): Promise<T[]> => (await app.desk.pool.query<T>(sql, values)).rows;

const { place, area, goods, phone } = stallData;
const apply = (n: number): Promise<Json> =>
  send(citizen, "/api/v1/cases", { service: "stall-permit", data: { place, area: area + n, goods, phone } }, 201, {
    "idempotency-key": `move-${n}`,
  });

/** The same pack, later: a stage and a task under other names, more time, one more question, and a task in which to ask it. */
async function publishNext(): Promise<void> {
  const folder = readPackFolder(join(stallPacks, "stall-permit"));
  assert.ok(folder.ok);
  const change = (path: string, ...changes: readonly (readonly [string, string])[]): string =>
    changes.reduce((text, [old, next]) => {
      assert.ok(text.includes(old), `${path}: ${old}`);
      return text.replaceAll(old, next);
    }, folder.files[path] ?? "");
  const loaded = loadPack({
    ...folder.files,
    "pack.yaml": change(
      "pack.yaml",
      ["version: 1.0.0", "version: 2.0.0"],
      ["statutory: { time: 5", "statutory: { time: 9"],
      ["finished check/check", "finished look/examine"],
      ["texts:\n  stages:\n    check:", "texts:\n  extras:\n    supply: { zh: 补充, en: Supply }\n  stages:\n    look:"],
      ["  tasks:\n    check:", "  tasks:\n    examine:"],
      ["  outcomes:\n", "  outcomes:\n    supplied: { zh: 已补充, en: Supplied }\n"],
    ),
    "procedure.yaml": change(
      "procedure.yaml",
      ["over: [check, correct]", "over: [look, correct]"],
      ["withdraw: [check, correct]", "withdraw: [look, correct]"],
      ["  check:\n    tasks:\n      check:", "  look:\n    tasks:\n      examine:"],
      ["sent: check", "sent: look"],
      ["time: 5 workdays, over", "time: 9 workdays, over"],
      [
        "\nends:",
        "\nextras:\n  supply: { in: [look], by: applicant, may: city/review, outcomes: supplied, stops: correction, law: stall-rules/6 }\nends:",
      ],
    ),
    "form.yaml": change(
      "form.yaml",
      ["required: [", "required: [wheels, "],
      ["  properties:\n", "  properties:\n    wheels: { type: integer, minimum: 0, maximum: 8 }\n"],
      ["\nfields:\n", "\nfields:\n  wheels: { label: { zh: 轮子数, en: Wheels }, examples: [4] }\n"],
      ["\npages:\n", "\npages:\n  - { id: wheels, title: { zh: 轮子, en: Wheels }, fields: [wheels] }\n"],
    ),
  });
  assert.ok(loaded.ok, JSON.stringify(loaded));
  const owner = new Client({ connectionString: app.database.owner });
  await owner.connect();
  const published = await publish(owner, loaded.pack);
  await owner.end();
  assert.ok(published.ok, JSON.stringify(published));
}

const map = (more: object = {}): string =>
  JSON.stringify({ pack: "stall-permit", from: "1.0.0", to: "2.0.0", stages: { check: "look" }, tasks: { check: "examine" }, ...more });
const moveBy = async (source: string): Promise<Move> => {
  const found = await readMove(app.desk, "map.yaml", source, (text) => text.en);
  assert.ok(found.ok, JSON.stringify(found));
  return found.move;
};
const run = async (move: Move, dry: boolean, most = Number.POSITIVE_INFINITY) => {
  const told: CaseMove[] = [];
  const totals = await moveAll(app.desk, move, {
    dry,
    together: 1,
    tell: (one) => {
      if (told.length === most) throw new Error("cut off");
      told.push(one);
    },
  });
  return { totals, told };
};

// Six of their own: one taken, one being corrected, one withdrawn; and one that is part of a bundle.
const own = [];
for (let n = 0; n < 6; n++) own.push(await apply(n));
const [plain, taken, corrected, withdrawn] = own;
const commandOn = async (as: string, one: Json, body: object) => {
  const [task] = await tasksOf(as, one.number);
  return send(as, `/api/v1/tasks/${task.id}/commands`, body);
};
await commandOn(reviewer, taken, { type: "take" });
await commandOn(reviewer, corrected, { type: "finish", outcome: "incomplete", marks: ["/goods"], words: "请写明品种" });
await send(citizen, `/api/v1/cases/${withdrawn.id}/commands`, { type: "withdraw" });
const bundle = await send(citizen, "/api/v1/cases", { service: "stall-start", data: stallData }, 201, { "idempotency-key": "move-bundle" });
await app.work();
const part: Json = (await read(bundle.id)).parts.find((one: Json) => one.key === "permit").case;
const waiting = await send(
  citizen,
  "/api/v1/cases",
  { service: "stall-start", data: { ...stallData, chosenParts: [], area: 4, words: undefined, lit: undefined, lamps: undefined } },
  201,
  {
    "idempotency-key": "move-waiting",
  },
);
await app.work();
const waitingPermit: Json = (await read(waiting.id)).parts.find((one: Json) => one.key === "permit").case;
await publishNext();
const running = [plain, taken, corrected, own[4], own[5], part, waitingPermit];
const sealedBefore = await rows<{ sealed: Buffer }>("select sealed from casework.data order by case_id, version");
const versions = () => rows<{ id: string; version: number }>("select id, version from casework.case order by id");

test("a map that does not fit is refused with file, line and remedy", async () => {
  const problems = async (source: string) => {
    const found = await readMove(app.desk, "map.yaml", source, (text) => text.en);
    assert.ok(!found.ok);
    return found.problems.join("\n");
  };
  assert.match(
    await problems("pack: stall-permit\nfrom: 1.0.0\nto: 3.0.0\n"),
    /^map\.yaml:3: There is no version "3\.0\.0"\. Published are: 1\.0\.0 /,
  );
  assert.match(await problems("pack: nothing\nfrom: 1.0.0\nto: 2.0.0\n"), /^map\.yaml:1: No pack "nothing"/);
  assert.match(await problems("pack: stall-permit\nfrom: 2.0.0\nto: 1.0.0\n"), /^map\.yaml:3: 1\.0\.0 is older/);
  assert.match(await problems(map({ stages: { check: "nowhere" } })), /"nowhere" is in neither/);
  assert.match(await problems("pack: stall-permit\nfrom: 1.0.0\nto: 2.0.0\nstage: {}\n"), /^map\.yaml:4: Unknown key "stage"/);
});

test("without a counterpart for what is open a case stays, and the reason names it", async () => {
  const before = await versions();
  const { totals, told } = await run(await moveBy(map({ stages: {}, tasks: {} })), false);
  assert.deepEqual(totals, { moved: 1, stays: 6, gone: 0 }, "the one that is being corrected has its stage and task in both");
  const stays = told.find(({ id }) => id === plain.id);
  assert.deepEqual([stays?.code, stays?.about], ["no-counterpart", "check"]);
  assert.equal((await versions()).filter(({ version }, i) => version !== before[i]?.version).length, 1);
});

test("a dry run says what would become of every task, and changes nothing", async () => {
  const before = await versions();
  const { totals, told } = await run(await moveBy(map()), true);
  assert.deepEqual(totals, { moved: 6, stays: 0, gone: 0 });
  assert.deepEqual(await versions(), before);
  const one = told.find(({ id }) => id === plain.id);
  assert.deepEqual(
    one?.tasks.map(({ from, to, post }) => [from, to, post]),
    [
      ["check/check", "look/examine", "city/review"],
      [undefined, "supply", "applicant"],
    ],
  );
  assert.deepEqual([one?.asked, one?.askedIn], [["/wheels"], "supply"]);
  assert.ok((one?.due.before ?? 0) > 0);
  assert.equal(one?.due.after, null, "the clock stands still while the applicant is asked");
});

test("a run that is cut off is finished by the next, and each case is moved once", async () => {
  const move = await moveBy(map());
  await assert.rejects(run(move, false, 2), /cut off/);
  const { totals, told } = await run(move, false);
  assert.ok(totals.moved <= 4 && totals.stays === 0, JSON.stringify(totals));
  assert.ok(told.every(({ outcome }) => outcome === "moved"));
  assert.deepEqual((await run(move, false)).totals, { moved: 0, stays: 0, gone: 0 });
  const entries = await rows<{ case_id: string; n: number }>(
    "select case_id, count(*)::int n from casework.entry where type = 'move' group by 1",
  );
  assert.deepEqual(new Map(entries.map(({ case_id, n }) => [case_id, n])), new Map(running.map(({ id }) => [id, 1])));
  const [gone] = await rows<{ n: number }>(
    "select count(*)::int n from casework.case where pack = 'stall-permit' and status = 'running' and pack_hash = decode($1, 'hex')",
    move.from.hash,
  );
  assert.equal(gone?.n, 0);
});

test("replaying the entries gives the rows; sealed answers are the bytes that they were", async () => {
  const events = Map.groupBy(
    await rows<{ case_id: string; events: Json }>("select case_id, events from casework.entry order by case_id, seq"),
    ({ case_id }) => case_id,
  );
  for (const { row, snapshot } of await loadAll(app.desk, [...events.keys()])) {
    assert.deepEqual(snapshot.state, replay((events.get(row.id) ?? []).flatMap((entry) => entry.events)), row.number);
  }
  assert.deepEqual(await rows("select sealed from casework.data order by case_id, version"), sealedBefore);
});

test("who had taken a task still has it; who was correcting is asked for the new field there", async () => {
  const task = (await tasksOf(reviewer, taken.number)).find((one) => one.commands.includes("release"));
  assert.ok(task, "taken as before");
  const open = await tasksOf(citizen, corrected.number);
  assert.equal(open.length, 1, "no second task beside the correction");
  await send(citizen, `/api/v1/tasks/${open[0].id}/commands`, { type: "finish", outcome: "sent", data: { goods: "豆浆和油条" } }, 422);
  await send(citizen, `/api/v1/tasks/${open[0].id}/commands`, {
    type: "finish",
    outcome: "sent",
    data: { goods: "豆浆和油条", wheels: 4 },
  });
});

test("a moved case is carried to its end, and keeps the hash of the form for each version of its answers", async () => {
  await commandOn(citizen, plain, { type: "finish", outcome: "supplied", data: { wheels: 2 } });
  await commandOn(reviewer, plain, { type: "finish", outcome: "pass" });
  await app.work();
  assert.deepEqual([(await read(plain.id)).status, (await read(plain.id)).end?.key ?? (await read(plain.id)).end], ["ended", "granted"]);
  const forms = await rows<{ version: number; form: string }>(
    "select version, form_hash as form from casework.data where case_id = $1 order by version",
    plain.id,
  );
  assert.equal(new Set(forms.map(({ form }) => form)).size, 2);
});

test("what was done under names that the new version has not keeps its titles", async () => {
  const { events } = (await (await app.request(`/api/v1/cases/${plain.id}/events`, { as: reviewer })).json()) as Json;
  const told = events.flatMap((one: Json) => one.happened.map(({ en }: Json) => en));
  assert.ok(told.includes("Moved to “Examination”"), JSON.stringify(told));
  assert.ok(
    told.every((line: string) => !/“(check|look|examine|supply)”/.test(line)),
    JSON.stringify(told),
  );
});

/** The bundle, later: the bin's service asks one question more, and the whole has another time. */
async function publishBundle(): Promise<void> {
  const owner = new Client({ connectionString: app.database.owner });
  await owner.connect();
  const change = (id: string, ...changes: readonly (readonly [file: string, old: string, next: string])[]) => {
    const folder = readPackFolder(join(stallPacks, id));
    assert.ok(folder.ok);
    // Its scenarios speak of the permit as it was.
    const files = Object.fromEntries(Object.entries(folder.files).filter(([path]) => !path.startsWith("scenarios/")));
    for (const [file, old, next] of changes) {
      assert.ok(files[file]?.includes(old), `${id}/${file}: ${old}`);
      files[file] = files[file]?.replace(old, next) ?? "";
    }
    return files;
  };
  const bin = loadPack(
    change(
      "stall-bin",
      ["pack.yaml", "version: 1.0.0", "version: 2.0.0"],
      ["form.yaml", "required: [", "required: [lid, "],
      ["form.yaml", "  properties:\n", "  properties:\n    lid: { type: boolean }\n"],
      ["form.yaml", "\nfields:\n", "\nfields:\n  lid: { label: { zh: 要不要盖, en: With a lid? } }\n"],
      ["form.yaml", "fields: [place, litres]", "fields: [place, litres, lid]"],
    ),
  );
  assert.ok(bin.ok, JSON.stringify(bin));
  assert.ok((await publish(owner, bin.pack)).ok);
  const current = new Map<string, Pack>([["stall-bin", bin.pack]]);
  for (const id of ["stall-permit", "stall-sign", "stall-lamp"]) {
    const found = await app.desk.catalogue.current(id);
    assert.ok(found);
    current.set(id, found);
  }
  const whole = loadPack(
    change(
      "stall-start",
      ["pack.yaml", "version: 1.0.0", "version: 2.0.0"],
      ["pack.yaml", "promised: { time: 6 workdays", "promised: { time: 9 workdays"],
    ),
    "",
    (id) => current.get(id),
  );
  assert.ok(whole.ok, JSON.stringify(whole));
  const published = await publish(owner, whole.pack);
  assert.ok(published.ok, JSON.stringify(published));
  await owner.end();
}

test("a bundle's own case is moved: what its parts answered is not asked again, what those ask that have not begun is", async () => {
  await publishBundle();
  const move = await moveBy(JSON.stringify({ pack: "stall-start", from: "1.0.0", to: "2.0.0" }));
  const dry = await run(move, true);
  const of = (told: readonly CaseMove[], id: string) => told.find((one) => one.id === id);
  assert.deepEqual(of(dry.told, waiting.id)?.asked, ["/lid"], "not the wheels: the permit has begun");
  assert.equal(of(dry.told, waiting.id)?.askedIn, "more");
  const { totals, told } = await run(move, false);
  assert.equal(totals.stays, 0, JSON.stringify(told));
  const moved = await read(waiting.id);
  assert.deepEqual(
    moved.parts.map((one: Json) => [one.key, one.status]),
    [
      ["permit", "running"],
      ["bin", "waiting"],
      ["sign", "left-out"],
      ["lamp", "left-out"],
    ],
  );
  // The permit comes out right first: the bin waits for its question.
  await commandOn(citizen, waitingPermit, { type: "finish", outcome: "supplied", data: { wheels: 1 } });
  await app.work();
  const joint = (await read(waiting.id)).clocks.find((one: Json) => one.key === "joint");
  assert.ok(Date.parse(joint.due) > Date.parse("2026-10-08T00:00:00+08:00"), `the new version's time: ${joint.due}`);
  await commandOn(reviewer, waitingPermit, { type: "finish", outcome: "pass" });
  await app.work();
  const bin = async () => (await read(waiting.id)).parts.find((one: Json) => one.key === "bin");
  assert.equal((await bin()).status, "opening");
  await commandOn(citizen, waiting, { type: "finish", outcome: "answered", data: { lid: true } });
  await app.work();
  assert.equal((await bin()).status, "running");
  const officer = directory?.officersOf("environment/review", "2026-09-21")[0]?.id ?? "";
  assert.equal((await read((await bin()).case.id, officer)).data.lid, true);
  await commandOn(officer, (await bin()).case, { type: "finish", outcome: "pass" });
  await app.work();
  assert.equal((await read(waiting.id)).end.key, "all-done");
  assert.deepEqual((await run(move, false)).totals, { moved: 0, stays: 0, gone: 0 });
});

test("a part of a bundle that was moved stays joined to it", async () => {
  await commandOn(citizen, part, { type: "finish", outcome: "supplied", data: { wheels: 0 } });
  await commandOn(reviewer, part, { type: "finish", outcome: "pass" });
  await app.work();
  const told = (await read(bundle.id)).parts.find((one: Json) => one.key === "permit");
  assert.equal(told.case.id, part.id);
  assert.match(told.status, /^(ended|granted|success|done)$/);
});

test("the log holds over all of it", async () => {
  await app.integrate();
  assert.deepEqual((await audit({ pool: app.desk.pool, keyring: testKeys() })).differences, []);
});

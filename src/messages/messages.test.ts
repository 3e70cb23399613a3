// Messages about a case through its front door: who may write to whom, once each, entered with the case, told to those they go to.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { startTestWorkbench } from "../../test/support/workbench.ts";
import { act, load } from "../casework/index.ts";
import { messageCase } from "./index.ts";
import { barredFor, closedFor, type Known, type MessageCase } from "./policy.ts";

const bench = await startTestWorkbench();
const { app } = bench;
const { desk } = app;

const directory = await desk.organisation.current();
assert.ok(directory);
const holders = (post: string) => directory.officersOf(post, desk.day(desk.now())).map(({ id }) => id);
const { id } = await bench.submit();
await app.work();
const { rows } = await desk.pool.query<{ no: number; post: string }>(
  "select no, post from casework.task where case_id = $1 and status = 'open'",
  [id],
);
const [intake] = rows;
assert.ok(intake);
const [clerk = "", colleague = ""] = holders(intake.post);
const owner = intake.post.split("/")[0] ?? "";
const desk_ = `${owner}/documents`;
const [atDesk = ""] = holders(desk_);
const stranger = directory
  .officers()
  .find(
    (one) =>
      !directory.postsOf(one.id, desk.day(desk.now())).some(({ agency, rights }) => agency === owner || rights.includes("read-cases")),
  )?.id;
assert.ok(clerk && colleague && atDesk && stranger);

const call = (as: string, path: string, body?: unknown, key: string = randomUUID()) =>
  app.request(`/api/v1/${path}`, {
    as,
    ...(body === undefined
      ? {}
      : { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", "idempotency-key": key } }),
  });
const said = "平面图上的厨房面积写的是一百二十平方米";
interface Message {
  readonly id: string;
  readonly thread: string;
  readonly text: string;
  readonly to: string[];
  readonly unread: boolean;
  readonly readings: { readonly officer: string }[];
}
const list = async (as: string): Promise<Message[]> => {
  const answer = await call(as, `cases/${id}/messages`);
  assert.equal(answer.status, 200);
  return ((await answer.json()) as { messages: Message[] }).messages;
};
const entries = async (type: string) =>
  (
    await desk.pool.query<{ seq: number; events: unknown }>(
      "select seq, events from casework.entry where case_id = $1 and type = $2 order by seq",
      [id, type],
    )
  ).rows;

test("a message goes to an agency's documents desk and to an officer, once, and is told to both", async () => {
  const key = randomUUID();
  const body = { text: said, to: [{ agency: owner }, { officer: colleague }] };
  const first = await call(clerk, `cases/${id}/messages`, body, key);
  assert.equal(first.status, 201, await first.clone().text());
  const again = await call(clerk, `cases/${id}/messages`, body, key);
  assert.deepEqual([again.status, await again.json()], [201, await first.json()]);
  const other = await call(clerk, `cases/${id}/messages`, { ...body, text: "另一句" }, key);
  assert.equal(other.status, 422);
  assert.equal((await entries("message")).length, 1);
  for (const reader of [atDesk, colleague]) {
    const [message] = await list(reader);
    assert.deepEqual([message?.text, message?.unread, message?.readings], [said, true, []]);
    const inbox = (await (await call(reader, "inbox?unread=true&kind=message")).json()) as {
      unread: number;
      lines: { href: string; text: { zh: string } }[];
    };
    assert.equal(inbox.lines.length, 1);
    assert.match(inbox.lines[0]?.href ?? "", new RegExp(`^/workbench/cases/${id}/messages/`));
    assert.doesNotMatch(inbox.lines[0]?.text.zh ?? "", /平面图/);
  }
  assert.equal((await list(clerk))[0]?.unread, false);
});

test("what is said lies sealed, and only those who take part are shown it", async () => {
  const loaded = await load(desk, id);
  assert.ok(loaded);
  const [entry] = await entries("message");
  assert.doesNotMatch(JSON.stringify(entry), /平面图/);
  const { rows: tables } = await desk.pool.query<{ all: string }>("select string_agg(m::text, '') as all from messages.message m");
  assert.doesNotMatch(tables[0]?.all ?? "", /平面图/);
  const aside = holders(`${owner}/head`)[0];
  assert.ok(aside);
  assert.deepEqual(await list(aside), [], "the agency's head may read the case and takes no part");
  const history = await (await call(aside, `cases/${id}/events`)).text();
  assert.match(history, /message/);
  assert.doesNotMatch(history, /平面图/);
  const applicant = await call("shen-ruolan", `cases/${id}/events`);
  assert.doesNotMatch(await applicant.text(), /"type":"message"|平面图/);
  assert.equal((await call("shen-ruolan", `cases/${id}/messages`)).status, 403);
  assert.equal((await call(stranger, `cases/${id}/messages`)).status, 404);
});

test("the first reading of each reader is entered, once, and ends no work of another", async () => {
  const [message] = await list(atDesk);
  assert.ok(message);
  const before = await load(desk, id);
  const path = `cases/${id}/messages/${message.id}/read`;
  for (const entered of [true, false]) assert.deepEqual(await (await call(atDesk, path, {})).json(), { entered });
  assert.equal((await entries("read")).length, 1);
  assert.deepEqual(
    (await list(clerk))[0]?.readings.map(({ officer }) => officer),
    [atDesk],
  );
  assert.equal(((await (await call(atDesk, "inbox?unread=true&kind=message")).json()) as { lines: unknown[] }).lines.length, 0);
  assert.equal((await call(atDesk, `cases/${id}/messages/${randomUUID()}/read`, {})).status, 404);
  // The clerk saw the case before somebody read a message: that is the case as it stands.
  const officer = { kind: "officer" as const, id: clerk, name: "", language: "zh" as const, posts: [intake.post], rights: [] };
  const done = await act(
    desk,
    officer,
    id,
    { type: "take", task: intake.no },
    { command: randomUUID(), ifVersion: before?.row.version ?? 0 },
  );
  assert.ok(done.ok, JSON.stringify(done));
  const late = await act(
    desk,
    officer,
    id,
    { type: "release", task: intake.no },
    { command: randomUUID(), ifVersion: before?.row.version ?? 0 },
  );
  assert.ok(!late.ok && late.status === 412);
});

test("an answer goes on with the conversation; nobody else may join it", async () => {
  const [message] = await list(atDesk);
  assert.ok(message);
  const answer = await call(atDesk, `cases/${id}/messages`, { text: "请以平面图为准", to: [{ officer: clerk }], thread: message.thread });
  assert.equal(answer.status, 201);
  const mine = await list(clerk);
  assert.deepEqual(
    mine.map(({ thread, unread }) => [thread, unread]),
    [
      [message.thread, false],
      [message.thread, true],
    ],
  );
  const head = holders(`${owner}/head`)[0] ?? "";
  assert.equal((await call(head, `cases/${id}/messages`, { text: "x", to: [{ officer: clerk }], thread: message.thread })).status, 404);
});

test("whoever may not read the case is not written to, and writes to nobody", async () => {
  const refusedFor = async (to: object[], as = clerk) => {
    const answer = await call(as, `cases/${id}/messages`, { text: "x", to });
    return [answer.status, ((await answer.json()) as { errors?: { pointer: string }[] }).errors?.map(({ pointer }) => pointer)];
  };
  assert.deepEqual(await refusedFor([{ officer: clerk === colleague ? atDesk : colleague }, { officer: stranger }]), [422, ["/to/1"]]);
  for (const to of [{ agency: "nowhere" }, { post: "nowhere/nobody" }, { officer: "nobody" }, { post: "applicant" }])
    assert.deepEqual((await refusedFor([to]))[0], 422, JSON.stringify(to));
  assert.deepEqual((await refusedFor([{ officer: clerk }], stranger))[0], 404);
  assert.deepEqual((await refusedFor([{ officer: clerk }], "shen-ruolan"))[0], 403);
  for (const body of [
    { text: "", to: [{ officer: clerk }] },
    { text: "x", to: [] },
    { text: "x".repeat(4001), to: [{ officer: clerk }] },
    { text: "x", to: [{ officer: clerk, post: "a/b" }] },
  ])
    assert.equal((await call(clerk, `cases/${id}/messages`, body)).status, 422);
  assert.equal((await entries("message")).length, 2);
});

test("documents and files of the case go with a message, and are read by those who take part", async () => {
  const file = await app.request(`/api/v1/files?name=${encodeURIComponent("新平面图.pdf")}`, {
    as: "shen-ruolan",
    method: "POST",
    body: new TextEncoder().encode("%PDF-1.7\n% a plan\n%%EOF\n"),
  });
  const { id: uploaded } = (await file.json()) as { id: string };
  const other = await bench.submit({
    evidence: [
      { requirement: "gas-alarm", declared: true },
      { requirement: "layout", file: uploaded },
    ],
  });
  const { rows: pieces } = await desk.pool.query<{ no: number }>(
    "select no from casework.evidence where case_id = $1 and source = 'upload'",
    [other.id],
  );
  const attached = [{ kind: "evidence", no: pieces[0]?.no ?? 0 }];
  const path = `cases/${other.id}/messages`;
  const about = { text: "请看新图", to: [{ agency: owner }] };
  const sent = await call(clerk, path, { ...about, attached });
  assert.equal(sent.status, 201, await sent.clone().text());
  const { messages } = (await (await call(atDesk, path)).json()) as {
    messages: { attached: { kind: string; no: number; title: { zh: string }; href: string }[] }[];
  };
  const [one] = messages[0]?.attached ?? [];
  assert.ok(one);
  assert.match(one.title.zh, /新平面图\.pdf/);
  const read = await app.request(one.href, { as: atDesk });
  assert.deepEqual([read.status, read.headers.get("content-type")], [200, "application/pdf"]);
  assert.match(await read.text(), /a plan/);
  // Who reads the case and takes no part, another agency's officer, the applicant.
  const aside = holders(`${owner}/head`)[0] ?? "";
  for (const [as, status] of [
    [aside, 404],
    [stranger, 404],
    ["shen-ruolan", 403],
  ] as const)
    assert.equal((await app.request(one.href, { as })).status, status, as);
  assert.equal((await app.request(one.href.replace(/\d+$/, "999"), { as: atDesk })).status, 404, "what did not go with it");
  // What is not in the case cannot go along: nothing is sent.
  for (const wrong of [
    { kind: "evidence", no: 999 },
    { kind: "document", no: 1 },
  ]) {
    const refused = await call(clerk, path, { ...about, attached: [...attached, wrong] });
    assert.equal(refused.status, 422);
    const { errors } = (await refused.json()) as { errors: { pointer: string }[] };
    assert.deepEqual(
      errors.map(({ pointer }) => pointer),
      ["/attached/1"],
    );
  }
  assert.equal((await call(clerk, path, { ...about, attached: [{ kind: "file", no: 1 }] })).status, 422);
  assert.equal((await call(clerk, path, { ...about, attached: Array.from({ length: 11 }, () => attached[0]) })).status, 422);
  // Pages: boxes to begin with, a link under the message, without JavaScript.
  const page = await (await bench.request(`/zh/workbench/cases/${other.id}/messages`, { as: clerk })).text();
  assert.match(page, /name="attached"[^>]*value="evidence:\d+"|value="evidence:\d+"[^>]*name="attached"/);
  const posted = await bench.send(`/zh/workbench/cases/${other.id}/messages`, clerk, {
    to: `post:${desk_}`,
    words: "再附一次",
    attached: `evidence:${attached[0]?.no}`,
  });
  assert.equal(posted.status, 303, await posted.clone().text());
  const thread = await (await bench.request(posted.headers.get("location") ?? "", { as: clerk })).text();
  assert.match(thread, /附：[\s\S]*新平面图\.pdf/);
  const { rows: entered } = await desk.pool.query<{ all: string }>(
    "select string_agg(e::text, '') as all from casework.entry e where case_id = $1 and type = 'message'",
    [other.id],
  );
  assert.doesNotMatch(entered[0]?.all ?? "", /新平面图/);
});

test("the graver the data, the fewer may be written to; a case that has ended is written about no more", () => {
  const base: MessageCase = {
    classification: "general-3",
    status: "running",
    agencies: new Set(["a", "b"]),
    posts: new Set(["a/work"]),
    officers: new Set(["x"]),
  };
  const known = (receiver: Known["receiver"], agencies: string[], readsAll = false): Known => ({ receiver, agencies, readsAll });
  const why = (one: MessageCase) =>
    [
      known("post:a/work", ["a"]),
      known("post:b/documents", ["b"]),
      known("officer:x", ["b"]),
      known("officer:y", ["c"]),
      known("officer:z", ["c"], true),
      known("post:q/q", []),
    ].map((who) => barredFor(one, who));
  assert.deepEqual(why(base), [undefined, undefined, undefined, "cannot-read", undefined, "unknown"]);
  assert.deepEqual(why({ ...base, classification: "important" }), [
    undefined,
    "not-cleared",
    undefined,
    "cannot-read",
    "not-cleared",
    "unknown",
  ]);
  assert.equal(closedFor({ ...base, classification: "core" }), "core");
  assert.equal(closedFor({ ...base, status: "ended" }), "ended");
  assert.equal(closedFor({ ...base, classification: "constructor" }), undefined);
});

test("a case knows who works on it", async () => {
  const loaded = await load(desk, id);
  assert.ok(loaded);
  const about = messageCase(loaded);
  assert.ok(about.agencies.has(owner) && about.posts.has(intake.post) && about.officers.has(clerk));
});

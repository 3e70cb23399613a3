// What happens in cases is told to those it concerns: once, whoever follows, and only while it is news.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { sampleRows, testKeys } from "../../test/support/city.ts";
import { startTestWorkbench } from "../../test/support/workbench.ts";
import { feedOnce, raiseAlerts } from "../casework/index.ts";
import { askForAddress, noticesFeed, tellAlerts } from "./index.ts";

const bench = await startTestWorkbench();
const { app } = bench;
const { desk } = app;
const hour = 3_600_000;

interface Line {
  readonly receiver: string;
  readonly kind: string;
  readonly text: { readonly zh: string; readonly en: string };
  readonly href: string;
}
const linesOf = async (caseId: string) =>
  (await desk.pool.query<Line>("select receiver, kind, text, href from notices.inbox where case_id = $1 order by n", [caseId])).rows;
const kindsOf = async (caseId: string, officer: string) =>
  (await linesOf(caseId)).filter(({ receiver }) => receiver === `officer:${officer}`).map(({ kind }) => kind);
const holdersOf = async (post: string) =>
  (await desk.organisation.current())?.officersOf(post, desk.day(desk.now())).map(({ id }) => id) ?? [];

interface Live {
  readonly no: number;
  readonly post: string;
}
const live = async (id: string) =>
  (
    await desk.pool.query<Live>(
      "select no, post from casework.task where case_id = $1 and status in ('open', 'taken') and post like '%/%' order by no",
      [id],
    )
  ).rows;
const command = async (as: string, path: string, body: object) => {
  const answer = await app.request(`/api/v1/${path}`, {
    as,
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
  });
  assert.equal(answer.status, 200, await answer.clone().text());
};

test("a new task is told to those who hold its post; one that is given, to the one it is given to", async () => {
  const { id, number } = await bench.submit();
  await app.work();
  await app.news();
  const [first] = await live(id);
  assert.ok(first);
  const [giver, taker] = await holdersOf(first.post);
  assert.ok(giver);
  assert.deepEqual(await kindsOf(id, giver), ["task"]);
  const [line] = await linesOf(id);
  assert.match(line?.text.zh ?? "", new RegExp(number));
  assert.equal(line?.href, `/workbench/cases/${id}#tasks`);
  if (taker) {
    await command(giver, `tasks/${id}.${first.no}/commands`, { type: "give", to: taker });
    await app.news();
    assert.ok((await kindsOf(id, taker)).includes("given"));
    assert.ok(!(await kindsOf(id, giver)).includes("given"));
  }
  const before = (await linesOf(id)).length;
  // Told again from the beginning, as after a place that was lost: nothing is told twice.
  await desk.pool.query("update ledger.feed set idx = 0 where name = 'notices'");
  while ((await feedOnce(desk.pool, noticesFeed(desk))) > 0);
  assert.equal((await linesOf(id)).length, before);
});

test("urging is told to those whose turn it is, not to the one who urges", async () => {
  const { id } = await bench.submit({ data: { signboard: "若兰小馆二店" } });
  await app.work();
  const [first] = await live(id);
  assert.ok(first);
  const [holder, other] = await holdersOf(first.post);
  assert.ok(holder);
  await command("shen-ruolan", `cases/${id}/commands`, { type: "note", kind: "urge", words: "请尽快" });
  if (other) await command(holder, `cases/${id}/commands`, { type: "note", kind: "urge", words: "请尽快" });
  await app.news();
  assert.equal((await kindsOf(id, holder)).filter((kind) => kind === "urged").length, 1);
  for (const { text } of await linesOf(id)) assert.doesNotMatch(`${text.zh}${text.en}`, /请尽快|若兰/);
});

test("what ran out is told once; a history of another day is told to nobody", async () => {
  const { id } = await bench.submit({ data: { signboard: "若兰小馆三店" } });
  await app.work();
  const [intake] = await live(id);
  const [clerk] = intake ? await holdersOf(intake.post) : [];
  assert.ok(intake && clerk);
  await command(clerk, `tasks/${id}.${intake.no}/commands`, { type: "finish", outcome: "complete" });
  await app.work();
  const began = desk.now();
  const { rows } = await desk.pool.query<{ due: number }>("select due_at due from casework.case where id = $1", [id]);
  const due = rows[0]?.due ?? 0;
  await app.news();
  app.at(due + hour);
  await raiseAlerts(desk);
  const told = await tellAlerts(desk);
  assert.ok(told > 0);
  assert.equal(await tellAlerts(desk), 0);
  const [first] = await live(id);
  const [holder] = first ? await holdersOf(first.post) : [];
  assert.ok(holder && (await kindsOf(id, holder)).includes("overdue"));
  // Whoever leads the agency is told too, once, under a kind of its own; nobody who leads another.
  const directory = await desk.organisation.current();
  const agencies = (await live(id)).map(({ post }) => post.split("/")[0]);
  const heads = new Set(
    directory
      ?.posts()
      .filter(({ rights, agency: of }) => agencies.includes(of) && rights.includes("lead-agency"))
      .flatMap(({ name }) => directory.officersOf(name, desk.day(desk.now())).map((one) => one.id)),
  );
  const lines = await linesOf(id);
  const receivers = (kind: string) => lines.flatMap((line) => (line.kind === kind ? [line.receiver.slice("officer:".length)] : []));
  const own = receivers("overdue");
  assert.deepEqual(receivers("agency-overdue").toSorted(), [...heads].filter((head) => !own.includes(head)).toSorted());
  assert.ok(receivers("agency-overdue").length > 0);
  app.at(began);
  const late = await bench.submit({ data: { signboard: "若兰小馆四店" } });
  await app.work();
  await app.integrate();
  app.at(began + 25 * hour);
  await app.news();
  assert.deepEqual(await linesOf(late.id), []);
});

test("applicant and agent are told what is asked, what came, and the end; by mail only who asked for it", async () => {
  const citizen = sampleRows().persons.find(({ login }) => login === "shen-ruolan");
  const receiver = `party:${citizen?.id}`;
  app.at(Date.parse("2026-10-12T09:30:00+08:00"));
  await app.news();
  assert.equal(await askForAddress(desk, receiver, "reader@example.org", "en", desk.now()), "asked");
  await desk.pool.query("update notices.reader set confirmed_at = now() where receiver = $1", [receiver]);
  const { id } = await bench.submit({ data: { signboard: "若兰小馆五店" } });
  await app.work();
  const [intake] = await live(id);
  const [clerk] = intake ? await holdersOf(intake.post) : [];
  assert.ok(intake && clerk);
  await command(clerk, `tasks/${id}.${intake.no}/commands`, {
    type: "finish",
    outcome: "incomplete",
    words: "请核对面积。",
    marks: ["/area"],
  });
  await app.work();
  await app.news();
  const mine = async () => (await linesOf(id)).filter((line) => line.receiver === receiver);
  assert.ok((await mine()).some(({ kind }) => kind === "asked"));
  await command("shen-ruolan", `cases/${id}/commands`, { type: "withdraw" });
  await app.integrate();
  // By a process that does not know yet who that is: it opens the case.
  while ((await feedOnce(desk.pool, noticesFeed({ ...desk, keys: testKeys() }))) > 0);
  assert.ok((await mine()).some(({ kind, href }) => kind === "decided" && href === `/cases/${id}`));
  for (const { text } of await mine()) assert.doesNotMatch(`${text.zh}${text.en}`, /若兰|面积/);
  const { rows: mails } = await desk.pool.query<{ n: number }>(
    "select count(*)::int n from notices.mail where receiver = $1 and what = 'notice'",
    [receiver],
  );
  assert.equal(mails[0]?.n, (await mine()).length);
  // The firm for which it was asked has an inbox too, and asked for no mail.
  const firm = (await linesOf(id)).filter((line) => line.receiver.startsWith("party:") && line.receiver !== receiver);
  assert.deepEqual(
    firm.map(({ kind }) => kind),
    (await mine()).map(({ kind }) => kind),
  );
  const { rows: others } = await desk.pool.query("select 1 from notices.mail where receiver = $1", [firm[0]?.receiver]);
  assert.equal(others.length, 0);
});

test("a supervision is told to those whose turn it is, and its answer to the one who supervised", async () => {
  const { id } = await bench.submit({ data: { signboard: "若兰小馆六店" } });
  await app.work();
  const day = desk.day(desk.now());
  const directory = await desk.organisation.current();
  const [intake] = await live(id);
  const [clerk] = intake ? await holdersOf(intake.post) : [];
  const supervisor = directory?.officers().find((one) => {
    const posts = directory.postsOf(one.id, day);
    return posts.some(({ rights }) => rights.includes("supervise")) && posts.some(({ rights }) => rights.includes("read-cases"));
  })?.id;
  assert.ok(clerk && supervisor);
  await command(supervisor, `cases/${id}/commands`, { type: "note", kind: "supervise", words: "请说明进度" });
  await app.news();
  assert.ok((await kindsOf(id, clerk)).includes("supervised"));
  assert.deepEqual(await kindsOf(id, supervisor), []);
  const { rows } = await desk.pool.query<{ seq: number }>("select max(seq) seq from casework.entry where case_id = $1", [id]);
  await command(clerk, `cases/${id}/commands`, { type: "note", kind: "answer", words: "明天完成", answers: rows[0]?.seq });
  await app.news();
  assert.deepEqual(await kindsOf(id, supervisor), ["supervised"]);
});

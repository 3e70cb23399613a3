// Acting for others, leave, and changes of the organisation: by pages and by the API, allowed, forbidden, wrong, done, done twice.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Client } from "pg";
import { sampleCity, testKeys } from "../../../test/support/city.ts";
import { killedWhile } from "../../../test/support/killed.ts";
import { startTestWorkbench } from "../../../test/support/workbench.ts";
import { sessionOf, signIn } from "../../identity/index.ts";
import { audit } from "../../ledger/index.ts";
import { loadOrganisation } from "../../organisation/index.ts";

const bench = await startTestWorkbench();
const { app } = bench;
const administrator = "duan-shoucheng";
const head = "qian-bojun";
const window_ = "chen-yulan";
const reviewer = "sun-jianing";

const at = (path: string) => `/zh/workbench${path}`;
const date = (name: string, day: string) => {
  const [year = "", month = "", rest = ""] = day.split("-");
  return { [`${name}.year`]: year, [`${name}.month`]: month, [`${name}.day`]: rest };
};
const post = (as: string, path: string, body: object, headers: Record<string, string> = {}) =>
  app.request(path, { as, method: "POST", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });
const command = (as: string, body: object, headers = {}) => post(as, "/api/v1/organisation/commands", body, headers);
const done = async (as: string, body: object) => {
  const answer = await command(as, body);
  assert.equal(answer.status, 200, await answer.text());
};
interface Problem {
  title: { zh: string; en: string } | string;
  errors?: { pointer: string; detail: string }[];
}
const refusedWith = async (as: string, body: object, status: number, words?: RegExp) => {
  const answer = await command(as, body, { "accept-language": "en" });
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  if (words) assert.match(text, words);
  return JSON.parse(text) as Problem;
};
interface Whole {
  edition: string;
  posts: { name: string; to?: string; successor?: string; rights: string[] }[];
  officers: { id: string; appointments: { post: string; from: string; to?: string }[] }[];
  standIns: { id: string; post: string; officer: string; for?: string; inForce: boolean }[];
  leaves: { id: string; officer: string }[];
}
const whole = async (): Promise<Whole> => (await app.request("/api/v1/organisation", { as: administrator })).json() as Promise<Whole>;
const act = (as: string, id: string, no: number, body: object) => post(as, `/api/v1/tasks/${id}.${no}/commands`, body);
const day = (on: string) => app.at(Date.parse(`${on}T09:30:00+08:00`));
const today = "2026-09-21";

test("an officer hands a post on for a while: it begins and ends by itself, and what is done says for whom", async () => {
  const { id } = await bench.submit();
  assert.equal((await act(reviewer, id, 1, { type: "take" })).status, 403);
  const sent = await bench.send(at("/organisation/delegate"), window_, {
    posts: "market/window",
    officer: reviewer,
    ...date("from", "2026-09-22"),
    ...date("to", "2026-09-23"),
    reason: "外出培训",
  });
  assert.equal(sent.status, 303, await sent.text());
  assert.equal((await act(reviewer, id, 1, { type: "take" })).status, 403, "it has not begun");
  assert.match(await (await bench.request(at("/stand-ins"), { as: reviewer })).text(), /未开始/);
  day("2026-09-22");
  const take = await act(reviewer, id, 1, { type: "take" });
  assert.equal(take.status, 200, await take.text());
  const finish = await act(reviewer, id, 1, { type: "finish", outcome: "complete" });
  assert.equal(finish.status, 200, await finish.text());
  const { events } = (await (await app.request(`/api/v1/cases/${id}/events`, { as: window_ })).json()) as {
    events: { type: string; acting?: { post: string; for?: string; how: string } }[];
  };
  const said = events.filter(({ type }) => type === "take" || type === "finish");
  assert.deepEqual(
    said.map(({ acting }) => [acting?.post, acting?.for, acting?.how]),
    [
      ["market/window", window_, "delegated"],
      ["market/window", window_, "delegated"],
    ],
  );
  const history = await (await bench.request(at(`/cases/${id}`), { as: window_ })).text();
  assert.match(history, /代 陈玉兰（委托）|代 [^（]+（委托）/);
  // The reply to whoever is told.
  const inbox = await app.desk.pool.query("select receiver, kind from notices.notice where kind = 'delegated'").catch(() => undefined);
  if (inbox) assert.ok((inbox.rowCount ?? 0) >= 2);
  day("2026-09-24");
  const later = await bench.submit();
  assert.equal((await act(reviewer, later.id, 1, { type: "take" })).status, 403, "it has ended");
  day(today);
});

test("what may not be handed on is refused in clear words", async () => {
  const base = { type: "delegate", posts: ["market/window"], officer: "han-song", from: today, to: today, reason: "x" };
  await refusedWith(window_, { ...base, officer: window_ }, 422, /to yourself/);
  await refusedWith(window_, { ...base, officer: "shen-moran" }, 422, /holds no post/);
  await refusedWith(window_, { ...base, officer: "nobody" }, 422, /no such officer/);
  await refusedWith(window_, { ...base, posts: ["market/head"] }, 422, /do not hold/);
  await refusedWith(window_, { ...base, officer: "wu-xiaofeng" }, 422, /already/);
  await refusedWith(window_, { ...base, from: "2026-09-01" }, 422, /Begin today/);
  await refusedWith(window_, { ...base, to: "2026-09-20" }, 422, /before it begins/);
  await refusedWith(window_, { ...base, packs: ["nonsense"] }, 422, /no service nonsense/);
  await refusedWith(window_, { ...base, reason: "" }, 422);
  await refusedWith("shen-ruolan", base, 403);
  assert.equal((await command("", base).catch(() => ({ status: 401 }))).status, 401);
  await done(window_, base);
  await refusedWith(window_, { ...base, officer: "sun-jianing" }, 422, /may not overlap/);
  await refusedWith("han-song", { ...base, officer: "sun-jianing" }, 422, /cannot be handed on/);
  await refusedWith("wu-xiaofeng", base, 422, /may not overlap/);
  const [one] = (await whole()).standIns.filter(({ officer, inForce }) => officer === "han-song" && inForce);
  assert.ok(one);
  await refusedWith("han-song", { type: "end-acting", id: one.id }, 403);
  const ended = await bench.send(at("/organisation/end-acting"), window_, { id: one.id });
  assert.equal(ended.status, 303);
  await refusedWith(window_, { type: "end-acting", id: one.id }, 422, /over already/);
  const { id } = await bench.submit();
  assert.equal((await act("han-song", id, 1, { type: "take" })).status, 403, "an early end counts at once");
});

test("a form sent twice is done once, and is shown again with what was typed where it is wrong", async () => {
  const fields = {
    posts: "market/window",
    officer: "han-song",
    ...date("from", "2026-10-12"),
    ...date("to", "2026-10-13"),
    reason: "开会",
  };
  const once = crypto.randomUUID();
  const before = (await whole()).standIns.length;
  for (let n = 0; n < 2; n++)
    assert.equal((await bench.send(at("/organisation/delegate"), window_, { ...fields, _once: once })).status, 303);
  assert.equal((await whole()).standIns.length, before + 1);
  const wrong = await bench.send(at("/organisation/delegate"), window_, { ...fields, officer: "", ...date("to", "2026-02-31") });
  const text = await wrong.text();
  assert.equal(wrong.status, 422);
  assert.match(text, /请选择。/);
  assert.match(text, /请填写存在的日期/);
  assert.match(text, /开会/);
  const one = (await whole()).standIns.find(({ officer, post: name }) => officer === "han-song" && name === "market/window");
  assert.ok(one);
});

test("limited to some services, it counts there alone and gives no rights", async () => {
  await done(head, {
    type: "delegate",
    posts: ["market/head"],
    officer: "tao-jingshu",
    from: today,
    to: today,
    packs: ["information-request"],
    reason: "x",
  });
  const me = await (await app.request("/zh/workbench/me", { as: "tao-jingshu" })).text();
  assert.match(me, /审批负责人/);
  const { id } = await bench.submit();
  await act(window_, id, 1, { type: "finish", outcome: "complete" });
  await act(reviewer, id, 2, { type: "finish", outcome: "refuse", words: "布局不合规定。" });
  const seen = (await (await app.request(`/api/v1/cases/${id}`, { as: head })).json()) as { tasks: { no: number; key: string }[] };
  const decide = seen.tasks.find(({ key }) => key === "decide");
  assert.ok(decide);
  assert.equal((await act("tao-jingshu", id, decide.no, { type: "take" })).status, 404, "another service");
  await refusedWith("tao-jingshu", { type: "leave", officer: window_, from: today, to: today }, 403);
});

test("leave is entered and ended; whoever is away is given nothing; a stand-in acts while it lasts", async () => {
  await done(window_, { type: "leave", officer: window_, from: "2026-09-28", to: "2026-09-30" });
  await refusedWith(window_, { type: "leave", officer: window_, from: "2026-09-30", to: "2026-10-09" }, 422, /a leave from/);
  await refusedWith(window_, { type: "leave", officer: "wu-xiaofeng", from: today, to: today }, 403);
  await done(head, { type: "leave", officer: "wu-xiaofeng", from: "2026-09-28", to: "2026-09-29" });
  await refusedWith(head, { type: "leave", officer: "zhao-tiejun", from: today, to: today }, 403);
  const stand = {
    type: "substitute",
    post: "market/window",
    for: window_,
    officer: "han-song",
    from: "2026-09-28",
    to: "2026-09-30",
    reason: "年休假",
  };
  await refusedWith(window_, stand, 403);
  await refusedWith(head, { ...stand, for: "tao-jingshu" }, 422, /does not hold this post/);
  await refusedWith(head, { ...stand, for: undefined }, 422, /Say for whom/);
  await refusedWith(head, { ...stand, officer: window_ }, 422, /stands in for themselves/);
  await refusedWith(head, { ...stand, to: "2026-10-08" }, 422, /not on leave/);
  await refusedWith(head, { ...stand, post: "fire/review" }, 403);
  await done(head, stand);
  const { id } = await bench.submit();
  assert.equal((await act(window_, id, 1, { type: "take" })).status, 200);
  day("2026-09-28");
  const leaders = await (await bench.request(at("/stand-ins"), { as: head })).text();
  assert.match(leaders, /休假人员手里的任务/);
  assert.ok(leaders.includes(`/cases/${id}/tasks/1/give`), "the tasks of the absent can be given on");
  const give = await (await bench.request(at(`/cases/${id}/tasks/1/give`), { as: head })).text();
  assert.match(give, /韩松/);
  const barred = await act(head, id, 1, { type: "give", to: "wu-xiaofeng" });
  assert.equal(barred.status, 422, await barred.text());
  assert.equal((await act(head, id, 1, { type: "give", to: "han-song" })).status, 200);
  assert.equal((await act("han-song", id, 1, { type: "finish", outcome: "complete" })).status, 200);
  const leave = (await whole()).leaves.find(({ officer }) => officer === window_);
  await done(window_, { type: "end-leave", id: leave?.id, to: "2026-09-27" });
  const next = await bench.submit();
  assert.equal((await act("han-song", next.id, 1, { type: "take" })).status, 403, "the stand-in ends with the leave");
  day(today);
});

test("a post is handed on by the hour, and what is meant for somebody away goes to who acts for them", async () => {
  const clock = (minute: string) => app.at(Date.parse(`${minute}:00+08:00`));
  const handOn = { type: "delegate", posts: ["market/window"], from: "2026-11-09", to: "2026-11-09", reason: "开会" };
  await refusedWith(window_, { ...handOn, officer: "han-song", begins: "16:00", ends: "14:00" }, 422, /later than it begins/);
  await refusedWith(window_, { ...handOn, officer: "han-song", begins: "4pm" }, 422);
  const page = { posts: "market/window", officer: "han-song", ...date("from", "2026-11-09"), ...date("to", "2026-11-09"), reason: "开会" };
  const wrong = await bench.send(at("/organisation/delegate"), window_, { ...page, begins: "25:00" });
  assert.match(await wrong.text(), /请按 14:00 这样填写时间/);
  const sent = await bench.send(at("/organisation/delegate"), window_, { ...page, begins: "14:00", ends: "16:00" });
  assert.equal(sent.status, 303, await sent.text());
  await refusedWith(window_, { ...handOn, officer: reviewer, begins: "15:00", ends: "17:00" }, 422, /14:00.*overlap/);
  await done(window_, { ...handOn, officer: reviewer, begins: "16:00" });
  const { id } = await bench.submit();
  const takes = async (as: string) =>
    (await act(as, id, 1, { type: "take" })).status === 200 && (await act(as, id, 1, { type: "release" })).status === 200;
  clock("2026-11-09T13:59");
  assert.deepEqual([await takes("han-song"), await takes(reviewer)], [false, false]);
  clock("2026-11-09T14:00");
  assert.match(
    await (await bench.request(at("/stand-ins"), { as: window_ })).text(),
    /2026-11-09 14:00 至 2026-11-09 16:00[^<]*<[^>]*>[^<]*有效|2026-11-09 14:00/,
  );
  assert.deepEqual([await takes("han-song"), await takes(reviewer)], [true, false]);
  clock("2026-11-09T16:00");
  assert.deepEqual([await takes("han-song"), await takes(reviewer)], [false, true]);
  assert.deepEqual(
    (await whole()).standIns
      .filter(({ inForce }) => inForce)
      .map(({ officer }) => officer)
      .includes("han-song"),
    false,
  );
  day(today);

  // Sent back to the one who asked, by name; that one is away, and the colleague who acts for them does it.
  const begun = await post(window_, "/api/v1/cases", {
    service: "internal-request",
    data: { secrecy: "none", organ: "market", kind: "purchase", reason: "打印机坏了。", goods: "打印机", amount: 900 },
  });
  assert.equal(begun.status, 201, await begun.clone().text());
  const request = (await begun.json()) as { id: string };
  const secretary = (await app.desk.organisation.current())?.officersOf("market/secretary", today)[0]?.id ?? "";
  const asked = await act(secretary, request.id, 1, { type: "finish", outcome: "ask", words: "请写明型号。" });
  assert.equal(asked.status, 200, await asked.text());
  await done(window_, { type: "leave", officer: window_, from: "2026-11-10", to: "2026-11-11" });
  await done(window_, { ...handOn, officer: reviewer, from: "2026-11-10", to: "2026-11-12" });
  assert.equal((await act(reviewer, request.id, 2, { type: "take" })).status, 403);
  day("2026-11-12");
  assert.equal((await act(reviewer, request.id, 2, { type: "take" })).status, 403, "who is there does it");
  day("2026-11-10");
  const list = await (await bench.request(at(""), { as: reviewer })).text();
  assert.ok(list.includes(request.id), "it stands in the list of who acts");
  const finished = await act(reviewer, request.id, 2, { type: "finish", outcome: "sent", data: { reason: "打印机坏了，型号 X。" } });
  assert.equal(finished.status, 200, await finished.text());
  const { rows } = await app.desk.pool.query<{ events: { type: string; for?: string }[] }>(
    "select events from casework.entry where case_id = $1 order by seq desc limit 1",
    [request.id],
  );
  assert.ok(
    rows[0]?.events.some((event) => event.type === "task-finished" && event.for === window_),
    JSON.stringify(rows),
  );
  day(today);
});

test("an officer is found among many by words of a name, a post or an agency; what was typed elsewhere and who was chosen stay", async () => {
  const form = at("/organisation/delegate");
  assert.doesNotMatch(await (await bench.request(form, { as: window_ })).text(), /type="radio"[^>]*name="officer"/);
  const found = async (words: string, more: Record<string, string> = {}) => {
    const answer = await bench.send(form, window_, {
      "officer.find": words,
      find: "officer",
      posts: "market/window",
      reason: "培训",
      ...more,
    });
    assert.equal(answer.status, 200);
    return answer.text();
  };
  const choices = (html: string) => [...html.matchAll(/<input[^>]*type="radio"[^>]*>/g)].map(([one]) => /value="([^"]*)"/.exec(one)?.[1]);
  const html = await found("消防 赵铁军");
  assert.deepEqual(choices(html), ["zhao-tiejun"]);
  assert.match(html, /培训/);
  assert.match(html, /找到 1 人/);
  assert.match(await found("局"), /显示前 20 人，另有 \d+ 人/);
  assert.match(await found("<没有这个人>"), /找到 0 人/);
  // Whoever was chosen stays to be chosen, whatever is looked for next.
  const next = await found("赵铁军", { officer: "han-song" });
  assert.deepEqual(choices(next), ["han-song", "zhao-tiejun"]);
  assert.match(next, /value="han-song"[^>]*checked/);
  assert.equal((await whole()).standIns.filter(({ officer }) => officer === "zhao-tiejun").length, 0, "nothing is changed");
  assert.equal((await bench.send(at("/organisation/appoint"), window_, { "officer.find": "x", find: "officer" })).status, 403);
  assert.equal((await bench.send(form, window_, { posts: "market/window", "officer.find": "赵铁军" })).status, 422, "nobody was chosen");
});

test("a leave that a case grants is entered, and the work goes to the colleague it names", async () => {
  const holder = async (name: string) =>
    (await app.desk.organisation.current())?.officersOf(name, app.desk.day(app.desk.now()))[0]?.id ?? "";
  const asked = async (data: object, killed: readonly number[] = []) => {
    const begun = await post(reviewer, "/api/v1/cases", {
      service: "internal-request",
      data: { secrecy: "none", organ: "market", kind: "leave", reason: "看望父母。", leaveKind: "annual", days: 2, ...data },
    });
    assert.equal(begun.status, 201, await begun.clone().text());
    const { id } = (await begun.json()) as { id: string };
    for (const [n, name, outcome] of [
      [1, "market/secretary", "agree"],
      [2, "market/documents", "done"],
    ] as const) {
      const finished = await act(await holder(name), id, n, { type: "finish", outcome });
      assert.equal(finished.status, 200, await finished.text());
    }
    for (const nth of killed)
      killedWhile({
        database: app.database,
        data: app.config.data,
        now: app.desk.now(),
        nth,
        work: { what: "leave", case: id, task: 2 },
      });
    await app.work();
    return id;
  };
  // Killed with -9 in the midst of it, it is entered once all the same.
  await asked({ from: "2026-10-15", to: "2026-10-16", instead: "陈玉兰" }, [2, 3, 4]);
  const city = await whole();
  assert.equal(city.leaves.filter(({ officer }) => officer === reviewer).length, 1);
  const posts = city.officers.find(({ id }) => id === reviewer)?.appointments.map(({ post: name }) => name) ?? [];
  assert.deepEqual(
    city.standIns.filter((one) => one.for === reviewer && one.officer === window_).map((one) => one.post),
    posts,
  );
  day("2026-10-15");
  const review = await bench.submit();
  assert.equal((await act(window_, review.id, 1, { type: "finish", outcome: "complete" })).status, 200);
  const shown = (await (await app.request(`/api/v1/cases/${review.id}`, { as: head })).json()) as { tasks: { no: number; post: string }[] };
  const theirs = shown.tasks.find(({ post: name }) => posts.includes(name));
  assert.equal((await act(window_, review.id, theirs?.no ?? 0, { type: "take" })).status, 200, "the work of the absent is theirs");
  day(today);
  const told = async (id: string) =>
    (await app.desk.pool.query<{ zh: string }>("select text->>'zh' zh from notices.inbox where case_id = $1 and kind = 'delegated'", [id]))
      .rows[0]?.zh ?? "";
  const unknown = await asked({ from: "2026-10-20", to: "2026-10-21", instead: "无此人" });
  assert.equal((await whole()).leaves.filter(({ officer }) => officer === reviewer).length, 2, "the leave is entered all the same");
  assert.match(await told(unknown), /代岗人找不到/);
  assert.match(await told(await asked({ from: "2026-10-15", to: "2026-10-16" })), /没有登记：.*已经登记了休假/);
});

test("four eyes count whoever acts for another as both", async () => {
  const city = await whole();
  // Who checks a refusal may not have made it: food reviews, head decides. A reviewer who acts for the head is the head, and the reviewer.
  await done(head, { type: "delegate", posts: ["market/head"], officer: reviewer, from: "2026-11-02", to: "2026-11-03", reason: "x" });
  day("2026-11-02");
  const packs = await app.desk.catalogue.all();
  const pack = packs.find(({ header }) => header.id === "restaurant-opening");
  const apart = Object.values(pack?.model.stages ?? {}).flatMap((stage) =>
    Object.entries(stage.tasks).filter(([, task]) => task.unlike.length > 0),
  );
  assert.ok(apart.length > 0 && city.posts.length > 0, "the procedure keeps some tasks apart");
  const { id } = await bench.submit();
  assert.equal((await act(window_, id, 1, { type: "finish", outcome: "complete" })).status, 200);
  const tasks = async () =>
    (
      (await (await app.request(`/api/v1/cases/${id}`, { as: head })).json()) as {
        tasks: { no: number; key: string; status: string; post: string }[];
      }
    ).tasks;
  const food = (await tasks()).find(({ key }) => key === "food");
  assert.equal((await act(reviewer, id, food?.no ?? 0, { type: "finish", outcome: "refuse", words: "布局不合规定。" })).status, 200);
  const decide = (await tasks()).find(({ key, status }) => key === "decide" && status === "open");
  assert.ok(decide);
  const refusal = await act(reviewer, id, decide.no, { type: "take" });
  assert.equal(refusal.status, 409, await refusal.text());
  day(today);
});

test("posts and officers are added, changed and ended, with an entry for each that nobody rewrites", async () => {
  await done(administrator, { type: "put-officer", id: "lu-xin", name: "陆新", phone: "0990-8010999", language: "zh" });
  await done(administrator, {
    type: "put-post",
    post: "market/complaints",
    title: { zh: "投诉岗", en: "Complaints" },
    duties: [{ zh: "处理投诉", en: "Deals with complaints" }],
    rights: [],
  });
  await done(head, { type: "appoint", officer: "lu-xin", post: "market/complaints", from: today });
  await refusedWith(administrator, { type: "appoint", officer: "lu-xin", post: "market/complaints", from: "2026-10-01" }, 422, /already/);
  await refusedWith(
    administrator,
    { type: "appoint", officer: "lu-xin", post: "market/window", from: "2026-01-01" },
    422,
    /past is not rewritten/,
  );
  await refusedWith(head, { type: "appoint", officer: "lu-xin", post: "fire/review", from: today }, 403);
  await refusedWith(window_, { type: "appoint", officer: "lu-xin", post: "market/window", from: today }, 403);
  await refusedWith(
    head,
    { type: "put-post", post: "market/complaints", title: { zh: "a", en: "a" }, duties: [{ zh: "a", en: "a" }], rights: ["administer"] },
    403,
  );
  const needed = await refusedWith(administrator, { type: "end-post", post: "market/window", to: "2026-09-30" }, 409, /still needed/);
  assert.ok(
    (needed.errors ?? []).some(({ detail }) => /Task/.test(detail)),
    "what needs it is listed",
  );
  await done(administrator, { type: "end-post", post: "market/window", to: "2026-09-21", successor: "market/complaints" });
  const { id } = await bench.submit();
  day("2026-09-22");
  assert.equal((await act(window_, id, 1, { type: "take" })).status, 404, "the post has ended, and she holds no other");
  // A new officer signs in once an administrator has opened the account, whose password is told once.
  assert.equal((await bench.request(at("/admin/officers/lu-xin/account"), { as: head })).status, 403);
  assert.equal((await bench.send(at("/admin/officers/nobody/account"), administrator)).status, 404);
  const opened = await (await bench.send(at("/admin/officers/lu-xin/account"), administrator)).text();
  const password = /[a-z0-9]{5}(-[a-z0-9]{5}){3}/.exec(opened)?.[0] ?? assert.fail("no password");
  const credentials = { login: "lu-xin", password, address: "127.0.0.1" };
  const signed = await signIn(app.desk.ground, credentials, app.desk.now());
  assert.ok(signed.ok);
  await bench.send(at("/admin/officers/lu-xin/account"), administrator);
  assert.equal(await sessionOf(app.desk.ground, signed.cookie, app.desk.now()), null, "another password ends every session");
  assert.equal((await signIn(app.desk.ground, credentials, app.desk.now())).ok, false);
  const standing = await app.desk.pool.query("select posts from organisation.standing('lu-xin', '2026-09-22')");
  assert.deepEqual(standing.rows[0], { posts: ["market/complaints", "market/window"] });
  const { rows } = await app.desk.pool.query<{ what: string }>("select what from organisation.change where key = 'market/window'");
  assert.deepEqual(rows, [{ what: "post" }]);
  await assert.rejects(app.desk.pool.query("update organisation.change set actor = 'x'"), { code: "42501" });
  const owner = new Client({ connectionString: app.database.owner });
  await owner.connect();
  await assert.rejects(owner.query("delete from organisation.change"), { code: "42501" });
  const log = await (await bench.request(at("/admin/changes"), { as: administrator })).text();
  assert.match(log, /投诉岗/);
  assert.equal((await bench.request(at("/admin/changes"), { as: window_ })).status, 403);
  // A start does not undo edits; what the folder names newly is added.
  const city = sampleCity();
  const more = {
    ...city.roster,
    officers: [
      ...city.roster.officers,
      { id: "gu-yi", name: "顾一", phone: "1", language: "zh" as const, appointments: [{ post: "market/complaints", from: "2026-01-01" }] },
    ],
  };
  await loadOrganisation(owner, { roster: more, hash: "ab".repeat(32) });
  await owner.end();
  const after = await whole();
  assert.equal(after.posts.find(({ name }) => name === "market/window")?.to, "2026-09-21");
  assert.ok(after.officers.some(({ id: one }) => one === "lu-xin"));
  assert.deepEqual(after.officers.find(({ id: one }) => one === "gu-yi")?.appointments.length, 1);
  day(today);
});

test("somebody must be left to administer", async () => {
  const all = await whole();
  const keeping = all.officers.filter(({ appointments }) => appointments.some(({ post: name }) => name.endsWith("/administrator")));
  for (const one of keeping.filter(({ id }) => id !== administrator))
    await done(administrator, { type: "end-officer", id: one.id, to: today });
  await refusedWith(administrator, { type: "end-officer", id: administrator, to: today }, 422, /Nobody would be left/);
});

test("who answers for what is listed, with what nobody and what several answer for", async () => {
  const answer = await app.request("/api/v1/organisation/accountable", { as: administrator });
  assert.equal(answer.status, 200);
  const { things } = (await answer.json()) as { things: { kind: string; id: string; posts: string[]; trouble: string[] }[] };
  for (const kind of ["task", "register", "dataset", "agreement", "seal"])
    assert.ok(
      things.some((one) => one.kind === kind),
      kind,
    );
  assert.deepEqual(
    things.filter(({ kind, trouble }) => kind !== "task" && trouble.includes("several")),
    [],
  );
  const page = await bench.request(at("/admin/accountable"), { as: administrator });
  assert.equal(page.status, 200);
  const file = await bench.request(at("/admin/accountable.csv"), { as: administrator });
  assert.match(file.headers.get("content-type") ?? "", /csv/);
  assert.ok((await file.text()).split("\r\n").length > things.length);
  assert.equal((await app.request("/api/v1/organisation/accountable", { as: window_ })).status, 403);
});

test("changes of the organisation stand in the log: one that was altered, removed or added is named by the audit", async () => {
  const look = () => audit({ pool: app.desk.pool, keyring: testKeys() });
  assert.deepEqual((await look()).differences, [], "waiting for the log they hold as well");
  await app.integrate();
  const { rows } = await app.desk.pool.query<{ leaves: number; changes: number; last: number }>(
    `select (select count(*)::int from ledger.leaf l where not exists (select from casework.case c where c.id = l.case_id)) leaves,
       (select count(*)::int from organisation.change) changes, (select max(no)::int from organisation.change) last`,
  );
  assert.equal(rows[0]?.leaves, rows[0]?.changes);
  assert.deepEqual((await look()).differences, []);
  const owner = new Client({ connectionString: app.database.superuser });
  await owner.connect();
  const last = rows[0]?.last ?? 0;
  const found = async (sql: string) => {
    await owner.query("begin; alter table organisation.change disable trigger user");
    await owner.query(sql);
    await owner.query("commit");
    return (await look()).differences.map(({ text: { en } }) => en).join("; ");
  };
  assert.match(
    await found(`update organisation.change set actor = 'officer:nobody' where no = ${last}`),
    new RegExp(`Change ${last} .*altered`),
  );
  assert.match(
    await found(`delete from organisation.change where no = ${last - 1}`),
    new RegExp(`Change ${last - 1} .*gone.*Change ${last} `),
  );
  const added = await found(
    "insert into organisation.change (command, at, actor, type, what, key) values (gen_random_uuid(), now(), 'officer:nobody', 'leave', 'leave', 'x')",
  );
  assert.match(added, /neither in the log nor waiting/);
  await owner.end();
});

// Every page in both languages, for those whom it is for and for nobody else; each action done, forbidden, wrong, done twice.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Hono } from "hono";
import { Client } from "pg";
import { startTestWorkbench } from "../../test/support/workbench.ts";
import { openPool } from "../platform/database/index.ts";
import { type HttpEnv, layFloor } from "../platform/http/index.ts";
import { createWorkbench } from "./index.ts";

const bench = await startTestWorkbench();
const { app } = bench;
const window_ = "chen-yulan";
const reviewer = "sun-jianing";
const administrator = "duan-shoucheng";
const stranger = "li-ankang";

interface CaseData {
  version: number;
  status: string;
  tasks: { no: number; key: string; status: string; outcome?: string }[];
  marks: string[];
}

const instant = (local: string) => Date.parse(`${local}:00+08:00`);
const page = async (path: string, as: string, status = 200): Promise<string> => {
  const answer = await bench.request(path, { as });
  const text = await answer.text();
  assert.equal(answer.status, status, `${path}: ${text.slice(0, 400)}`);
  return text;
};
const look = async (id: string, as = window_): Promise<CaseData> => {
  const answer = await app.request(`/api/v1/cases/${id}`, { as });
  assert.equal(answer.status, 200);
  return (await answer.json()) as CaseData;
};
const number = async (id: string, key: string): Promise<number> => {
  const found = (await look(id)).tasks.find((task) => task.key === key && task.status !== "done" && task.status !== "void");
  assert.ok(found, `no ${key}`);
  return found.no;
};
const at = (id: string, rest = "", lang = "zh") => `/${lang}/workbench/cases/${id}${rest}`;
/** Accepted, so that several examine it side by side. */
const accepted = async (): Promise<string> => {
  const { id } = await bench.submit();
  assert.equal((await bench.send(at(id, "/tasks/1/finish/complete"), window_)).status, 303);
  return id;
};
/** What the applicant sends back. */
const resend = async (id: string, data: object) => {
  const no = await number(id, "resend");
  const answer = await app.request(`/api/v1/tasks/${id}.${no}/commands`, {
    as: "shen-ruolan",
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ type: "finish", outcome: "sent", data }),
  });
  assert.equal(answer.status, 200, await answer.text());
};
/** The key of a form's second field, and a form sent twice with it. */
const twice = async (path: string, as: string, fields: Record<string, string | string[]> = {}) => {
  const form = { ...fields, _once: crypto.randomUUID() };
  return [await bench.send(path, as, form), await bench.send(path, as, form)] as const;
};

let id = "";
before(async () => {
  ({ id } = await bench.submit());
});

test("visitors are sent to sign in and come back to where they were", async () => {
  const visit = await bench.request("/zh/workbench?post=a%2Fb");
  assert.equal(visit.status, 303);
  assert.equal(visit.headers.get("location"), "/zh/sign-in?next=%2Fzh%2Fworkbench%3Fpost%3Da%252Fb");
  const sent = await bench.request(at(id, "/tasks/1/turn/take", "en"), { method: "POST" });
  assert.equal(sent.headers.get("location"), `/en/sign-in?next=${encodeURIComponent(at(id, "", "en"))}`);
  const bad = await bench.request("/zh/workbench", { headers: { authorization: "Bearer nonsense" } });
  assert.equal(bad.status, 401);
});

test("addresses without language go to the reader's, other languages nowhere", async () => {
  for (const path of ["/workbench", `/workbench/cases/${id}?x=1`]) {
    const answer = await bench.request(path, { headers: { "accept-language": "en" } });
    assert.equal(answer.status, 302);
    assert.equal(answer.headers.get("location"), `/en${path}`);
  }
  await page("/fr/workbench", window_, 404);
  for (const [path, to] of [
    [at(id, "/tasks/1/turn/take", "en"), at(id, "", "en")],
    ["/en/workbench/take", "/en/workbench"],
    ["/en/workbench/admin/jobs/retry", "/en/workbench/admin/jobs"],
  ] as const)
    assert.equal(
      (await bench.request(path, { as: window_ })).headers.get("location"),
      to,
      "a form's own address, reloaded, leads to where the form stood",
    );
});

test("applicants are told that it is not for them", async () => {
  for (const path of ["/zh/workbench", at(id), "/zh/workbench/admin"])
    assert.match(await page(path, "shen-ruolan", 403), /工作台只供工作人员使用/);
});

test("a token may do on pages no more than its scopes say", async () => {
  const headers = { authorization: `Bearer ${await app.token(window_, ["cases:read"])}` };
  assert.equal((await bench.request(at(id), { headers })).status, 200);
  assert.equal((await bench.request("/zh/workbench", { headers })).status, 403);
  assert.equal((await bench.request(at(id, "/tasks/1/turn/take"), { headers, method: "POST" })).status, 403);
});

test("a form without its token is refused where a browser's cookies would have signed it", async () => {
  const answer = await bench.request(at(id, "/tasks/1/turn/take"), {
    as: window_,
    method: "POST",
    headers: { "content-type": "text/plain" },
    body: "x",
  });
  assert.equal(answer.status, 415);
});

test("every page stands in both languages, without a word of the other", async () => {
  const packs = await page("/en/workbench/admin/packs", administrator);
  const hash = /admin\/packs\/([0-9a-f]{64})/.exec(packs)?.[1];
  const whole = await accepted();
  const food = await number(whole, "food");
  const pages: [string, string][] = [
    [window_, "/workbench"],
    [window_, "/workbench?who=free"],
    [window_, "/workbench?who=mine"],
    [window_, "/workbench?due=soon&number=1"],
    [window_, "/workbench/due/overdue"],
    [window_, "/workbench/due/soon"],
    [window_, "/workbench/taken"],
    [window_, "/workbench/me"],
    [window_, "/workbench/stand-ins"],
    [window_, "/workbench/organisation/delegate"],
    [window_, "/workbench/organisation/leave"],
    ["qian-bojun", "/workbench/stand-ins"],
    ["qian-bojun", "/workbench/organisation/substitute"],
    ["qian-bojun", "/workbench/board/head"],
    ["qian-bojun", "/workbench/admin/posts"],
    [window_, "/workbench/board/mine"],
    [window_, "/workbench/board/agency"],
    [window_, "/workbench/board/agency/list"],
    [window_, "/workbench/board/supervised"],
    ["ge-zhengping", "/workbench/board/city"],
    [window_, "/workbench/filters"],
    [window_, "/workbench/print"],
    [window_, "/workbench/keys"],
    ...["put-agency", "put-agency?id=market", "end-agency?id=market", "put-post?agency=market"].map((form): [string, string] => [
      administrator,
      `/workbench/organisation/${form}`,
    ]),
    ...["end-post?post=market%2Fwindow", "put-officer", "put-officer?id=chen-yulan", "end-officer?id=chen-yulan", "appoint"].map(
      (form): [string, string] => [administrator, `/workbench/organisation/${form}`],
    ),
    [window_, `/workbench/cases/${id}`],
    [window_, `/workbench/cases/${id}/tasks/1/give`],
    [window_, `/workbench/cases/${id}/tasks/1/finish/complete`],
    [window_, `/workbench/cases/${id}/tasks/1/finish/incomplete`],
    [window_, `/workbench/cases/${id}/note/remark`],
    [reviewer, `/workbench/cases/${whole}`],
    [reviewer, `/workbench/cases/${whole}/tasks/${food}/finish/pass`],
    [reviewer, `/workbench/cases/${whole}/open/ask`],
    [reviewer, `/workbench/cases/${whole}/open/hearing`],
    [reviewer, `/workbench/cases/${whole}/note/urge`],
    ["ge-zhengping", `/workbench/cases/${whole}/note/supervise`],
    ...["", "/agencies", "/posts", "/officers", "/changes", "/accountable", "/packs", `/packs/${hash}`, "/jobs"].map(
      (one): [string, string] => [administrator, `/workbench/admin${one}`],
    ),
  ];
  for (const [as, path] of pages) {
    const zh = await page(`/zh${path}`, as);
    const en = await page(`/en${path}`, as);
    assert.match(zh, /<html lang="zh-CN"/);
    assert.match(en, /<html lang="en-GB"/);
    for (const text of [zh, en].map((whole_) => whole_.replace(/name="_csrf" value="[^"]*"/g, ""))) {
      assert.match(text, /<h1/, path);
      assert.doesNotMatch(text, /undefined|NaN|\[object|<script>|style="/, path);
    }
    // What a register holds is told as it is.
    const words = en.replace(/<[^>]*>/g, " ").replaceAll("餐饮服务；食品销售", "");
    assert.doesNotMatch(words, /[，。；：（）]/, `${path}: Chinese punctuation in English`);
  }
});

test("the list holds what one's posts have to do, the most urgent first, and its filters stand in the address", async () => {
  const { id: other, number: typed } = await bench.submit();
  const list = await page("/zh/workbench", window_);
  assert.ok(list.includes(other) && list.includes(id));
  assert.match(list, /疑似重复/);
  assert.match(list, /剩 5 个工作日/);
  assert.doesNotMatch(list, /沈若兰|若兰餐饮/, "nothing personal in a list");
  const loose = typed.toLowerCase().replaceAll("-", " ");
  const found = await page(`/en/workbench?number=${encodeURIComponent(loose)}`, window_);
  assert.ok(found.includes(other) && !found.includes(id), "found by its number, however it is typed");
  assert.match(await page("/en/workbench?number=20990101-AAAA-AAAA", window_), /has no task for you/);
  assert.match(await page("/en/workbench?post=fire%2Freview", window_), /No task fits/, "a post of others finds nothing");
  const filtered = await page("/en/workbench?who=free&service=restaurant-opening", window_);
  assert.match(filtered, /href="\/en\/workbench\?who=free"/, "one filter less");
  assert.match(await page("/zh/workbench", stranger), /现在没有待办的任务/);
});

test("what is overdue says so in words", async () => {
  app.at(instant("2026-09-30T09:00"));
  const list = await page("/en/workbench?due=overdue", window_);
  assert.match(list, /Overdue by 1 day/);
  assert.match(list, /Reception desk \(\d+ overdue\)/);
  app.at(instant("2026-09-21T09:30"));
});

test("the list goes on page by page", async () => {
  const first = await page("/en/workbench?limit=1", window_);
  const next = /href="([^"]*after=[^"]*)" rel="next"/.exec(first)?.[1]?.replaceAll("&amp;", "&");
  assert.ok(next);
  const second = await page(next, window_);
  const rows = (text: string) => [...text.matchAll(/cases\/([0-9a-f-]{36})"/g)].map((match) => match[1]);
  assert.notDeepEqual(rows(first), rows(second));
  const back = /href="([^"]*before=[^"]*)" rel="prev"/.exec(second)?.[1]?.replaceAll("&amp;", "&");
  assert.ok(back);
  assert.deepEqual(rows(await page(back, window_)), rows(first), "and back to where it was");
  await page(next.replace("after=", "after=AAAA"), window_, 400);
  assert.equal(
    (await bench.request(next.replace("/en/", "/zh/"), { as: reviewer })).status,
    400,
    "a place in one's own list fits no other's",
  );
});

test("the list leaves as a file that a spreadsheet cannot run", async () => {
  const answer = await bench.request("/zh/workbench/tasks.csv", { as: window_ });
  assert.equal(answer.headers.get("content-type"), "text/csv; charset=utf-8");
  const bytes = new Uint8Array(await answer.arrayBuffer());
  assert.deepEqual([...bytes.slice(0, 3)], [0xef, 0xbb, 0xbf]);
  const [head = "", ...lines] = new TextDecoder().decode(bytes).trim().split("\r\n");
  assert.equal(head, '"办件编号","事项","环节","任务","岗位","经办人","状态","收到时间","期限"');
  assert.ok(lines.length >= 2 && lines.every((line) => /^"\d{8}-/.test(line)));
});

test("several tasks are taken at once, and each is told what became of it", async () => {
  const [one, two] = [(await bench.submit()).id, (await bench.submit()).id];
  await bench.send(at(two, "/tasks/1/turn/take"), "wu-xiaofeng");
  const fields = { task: [`${one}.1`, `${two}.1`, `${crypto.randomUUID()}.1`, "nonsense"], back: "/workbench?who=free" };
  const [sent, again] = await twice("/en/workbench/take", window_, fields);
  assert.equal(sent.status, 303);
  assert.equal(again.headers.get("location"), sent.headers.get("location"));
  const told = await page(sent.headers.get("location") ?? "", window_);
  assert.match(told, /1 of 3 selected tasks/);
  assert.match(told, /Taken; it is yours/);
  assert.match(told, /it may have been taken/);
  assert.match(told, /href="\/en\/workbench\?who=free"/);
  const none = await bench.send("/en/workbench/take", window_, { back: "//evil.example/" });
  assert.equal(none.headers.get("location"), "/en/workbench");
});

test("the case page says what it is, what may be done with what consequence, how much time is left, what is missing", async () => {
  const text = await page(at(id), window_);
  for (const word of [
    "开餐馆",
    "云川市若兰餐饮有限公司",
    "现在可以办理",
    "还缺什么",
    "进入“并联审查”",
    "自动寄出《补正通知书》",
    "相同事由的办件",
  ])
    assert.ok(text.includes(word), word);
  const whole = await accepted();
  const seen = await page(at(whole), reviewer);
  assert.match(seen, /本环节还要等：/);
  assert.match(seen, /剩余 8 个工作日/);
  assert.match(seen, /逐日说明/);
  assert.match(seen, /等待“消防安全审查”/);
  assert.doesNotMatch(seen, new RegExp(`tasks/${await number(whole, "fire")}/finish`), "what is another post's is not offered");
  await page(at(whole), stranger, 404);
  await page(at("018f0000-0000-7000-8000-000000000000"), window_, 404);
  await page(at("nonsense"), window_, 404);
});

test("who opens a case is known to the one whom it concerns, once in a quarter of an hour", async () => {
  const { id: own } = await bench.submit();
  for (let i = 0; i < 3; i++) await page(at(own), window_);
  const { rows } = await app.desk.pool.query("select officer, post, purpose from exchange.opening where case_id = $1", [own]);
  assert.deepEqual(rows, [{ officer: window_, post: "market/window", purpose: "handling" }]);
});

test("take and release: done, done twice, forbidden, too late", async () => {
  const { id: own } = await bench.submit();
  const [first, second] = await twice(at(own, "/tasks/1/turn/take"), window_);
  assert.equal(first.status, 303);
  assert.equal(second.status, 303, "the same press again is the same deed");
  assert.match(first.headers.get("set-cookie") ?? "", /flash=taken/);
  assert.equal((await look(own)).version, 2);
  const late = await bench.send(at(own, "/tasks/1/turn/take"), "wu-xiaofeng");
  assert.equal(late.status, 409);
  const text = await late.text();
  assert.match(text, /没有办成/);
  assert.match(text, /陈玉兰/, "who has it now is shown");
  assert.equal((await bench.send(at(own, "/tasks/1/turn/release"), "wu-xiaofeng")).status, 403);
  assert.equal((await bench.send(at(own, "/tasks/1/turn/take"), stranger)).status, 404);
  assert.equal((await bench.send(at(own, "/tasks/1/turn/explode"), window_)).status, 404);
  assert.equal((await bench.send(at(own, "/tasks/x/turn/take"), window_)).status, 404);
  assert.equal((await bench.send(at(own, "/tasks/99/turn/take"), window_)).status, 403);
  assert.equal((await bench.send(at(own, "/tasks/1/turn/release"), window_)).status, 303);
});

test("hand over: only to those who hold the post and pass four eyes", async () => {
  const { id: own } = await bench.submit();
  const form = await page(at(own, "/tasks/1/give"), window_);
  assert.ok(form.includes('value="wu-xiaofeng"') && !form.includes('value="sun-jianing"'));
  for (const to of ["", "sun-jianing", "nobody"]) {
    const wrong = await bench.send(at(own, "/tasks/1/give"), window_, { to });
    assert.equal(wrong.status, 422);
    assert.match(await wrong.text(), /请选择一个人/);
  }
  const [first, second] = await twice(at(own, "/tasks/1/give"), window_, { to: "wu-xiaofeng" });
  assert.equal(first.status, 303);
  assert.equal(second.status, 303);
  assert.match(await page(at(own), "wu-xiaofeng"), /由您办理/);
  assert.equal((await bench.send(at(own, "/tasks/1/give"), stranger, { to: "wu-xiaofeng" })).status, 404);
  assert.equal((await bench.send(at(own, "/tasks/1/give"), reviewer, { to: "wu-xiaofeng" })).status, 403);
});

test("an outcome with a reason and marks: what is missing is asked for, and nothing typed is lost", async () => {
  const { id: own } = await bench.submit();
  const path = at(own, "/tasks/1/finish/incomplete");
  const empty = await bench.send(path, window_);
  assert.equal(empty.status, 422);
  const text = await empty.text();
  assert.match(text, /请写明理由/);
  assert.match(text, /请勾选需要补正的内容/);
  assert.match(text, /href="#f-words"/);
  const half = await (await bench.send(path, window_, { words: "面积与平面图不符 <script>", marks: [] })).text();
  assert.match(half, /面积与平面图不符 &lt;script>/);
  const marked = await (await bench.send(path, window_, { marks: ["/area", "/nonsense"] })).text();
  assert.match(marked, /value="\/area" checked/);
  const long = await bench.send(path, window_, { words: "长".repeat(4001), marks: ["/area"] });
  assert.equal(long.status, 422);
  assert.match(await long.text(), /最多 4000 个字，请缩短/);
  const [first, second] = await twice(path, window_, { words: "请核对面积。", marks: ["/area", "/evidence/layout"], version: "1" });
  assert.equal(first.status, 303);
  assert.equal(second.status, 303, "the same form again is the same deed");
  assert.deepEqual((await look(own)).marks, ["/area", "/evidence/layout"]);
  assert.match(await page(at(own), window_), /等申请人补正：经营面积和经营场所平面图/);
  await resend(own, { area: 318 });
  assert.doesNotMatch(await page(at(own), window_), /finish\/incomplete/, "a correction may be asked for only once");
});

test("an outcome is refused to those whose it is not, and where it is not offered", async () => {
  const own = await accepted();
  const fire = await number(own, "fire");
  assert.equal((await bench.send(at(own, `/tasks/${fire}/finish/pass`), reviewer)).status, 403);
  assert.equal((await bench.send(at(own, `/tasks/${fire}/finish/pass`), stranger)).status, 404);
  const food = await number(own, "food");
  const odd = await bench.send(at(own, `/tasks/${food}/finish/nonsense`), reviewer, { words: "我写的话" });
  assert.equal(odd.status, 409);
  assert.match(await odd.text(), /我写的话/, "what was written is not lost");
  await page(at(own, `/tasks/${food}/finish/nonsense`), reviewer, 409);
  await page(at(own, "/tasks/77/finish/pass"), reviewer, 404);
});

test("a case that changed meanwhile is shown with what happened, and the form can be sent again as it is", async () => {
  const own = await accepted();
  const food = await number(own, "food");
  const seen = String((await look(own)).version);
  await bench.send(at(own, "/note/remark"), window_, { words: "平面图已电话核实。" });
  const path = at(own, `/tasks/${food}/finish/refuse`);
  const stale = await bench.send(path, reviewer, { words: "后厨布局不合规。", version: seen });
  assert.equal(stale.status, 412);
  const text = await stale.text();
  assert.match(text, /您打开之后发生了这些/);
  assert.match(text, /平面图已电话核实/);
  assert.match(text, /后厨布局不合规/);
  const version = /name="version" value="(\d+)"/.exec(text)?.[1] ?? "";
  assert.equal((await bench.send(path, reviewer, { words: "后厨布局不合规。", version })).status, 303);
});

test("recall takes an outcome back while nobody has built on it", async () => {
  const own = await accepted();
  const food = await number(own, "food");
  await bench.send(at(own, `/tasks/${food}/finish/pass`), reviewer);
  assert.match(await page(at(own), reviewer), /撤回结论/);
  assert.equal((await bench.send(at(own, `/tasks/${food}/turn/recall`), "han-song")).status, 403);
  const [first, second] = await twice(at(own, `/tasks/${food}/turn/recall`), reviewer);
  assert.deepEqual([first.status, second.status], [303, 303]);
  assert.equal((await look(own)).tasks.find(({ no }) => no === food)?.status, "taken");
  assert.equal((await bench.send(at(own, `/tasks/${food}/turn/recall`), reviewer)).status, 409);
});

test("sending back names what is done again, and the one who decides passes four eyes", async () => {
  const own = await accepted();
  for (const [who, key] of [
    [reviewer, "food"],
    ["zhao-tiejun", "fire"],
    ["he-qiushi", "street"],
    ["jiang-liu", "street"],
  ] as const) {
    const view = await look(own);
    for (const { no } of view.tasks.filter((task) => task.key === key && task.status === "open"))
      await bench.send(at(own, `/tasks/${no}/finish/pass`), who);
  }
  const decide = await number(own, "decide");
  const food = (await look(own)).tasks.find(({ key }) => key === "food")?.no ?? 0;
  const form = await page(at(own, `/tasks/${decide}/finish/again`), "qian-bojun");
  assert.match(form, new RegExp(`name="redo"[^>]*value="${food}"`));
  assert.match(form, /重办后直接送回给我/);
  const wrong = await bench.send(at(own, `/tasks/${decide}/finish/again`), "qian-bojun", { words: "请再看。", redo: ["999"] });
  assert.equal(wrong.status, 409);
  const sent = await bench.send(at(own, `/tasks/${decide}/finish/again`), "qian-bojun", {
    words: "请再看后厨。",
    redo: [String(food)],
    direct: "yes",
  });
  assert.equal(sent.status, 303);
  const open = (await look(own)).tasks.filter(({ status }) => status === "open").map(({ key }) => key);
  assert.deepEqual(open, ["food"], "only what was named is done again");
});

test("extra tasks: a hearing, another agency's opinion; whom it asks is chosen among those who can answer", async () => {
  const own = await accepted();
  const form = await page(at(own, "/open/ask"), reviewer);
  assert.ok(form.includes('value="water"') && form.includes("云川市水务局"));
  const none = await bench.send(at(own, "/open/ask"), reviewer, { words: "请看排水。", chosen: ["nobody"] });
  assert.equal(none.status, 422);
  assert.match(await none.text(), /请至少选择一个[\s\S]*请看排水。/);
  const [first, second] = await twice(at(own, "/open/ask"), reviewer, { chosen: ["water", "health"], words: "请看排水。" });
  assert.deepEqual([first.status, second.status], [303, 303]);
  assert.equal((await look(own)).tasks.filter(({ key }) => key === "ask").length, 2);
  assert.match(await page(at(own), stranger), /征求其他部门意见/, "who is asked may see the case now");
  const hearings = await twice(at(own, "/open/hearing"), reviewer);
  assert.deepEqual(
    hearings.map(({ status }) => status),
    [303, 303],
  );
  assert.equal((await bench.send(at(own, "/open/hearing"), reviewer)).status, 409, "it is open already");
  assert.equal((await bench.send(at(own, "/open/hearing"), "zhao-tiejun")).status, 403, "another post may not");
  await page(at(own, "/open/nonsense"), reviewer, 404);
});

test("urge, supervise, remark: each for those who may, in words", async () => {
  const own = await accepted();
  for (const [who, kind] of [
    [reviewer, "urge"],
    [reviewer, "remark"],
    ["ge-zhengping", "supervise"],
  ] as const) {
    assert.equal((await bench.send(at(own, `/note/${kind}`), who)).status, 422);
    const [first, second] = await twice(at(own, `/note/${kind}`), who, { words: `话 ${kind}` });
    assert.deepEqual([first.status, second.status], [303, 303]);
  }
  const text = await page(at(own), "ge-zhengping");
  for (const kind of ["urge", "remark", "supervise"]) assert.equal(text.split(`话 ${kind}`).length, 2, `${kind} stands there once`);
  await page(at(own, "/note/supervise"), reviewer, 403);
  await page(at(own, "/note/shout"), reviewer, 404);
});

test("documents and evidence are handed out as files, to readers of the case alone", async () => {
  const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
  const upload = await app.request("/api/v1/files", {
    as: "shen-ruolan",
    method: "POST",
    body: png,
    headers: { "content-type": "image/png" },
  });
  const { id: file } = (await upload.json()) as { id: string };
  const { id: own } = await bench.submit({
    evidence: [
      { requirement: "gas-alarm", declared: true },
      { requirement: "layout", file },
    ],
  });
  const text = await page(at(own), window_);
  const path = /href="([^"]*\/evidence\/\d+)"/.exec(text)?.[1];
  assert.ok(path);
  const got = await bench.request(path, { as: window_ });
  assert.match(got.headers.get("content-disposition") ?? "", /^attachment/);
  assert.deepEqual(Buffer.from(await got.arrayBuffer()), png);
  await page(path, stranger, 404);
  for (const no of ["0", "99", "x"]) await page(at(own, `/evidence/${no}`), window_, 404);
  await bench.send(at(own, "/tasks/1/finish/complete"), window_);
  await app.work();
  const letter = await bench.request(at(own, "/documents/1"), { as: window_ });
  assert.equal(letter.status, 200);
  assert.match(
    Buffer.from(await letter.arrayBuffer())
      .subarray(0, 5)
      .toString(),
    /%PDF-/,
  );
  await page(at(own, "/documents/9"), window_, 404);
});

test("what the applicant objects to is shown, with the register, the purpose and the ground", async () => {
  const { id: own } = await bench.submit({
    evidence: [
      { requirement: "gas-alarm", declared: true },
      { requirement: "premises", objection: "门牌号写错了。", declared: true },
    ],
  });
  const text = await page(at(own), window_);
  for (const word of ["门牌号写错了。", "申请人对查到的内容有异议", "查询目的", "核对餐馆的经营场所", "国务院关于在线政务服务的若干规定"])
    assert.ok(text.includes(word), word);
});

test("administration is for those with the right; it shows who does what, and what nobody does", async () => {
  for (const path of ["", "/agencies", "/posts", "/officers", "/packs", "/jobs"]) await page(`/zh/workbench/admin${path}`, window_, 403);
  assert.match(await page("/en/workbench/admin", administrator), /Database[\s\S]*Working/i);
  const sick = new Hono<HttpEnv>();
  layFloor(sick, { csrf: { key: new Uint8Array(32) }, trustProxy: false, log: assert.ifError });
  const officer = { kind: "officer", id: administrator, name: "段守成", language: "zh", posts: [], rights: ["administer"] } as const;
  const jobs = openPool(app.database.jobs, "workbench", 1);
  const health = async () => [{ name: { zh: "队列", en: "Queue" }, ok: false, detail: { zh: "积压", en: "Behind" } }];
  sick.route("/", createWorkbench({ desk: app.desk, jobs, health, actorOf: async () => officer }));
  assert.match(await (await sick.request("/en/workbench/admin")).text(), /One part is in trouble[\s\S]*Behind/);
  assert.match(await (await sick.request("/en/workbench/admin/packs")).text(), /Not checked/);
  assert.match(await (await sick.request("/en/workbench")).text(), /You hold no post at present/);
  await jobs.end();
  assert.match(await page("/zh/workbench/admin/officers?find=chen-yulan", administrator), /陈玉兰/);
  // Long lists come a page at a time and are narrowed by words; whatever the address says they are answered.
  for (const [list, one] of [
    ["officers", /id="officer-[a-z-]+"/g],
    ["posts", /class="e-row-more e-muted e-code">[a-z-]+\/[a-z-]+</g],
  ] as const) {
    const whole = await page(`/zh/workbench/admin/${list}`, administrator);
    const total = Number(/共 (\d+) 条/.exec(whole)?.[1]);
    const seen = new Set(whole.match(one));
    assert.ok(total > 40 && seen.size >= 40, `${list}: ${total}, ${seen.size}`);
    for (let [text, n] = [whole, 0]; n < 20; n++) {
      const next = /href="([^"]+)" rel="next"/.exec(text)?.[1]?.replaceAll("&amp;", "&");
      if (next === undefined) break;
      text = await page(next, administrator);
      for (const row of text.match(one) ?? []) seen.add(row);
    }
    assert.ok(seen.size >= total, `${list}: ${seen.size} of ${total}`);
    for (const from of ["x", "-1", "99999", "1e9"]) await page(`/zh/workbench/admin/${list}?from=${from}`, administrator);
    const narrowed = await page(`/zh/workbench/admin/${list}?find=${encodeURIComponent("市场监督 陈玉兰")}`, administrator);
    assert.match(narrowed, /陈玉兰/);
    assert.match(await page(`/zh/workbench/admin/${list}?find=%3Cnobody%3E`, administrator), /共 0 条/);
  }
  assert.match(await page("/en/workbench/admin/packs", administrator), /Current[\s\S]*Passed/);
  await page("/en/workbench/admin/packs/none", administrator, 404);
});

test("failed jobs are told by their class alone, and tried again", async () => {
  const { rows } = await app.desk.pool.query<{ id: string }>("select jobs.add('case-letter', '{}') as id");
  assert.ok(rows.length === 1);
  const admin = new Client({ connectionString: app.database.superuser });
  await admin.connect();
  await admin.query("update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'RangeError: secret of 沈若兰'");
  const jobs = await page("/en/workbench/admin/jobs", administrator);
  assert.match(jobs, /RangeError/);
  assert.doesNotMatch(jobs, /secret/);
  const ids = [...jobs.matchAll(/name="job" value="(\d+)"/g)].map((match) => match[1] ?? "");
  assert.ok(ids.length > 0);
  assert.equal((await bench.send("/en/workbench/admin/jobs/retry", window_, { job: ids })).status, 403);
  const [first, second] = await twice("/en/workbench/admin/jobs/retry", administrator, { job: [...ids, "x", "-1"] });
  assert.match(first.headers.get("set-cookie") ?? "", /flash=retried/);
  assert.match(second.headers.get("set-cookie") ?? "", /flash=nothing-chosen/);
  const left = await admin.query("select count(*)::int n from graphile_worker._private_jobs where attempts >= max_attempts");
  assert.equal(left.rows[0].n, 0);
  await admin.query("delete from graphile_worker._private_jobs");
  await admin.end();
});

test("no string anywhere makes an answer of 500", async () => {
  const own = await accepted();
  const food = await number(own, "food");
  const naughty = [
    "",
    "\0",
    "'; drop table x;--",
    "<svg onload=alert(1)>",
    "../../etc",
    "%00",
    "\ud800",
    "𠮷".repeat(300),
    "{{7*7}}",
    "undefined",
    "__proto__",
    "constructor",
    "toString",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "‮txt",
    "9".repeat(40),
  ];
  let tried = 0;
  const fine = async (answer: Response, what: string) => {
    tried += 1;
    assert.ok(answer.status < 500, `${what}: ${answer.status}`);
    assert.doesNotMatch(await answer.text(), /<svg onload|<script>/);
  };
  for (const one of naughty) {
    const part = encodeURIComponent(one.toWellFormed()) || "%20";
    for (const name of ["post", "service", "who", "due", "number", "after", "before", "limit"])
      await fine(await bench.request(`/zh/workbench?${name}=${part}`, { as: window_ }), name);
    await fine(await bench.request(`/zh/workbench/tasks.csv?number=${part}`, { as: window_ }), "csv");
    await fine(await bench.request(`/zh/workbench/taken?t=${part}&back=${part}`, { as: window_ }), "taken");
    for (const path of [
      `/due/${part}`,
      `/cases/${part}`,
      `/cases/${own}/open/${part}`,
      `/cases/${own}/note/${part}`,
      `/cases/${own}/tasks/${part}/give`,
      `/cases/${own}/tasks/${food}/finish/${part}`,
      `/cases/${own}/documents/${part}`,
      `/cases/${own}/evidence/${part}`,
      `/admin/packs/${part}`,
    ])
      await fine(await bench.request(`/zh/workbench${path}`, { as: path.startsWith("/admin") ? administrator : reviewer }), path);
    await fine(await bench.send("/zh/workbench/take", window_, { task: one, back: one }), "take");
    await fine(await bench.send("/zh/workbench/admin/jobs/retry", administrator, { job: one }), "retry");
    await fine(await bench.send(at(own, `/tasks/${food}/give`), reviewer, { to: one }), "give");
    await fine(await bench.send(at(own, "/open/ask"), reviewer, { chosen: one, words: "x".repeat(5000) }), "open");
    await fine(await bench.send(at(own, "/note/remark"), reviewer, { words: one }), "note");
    await fine(
      await bench.send(at(own, `/tasks/${food}/finish/${part}`), reviewer, {
        words: one,
        marks: one,
        redo: one,
        direct: one,
        version: one,
        "f.area": one,
        [`f.${one}`]: one,
      }),
      "finish",
    );
  }
  assert.ok(tried >= naughty.length * 25, `${tried} tried`);
});

// An agency asks for data, the owner decides, the register opens, and closes again: all of it by pages.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Client } from "pg";
import { sampleRows } from "../../../test/support/city.ts";
import { startTestWorkbench } from "../../../test/support/workbench.ts";
import { publishPackage, readPackage, refreshDatasets } from "../../opendata/index.ts";

const bench = await startTestWorkbench({ now: Date.parse("2026-11-23T09:00:00+08:00") });
const { app } = bench;
const { desk } = app;
const [shen] = sampleRows().persons;
assert.ok(shen);
const directory = await desk.organisation.current();
assert.ok(directory);

/** Somebody who holds this post today. */
const holderOf = (post: string): string =>
  directory.officers().find(({ id }) => directory.postsOf(id, "2026-11-23").some(({ name }) => name === post))?.id ??
  assert.fail(`nobody is ${post}`);
const asker = holderOf("tax/review");
const steward = holderOf("public-security/steward");
const head = holderOf("public-security/head");
const keeper = holderOf("data/exchange");
const dataHead = holderOf("data/head");
const outsider = holderOf("fire/review");

const page = async (path: string, as: string, status = 200): Promise<string> => {
  const answer = await bench.request(path, { as });
  const text = await answer.text();
  assert.equal(answer.status, status, `${path} as ${as}: ${text.slice(0, 400)}`);
  return text;
};
const ask = async (more: { service?: string; fields?: string[] } = {}): Promise<string> => {
  const answer = await desk.exchange.ask({
    register: "population",
    key: shen.identifier,
    fields: ["name"],
    purpose: { zh: "核对纳税人", en: "To check a taxpayer" },
    service: "restaurant-opening",
    ground: { law: "tax-collection-law/15" },
    asker: { agency: "tax", case: randomUUID() },
    ...more,
  });
  return answer.state === "unavailable" ? (answer.reason ?? answer.why) : answer.state;
};

const request = {
  "f.asker": "tax",
  "f.register": "population",
  "f.fields": ["name"],
  "f.services": ["restaurant-opening"],
  "f.need": "核对个体工商户经营者的姓名",
  "f.legalBasis": "tax-collection-law/15",
  "f.frequency": "each-case",
  "f.retention": "30-days",
  "f.until.year": "2026",
  "f.until.month": "12",
  "f.until.day": "31",
};

/** The number of the task that is open to this officer. */
async function openTask(id: string, as: string): Promise<number | undefined> {
  const view = (await (await app.request(`/api/v1/cases/${id}`, { as })).json()) as { tasks: { no: number; status: string }[] };
  return view.tasks.find(({ status }) => status === "open" || status === "taken")?.no;
}

/** Finishes the task that is open to this officer. */
async function finish(id: string, as: string, outcome: string, more: Record<string, string | string[]> = {}): Promise<void> {
  const no = await openTask(id, as);
  const done = await bench.send(`/zh/workbench/cases/${id}/tasks/${no}/finish/${outcome}`, as, more);
  assert.equal(done.status, 303, `${outcome}: ${(await done.text()).slice(0, 2000)}`);
  await app.work();
}

/** What the page says where the open task cannot be finished so. */
async function refusedFinish(id: string, as: string, outcome: string): Promise<string> {
  const no = await openTask(id, as);
  const sent = await bench.send(`/zh/workbench/cases/${id}/tasks/${no}/finish/${outcome}`, as, { words: "决定。" });
  assert.equal(sent.status, 409);
  return sent.text();
}

/** A case that asks to resume the agreement, looked into. */
async function resuming(): Promise<string> {
  const why = "已经整改，查询都限于协议的用途";
  const id = await started("agreement-resumption", asker, { "f.asker": "tax", "f.agreement": agreement, "f.why": why });
  await finish(id, keeper, "complete");
  return id;
}

const started = async (service: string, as: string, fields: Record<string, string | string[]>): Promise<string> => {
  const sent = await bench.send(`/zh/workbench/start/${service}`, as, fields);
  assert.equal(sent.status, 303, (await sent.text()).slice(0, 3000));
  return /\/cases\/([0-9a-f-]{36})/.exec(sent.headers.get("location") ?? "")?.[1] ?? assert.fail("no case");
};

let agreement = "";

test("the catalogue is found, searched and opened in both languages", async () => {
  for (const lang of ["zh", "en"]) {
    const all = await page(`/${lang}/workbench/sharing`, asker);
    assert.match(all, lang === "zh" ? /人口库/ : /Population register/);
    const found = await page(`/${lang}/workbench/sharing?q=${encodeURIComponent("健康证")}`, asker);
    assert.match(found, lang === "zh" ? /从业人员健康证库/ : /staff health certificates/);
    assert.doesNotMatch(found, /resources\/addresses"/);
    const one = await page(`/${lang}/workbench/sharing/resources/population`, asker);
    assert.match(one, lang === "zh" ? /有条件共享/ : /on a condition/);
    assert.match(one, /\/workbench\/start\/[a-z-]+\?register=population/);
  }
  assert.match(await page("/en/workbench/sharing?q=nothing+like+it", asker), /No resource was found/);
  assert.match(await page("/en/workbench/sharing?owner=health&sharing=conditional", asker), /staff health certificates/);
  await page("/zh/workbench/sharing/resources/nothing", asker, 404);
});

test("a form with mistakes is shown again with what was typed, and nothing begins", async () => {
  const before = await page("/zh/workbench/start/data-sharing-request?register=population", asker);
  assert.match(before, /<option value="population" selected/);
  const { "f.need": _, ...lacking } = request;
  const sent = await bench.send("/zh/workbench/start/data-sharing-request", asker, lacking);
  assert.equal(sent.status, 422);
  const again = await sent.text();
  assert.match(again, /tax-collection-law\/15/);
  assert.match(again, /govuk-error-summary/);
  await page("/zh/workbench/start/restaurant-opening", asker, 404);
  await page("/zh/workbench/start/nothing", asker, 404);
});

test("what is asked for and granted becomes an agreement, and the register opens for that and nothing else", async () => {
  assert.equal(await ask(), "no-agreement");
  const id = await started("data-sharing-request", asker, request);
  await finish(id, keeper, "complete");
  await finish(id, steward, "share");
  assert.equal(await ask(), "no-agreement", "nothing is open before it is decided");
  await finish(id, head, "approve");
  const { rows } = await desk.pool.query(
    "select id, asker, fields, services, law, until::text, retention, status, case_id from exchange.agreement where case_id = $1",
    [id],
  );
  agreement = rows[0]?.id;
  assert.deepEqual(rows, [
    {
      id: agreement,
      asker: "tax",
      fields: ["name"],
      services: ["restaurant-opening"],
      law: "tax-collection-law/15",
      until: "2026-12-31",
      retention: "30 days",
      status: "active",
      case_id: id,
    },
  ]);
  assert.equal(await ask(), "found");
  assert.equal(await ask({ service: "information-request" }), "service");
  assert.equal(await ask({ fields: ["name", "address"] }), "fields");
});

test("both sides see it, others do not; what should be looked at is pointed out", async () => {
  const mine = await page("/en/workbench/sharing/agreements", asker);
  assert.match(mine, new RegExp(`agreements/${agreement}`));
  assert.match(mine, /ends soon/, "it ends within two months");
  assert.match(await page("/zh/workbench/sharing/agreements", steward), new RegExp(`agreements/${agreement}`));
  const one = await page(`/zh/workbench/sharing/agreements/${agreement}`, asker);
  assert.match(one, /permit \(principal == Agency::&quot;tax&quot;|permit \(principal == Agency::"tax"/);
  assert.match(one, /办件决定/);
  await page(`/zh/workbench/sharing/agreements/${agreement}`, outsider, 403);
  await page("/zh/workbench/sharing/agreements?agency=tax", outsider, 403);
  await page("/zh/workbench/sharing/agreements?agency=tax", keeper);
  const refused = await page("/en/workbench/sharing/refusals", asker);
  assert.match(refused, /another purpose/);
  assert.match(refused, /no agreement/);
  assert.doesNotMatch(await page("/en/workbench/sharing/refusals", outsider), /another purpose/);
  await page("/en/workbench/sharing/refusals?agency=tax", outsider, 403);
});

test("an officer asks under an agreement by a page: what was chosen and nothing else; what is not covered is refused by name", async () => {
  const path = `/workbench/sharing/agreements/${agreement}/ask`;
  assert.ok((await page(`/zh/workbench/sharing/agreements/${agreement}`, asker)).includes(path));
  const blank = await page(`/zh${path}`, asker);
  assert.match(blank, /当事人会逐字看到/);
  assert.match(blank, /<option value="restaurant-opening" selected/);
  await page(`/zh${path}`, outsider, 403);
  await page("/zh/workbench/sharing/agreements/nothing/ask", asker, 404);
  const typed = { by: "identifier", key: shen.identifier, fields: ["name"], service: "restaurant-opening", purpose: "核对负责人姓名" };
  const sent = async (more: Record<string, string | string[]> = {}, as = asker, status = 200): Promise<string> => {
    const answer = await bench.send(`/zh${path}`, as, { ...typed, ...more });
    assert.equal(answer.status, status);
    return answer.text();
  };
  const looks = () => desk.exchange.accessesOf(shen.identifier);
  const before = (await looks()).length;
  const lacking = await sent({ key: "", fields: [], purpose: "" }, asker, 422);
  for (const words of ["请写明查谁、查什么。", "请选择至少一个字段。", "请写明目的。"]) assert.ok(lacking.includes(words), words);
  assert.equal((await looks()).length, before, "what is not fit to be asked is not asked");
  const found = await sent();
  assert.ok(found.includes(shen.name));
  assert.ok(shen.address && !found.includes(shen.address), "nothing but what was asked for");
  const [look, ...others] = await looks();
  assert.equal(others.length, before);
  assert.deepEqual(
    [look?.agency, look?.register, look?.purpose.zh, look?.post, look?.told],
    ["tax", "population", "核对负责人姓名", undefined, true],
  );
  const both = await desk.pool.query(
    `select r.actor, r.post, o.state, a.allowed, a.holder from exchange.request r join exchange.outcome o on o.request = r.id
     join exchange.answer a on a.request_hash = r.hash order by r.id desc limit 1`,
  );
  assert.deepEqual(both.rows, [
    { actor: `officer:${asker}`, post: "review", state: "found", allowed: agreement, holder: "public-security" },
  ]);
  assert.match(await sent({ fields: ["name", "address"] }), /没有提供：字段不在协议内[\s\S]*不包括这些字段/);
  assert.match(await sent({ service: "information-request" }), /没有提供：用途不在协议内/);
  assert.match(await sent({ fields: ["nothing"] }), /没有提供：没有这个字段/);
  assert.match(await sent({ key: "110101199003074514" }), /登记库里没有这样的记录/);
  await sent({}, outsider, 403);
});

test("a steward opens a dataset of a register by a page, changes it and withdraws it; what may not be opened is refused by name", async () => {
  const own = holderOf("market/steward");
  const list = "/zh/workbench/sharing/open-data";
  const dataset = {
    id: "firms-by-kind",
    titleZh: "市场主体类型",
    titleEn: "Kinds of firms",
    descriptionZh: "名称和类型。",
    descriptionEn: "Names and kinds.",
  };
  const typed = {
    ...dataset,
    keywordsZh: "企业，类型",
    keywordsEn: "firms, kinds",
    fields: ["name", "kind"],
    theme: "ECON",
    frequency: "weekly",
  };
  const sent = async (path: string, more: Record<string, string | string[]>, as = own) => {
    const answer = await bench.send(path, as, { ...typed, licence: "cc0-1.0", do: "save", ...more });
    return { status: answer.status, text: await answer.text() };
  };
  const refresh = () => refreshDatasets({ app: desk.pool, catalogue: desk.catalogue, day: desk.day }, desk.now());
  const shown = async () => {
    const answer = await app.request("/api/3/action/package_show?id=firms-by-kind");
    const { result } = (await answer.json()) as { result?: { state: string; title: string; num_resources: number } };
    return result && [result.state, result.title, result.num_resources];
  };
  assert.match(await page("/zh/workbench/registers/legal-entities", own), /sharing\/open-data/);
  assert.match(await page(list, own), /legal-entities/);
  assert.match(await page(list, outsider), /您不是任何登记库的数据管家/);
  const form = `${list}/legal-entities`;
  const blank = await page(form, own);
  assert.match(blank, /不能开放的字段[\s\S]*法定代表人/);
  assert.doesNotMatch(blank, /value="legal-representative"/);
  await page(form, outsider, 404);
  assert.equal((await sent(form, {}, outsider)).status, 404);
  for (const [more, said] of [
    [{ fields: ["name", "legal-representative"] }, /legal-representative[^<]*不能开放/],
    [{ fields: ["nothing"] }, /没有栏目“nothing”/],
    [{ fields: [] }, /请选择至少一个字段/],
    [{ id: "Firms" }, /只用小写字母/],
    [{ id: "legal-entities" }, /已经用于别的数据集/],
    [{ titleEn: "" }, /请填写/],
    [{ theme: "NONE" }, /请选择/],
    [{ spatial: ["110000"] }, /没有区划代码“110000”/],
    [{ "meaning.kind.zh": "登记时的类型。" }, /含义要中英文都写/],
    [{ "from.year": "2026", "from.month": "2", "from.day": "30" }, /没有这一天/],
    [{ "to.year": "2026", "to.month": "2", "to.day": "3" }, /也要填起日/],
  ] as const) {
    const { status, text } = await sent(form, more as Record<string, string | string[]>);
    assert.equal(status, 422, JSON.stringify(more));
    assert.match(text, said);
  }
  const preview = await sent(form, { do: "preview" });
  assert.equal(preview.status, 200);
  assert.match(preview.text, /前十行（还没有开放）/);
  await refresh();
  assert.equal(await shown(), undefined, "a look publishes nothing");
  assert.equal((await sent(form, {})).status, 303);
  assert.match(await page(list, own), /市场主体类型[\s\S]*即将生成/);
  await refresh();
  assert.deepEqual(await shown(), ["active", "市场主体类型", 2]);
  const file = await (await app.request("/data/firms-by-kind/files/firms-by-kind.csv")).text();
  assert.equal(file.split("\r\n")[0], "name,kind");
  const one = `${form}/firms-by-kind`;
  assert.match(await page(one, own), /<option value="cc0-1.0" selected/);
  const covered = {
    "meaning.kind.zh": "登记时的类型。",
    "meaning.kind.en": "The kind as it was registered.",
    "meaning.status.zh": "没有选的字段不留含义",
    "meaning.status.en": "Nothing is kept of a field that is not chosen",
    spatial: ["980102"],
    "from.year": "2026",
    "from.month": "1",
    "from.day": "1",
  };
  assert.equal((await sent(one, { titleZh: "各类市场主体", fields: ["kind", "name"], ...covered })).status, 303);
  await refresh();
  assert.deepEqual(await shown(), ["active", "各类市场主体", 2]);
  const again = await page(one, own);
  for (const typed of [/name="meaning\.kind\.en"[^>]*value="The kind as it was registered\."/, /value="980102" checked/, /value="2026"/])
    assert.match(again, typed);
  assert.doesNotMatch(again, /没有选的字段不留含义/);
  const facts: [path: string, said: RegExp[]][] = [
    [
      "/data/firms-by-kind.jsonld",
      [/csvw:Column[\s\S]*"The kind as it was registered\."/, /#division-980102/, /dcat:startDate[\s\S]*2026-01-01/],
    ],
    [
      "/data/firms-by-kind.ttl",
      [/"The kind as it was registered\."@en/, /dct:spatial <[^>]*#division-980102>/, /dcat:startDate "2026-01-01"/],
    ],
    ["/api/3/action/package_show?id=firms-by-kind", [/"description": ?"登记时的类型。 \/ The kind/, /980102/, /"temporal_start"/]],
    ["/en/data/firms-by-kind", [/The kind as it was registered\./, /Chenghu District/, /1 January 2026/]],
  ];
  for (const [path, said] of facts) {
    const text = await (await app.request(path, { headers: { accept: path.startsWith("/en") ? "text/html" : "*/*" } })).text();
    for (const one of said) assert.match(text, one, path);
  }
  const [, version = ""] = /name="version" value="(\d+)"/.exec(again) ?? [];
  const late = await sent(one, { version: String(Number(version) - 1), titleZh: "晚到的修改" });
  assert.equal(late.status, 422);
  assert.match(late.text, /有人修改过这个数据集[\s\S]*晚到的修改/);
  assert.match(late.text, new RegExp(`name="version" value="${version}"`), "saved again it is meant");
  await refresh();
  assert.deepEqual(await shown(), ["active", "各类市场主体", 2]);
  const bare = await bench.send(`${one}/withdraw`, own, { whyZh: "合并到别的数据集" });
  assert.equal(bare.status, 422);
  const gone = await bench.send(`${one}/withdraw`, own, { whyZh: "合并到别的数据集", whyEn: "It is part of another now" });
  assert.equal(gone.status, 303);
  assert.deepEqual(await shown(), ["deleted", "各类市场主体", 0]);
  const public_ = await app.request("/en/data/firms-by-kind", { headers: { accept: "text/html" } });
  assert.equal(public_.status, 410);
  assert.match(await public_.text(), /It is part of another now/);
  await refresh();
  assert.deepEqual(await shown(), ["deleted", "各类市场主体", 0], "it is not made again by itself");
  const history = await page(one, own);
  assert.match(history, /变更经过[\s\S]*开放[\s\S]*修改[\s\S]*撤下[\s\S]*合并到别的数据集/);
  assert.equal((await sent(one, {})).status, 303);
  await refresh();
  assert.deepEqual(await shown(), ["active", "市场主体类型", 2], "opened again");
});

test("a data package is withdrawn by a steward of its agency, by page or program: its page and files say that it is gone, harvesters learn of it", async () => {
  const [own, other] = [holderOf("planning/steward"), holderOf("market/steward")];
  const folder = mkdtempSync(join(tmpdir(), "errand-package-"));
  const about = (id: string) => ({
    id,
    title: { zh: `行道树 ${id}`, en: `Street trees ${id}` },
    description: { zh: "位置和树种。", en: "Places and species." },
    theme: "ENVI",
    frequency: "annual",
  });
  const owner = new Client({ connectionString: app.database.owner });
  await owner.connect();
  const publish = async (id: string, agency = "planning") => {
    writeFileSync(
      join(folder, "datapackage.json"),
      JSON.stringify({ resources: [{ name: "trees", path: "trees.csv", schema: { fields: [{ name: "species" }] } }], errand: about(id) }),
    );
    writeFileSync(join(folder, "trees.csv"), "species\n香樟\n");
    const read = await readPackage(folder);
    assert.ok(read.ok);
    return (await publishPackage(owner, read, agency, desk.now())).ok;
  };
  const harvested = async (id: string) => {
    const { result } = (await (await app.request(`/api/3/action/package_show?id=${id}`)).json()) as { result: { state: string } };
    return result.state;
  };
  try {
    assert.ok((await publish("street-trees")) && (await publish("park-trees")));
    const list = "/zh/workbench/sharing/open-data";
    const one = "/zh/workbench/sharing/packages/street-trees";
    assert.match(await page(list, own), /数据包[\s\S]*sharing\/packages\/street-trees/);
    assert.doesNotMatch(await page(list, other), /street-trees/);
    const inList = (html: string) => [...html.matchAll(/sharing\/packages\/([a-z-]+)"/g)].map(([, id]) => id);
    const begun = await page(`${list}?limit=1`, own);
    const [, next = ""] = /href="([^"]*\?after=[^"#]*)/.exec(begun) ?? [];
    const rest = await page(next, own);
    assert.deepEqual([...inList(begun), ...inList(rest)].sort(), ["park-trees", "street-trees"]);
    assert.match(rest, /回到最近的/);
    await page(next, other, 400);
    assert.match(await page(one, own), /随数据包发布[\s\S]*/);
    await page(one, other, 404);
    await page("/zh/workbench/sharing/packages/legal-entities/withdraw", own, 404);
    assert.match(await page(`${one}/withdraw`, own), /行道树 street-trees/);
    const why = { whyZh: "位置不准", whyEn: "The places are wrong" };
    assert.equal((await bench.send(`${one}/withdraw`, other, why)).status, 404);
    assert.equal((await bench.send(`${one}/withdraw`, own, { whyZh: "位置不准" })).status, 422);
    assert.equal(await harvested("street-trees"), "active");
    assert.equal((await bench.send(`${one}/withdraw`, own, why)).status, 303);
    assert.equal((await bench.send(`${one}/withdraw`, own, { whyZh: "又一次", whyEn: "Once more" })).status, 303, "done twice, done once");
    assert.match(await page(one, own), /变更经过[\s\S]*撤下[\s\S]*位置不准/);
    assert.equal(await harvested("street-trees"), "deleted");
    for (const path of [
      "/en/data/street-trees",
      "/data/street-trees/files/trees.csv",
      "/data/street-trees/datapackage.json",
      "/data/street-trees.ttl",
    ]) {
      const answer = await app.request(path, { headers: { accept: "text/html" } });
      assert.equal(answer.status, 410, path);
      assert.match(await answer.text(), /The places are wrong|位置不准/, path);
    }
    assert.equal(await publish("street-trees", "market"), false, "its name stays its agency's");
    assert.ok(await publish("street-trees"));
    assert.equal(await harvested("street-trees"), "active");

    const send = (as: string, body: unknown, key: string) =>
      app.request("/api/v1/datasets/park-trees/withdraw", {
        method: "POST",
        as,
        body: JSON.stringify(body),
        headers: { "content-type": "application/json", "idempotency-key": key },
      });
    const reason = { why: { zh: "并入绿地", en: "Part of the parks now" } };
    assert.equal((await send(other, reason, "a")).status, 403);
    assert.equal((await send(own, { why: { zh: "并入绿地" } }, "a")).status, 422);
    for (const _ of [1, 2]) {
      const done = await send(own, reason, "once");
      assert.equal(done.status, 200);
      const { state, history } = (await done.json()) as { state: string; history: { what: string; by: string }[] };
      assert.deepEqual(
        [state, history.map(({ what, by }) => [what, by])],
        [
          "withdrawn",
          [
            ["opened", "package"],
            ["withdrawn", `officer:${own}`],
          ],
        ],
      );
    }
    assert.ok(await publish("park-trees"));
    assert.equal((await send(own, reason, "once")).status, 200);
    assert.equal(await harvested("park-trees"), "active", "what comes late is not done again");
    const changed = await app.request("/api/v1/datasets/park-trees", {
      method: "POST",
      as: own,
      body: JSON.stringify({ ...about("x"), id: undefined, fields: ["species"] }),
      headers: { "content-type": "application/json" },
    });
    assert.equal(changed.status, 409, "a package is changed by publishing it again");
  } finally {
    await owner.end();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("leaders see who shares, who refuses and how fast, down to the case; as a file too", async () => {
  app.at(Date.parse("2026-11-24T09:00:00+08:00"));
  const figures = await page("/en/workbench/sharing/figures", keeper);
  assert.match(figures, /Granted 1/);
  assert.match(figures, /<svg[^>]*aria-label="freely/);
  assert.match(figures, /refusals\?agency=public-security/);
  await page("/zh/workbench/sharing/figures", asker, 403);
  const file = await bench.request("/en/workbench/sharing/figures.csv", { as: keeper });
  assert.match(file.headers.get("content-type") ?? "", /text\/csv/);
  const lines = (await file.text()).split("\r\n");
  assert.match(lines[0] ?? "", /^"Owner","Registers"/);
  assert.ok(lines.some((line) => line.startsWith('"Yunchuan Public Security Bureau"')));
  await page("/en/workbench/sharing/figures.csv", outsider, 403);
});

test("stopped by a case, it gives nothing more", async () => {
  const begin = await page(`/zh/workbench/start/agreement-suspension?agreement=${agreement}`, steward);
  assert.ok(begin.includes(`value="${agreement}"`));
  const id = await started("agreement-suspension", steward, {
    "f.asker": "public-security",
    "f.agreement": agreement,
    "f.action": "suspend",
    "f.why": "查询次数与用途不符，需要核实",
  });
  assert.equal(await ask(), "found");
  await finish(id, keeper, "complete");
  await finish(id, dataHead, "suspend", { words: "用途与协议不符，先行中止。" });
  assert.equal(await ask(), "suspended");
  const one = await page(`/en/workbench/sharing/agreements/${agreement}`, asker);
  assert.match(one, /It is not in force and makes no rule/);
  assert.match(one, new RegExp(`/en/workbench/cases/${id}`));
});

test("taken up again by a case, it gives as before; while it is in force there is nothing to resume", async () => {
  const one = await page(`/en/workbench/sharing/agreements/${agreement}`, asker);
  const way =
    /href="\/en(\/workbench\/start\/[a-z-]+\?agreement=[^"]+)"[^>]*>\s*Have it resumed/.exec(one)?.[1] ?? assert.fail("no way to resume");
  assert.ok((await page(`/zh${way}`, asker)).includes(`value="${agreement}"`));
  const id = await resuming();
  assert.equal(await ask(), "suspended", "asked for is not yet granted");
  await finish(id, dataHead, "resume", { words: "已经整改。" });
  assert.equal(await ask(), "found");
  assert.equal(await ask({ fields: ["name", "address"] }), "fields", "its terms are as they were");
  const again = await page(`/en/workbench/sharing/agreements/${agreement}`, asker);
  assert.match(again, new RegExp(`/en/workbench/cases/${id}`));
  assert.doesNotMatch(again, /Have it resumed/);
  const twice = await resuming();
  assert.match(await refusedFinish(twice, dataHead, "resume"), /没有暂停/);
  await finish(twice, dataHead, "keep", { words: "没有暂停。" });
  assert.equal(await ask(), "found");
});

test("revoked, it is not resumed", async () => {
  const id = await started("agreement-suspension", steward, {
    "f.asker": "public-security",
    "f.agreement": agreement,
    "f.action": "revoke",
    "f.why": "不再需要这项查询",
  });
  await finish(id, keeper, "complete");
  await finish(id, dataHead, "revoke", { words: "撤销。" });
  assert.equal(await ask(), "revoked");
  assert.doesNotMatch(await page(`/en/workbench/sharing/agreements/${agreement}`, asker), /Have it resumed/);
  assert.match(await refusedFinish(await resuming(), dataHead, "resume"), /没有有效的共享协议/);
  assert.equal(await ask(), "revoked");
});

test("a doubt about quality is a case that the resource counts", async () => {
  const begin = await page("/en/workbench/start/data-quality-complaint?register=population", asker);
  const names = [...begin.matchAll(/name="(f\.[a-zA-Z]+)"/g)].map(([, name]) => name);
  assert.ok(names.includes("f.register"));
  await started("data-quality-complaint", asker, {
    "f.asker": "tax",
    "f.register": "population",
    "f.field": "name",
    "f.record": "某条记录",
    "f.what": "登记的姓名与本人证件不一致",
    "f.held": "旧名",
    "f.right": "新名",
  });
  assert.match(await page("/en/workbench/sharing/resources/population", asker), /1, of which 1 under way/);
});

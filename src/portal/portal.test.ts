// The pages that are nobody's own, and the doors to those that are somebody's.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sampleRows } from "../../test/support/city.ts";
import { startTestPortal } from "../../test/support/portal.ts";
import { assertSane } from "../../test/support/sane.ts";
import { samplePassword } from "../identity/index.ts";
import { notify } from "../notices/index.ts";
import { chineseNumber } from "./services/law.tsx";

const open = ["/", "/services", "/services?q=x", "/sign-in", "/verify", "/help", "/accessibility"];
const own = [
  "/drafts",
  "/cases",
  "/who-looked",
  "/cases/0190163d-8694-739b-aea5-966c26f8ad91",
  "/drafts/0190163d-8694-739b-aea5-966c26f8ad91/check",
];

const portal = await startTestPortal();

test("leads to the reader's language", async () => {
  const zh = await portal.request("/", { headers: { "accept-language": "zh-CN" } });
  const en = await portal.request("/", { headers: { "accept-language": "en" } });
  assert.deepEqual([zh.headers.get("location"), en.headers.get("location")], ["/zh/", "/en/"]);
  assert.equal((await portal.request("/en")).headers.get("location"), "/en/");
  assert.equal((await portal.request("/fr/services")).status, 404);
});

test("shows every open page in both languages", async () => {
  const services = await portal.app.desk.catalogue.services();
  assert.ok(services.length >= 2);
  for (const lang of ["zh", "en"] as const) {
    for (const path of [...open, ...services.map(({ header }) => `/services/${header.id}`)]) {
      const answer = await portal.request(`/${lang}${path}`);
      assert.equal(answer.status, 200, path);
      assertSane(await answer.text(), lang, path);
    }
  }
});

test("a service's page says all that it has to say, and none of the other language", async () => {
  for (const { header } of await portal.app.desk.catalogue.services()) {
    for (const lang of ["zh", "en"] as const) {
      const shown = (await (await portal.request(`/${lang}/services/${header.id}`)).text())
        .replaceAll("&quot;", '"')
        .replaceAll("&amp;", "&");
      const other = lang === "zh" ? "en" : "zh";
      const texts = [
        header.title,
        header.summary,
        ...header.conditions,
        ...header.requirements.flatMap(({ title, why }) => [title, why]),
        ...header.faq.flatMap(({ q, a }) => [q, a]),
      ];
      for (const text of texts) {
        assert.ok(shown.includes(text[lang]), `${header.id} ${lang}: ${text[lang]}`);
        if (text[other].length > 12) assert.ok(!shown.includes(text[other]), `${header.id} ${lang} shows ${text[other]}`);
      }
    }
  }
});

test("finds services by words of either language, and says so where there is none", async () => {
  const [first] = await portal.app.desk.catalogue.services();
  assert.ok(first);
  for (const [lang, words] of [
    ["zh", first.header.title.zh],
    ["en", first.header.title.zh],
    ["zh", first.header.title.en],
  ] as const) {
    const html = await (await portal.request(`/${lang}/services?q=${encodeURIComponent(words)}`)).text();
    assert.match(html.slice(html.indexOf('id="found"')), new RegExp(`/services/${first.header.id}"`));
  }
  const none = await (await portal.request(`/en/services?q=${encodeURIComponent("<b>zzz</b>")}`)).text();
  assert.match(none, /No service found for “&lt;b>zzz|No service found for “&lt;b&gt;zzz/);
});

test("somebody's own pages ask to sign in, and come back", async () => {
  for (const path of own) {
    const answer = await portal.request(`/en${path}`);
    assert.equal(answer.status, 303, path);
    assert.equal(answer.headers.get("location"), `/en/sign-in?next=${encodeURIComponent(`/en${path}`)}`);
    const officer = await portal.request(`/en${path}`, { as: "chen-yulan" });
    assert.equal(officer.status, 403);
    assertSane(await officer.text(), "en", path);
  }
});

test("what is not there is said in the reader's language", async () => {
  for (const path of ["/services/nothing", "/nothing", "/check/1.2.156.3005.2.X"]) {
    assert.equal((await portal.request(`/zh${path}`)).status, 404, path);
    const english = await portal.request(`/en${path}`);
    assert.equal(english.status, 404);
    assertSane(await english.text(), "en", path);
  }
  for (const path of [
    "/cases/0190163d-8694-739b-aea5-966c26f8ad91",
    "/cases/x",
    "/drafts/0190163d-8694-739b-aea5-966c26f8ad91",
    "/drafts/x/check",
    "/who-looked?about=x",
  ]) {
    assert.equal((await portal.request(`/zh${path}`, { as: "shen-ruolan" })).status, 404, path);
  }
});

test("a token does here what it may do elsewhere", async () => {
  const token = await portal.app.token("shen-ruolan", ["tasks"]);
  assert.equal((await portal.request("/zh/cases", { headers: { authorization: `Bearer ${token}` } })).status, 403);
});

describe("signing in", () => {
  const post = async (path: string, fields: Record<string, string>) => {
    // As a browser: the page first, for its cookie and token.
    const page = await portal.request(path);
    const cookies = page.headers.getSetCookie().map((one) => one.split(";")[0]);
    const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? "";
    return portal.request(path, {
      method: "POST",
      headers: { cookie: cookies.join("; ") },
      body: new URLSearchParams({ _csrf: token, ...fields }),
    });
  };
  const good = { login: "luo-zhiyuan", password: samplePassword };
  const jar = (answer: Response) =>
    answer.headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");

  test("opens a session, goes on where one was, and ends", async () => {
    const answer = await post("/en/sign-in?next=%2Fen%2Fcases%3Fshow%3Dended", good);
    assert.equal(answer.headers.get("location"), "/en/cases?show=ended");
    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith("errand_session="));
    assert.match(cookie ?? "", /HttpOnly; SameSite=Lax/);
    const session = jar(answer);
    const account = await portal.request("/en/account", { headers: { cookie: session } });
    const html = await account.text();
    assert.match(html, /罗知远/);
    const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? "";
    const out = await portal.request("/en/sign-out", {
      method: "POST",
      headers: { cookie: session },
      body: new URLSearchParams({ _csrf: token }),
    });
    assert.equal(out.headers.get("location"), "/en/");
    assert.equal((await portal.request("/en/cases", { headers: { cookie: session } })).status, 303, "the session is gone");
  });

  test("leads officers to their work, and never to another site", async () => {
    const officer = await post("/zh/sign-in", { login: "chen-yulan", password: samplePassword });
    const onward = await portal.request(officer.headers.get("location") ?? "", { headers: { cookie: jar(officer) } });
    assert.equal(onward.headers.get("location"), "/zh/workbench");
    for (const next of ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]) {
      const answer = await post(`/zh/sign-in?next=${encodeURIComponent(next)}`, good);
      assert.match(answer.headers.get("location") ?? "", /^\/zh\//, next);
    }
  });

  test("says what is missing or wrong, keeps the name, and slows guessing down", async () => {
    const empty = await post("/en/sign-in", { login: "", password: "" });
    assert.equal(empty.status, 422);
    assert.match(await empty.text(), /href="#f-login".*href="#f-password"/s);
    const statuses: number[] = [];
    for (let i = 0; i < 8; i++) {
      const answer = await post("/en/sign-in", { login: "mo-xiaoyu", password: `wrong ${i}` });
      statuses.push(answer.status);
      const html = await answer.text();
      assertSane(html, "en", "sign-in");
      assert.match(html, /value="mo-xiaoyu"/);
      assert.doesNotMatch(html, /wrong \d/);
      if (answer.status === 429) assert.ok(Number(answer.headers.get("retry-after")) >= 1);
    }
    assert.deepEqual([statuses[0], statuses.at(-1)], [422, 429]);
  });

  test("everybody changes the own password: the other sessions end, and it is told", async () => {
    for (const [login, lang] of [
      ["han-song", "zh"],
      ["he-guiying", "en"],
    ] as const) {
      const enter = (password: string) => post(`/${lang}/sign-in`, { login, password });
      const session = jar(await enter(samplePassword));
      const elsewhere = jar(await enter(samplePassword));
      const path = `/${lang}/account/password`;
      const page = await portal.request(path, { headers: { cookie: session } });
      const html = await page.text();
      assertSane(html, lang, path);
      const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? "";
      const change = (fields: Record<string, string>) =>
        portal.request(path, { method: "POST", headers: { cookie: session }, body: new URLSearchParams({ _csrf: token, ...fields }) });
      const long = "湖边 三只 白鹭 起飞 啦啦";
      for (const [fields, field] of [
        [{}, "old"],
        [{ old: samplePassword, chosen: long, again: `${long}!` }, "again"],
        [{ old: samplePassword, chosen: "short", again: "short" }, "chosen"],
        [{ old: "not it at all", chosen: long, again: long }, "old"],
      ] as const) {
        const refused = await change(fields);
        assert.equal(refused.status, 422);
        const said = await refused.text();
        assertSane(said, lang, path);
        assert.match(said, new RegExp(`href="#f-${field}"`));
        assert.ok(!said.includes(long), "what was typed is not sent back");
      }
      const done = await change({ old: samplePassword, chosen: long, again: long });
      assert.equal(done.headers.get("location"), `/${lang}/account`);
      assert.equal((await portal.request(path, { headers: { cookie: session } })).status, 200);
      assert.equal((await portal.request(path, { headers: { cookie: elsewhere } })).status, 303, "signed in elsewhere no more");
      assert.deepEqual([(await enter(samplePassword)).status, (await enter(long)).status], [422, 303]);
    }
    const { rows } = await portal.app.desk.pool.query<{ kind: string }>(
      "select kind from notices.inbox where kind in ('password', 'own-password') order by kind",
    );
    assert.deepEqual(rows, [{ kind: "own-password" }, { kind: "password" }]);
    const entered = await portal.app.desk.pool.query("select key from organisation.change where type = 'password'");
    assert.equal(entered.rowCount, 1, "an officer's stands among the changes of the organisation");
    assert.equal((await portal.request("/zh/account/password")).headers.get("location"), "/zh/sign-in?next=%2Fzh%2Faccount%2Fpassword");
    const byToken = await portal.send("/zh/account/password", "shen-ruolan", {
      old: samplePassword,
      chosen: "x".repeat(20),
      again: "x".repeat(20),
    });
    assert.equal(byToken.status, 303, "a token changes no password");
  });

  test("a form without its token is refused", async () => {
    assert.equal((await portal.request("/en/sign-in", { method: "POST", body: new URLSearchParams(good) })).status, 403);
  });
});

test("the inbox shows what was told, one's own and the organisations', each once; what is opened is read", async () => {
  const { desk } = portal.app;
  const { persons, organisations } = sampleRows();
  const person = persons.find(({ login }) => login === "shen-ruolan")?.id ?? "";
  const firm = organisations.find((one) => one.legal.id === person)?.id ?? "";
  const line = (party: string, once: string) => ({
    party,
    kind: "letter" as const,
    text: { zh: `有新文书（${once}）`, en: `A document (${once})` },
    href: "/cases",
    once,
  });
  await notify(desk.pool, [line(person, "first"), line(firm, "first"), line(firm, "second"), line(person, "third")], desk.now());
  const page = async (as: string, lang = "en") => {
    const answer = await portal.request(`/${lang}/inbox`, { as });
    assert.equal(answer.status, 200);
    const html = await answer.text();
    assertSane(html, lang as "en", "inbox");
    return html;
  };
  const told = (html: string) => [...html.matchAll(/A document \((\w+)\)/g)].map(([, once]) => once);
  const unread = (html: string) => /Inbox<span class="e-count"> (\d+)</.exec(html)?.[1];
  const before = await page("shen-ruolan");
  assert.deepEqual(told(before), ["third", "second", "first"]);
  assert.equal(unread(before), "3");
  assert.match(await page("shen-ruolan", "zh"), /您代办的单位/);
  const [, open = ""] = /href="(\/en\/inbox\/[0-9a-f-]+\/open)">A document \(second\)/.exec(before) ?? [];
  assert.equal((await portal.request(open, { as: "luo-zhiyuan" })).status, 404, "somebody else's");
  assert.equal((await portal.request(open, { as: "shen-ruolan" })).headers.get("location"), "/en/cases");
  assert.equal(unread(await page("shen-ruolan")), "2");
  const newest = /name="upTo" value="(\d+)"/.exec(before)?.[1] ?? "";
  assert.equal((await portal.send("/en/inbox/read", "shen-ruolan", { upTo: newest })).headers.get("location"), "/en/inbox");
  const after = await page("shen-ruolan");
  assert.deepEqual([unread(after), told(after).length], [undefined, 3]);
  for (const upTo of ["", "-1", "1e99", "x"]) assert.equal((await portal.send("/en/inbox/read", "shen-ruolan", { upTo })).status, 404);
  assert.match(await page("fang-dahai"), /Nothing here yet/);
  assert.equal((await portal.request("/en/inbox/nonsense/open", { as: "shen-ruolan" })).status, 404);
  assert.equal((await portal.request("/en/inbox", { as: "chen-yulan" })).status, 403, "officers have another");
});

describe("checking a document", () => {
  test("says what it is that fails, and asks for what is missing", async () => {
    const answer = await portal.send("/en/verify", "shen-ruolan", { by: "file" }, { file: new File(["nothing of ours"], "x.pdf") });
    assert.equal(answer.status, 200);
    const html = await answer.text();
    assertSane(html, "en", "verify");
    assert.match(html, /Not confirmed as genuine/);
    const missing = await portal.send("/zh/verify", "shen-ruolan", { by: "file" });
    assert.equal(missing.status, 422);
    assert.match(await missing.text(), /请选择要核验的文件/);
  });

  test("an identifier leads to its own address", async () => {
    const answer = await portal.send("/zh/verify", "shen-ruolan", { by: "identifier", identifier: " 1.2.156 .3005/2 " });
    assert.equal(answer.headers.get("location"), "/zh/check/1.2.156.3005%2F2");
    const page = await portal.request("/zh/check/1.2.156.3005%2F2");
    assert.equal(page.status, 404);
    assertSane(await page.text(), "zh", "check");
  });
});

test("articles have the names that lawyers use", () => {
  assert.deepEqual([1, 10, 11, 20, 42, 100, 101, 110, 112, 1260].map(chineseNumber), [
    "一",
    "十",
    "十一",
    "二十",
    "四十二",
    "一百",
    "一百零一",
    "一百一十",
    "一百一十二",
    "1260",
  ]);
});

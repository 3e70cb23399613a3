// Inbox, notices and messages in a real browser: nothing for axe to find at either width in either language; without scripts; and news
// that arrive while a page stands open.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { samplePassword } from "../src/identity/index.ts";
import { askForAddress, notify } from "../src/notices/index.ts";
import { axe, screenshot, visitor, widthsIn } from "./support/browser.ts";
import { sampleRows } from "./support/city.ts";
import { servedToBrowser, tooWide } from "./support/served.ts";
import { startTestWorkbench } from "./support/workbench.ts";

const bench = await startTestWorkbench();
const { app } = bench;
const { desk } = app;
const { browser, origin } = await servedToBrowser((url, init) => bench.request(url, init));
const clerk = "chen-yulan";
let caseId = "";
let colleague = "";
let thread = "";
/** A case that stays without messages until one arrives. */
let quiet = "";

const hour = 3_600_000;
const tell = (officer: string, kind: "urged" | "overdue" | "soon" | "given", zh: string, en: string, at = desk.now()) =>
  notify(desk.pool, [{ officer, kind, case: caseId, text: { zh, en }, href: `/workbench/cases/${caseId}#tasks` }], at);

before(async () => {
  const { id } = await bench.submit();
  caseId = id;
  quiet = (await bench.submit({ data: { signboard: "若兰小馆二店" } })).id;
  await app.work();
  await app.news();
  const directory = await desk.organisation.current();
  colleague = directory?.officersOf("market/documents", desk.day(desk.now()))[0]?.id ?? "";
  assert.ok(colleague);
  const sent = await app.request(`/api/v1/cases/${id}/messages`, {
    as: colleague,
    method: "POST",
    body: JSON.stringify({ text: "请核对厨房面积，\n平面图上写的是一百二十平方米。", to: [{ officer: clerk }] }),
    headers: { "content-type": "application/json" },
  });
  assert.equal(sent.status, 201, await sent.clone().text());
  thread = ((await sent.json()) as { thread: string }).thread;
  await tell(clerk, "overdue", "已超期：开办餐馆 20260921-AAAA", "Overdue: opening a restaurant 20260921-AAAA", desk.now() - 30 * hour);
  await tell(clerk, "soon", "即将到期：开办餐馆 20260921-AAAA", "Due soon: opening a restaurant 20260921-AAAA", desk.now() - 2 * hour);
  const citizen = sampleRows().persons.find(({ login }) => login === "shen-ruolan")?.id ?? "";
  await notify(
    desk.pool,
    [
      {
        party: citizen,
        kind: "asked",
        case: caseId,
        text: {
          zh: "需要您办理“补正材料”（开办餐馆 20260921-AAAA）",
          en: "“Correct the application” is asked of you (opening a restaurant 20260921-AAAA)",
        },
        href: `/cases/${caseId}`,
      },
      {
        party: citizen,
        kind: "letter",
        case: caseId,
        text: { zh: "有新文书（开办餐馆 20260921-AAAA）", en: "There is a new document (opening a restaurant 20260921-AAAA)" },
        href: `/cases/${caseId}`,
      },
    ],
    desk.now() - hour,
  );
  await askForAddress(desk, `officer:${clerk}`, "chen.yulan@example.org", "zh", desk.now());
});

const until = async (what: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 400; tries++) {
    if (await what()) return;
    await sleep(25);
  }
  assert.fail("it did not come");
};
const unread = async (page: Page) => (await page.locator("[data-inbox-count] .e-count").allTextContents()).join("").trim();

const pages: readonly (readonly [name: string, path: () => string, as?: string])[] = [
  ["inbox", () => "/workbench/inbox"],
  ["notices", () => "/workbench/notices"],
  ["new", () => `/workbench/cases/${caseId}/messages`],
  ["case", () => `/workbench/cases/${caseId}`],
  ["thread", () => `/workbench/cases/${caseId}/messages/${thread}`],
  ["threads", () => "/workbench/messages"],
  ["empty", () => "/workbench/inbox?kind=delegated"],
  ["party", () => "/account/mail", "shen-ruolan"],
  ["party-inbox", () => "/inbox", "shen-ruolan"],
  ["party-empty", () => "/inbox", "fang-dahai"],
  ["password", () => "/account/password", "shen-ruolan"],
];
for (const lang of ["zh", "en"] as const) {
  for (const width of widthsIn(lang)) {
    test(`inbox and messages in ${lang} at ${width} px`, async () => {
      for (const [name, path, as = clerk] of pages) {
        const context = await visitor(browser, { width, lang, headers: { authorization: `Bearer ${await app.token(as)}` } });
        const page = await context.newPage();
        const complaints: string[] = [];
        page.on("console", (message) => complaints.push(message.text()));
        page.on("pageerror", (error) => complaints.push(error.message));
        assert.equal((await page.goto(`${origin}/${lang}${path()}`))?.status(), 200, name);
        assert.deepEqual(await tooWide(page), [], `${name} is wider than the screen`);
        assert.deepEqual(await axe(page), [], name);
        assert.deepEqual(complaints, [], name);
        await screenshot(page, `inbox-${name}-${lang}-${width}`);
        await context.close();
      }
    });
  }
}

test("without scripts: what is unread stands first, is read by opening it, and the rest by one press", async () => {
  const context = await visitor(browser, { scripts: false });
  const page = await context.newPage();
  await page.goto(`${origin}/zh/workbench/inbox`);
  await page.locator("[name=login]").fill(clerk);
  await page.locator("[name=password]").fill(samplePassword);
  await page.locator("main form button[type=submit]").first().click();
  assert.match(page.url(), /\/zh\/workbench\/inbox$/);
  const before = Number(await unread(page));
  assert.ok(before >= 2);
  await page.getByRole("link", { name: /^已超期：/ }).click();
  assert.match(page.url(), new RegExp(`/zh/workbench/cases/${caseId}`));
  assert.equal(Number(await unread(page)), before - 1);
  await page.getByRole("link", { name: /^收件箱/ }).click();
  await page.getByRole("button", { name: "全部标为已读" }).click();
  assert.equal(await unread(page), "");
  assert.match((await page.locator("main").textContent()) ?? "", /没有未读消息/);
  await context.close();
});

test("news come while a page stands open: the count, a word for those who listen, and the line itself", async () => {
  const context = await visitor(browser, { lang: "en", headers: { authorization: `Bearer ${await app.token(clerk)}` } });
  const page = await context.newPage();
  await page.goto(`${origin}/en/workbench/inbox`);
  const other = await context.newPage();
  await other.goto(`${origin}/en/workbench`);
  const before = Number((await unread(page)) || 0);
  await tell(clerk, "urged", "催办：新来的一件", "Urged: one that just came");
  await until(async () => Number(await unread(page)) === before + 1);
  await until(async () => (await page.locator("main [data-live=inbox]").textContent())?.includes("one that just came") === true);
  assert.match((await page.locator("[data-inbox-said]").textContent()) ?? "", /one that just came/);
  await until(async () => Number(await unread(other)) === before + 1);
  await page.getByRole("button", { name: "Mark all as read" }).click();
  await until(async () => (await unread(other)) === "");
  await context.close();
});

test("a message arrives on the open case page, is read, and its writer sees that it was", async () => {
  const reader = await visitor(browser, { headers: { authorization: `Bearer ${await app.token(clerk)}` } });
  const writer = await visitor(browser, { headers: { authorization: `Bearer ${await app.token(colleague)}` } });
  const open = await reader.newPage();
  await open.goto(`${origin}/zh/workbench/cases/${quiet}`);
  assert.match((await open.locator("#messages").textContent()) ?? "", /没有您参加的对话/);
  const page = await writer.newPage();
  await page.goto(`${origin}/zh/workbench/cases/${quiet}`);
  await page.getByRole("link", { name: "发消息" }).click();
  await page.getByRole("button", { name: "发送" }).click();
  assert.match((await page.locator(".govuk-error-summary").textContent()) ?? "", /请至少选一个收件人[\s\S]*请填写内容/);
  await page
    .getByRole("checkbox", { name: /受理岗/ })
    .first()
    .check();
  await page.getByLabel("内容").fill("附件里的面积请再核一次");
  await page.getByRole("button", { name: "发送" }).click();
  assert.match((await page.locator("main").textContent()) ?? "", /已发送。[\s\S]*尚无人读过/);
  await until(async () => (await open.locator("#messages").textContent())?.includes("1 条未读") === true);
  await open.locator("#messages a").first().click();
  assert.match((await open.locator("main").textContent()) ?? "", /附件里的面积请再核一次/);
  await page.reload();
  assert.match((await page.locator("main").textContent()) ?? "", /已读：/);
  await open.getByLabel("回复").fill("核过了，无误。");
  await open.getByRole("button", { name: "发送" }).click();
  await until(async () => (await page.locator("main").textContent())?.includes("核过了，无误。") === true);
  await reader.close();
  await writer.close();
});

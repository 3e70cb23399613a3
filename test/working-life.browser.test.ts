// Working life in a real browser: acting for others, the organisation's forms, the overdue board, several tasks at once, the keys; nothing
// for axe to find at either width in either language.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { axe, screenshot, visitor, widthsIn } from "./support/browser.ts";
import { servedToBrowser, tooWide } from "./support/served.ts";
import { startTestWorkbench } from "./support/workbench.ts";

const bench = await startTestWorkbench();
const { browser, origin } = await servedToBrowser((url, init) => bench.request(url, init));
const window_ = "chen-yulan";
const head = "qian-bojun";
let first = "";

const command = async (as: string, body: object) => {
  const answer = await bench.app.request("/api/v1/organisation/commands", {
    as,
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  assert.equal(answer.status, 200, await answer.text());
};

before(async () => {
  for (const area of [90, 120, 260]) first = (await bench.submit({ data: { area } })).id;
  await bench.send("/zh/workbench/take", window_, { task: `${first}.1` });
  bench.app.at(Date.parse("2026-12-01T09:00:00+08:00"));
  await command(head, { type: "leave", officer: window_, from: "2026-12-01", to: "2026-12-04" });
  await command(head, {
    type: "substitute",
    post: "market/window",
    for: window_,
    officer: "han-song",
    from: "2026-12-01",
    to: "2026-12-04",
    reason: "年休假",
  });
  await command("wu-xiaofeng", {
    type: "delegate",
    posts: ["market/window"],
    officer: "sun-jianing",
    from: "2026-12-02",
    to: "2026-12-03",
    reason: "培训",
  });
  await bench.send("/zh/workbench/chase/urge", "wu-xiaofeng", { task: `${first}.1`, said: "yes", words: "请今天办理。" });
  await bench.send("/zh/workbench/chase/supervise", "ge-zhengping", {
    task: `${first}.1`,
    said: "yes",
    words: "请说明原因。",
    "until.year": "2026",
    "until.month": "12",
    "until.day": "3",
  });
  await bench.send("/zh/workbench/filters", window_, { name: "超期的", query: "due=overdue" });
});

const small = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("button, input:not([type=hidden]), select, textarea, summary, nav a, header a, footer a")]
      .map((e) => ({ box: e.getBoundingClientRect(), what: e.outerHTML.slice(0, 80) }))
      .filter(({ box }) => box.width > 1 && (box.height < 24 || box.width < 24))
      .map(({ what, box }) => `${Math.round(box.width)}×${Math.round(box.height)} ${what}`),
  );

const pages: readonly (readonly [name: string, as: string, path: () => string])[] = [
  ["list", window_, () => "/workbench?who=mine"],
  ["filters", window_, () => "/workbench/filters"],
  ["keys", window_, () => "/workbench/keys"],
  ["stand-ins", head, () => "/workbench/stand-ins"],
  ["delegate", "wu-xiaofeng", () => "/workbench/organisation/delegate"],
  ["substitute", head, () => "/workbench/organisation/substitute"],
  ["board-head", head, () => "/workbench/board/head"],
  ["board-city", "ge-zhengping", () => "/workbench/board/city"],
  ["board-list", "ge-zhengping", () => "/workbench/board/city/list"],
  ["supervised", window_, () => "/workbench/board/supervised"],
  ["case", "han-song", () => `/workbench/cases/${first}`],
  ["put-post", "duan-shoucheng", () => "/workbench/organisation/put-post?post=market%2Fwindow"],
  ["end-post", "duan-shoucheng", () => "/workbench/organisation/end-post?post=market%2Fwindow"],
  ["officers", "duan-shoucheng", () => "/workbench/admin/officers"],
  ["agencies", "duan-shoucheng", () => "/workbench/admin/agencies"],
  ["changes", "duan-shoucheng", () => "/workbench/admin/changes"],
  ["accountable", "duan-shoucheng", () => "/workbench/admin/accountable"],
];

for (const lang of ["zh", "en"] as const) {
  for (const width of widthsIn(lang)) {
    test(`working life in ${lang} at ${width} px`, async () => {
      const complaints: string[] = [];
      const visitors = new Map<string, Page>();
      for (const [name, as, path] of pages) {
        let page = visitors.get(as);
        if (!page) {
          const headers = { authorization: `Bearer ${await bench.app.token(as)}` };
          page = await (await visitor(browser, { width, lang, headers })).newPage();
          page.on("pageerror", (error) => complaints.push(error.message));
          visitors.set(as, page);
        }
        assert.equal((await page.goto(`${origin}/${lang}${path()}`))?.status(), 200, name);
        assert.deepEqual(await tooWide(page), [], `${name} is wider than the screen`);
        assert.deepEqual(await small(page), [], `${name}: targets under 24 px`);
        assert.deepEqual(await axe(page), [], name);
        assert.deepEqual(complaints, [], name);
        await screenshot(page, `life-${name}-${lang}-${width}`);
      }
      for (const page of visitors.values()) await page.context().close();
    });
  }
}

/** Finds somebody by words, and chooses them from what is found. */
async function choose(page: Page, words: string, officer: string): Promise<void> {
  await page.locator("[name='officer.find']").fill(words);
  await page.getByRole("button", { name: "查找" }).click();
  await page.locator(`input[type=radio][name=officer][value=${officer}]`).check();
}

test("without scripts: a head enters a leave, names a stand-in, and urges from the board", async () => {
  const headers = { authorization: `Bearer ${await bench.app.token(head)}` };
  const context = await visitor(browser, { scripts: false, headers });
  const page = await context.newPage();
  await page.goto(`${origin}/zh/workbench/stand-ins`);
  await page.getByRole("link", { name: "登记人员休假" }).click();
  // The agency's own are few enough to be shown as they are.
  await page.locator("input[name=officer][value=sun-jianing]").check();
  await page.locator("[name='to.year']").fill("2026");
  await page.locator("[name='to.month']").fill("12");
  await page.locator("[name='to.day']").fill("8");
  await page.getByRole("button", { name: "登记" }).click();
  assert.match((await page.locator("main").textContent()) ?? "", /已保存，并记入变更记录/);
  await page.getByRole("link", { name: "安排代岗" }).first().click();
  await page.locator("select[name=post]").selectOption("market/food-safety");
  await page.locator("select[name=for]").selectOption("sun-jianing");
  await choose(page, "wu-xiaofeng", "wu-xiaofeng");
  await page.locator("[name='to.year']").fill("2026");
  await page.locator("[name='to.month']").fill("12");
  await page.locator("[name='to.day']").fill("9");
  await page.locator("[name=reason]").fill("年休假");
  await page.getByRole("button", { name: "安排" }).click();
  assert.match((await page.locator(".govuk-error-summary").textContent()) ?? "", /没有登记休假/);
  assert.equal(await page.locator("[name=reason]").inputValue(), "年休假", "nothing typed is lost");
  await page.locator("[name='to.day']").fill("8");
  await page.getByRole("button", { name: "安排" }).click();
  assert.match((await page.locator("main").textContent()) ?? "", /食品安全审查岗/);
  await page.goto(`${origin}/zh/workbench/board/head`);
  await page.locator("main table a").first().click();
  for (const box of await page.locator(".e-choose").all()) await box.check();
  await page.getByRole("button", { name: "催办勾选的任务" }).click();
  await page.locator("textarea[name=words]").fill("请今天办理。");
  await page.getByRole("button", { name: "催办" }).click();
  assert.match((await page.locator("main").textContent()) ?? "", /办成 \d 项/);
  await context.close();
});

test("the list by keyboard: rows, boxes, taking, the filters, the list of keys", async () => {
  const headers = { authorization: `Bearer ${await bench.app.token("wu-xiaofeng")}` };
  const context = await visitor(browser, { headers });
  const page = await context.newPage();
  await page.goto(`${origin}/en/workbench?who=free`);
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  assert.equal(await page.locator(".e-choose:checked").count(), 1);
  await page.keyboard.press("a");
  assert.equal(await page.locator(".e-choose:checked").count(), await page.locator(".e-choose").count());
  await page.keyboard.press("f");
  assert.ok(await page.evaluate(() => document.activeElement?.matches("[data-filters] *")));
  await page.keyboard.press("Escape");
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press("t");
  await page.waitForURL(/\/taken\?/);
  await page.getByRole("button", { name: /Undo/ }).click();
  await page.waitForURL(/did=release/);
  await page.goto(`${origin}/en/workbench`);
  await page.keyboard.press("?");
  await page.waitForURL(/\/workbench\/keys$/);
  await context.close();
});

// The workbench in a real browser: nothing for axe to find at either width in either language; an officer's day without
// scripts, from the list to the outcome; the list by keyboard.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Page } from "playwright-core";
import { samplePassword } from "../src/identity/index.ts";
import { axe, screenshot, visitor, widthsIn } from "./support/browser.ts";
import { servedToBrowser, tooWide } from "./support/served.ts";
import { startTestWorkbench } from "./support/workbench.ts";

const bench = await startTestWorkbench();
const { browser, origin } = await servedToBrowser((url, init) => bench.request(url, init));
let examined = "";
let shape = "";
let series = "";

before(async () => {
  shape = await firstRecord("land", "公园", "geng-tunan");
  series = await firstRecord("indicators", "gdp-2021-Q1", "ji-shu");
  // A case that several examine while its clock stands still, and others for the window.
  const { id } = await bench.submit();
  examined = id;
  await bench.send(`/zh/workbench/cases/${id}/tasks/1/finish/complete`, "chen-yulan");
  const view = (await (await bench.app.request(`/api/v1/cases/${id}`, { as: "chen-yulan" })).json()) as {
    tasks: { key: string; no: number }[];
  };
  const fire = view.tasks.find(({ key }) => key === "fire")?.no;
  bench.app.at(Date.parse("2026-09-24T09:00:00+08:00"));
  await bench.send(`/zh/workbench/cases/${id}/tasks/${fire}/finish/visit`, "zhao-tiejun", { words: "需要查看疏散通道。" });
  await bench.app.work();
  bench.app.at(Date.parse("2026-09-30T09:00:00+08:00"));
  for (const area of [90, 120, 260]) {
    await bench.submit({
      data: { area },
      evidence: [
        { requirement: "gas-alarm", declared: true },
        { requirement: "premises", objection: "门牌号写错了。", declared: true },
      ],
    });
  }
});

/** The address of the first record that a search in an open register finds, without its language. */
async function firstRecord(register: string, words: string, as: string): Promise<string> {
  const list = await (await bench.app.request(`/zh/workbench/registers/${register}?q=${encodeURIComponent(words)}`, { as })).text();
  const [, path] = /href="\/zh(\/workbench\/registers\/[a-z-]+\/records\/[0-9a-f]{64})"/.exec(list) ?? [];
  assert.ok(path, `${register} has no ${words}`);
  return path;
}

const small = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("button, input:not([type=hidden]), select, textarea, summary, nav a, header a, footer a")]
      .map((e) => ({ box: e.getBoundingClientRect(), what: e.outerHTML.slice(0, 80) }))
      .filter(({ box }) => box.width > 1 && (box.height < 24 || box.width < 24))
      .map(({ what, box }) => `${Math.round(box.width)}×${Math.round(box.height)} ${what}`),
  );

const pages: readonly (readonly [name: string, as: string, path: () => string])[] = [
  ["list", "chen-yulan", () => "/workbench?who=free"],
  ["case", "sun-jianing", () => `/workbench/cases/${examined}`],
  ["due", "ge-zhengping", () => "/workbench/due/soon"],
  ["open", "sun-jianing", () => `/workbench/cases/${examined}/open/ask`],
  ["registers", "an-ning", () => "/workbench/registers"],
  ["register-personal", "an-ning", () => "/workbench/registers/population"],
  ["register-load", "an-ning", () => "/workbench/registers/population/load"],
  ["register-open", "geng-tunan", () => "/workbench/registers/land?q=%E5%85%AC%E5%9B%AD"],
  ["record-shape", "geng-tunan", () => shape],
  ["record-series", "ji-shu", () => series],
  ["admin-posts", "duan-shoucheng", () => "/workbench/admin/posts"],
  ["admin-packs", "duan-shoucheng", () => "/workbench/admin/packs"],
];

for (const lang of ["zh", "en"] as const) {
  for (const width of widthsIn(lang)) {
    test(`the workbench in ${lang} at ${width} px`, async () => {
      for (const [name, as, path] of pages) {
        const headers = { authorization: `Bearer ${await bench.app.token(as)}` };
        const context = await visitor(browser, { width, lang, headers });
        const page = await context.newPage();
        const complaints: string[] = [];
        page.on("console", (message) => complaints.push(message.text()));
        page.on("pageerror", (error) => complaints.push(error.message));
        assert.equal((await page.goto(`${origin}/${lang}${path()}`))?.status(), 200);
        assert.equal(await page.locator("html.e-workbench").count(), 1, name);
        assert.deepEqual(await tooWide(page), [], `${name} is wider than the screen`);
        assert.deepEqual(await small(page), [], `${name}: targets under 24 px`);
        assert.deepEqual(await axe(page), [], name);
        assert.deepEqual(complaints, [], name);
        await screenshot(page, `workbench-${name}-${lang}-${width}`);
        await context.close();
      }
    });
  }
}

test("an officer's day without scripts: sign in, take several, send one back, and nothing typed is lost", async () => {
  const context = await visitor(browser, { scripts: false });
  const page = await context.newPage();
  await page.goto(`${origin}/zh/workbench`);
  await page.locator("[name=login]").fill("chen-yulan");
  await page.locator("[name=password]").fill(samplePassword);
  await page.locator("main form button[type=submit]").first().click();
  assert.match(page.url(), /\/zh\/workbench$/, "back to the page first asked for");

  for (const box of await page.locator(".e-choose").all()) await box.check();
  await page.getByRole("button", { name: "领取勾选的任务" }).click();
  assert.match((await page.locator("main").textContent()) ?? "", /勾选 3 项，领取 3 项/);
  await page.locator("main table a").first().click();
  await page.getByRole("link", { name: "退回补正" }).click();
  await page.locator("textarea[name=words]").fill("面积与平面图不符。");
  await page.getByRole("button", { name: "退回补正" }).click();
  assert.match((await page.locator(".govuk-error-summary").textContent()) ?? "", /请勾选需要补正的内容/);
  assert.equal(await page.locator("textarea[name=words]").inputValue(), "面积与平面图不符。");
  await page.getByLabel("经营面积").check();
  await page.getByRole("button", { name: "退回补正" }).click();
  const text = (await page.locator("main").textContent()) ?? "";
  assert.match(text, /已办理。/);
  assert.match(text, /等申请人补正：经营面积/);
  assert.match(text, /撤回结论/);
  await page.goto(`${origin}/zh/workbench/me`);
  await page.getByRole("button", { name: "退出登录" }).click();
  await page.goto(`${origin}/zh/workbench`);
  assert.match(page.url(), /\/zh\/sign-in\?next=/);
  await context.close();
});

test("the list is worked through by keyboard", async () => {
  const headers = { authorization: `Bearer ${await bench.app.token("jiang-liu")}` };
  await bench.submit().then(({ id }) => bench.send(`/zh/workbench/cases/${id}/tasks/1/finish/complete`, "wu-xiaofeng"));
  const context = await visitor(browser, { lang: "en", headers });
  const page = await context.newPage();
  await page.goto(`${origin}/en/workbench`);
  const focused = () =>
    page.evaluate(() => [...document.querySelectorAll("tbody tr")].findIndex((row) => row.contains(document.activeElement)));
  assert.ok(await page.getByText("Keyboard: J next row").isVisible());
  await page.keyboard.press("j");
  assert.equal(await focused(), 0);
  await page.keyboard.press("j");
  assert.equal(await focused(), 1);
  await page.keyboard.press("k");
  await page.keyboard.press("x");
  assert.equal(await page.locator("tbody tr").first().locator("input[type=checkbox]").isChecked(), true);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/cases\//);
  await context.close();
});

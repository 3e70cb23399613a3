// The office in a real browser, without scripts: a notice drafted on a desk, signed on a telephone of 360 pixels.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { samplePassword } from "../src/identity/index.ts";
import { axe, screenshot, visitor } from "./support/browser.ts";
import { servedToBrowser, tooWide } from "./support/served.ts";
import { startTestWorkbench } from "./support/workbench.ts";

const bench = await startTestWorkbench({ now: Date.parse("2026-10-12T09:00:00+08:00") });
const { browser, origin } = await servedToBrowser((url, init) => bench.request(url, init));
const directory = await bench.app.desk.organisation.current();
const holder = (post: string, ...not: readonly string[]): string =>
  directory?.officersOf(post, "2026-10-12").find(({ id }) => !not.includes(id))?.id ?? assert.fail(post);

/** Somebody who has signed in, on a screen of this width, with scripts off. */
async function signedIn(who: string, width: number): Promise<Page> {
  const context = await visitor(browser, { scripts: false, width });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${origin}/zh/workbench`);
  await page.locator("[name=login]").fill(who);
  await page.locator("[name=password]").fill(samplePassword);
  await page.locator("main form button[type=submit]").first().click();
  assert.match(page.url(), /\/zh\/workbench/);
  return page;
}
const said = async (page: Page): Promise<string> => (await page.locator("main").textContent()) ?? "";
/** Nothing stands out of the screen; and, on a page of its own with scripts, nothing for axe to find. */
async function fits(page: Page, who: string, name: string): Promise<void> {
  await page.waitForLoadState("load");
  assert.deepEqual(await tooWide(page), [], name);
  const { width = 0 } = page.viewportSize() ?? {};
  const headers = { authorization: `Bearer ${await bench.app.token(who)}` };
  const context = await visitor(browser, { width, headers });
  const looked = await context.newPage();
  await looked.goto(page.url());
  assert.deepEqual(await axe(looked), [], name);
  await context.close();
}

test("drafted from its template without scripts, signed on a telephone", async () => {
  const writer = holder("government/writer");
  const page = await signedIn(writer, 1280);
  await page.goto(`${origin}/zh/workbench/start`);
  await page.getByRole("link", { name: "发文", exact: true }).click();
  await fits(page, writer, "start");
  await screenshot(page, "office-start-1280");

  // A state secret goes no further than this page.
  await page.getByLabel("机密").check();
  await page.locator("[name='data.title'], [name$='title']").first().fill("不应留下的标题");
  await page.getByRole("button", { name: "提交" }).click();
  assert.match(await said(page), /不能办理国家秘密/);

  await page.getByLabel("不涉密").check();
  await page.getByLabel("以哪个机关的名义发文？").selectOption("government");
  await page.getByLabel("文种").selectOption("notice");
  await page.getByLabel("标题").fill("云川市人民政府办公室关于做好入冬防寒工作的通知");
  await page.getByRole("group", { name: "是否只写一件事？" }).getByLabel("是", { exact: true }).check();
  await page.getByRole("group", { name: "是否要求对方答复或者批准？" }).getByLabel("否", { exact: true }).check();
  await page.getByRole("group", { name: "主送机关" }).getByLabel("云川市消防救援支队").check();
  await page.getByLabel("平件").check();
  await page.getByRole("button", { name: "提交" }).click();
  const address = page.url();
  assert.match(address, /\/workbench\/cases\/[0-9a-f-]{36}$/, await said(page));
  const id = address.slice(-36);
  await fits(page, writer, "case");
  await screenshot(page, "office-case-1280");

  // The text, from the first words that the pack gives.
  await page.goto(`${origin}/zh/workbench/cases/${id}/texts/text/write`);
  const field = page.locator("textarea").first();
  const given = await field.inputValue();
  assert.match(given, /现将有关事项通知如下/, "the words of its kind stand there");
  await page.getByText("改标题、主送等").click();
  await page.getByRole("group", { name: "主送机关" }).getByLabel("云川市水务局").check();
  await fits(page, writer, "writing");
  await screenshot(page, "office-write-1280");
  await page.setViewportSize({ width: 360, height: 800 });
  assert.deepEqual(await tooWide(page), [], "writing on a telephone");
  await screenshot(page, "office-write-360");
  await page.setViewportSize({ width: 1280, height: 900 });
  await field.fill("各部门：\n\n# 总体要求\n\n十一月十五日以前完成防寒准备。");
  await page.locator("main form button[type=submit]").first().click();
  assert.match(await said(page), /主送\s*云川市消防救援支队、云川市水务局/, "changed with the text");
  await page.goto(address);
  assert.match(await said(page), /按成文格式预览/);
  await page.getByRole("link", { name: "完成" }).first().click();
  await page.locator("main form button[type=submit]").first().click();
  assert.match(await said(page), /已办理/);

  // The others do theirs through the API; the leader signs on a telephone.
  const reviewer = holder("government/secretary", writer);
  const seen = (await (await bench.app.request(`/api/v1/cases/${id}`, { as: reviewer })).json()) as {
    tasks: { key: string; no: number }[];
  };
  const review = seen.tasks.find(({ key }) => key === "review")?.no;
  await bench.send(`/zh/workbench/cases/${id}/tasks/${review}/finish/agree`, reviewer);
  const leader = holder("government/head");
  const phone = await signedIn(leader, 360);
  await fits(phone, leader, "tasks");
  await phone.locator(`main a[href*="${id}"]`).first().click();
  await fits(phone, leader, "the case on a telephone");
  await screenshot(phone, "office-sign-360");
  await phone.getByRole("link", { name: "签发", exact: true }).first().click();
  await fits(phone, leader, "signing");
  await screenshot(phone, "office-signing-360");
  await phone.locator("main form button[type=submit]").first().click();
  assert.match(await said(phone), /已办理/);
  const after = (await (await bench.app.request(`/api/v1/cases/${id}`, { as: reviewer })).json()) as { stage: { key: string } };
  assert.equal(after.stage.key, "verify");
});

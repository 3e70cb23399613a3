// Searching in a real browser: by the slash key and without scripts, in both languages and at both widths; no word in an address.
import assert from "node:assert/strict";
import { test } from "node:test";
import { samplePassword } from "../src/identity/index.ts";
import { casesOn, company, request, restaurant } from "./hardening/cases.ts";
import { axe, screenshot, visitor, widths, widthsIn } from "./support/browser.ts";
import { servedToBrowser, tooWide } from "./support/served.ts";
import { startTestWorkbench } from "./support/workbench.ts";

const bench = await startTestWorkbench();
const { app } = bench;
const cases = casesOn(app);
const pdf = new TextEncoder().encode("%PDF-1.7\n%%EOF\n");
const plan = await app.request(`/api/v1/files?name=${encodeURIComponent("厨房平面图.pdf")}`, {
  as: "shen-ruolan",
  method: "POST",
  body: pdf,
});
const first = await cases.open("shen-ruolan", {
  ...restaurant({ signboard: "云上小馆 <b>Cloud</b> Kitchen" }),
  evidence: [
    { requirement: "gas-alarm", declared: true },
    { requirement: "layout", file: ((await plan.json()) as { id: string }).id },
  ],
});
for (let n = 0; n < 24; n++) await cases.open("shen-ruolan", restaurant({ signboard: `长乐人家 ${n} 号店` }));
await cases.open("luo-zhiyuan", request({ what: "堤岸加固合同" }));
await app.work();
const { rows: handed } = await app.desk.pool.query<{ no: number }>(
  "select no from casework.evidence where case_id = $1 and source = 'upload'",
  [first.id],
);
const sent = await cases.post("chen-yulan", `/api/v1/cases/${first.id}/messages`, {
  text: "排烟管道改走北墙，请核对图纸。",
  to: [{ agency: "market" }],
  attached: [{ kind: "evidence", no: handed[0]?.no }],
});
assert.equal(sent.status, 201);
await app.news();
const { browser, origin } = await servedToBrowser((url, init) => bench.request(url, init));
const officer = "chen-yulan";

for (const lang of ["zh", "en"] as const) {
  for (const width of widthsIn(lang)) {
    test(`what is found, narrowed, too short and not found, in ${lang} at ${width} px`, async () => {
      const context = await visitor(browser, { width, lang, headers: { authorization: `Bearer ${await app.token(officer)}` } });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      const seen = async (name: string): Promise<void> => {
        assert.deepEqual(await tooWide(page), [], `${name} is wider than the screen`);
        assert.deepEqual(await axe(page), [], name);
        await screenshot(page, `search-${name}-${lang}-${width}`);
      };
      await page.goto(`${origin}/${lang}/workbench`);
      await page.keyboard.press("/");
      assert.equal(await page.evaluate(() => document.activeElement?.id), "search-everything");
      await page.keyboard.type("云上 kitchen/");
      assert.equal(await page.locator("#search-everything").inputValue(), "云上 kitchen/", "a slash that is typed is a slash");
      await page.keyboard.press("Enter");
      await page.waitForURL(`**/${lang}/workbench/search`);
      assert.deepEqual(await page.locator(".e-found mark").allTextContents(), ["云上", "Kitchen"]);
      await seen("found");
      await page.locator("main [name=find]").fill("2026");
      await page.locator(".govuk-details__summary").click();
      await page.locator("[name=agency]").selectOption("market");
      await page.locator("[name=status]").selectOption("running");
      await page.locator("main form").first().locator("button[type=submit]").click();
      await page.locator(".e-found__one").nth(19).waitFor();
      assert.equal(await page.locator(".e-found__one").count(), 20);
      await seen("narrowed");
      await page.locator("main form").last().locator("button[type=submit]").click();
      await page.locator(".e-found__one").nth(4).waitFor();
      await page.locator("main [name=find]").fill("，。");
      await page.locator("main form").first().locator("button[type=submit]").click();
      await page.locator(".govuk-error-summary").waitFor();
      await seen("too-short");
      await page.locator("main [name=find]").fill("堤岸加固");
      await page.locator("main form").first().locator("button[type=submit]").click();
      await page.locator(".e-empty").waitFor();
      await seen("nothing");
      await page.locator("main [name=find]").fill("墙");
      await page.locator("main form").first().locator("button[type=submit]").click();
      await page.locator(".e-found mark").waitFor();
      assert.deepEqual(await page.locator(".e-found mark").allTextContents(), ["墙"]);
      await seen("conversation");
      assert.ok(!page.url().includes("?"), "the words stand in no address");
      await page.locator(".e-found__title a").click();
      await page.waitForURL(`**/cases/${first.id}/messages/*`);
      assert.match(await page.locator(".e-message a").innerText(), /厨房平面图/);
      await seen("conversation-opened");
      await page.goto(`${origin}/${lang}/workbench/cases/${first.id}/messages`);
      assert.equal(await page.locator("[name=attached]").count(), 1);
      await seen("conversation-begun");
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }
}

for (const width of widths) {
  test(`an applicant finds its own cases at ${width} px`, async () => {
    for (const lang of ["zh", "en"] as const) {
      const context = await visitor(browser, { width, lang, headers: { authorization: `Bearer ${await app.token("shen-ruolan")}` } });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      await page.goto(`${origin}/${lang}/cases`);
      await page.locator("main a[href$='/cases/find']").click();
      await page.locator("main [name=words]").fill("云上 kitchen");
      await page.locator("main form button[type=submit]").first().click();
      await page.locator(".e-found mark").first().waitFor();
      assert.deepEqual(await tooWide(page), []);
      assert.deepEqual(await axe(page), []);
      await screenshot(page, `find-own-${lang}-${width}`);
      await context.close();
    }
  });
}

test("without scripts, from signing in to the case", async () => {
  const context = await visitor(browser, { scripts: false, width: 360 });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${origin}/zh/workbench/search`);
  await page.locator("[name=login]").fill(officer);
  await page.locator("[name=password]").fill(samplePassword);
  await page.locator("main form button[type=submit]").first().click();
  await page.locator("main [name=find]").fill(first.number);
  await page.locator("main form button[type=submit]").first().click();
  await page.locator(".e-found__title a").first().click();
  await page.waitForURL(`**/workbench/cases/${first.id}`);
  await page.goto(`${origin}/zh/workbench`);
  await page.locator("#search-everything").fill(company.name);
  await page.locator(".e-bench__search button").click();
  await page.locator(".e-found__one").first().waitFor();
  assert.equal(await page.locator(".e-found mark").first().textContent(), company.name);
  await context.close();
});

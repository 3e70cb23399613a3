// Decision tables in a real browser: at both widths, in both languages, nothing for axe to find; tried without scripts.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { axe, screenshot, visitor, widths, widthsIn } from "./support/browser.ts";
import { servedToBrowser, tooWide } from "./support/served.ts";
import { startTestWorkbench } from "./support/workbench.ts";

const administrator = "duan-shoucheng";
const bench = await startTestWorkbench();
const { browser, origin } = await servedToBrowser((url, init) => bench.request(url, init));
let pack = "";

before(async () => {
  const list = await (await bench.request("/en/workbench/admin/packs", { as: administrator })).text();
  pack = /admin\/packs\/([0-9a-f]{64})"[^>]*>\s*Open a restaurant/.exec(list)?.[1] ?? "";
  assert.notEqual(pack, "");
});

const open = async (lang: "zh" | "en", width: (typeof widths)[number], scripts = true) => {
  const headers = { authorization: `Bearer ${await bench.app.token(administrator)}` };
  const context = await visitor(browser, { width, lang, headers, scripts });
  const page = await context.newPage();
  return { context, page };
};
for (const lang of ["zh", "en"] as const) {
  for (const width of widthsIn(lang)) {
    test(`tables and rates in ${lang} at ${width} px`, async () => {
      const { context, page } = await open(lang, width);
      for (const [name, path] of [
        ["table", "decisions/routing.dmn"],
        ["rates", "rates"],
      ] as const) {
        assert.equal((await page.goto(`${origin}/${lang}/workbench/admin/packs/${pack}/${path}`))?.status(), 200);
        assert.deepEqual(await tooWide(page), [], `${name} is wider than the screen`);
        assert.deepEqual(await axe(page), [], name);
        await screenshot(page, `decisions-${name}-${lang}-${width}`);
      }
      await page.goto(`${origin}/${lang}/workbench/admin/packs/${pack}/decisions/routing.dmn`);
      await page.getByLabel("building").fill("mixed");
      await page.getByRole("button", { name: lang === "zh" ? "试算" : "Try it" }).click();
      await page.getByRole("heading", { name: lang === "zh" ? "结果" : "Result" }).waitFor();
      assert.deepEqual(await tooWide(page), []);
      assert.deepEqual(await axe(page), [], "the result");
      await context.close();
    });
  }
}

test("a table is tried without scripts, and shows which rules hit", async () => {
  for (const width of widths) {
    const { context, page } = await open("en", width, false);
    await page.goto(`${origin}/en/workbench/admin/packs/${pack}`);
    await page.getByRole("link", { name: /routing\.dmn/ }).click();
    await page.getByLabel("subdistrict").fill("minghu");
    await page.getByLabel("building").fill("mixed");
    await page.getByRole("group", { name: "sewer" }).getByLabel("No", { exact: true }).check();
    await page.getByRole("button", { name: "Try it" }).click();
    const said = (await page.locator("main").textContent()) ?? "";
    assert.match(said, /Result.*"minghu"/);
    assert.ok((await page.locator(".govuk-tag", { hasText: "Hit" }).count()) >= 2);
    assert.equal(await page.getByLabel("building").inputValue(), "mixed", "what was typed stays");
    assert.deepEqual(await tooWide(page), []);
    await screenshot(page, `decisions-tried-en-${width}`);
    await context.close();
  }
});

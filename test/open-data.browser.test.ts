// The pages of open data in a real browser: nothing for axe to find at either width in either language, nothing wider than the
// screen; a dataset found, narrowed and downloaded without scripts.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { closeDataset, refreshDatasets } from "../src/opendata/index.ts";
import { axe, screenshot, visitor, widthsIn } from "./support/browser.ts";
import { startTestPortal } from "./support/portal.ts";
import { servedToBrowser, tooWide } from "./support/served.ts";

const portal = await startTestPortal();
const { desk } = portal.app;
const { browser, origin } = await servedToBrowser((url, init) => portal.app.request(url, init));

before(async () => {
  await refreshDatasets({ app: desk.pool, catalogue: desk.catalogue, day: desk.day }, desk.now());
  const why = { zh: "并入地理库开放", en: "It is part of another dataset now" };
  await closeDataset(desk.pool, "divisions", { officer: "nobody", at: desk.now() }, why);
});

for (const lang of ["zh", "en"] as const) {
  for (const width of widthsIn(lang)) {
    test(`open data in ${lang} at ${width} px`, async () => {
      const context = await visitor(browser, { width, lang });
      const page = await context.newPage();
      for (const [name, path] of [
        ["home", "/data"],
        ["filtered", "/data?agency=market&theme=ECON"],
        ["nothing", "/data?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E6%A0%B7"],
        ["dataset", "/data/legal-entities"],
        ["shapes", "/data/land"],
        ["withdrawn", "/data/divisions"],
      ] as const) {
        await page.goto(`${origin}/${lang}${path}`);
        await screenshot(page, `data-${name}-${lang}-${width}`);
        assert.deepEqual(await axe(page), [], name);
        assert.deepEqual(await tooWide(page), [], name);
      }
      await context.close();
    });
  }
}

test("a dataset is found, narrowed and downloaded without scripts", async () => {
  const context = await visitor(browser, { width: 360, lang: "en", scripts: false });
  const page = await context.newPage();
  await page.goto(`${origin}/en/`);
  await page.getByRole("link", { name: "Open data" }).click();
  await page.getByLabel("Find a dataset").fill("addresses");
  await page.getByRole("button", { name: "Search" }).click();
  await page.locator("summary", { hasText: "Filter" }).click();
  await page.getByLabel("Theme").selectOption("REGI");
  await page.locator(".moj-filter__options button").click();
  await page.waitForURL(/q=addresses.*theme=REGI/);
  await page.getByRole("link", { name: "Addresses", exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "addresses.csv" }).click()]);
  assert.equal(download.suggestedFilename(), "addresses.csv");
  await context.close();
});

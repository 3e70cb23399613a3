// The pages about sharing data in a real browser: nothing for axe to find and nothing wider than a phone, in either language; and a
// request for data made by hand, without scripts.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, test } from "node:test";
import { samplePassword } from "../src/identity/index.ts";
import { putDataset } from "../src/opendata/index.ts";
import { axe, screenshot, visitor, widthsIn } from "./support/browser.ts";
import { sampleRows } from "./support/city.ts";
import { servedToBrowser, tooWide } from "./support/served.ts";
import { startTestWorkbench } from "./support/workbench.ts";

const bench = await startTestWorkbench({ now: Date.parse("2026-11-23T09:00:00+08:00") });
const { desk } = bench.app;
const directory = await desk.organisation.current();
assert.ok(directory);
/** Somebody who holds this post today. */
const holderOf = (post: string): string =>
  directory.officers().find(({ id }) => directory.postsOf(id, "2026-11-23").some(({ name }) => name === post))?.id ?? assert.fail(post);
const keeper = holderOf("data/exchange");
const asker = holderOf("tax/review");
const { browser, origin } = await servedToBrowser((url, init) => bench.request(url, init));

before(async () => {
  const [shen] = sampleRows().persons;
  for (const [agency, service] of [
    ["market", "restaurant-opening"],
    ["market", "curiosity"],
    ["fire", "restaurant-opening"],
  ] as const) {
    await desk.exchange.ask({
      register: "certificates",
      key: shen?.identifier ?? "",
      by: "holder",
      fields: ["holder-name"],
      purpose: { zh: "核对健康证明", en: "To check a health certificate" },
      service,
      ground: { law: "food-safety-law/45" },
      asker: { agency, case: randomUUID() },
    });
  }
  await putDataset(
    desk.pool,
    {
      id: "street-trees",
      agency: "market",
      title: { zh: "行道树", en: "Street trees" },
      description: { zh: "行道树的位置和树种。", en: "Where street trees stand, and their species." },
      keywords: { zh: [], en: [] },
      theme: "ENVI",
      licence: "cc-by-4.0",
      frequency: "annual",
      spatial: [],
      classification: "general-1",
      fields: [],
      distributions: [{ name: "trees.csv", format: "CSV", bytes: 1000 }],
      quality: { rows: 12, filled: {} },
      preview: [],
    },
    desk.now(),
  );
});

const steward = holderOf("market/steward");
const pages: readonly (readonly [name: string, path: string, as?: string])[] = [
  ["catalogue", "/workbench/sharing?owner=health"],
  ["nothing-found", "/workbench/sharing?q=zzzz"],
  ["resource", "/workbench/sharing/resources/certificates"],
  ["agreements", "/workbench/sharing/agreements?agency=market"],
  ["agreement", "/workbench/sharing/agreements/certificates-market"],
  ["refusals", "/workbench/sharing/refusals"],
  ["figures", "/workbench/sharing/figures"],
  ["start-list", "/workbench/start"],
  ["start", "/workbench/start/data-sharing-request?register=population"],
  ["ask", "/workbench/sharing/agreements/certificates-market/ask", steward],
  ["open-data", "/workbench/sharing/open-data", steward],
  ["open-dataset", "/workbench/sharing/open-data/legal-entities/legal-entities", steward],
  ["package", "/workbench/sharing/packages/street-trees", steward],
  ["withdraw", "/workbench/sharing/open-data/legal-entities/legal-entities/withdraw", steward],
];

for (const lang of ["zh", "en"] as const) {
  for (const width of widthsIn(lang)) {
    test(`sharing in ${lang} at ${width} px`, async () => {
      const context = await visitor(browser, { width, lang });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      for (const [name, path, as = keeper] of pages) {
        await page.setExtraHTTPHeaders({ authorization: `Bearer ${await bench.app.token(as)}` });
        assert.equal((await page.goto(`${origin}/${lang}${path}`))?.status(), 200, name);
        assert.deepEqual(await tooWide(page), [], `${name} is wider than the screen`);
        assert.deepEqual(await axe(page), [], name);
        assert.deepEqual(complaints, [], name);
        await screenshot(page, `sharing-${name}-${lang}-${width}`);
      }
      await context.close();
    });
  }
}

test("data is asked for without scripts: from the catalogue to the case, and a mistake loses nothing", async () => {
  const context = await visitor(browser, { scripts: false, width: 360 });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${origin}/zh/workbench/sharing`);
  await page.locator("[name=login]").fill(asker);
  await page.locator("[name=password]").fill(samplePassword);
  await page.locator("main form button[type=submit]").first().click();
  await page.locator("[name=q]").fill("人口");
  await page.locator(".e-search button").click();
  await page.getByRole("link", { name: "人口库" }).click();
  await page
    .getByRole("button", { name: "申请共享" })
    .or(page.getByRole("link", { name: "申请共享" }))
    .first()
    .click();
  assert.equal(await page.locator('[name="f.register"]').inputValue(), "population");
  await page.locator('[name="f.asker"]').selectOption("tax");
  await page.locator('[name="f.fields"][value=name]').check();
  await page.locator('[name="f.services"]').first().check();
  await page.locator('[name="f.legalBasis"]').fill("tax-collection-law/15");
  await page.locator('[name="f.frequency"]').first().check();
  await page.locator('[name="f.retention"]').first().check();
  await page.getByRole("button", { name: "提交" }).click();
  assert.equal(await page.locator(".govuk-error-summary").count(), 1, "why it is needed was not said");
  assert.ok(await page.locator('[name="f.fields"][value=name]').isChecked());
  await page.locator('[name="f.need"]').fill("核对个体工商户经营者的姓名");
  await page.getByRole("button", { name: "提交" }).click();
  assert.match(page.url(), /\/zh\/workbench\/cases\/[0-9a-f-]{36}$/);
  assert.match((await page.locator("main").textContent()) ?? "", /办件已经开始办理/);
  await context.close();
});

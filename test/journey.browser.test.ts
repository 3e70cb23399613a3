// The whole way in a real browser: this checkout with an empty data directory, a citizen on a phone, every officer, and the
// licence checked by anybody and offline. Nobody here knows more than what stands on the pages.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { samplePassword } from "../src/identity/index.ts";
import { launchBrowser, visitor } from "./support/browser.ts";
import { sampleRows } from "./support/city.ts";
import { errand, serve, temporaryFolder } from "./support/errand.ts";

const data = join(temporaryFolder(), "data");
const server = await serve(data, ["--city", "city"]);
const browser = await launchBrowser();
after(async () => {
  await browser.close();
  await server.stop();
});

const { registers } = sampleRows();
const place = registers.addresses?.find((row) => String(row.address).endsWith("明湖路88号1层"));
const manager = registers.certificates?.find((row) => row.conclusion === "fit" && String(row["valid-to"]) > "2027-06-30");

const submit = (page: Page) => page.locator("main form button[type=submit]:not([name=then])").first().click();

async function signIn(as: string, options: Parameters<typeof visitor>[1], next: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await visitor(browser, options);
  const page = await context.newPage();
  await page.goto(`${server.url}/${options?.lang ?? "zh"}/sign-in?next=${encodeURIComponent(next)}`);
  await page.fill("input[name=login]", as);
  await page.fill("input[name=password]", samplePassword);
  await submit(page);
  return { context, page };
}

/** One page of the form at a time, as whoever reads it would: what is asked is typed, what was found is used, what may be left out is. */
async function fill(page: Page, typed: Readonly<Record<string, string>>, chosen: Readonly<Record<string, string>>): Promise<void> {
  for (let pages = 0; pages < 60; pages++) {
    await page.waitForLoadState();
    if (page.url().endsWith("/check")) return;
    const ask = page.locator("main button[name=choice][value=ask]");
    const skip = page.locator("main button[name=choice][value=skip]");
    const declared = page.locator("main input[name=declared]");
    const use = page.locator("main input[name=choice][value=use]");
    if (await page.locator("meta[http-equiv=refresh]").count()) {
      await page.waitForTimeout(300);
      await page.reload();
    } else if (await ask.count()) await ask.click();
    else if (await skip.count()) await skip.click();
    else {
      for (const [name, value] of Object.entries(typed)) {
        const box = page.locator(`main input[name="${name}"]`);
        if (await box.count()) await box.fill(value);
      }
      for (const [name, value] of Object.entries(chosen)) {
        const box = page.locator(`main input[name="${name}"][value="${value}"]`);
        if (await box.count()) await box.check();
      }
      if (await use.count()) await use.check();
      else if (await declared.count()) await declared.check();
      const before = page.url();
      await submit(page);
      assert.notEqual(page.url(), before, `the form does not go on: ${await page.locator("main").innerText()}`);
    }
  }
  assert.fail("the form has no end");
}

test("a restaurant is opened: on a phone, at six desks, and on paper that proves itself", async () => {
  const citizen = await signIn("shen-ruolan", { width: 360, lang: "zh", scripts: false }, "/zh/services/restaurant-opening/apply");
  await submit(citizen.page);
  await fill(
    citizen.page,
    {
      premises: String(place?.code),
      signboard: "若兰小馆",
      area: "320",
      seats: "110",
      managerName: "林安",
      managerId: String(manager?.holder),
      phone: "13800138000",
    },
    { dishes: "hot", fuel: "gas", outdoor: "no", sewer: "yes" },
  );
  await citizen.page.check("main input[name=agree]");
  await submit(citizen.page);
  const number = /\d{8}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await citizen.page.locator("main").innerText())?.[0];
  assert.ok(number, "the confirmation names the case");
  const receipt = await download(citizen, "main a[href$='.json']", "receipt.json");

  // 受理 is refused once: one field is marked, and exactly that is open to the applicant.
  const window = await signIn("chen-yulan", { width: 1280, lang: "zh" }, "/zh/workbench");
  await conclude(window.page, number, "incomplete", { words: "面积与平面图不符，请核对。", mark: "经营面积" });
  await citizen.page.goto(`${server.url}/zh/cases`);
  await citizen.page
    .getByRole("link", { name: number })
    .or(citizen.page.locator("main a[href*='/cases/']:not([href$='/find'])"))
    .first()
    .click();
  await citizen.page.locator("main a[href*='/tasks/']").first().click();
  assert.equal(await citizen.page.locator("main form input[type=text]").count(), 1, "only what was marked is open");
  await citizen.page.fill("main input[name=area]", "318");
  await submit(citizen.page);
  await conclude(window.page, number, "complete");

  // Four agencies look at once; one of them wants to see the place, and the clocks stand still meanwhile.
  await conclude((await signIn("zhao-tiejun", { lang: "zh" }, "/zh/workbench")).page, number, "visit", { words: "需要查看疏散通道。" });
  const stopped = await signIn("sun-jianing", { lang: "zh" }, "/zh/workbench");
  await stopped.page.goto(`${server.url}/zh/workbench`);
  await openCase(stopped.page, number);
  assert.match(await stopped.page.locator("main").innerText(), /现场检查所需时间不计入期限/);
  await conclude(stopped.page, number, "pass");
  await conclude((await signIn("he-qiushi", { width: 360, lang: "zh" }, "/zh/workbench")).page, number, "pass");
  await conclude((await signIn("jiang-liu", { lang: "en" }, "/en/workbench")).page, number, "pass");
  await conclude((await signIn("ma-zhiqiang", { width: 360, lang: "zh", scripts: false }, "/zh/workbench")).page, number, "pass");
  await conclude((await signIn("qian-bojun", { lang: "zh" }, "/zh/workbench")).page, number, "grant");

  // The licence is made in the background; the applicant's page shows it as soon as it is there.
  await citizen.page.goto(`${server.url}/zh/cases`);
  await citizen.page.locator("main a[href*='/cases/']:not([href$='/find'])").first().click();
  for (
    let looks = 0;
    looks < 60 &&
    !(await citizen.page
      .locator("main a[href*='/documents/']")
      .filter({ hasText: /许可证/ })
      .count());
    looks++
  ) {
    await citizen.page.waitForTimeout(500);
    await citizen.page.reload();
  }
  const links = citizen.page.locator("main a[href*='/documents/']").filter({ hasText: /许可证/ });
  const address = await links.first().getAttribute("href");
  assert.ok(address, "the licence can be fetched");
  const answer = await citizen.context.request.get(new URL(address, server.url).href);
  assert.equal(answer.headers()["content-type"], "application/pdf");
  const licence = join(data, "licence.pdf");
  writeFileSync(licence, await answer.body());

  // Anybody, by the code on the paper and with the file itself.
  const check = await citizen.page.locator("main a[href*='/check/']").first().getAttribute("href");
  assert.ok(check, "the case page leads to the public check");
  const stranger = await (await visitor(browser, { width: 360, lang: "en" })).newPage();
  await stranger.goto(new URL(check.replace("/zh/", "/en/"), server.url).href);
  assert.match(await stranger.locator("main").innerText(), /valid/i);
  await stranger.goto(`${server.url}/en/verify`);
  await stranger.setInputFiles("main input[type=file]", licence);
  await submit(stranger);
  assert.match(await stranger.locator("main").innerText(), /signature/i);

  // And without the server, by whoever holds the installation's public keys.
  const forged = join(data, "forged.pdf");
  const bytes = readFileSync(licence);
  const at = Math.floor(bytes.length / 3);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(forged, bytes);
  const good = await errand(["verify", licence, receipt, "--data", data]);
  assert.equal(good.status, 0, good.out + good.err);
  assert.match(good.out, /revocation was not checked/);
  const bad = await errand(["verify", forged, "--data", data]);
  assert.equal(bad.status, 1, bad.out + bad.err);
  const audited = await errand(["ledger", "audit", "--data", data]);
  assert.equal(audited.status, 0, audited.out + audited.err);
});

async function openCase(page: Page, number: string): Promise<void> {
  await page.locator("main table a").filter({ hasText: number }).first().click();
}

/** An officer finds the case in the list, chooses an outcome among those offered, and says what has to be said. */
async function conclude(page: Page, number: string, outcome: string, said: { words?: string; mark?: string } = {}): Promise<void> {
  const lang = page.url().includes("/en/") ? "en" : "zh";
  await page.goto(`${server.url}/${lang}/workbench`);
  await openCase(page, number);
  await page.locator(`main a[href$='/finish/${outcome}']`).first().click();
  if (said.words) await page.fill("main textarea[name=words]", said.words);
  if (said.mark) await page.getByLabel(said.mark, { exact: true }).check();
  await submit(page);
  assert.equal(await page.locator(".govuk-error-summary").count(), 0, await page.locator("main").innerText());
}

async function download({ context, page }: { context: BrowserContext; page: Page }, link: string, name: string): Promise<string> {
  const address = await page.locator(link).first().getAttribute("href");
  assert.ok(address, `${name} can be fetched`);
  const answer = await context.request.get(new URL(address, server.url).href);
  assert.equal(answer.status(), 200);
  const file = join(data, name);
  writeFileSync(file, await answer.body());
  return file;
}

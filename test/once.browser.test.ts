// Once only in a real browser: consent, who looked, what one could have, what it cost; nothing for axe to find and nothing wider than
// a phone, in both languages; and the counter's buttons under the keyboard alone.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { countEnded } from "../src/casework/index.ts";
import { citizen, company, journalist, restaurant } from "./hardening/cases.ts";
import { applicant } from "./support/applicant.ts";
import { axe, screenshot, visitor, widthsIn } from "./support/browser.ts";
import { consentPacks } from "./support/consent-packs.ts";
import { startTestPortal } from "./support/portal.ts";
import { servedToBrowser, tooWide } from "./support/served.ts";

const portal = await startTestPortal({ packs: consentPacks() });
const { app } = portal;
const { browser, origin } = await servedToBrowser((url, init) => app.request(url, init));
let asking = "";
let found = "";
let consent = "";
let ended = "";
let open = "";

before(async () => {
  const me = applicant(portal, "luo-zhiyuan");
  found = (await me.begin("parking-consent")).replace("/en", "");
  await me.ask(`${found}/pages/home`);
  asking = (await me.begin("parking-later")).replace("/en", "");
  consent = (await app.desk.exchange.consents.of(journalist.id))[0]?.id ?? "";
  const submit = async () => {
    const made = await app.request("/api/v1/cases", {
      as: "shen-ruolan",
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify(restaurant()),
    });
    assert.equal(made.status, 201, await made.clone().text());
    return ((await made.json()) as { id: string }).id;
  };
  [ended, open] = [await submit(), await submit()];
  for (const kind of ["visit", "call"]) {
    const body = new URLSearchParams({ kind, _once: crypto.randomUUID() });
    await app.request(`/zh/workbench/cases/${ended}/contacts`, { as: "chen-yulan", method: "POST", body });
  }
  const withdrawn = await app.request(`/api/v1/cases/${ended}/commands`, {
    as: "shen-ruolan",
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify({ type: "withdraw" }),
  });
  assert.equal(withdrawn.status, 200);
  await countEnded(app.desk);
  await app.desk.exchange.recordReading({
    kind: "read",
    officer: "chen-yulan",
    agency: "market",
    post: "market/window",
    register: "population",
    fields: ["address"],
    purpose: { zh: "核实更正申请", en: "To decide on a correction" },
    subjects: [citizen.identifier],
  });
});

const pages: readonly (readonly [name: string, as: string | undefined, path: () => string])[] = [
  ["consent-asked", "luo-zhiyuan", () => `${asking}/pages/home`],
  ["found", "luo-zhiyuan", () => `${found}/pages/home`],
  ["consents", "luo-zhiyuan", () => "/consents"],
  ["revoke", "luo-zhiyuan", () => `/consents/${consent}`],
  ["looked", "luo-zhiyuan", () => "/who-looked?kind=asked"],
  ["looked-firm", "shen-ruolan", () => `/who-looked?about=${company.id}`],
  ["looked-printed", "shen-ruolan", () => "/who-looked?print=1"],
  ["could-have", undefined, () => "/what-could-i-have"],
  ["could-have-own", "shen-ruolan", () => "/what-could-i-have"],
  ["service-real", undefined, () => "/services/restaurant-opening"],
  ["case-cost", "shen-ruolan", () => `/cases/${ended}`],
  ["workbench-contacts", "chen-yulan", () => `/workbench/cases/${open}`],
  ["counter", "chen-yulan", () => "/workbench/counter"],
  ["errands", "duan-shoucheng", () => "/workbench/admin/errands"],
  ["errand-cases", "duan-shoucheng", () => "/workbench/admin/errands/restaurant-opening/market"],
];

const contextFor = async (as: string | undefined, width: number, lang: "zh" | "en", scripts = true) =>
  visitor(browser, { width, lang, scripts, ...(as === undefined ? {} : { headers: { authorization: `Bearer ${await app.token(as)}` } }) });

for (const lang of ["zh", "en"] as const) {
  for (const width of widthsIn(lang)) {
    test(`once only in ${lang} at ${width} px`, async () => {
      for (const [name, as, path] of pages) {
        const context = await contextFor(as, width, lang);
        const page = await context.newPage();
        assert.equal((await page.goto(`${origin}/${lang}${path()}`))?.status(), 200, name);
        assert.deepEqual(await tooWide(page), [], `${name} is wider than the screen`);
        assert.deepEqual(await axe(page), [], name);
        await screenshot(page, `once-${name}-${lang}-${width}`);
        await context.close();
      }
    });
  }
}

test("what one could have, signed out and without scripts, on a phone", async () => {
  const context = await contextFor(undefined, 360, "zh", false);
  const page = await context.newPage();
  await page.goto(`${origin}/zh/what-could-i-have?service=funeral-subsidy`);
  for (const group of await page.getByRole("group").all()) {
    const yes = group.getByLabel("是", { exact: true });
    if ((await yes.count()) > 0) await yes.check();
  }
  await page.getByRole("button", { name: "看看能办什么" }).click();
  assert.match((await page.textContent("main")) ?? "", /可以办.*可以申领/s);
  await context.close();
  const scripted = await contextFor(undefined, 360, "en");
  const result = await scripted.newPage();
  await result.goto(`${origin}/en/what-could-i-have`);
  await result.getByRole("link", { name: "Starting a business" }).click();
  await Promise.all([result.waitForNavigation(), result.getByRole("button", { name: "Show what I could have" }).click()]);
  assert.deepEqual(await tooWide(result), []);
  assert.deepEqual(await axe(result), []);
  await scripted.close();
});

test("a visit at the counter is recorded with the keyboard alone", async () => {
  const context = await contextFor("chen-yulan", 1280, "en");
  const page = await context.newPage();
  await page.goto(`${origin}/en/workbench/counter?service=restaurant-opening`);
  await page.getByLabel("Number of the case").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForSelector("text=Recorded.");
  assert.match((await page.textContent("main")) ?? "", /Visit/);
  await context.close();
});

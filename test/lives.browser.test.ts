// A birth, a new firm, a death and a wrong record on a phone and at a desk, in both languages: nothing is asked that a register
// holds, nothing has to be sent, nothing for axe to find, nothing wider than the screen.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { applicant } from "./support/applicant.ts";
import { axe, screenshot, visitor } from "./support/browser.ts";
import { sampleRows } from "./support/city.ts";
import { startTestPortal } from "./support/portal.ts";
import { servedToBrowser, tooWide } from "./support/served.ts";

const portal = await startTestPortal({ now: Date.parse("2026-11-03T09:30:00+08:00") });
const { app } = portal;
const city = sampleRows();
const premises = String(city.registers.addresses?.find((row) => row.use === "office")?.code);
const deceased = String(city.registers.deaths?.[0]?.deceased);
const personOf = (login: string) => city.persons.find((one) => one.login === login)?.id ?? "";
const phone = { phone: "13800138000" };
const { browser, origin } = await servedToBrowser((url, init) => app.request(url, init));
const paths: (readonly [name: string, as: string, path: string])[] = [];

/** What each asks, page by page; pages that are not here show what was found. */
const journeys = {
  birth: {
    as: "shen-ruolan",
    answers: {
      parts: { chosenParts: ["card"] },
      "certificate-name": { childName: "罗一苇" },
      "certificate-contact": phone,
      "household-ethnicity": { ethnicity: "father" },
      "insurance-payer": { payer: "family-account" },
      "card-card": { cardBank: "city-bank", collect: "post" },
    },
  },
  "business-start": {
    as: "luo-zhiyuan",
    answers: {
      parts: { chosenParts: ["fund"] },
      "registration-founders": { others: "" },
      "registration-name": { companyName: "云川知远文化有限公司" },
      "registration-business": { scope: "组织文化艺术交流活动", capital: "100000" },
      "registration-premises": { premises },
      "registration-contact": phone,
      "seals-seals": { seals: ["official", "finance"] },
      "tax-tax": { taxpayer: "small", invoices: "yes" },
      "social-staff": { employees: "2" },
      "fund-rate": { rate: "8" },
    },
  },
  "after-death": {
    as: "he-guiying",
    answers: {
      parts: { chosenParts: ["funeral"] },
      "household-deceased": { deceased, relation: "spouse" },
      "household-contact": phone,
      "insurance-account": { account: "6222020000001234567" },
      "funeral-funeral": { "funeral.year": "2026", "funeral.month": "10", "funeral.day": "20" },
    },
  },
} as const;

before(async () => {
  for (const [service, { as, answers }] of Object.entries(journeys)) {
    const me = applicant(portal, as);
    const draft = (await me.begin(service)).replace("/en", "");
    const check = await me.walk(draft, answers);
    const whole = (await me.submit(draft)).replace("/en", "");
    await app.work();
    assert.doesNotMatch(await me.page(check).catch(() => ""), /type="file"/, "nothing has to be sent");
    paths.push([`${service}-service`, as, `/services/${service}`], [`${service}-whole`, as, whole]);
    const again = (await me.begin(service)).replace("/en", "");
    paths.push([`${service}-first`, as, `${again}/pages/parts`]);
  }
  const correcting = (await applicant(portal, "zhong-qi").begin("record-correction", personOf("zhong-qi"))).replace("/en", "");
  paths.push(["correction-register", "zhong-qi", `${correcting}/pages/register`]);
});

// Each width in one language: the pages' own tests look at every pair.
for (const [width, lang] of [
  [360, "zh"],
  [1280, "en"],
] as const) {
  test(`the lives of the sample city in ${lang} at ${width} px`, async () => {
    for (const [name, as, path] of paths) {
      const context = await visitor(browser, { width, lang, headers: { authorization: `Bearer ${await app.token(as)}` } });
      const page = await context.newPage();
      assert.equal((await page.goto(`${origin}/${lang}${path}`))?.status(), 200, name);
      assert.deepEqual(await tooWide(page), [], `${name} is wider than the screen`);
      assert.deepEqual(await axe(page), [], name);
      await screenshot(page, `lives-${name}-${lang}-${width}`);
      await context.close();
    }
  });
}

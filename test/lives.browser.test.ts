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
// biome-ignore lint/suspicious/noExplicitAny: answers of the API are read as they come
const json = async (answer: Response): Promise<any> => answer.json();
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
      "registration-founders": { more: "no" },
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

test("founders one by one, without a script: added, changed, removed, kept, checked, and put right exactly where it was marked", async () => {
  const identifierOf = (login: string) => city.persons.find((one) => one.login === login)?.identifier ?? "";
  const [as, second, third] = ["shen-ruolan", identifierOf("luo-zhiyuan"), identifierOf("he-guiying")];
  const me = applicant(portal, as);
  const draft = await me.begin("company-registration");
  const list = `${draft}/pages/founders`;
  const add = (query: string, number: string, share: string) => me.send(`${list}?${query}`, { number, share });
  await me.ask(`${draft}/pages/founder`);
  await me.send(`${draft}/pages/founder`, { choice: "use" });

  const more = await me.send(list, { more: "yes" });
  assert.equal(more.headers.get("location"), `${list}?entry=new`);
  const wrong = await add("entry=new", "110105194912310021", "40");
  assert.equal(wrong.status, 422);
  assert.match(await wrong.text(), /href="#f-number"/);
  for (const number of [second, third]) assert.equal((await add("entry=new", number, "20")).status, 303);
  // Each entry is in the draft, whoever comes back to it and when.
  const shown = await me.page(list);
  for (const said of ["2 added so far", second, third, "Other founder 2"]) assert.ok(shown.includes(said), said);
  assert.equal((await me.send(list, {})).status, 422, "whether there is another has to be said");

  assert.match(await me.page(`${list}?remove=2`), /Remove this entry\?/);
  assert.equal((await me.send(`${list}?remove=2`, {})).status, 303);
  assert.equal((await add("entry=1", second, "40")).status, 303);
  // What another window changed meanwhile is not overwritten.
  const late = await portal.send(`${list}?entry=1`, as, { _seen: "stale", number: second, share: "10" });
  assert.equal(late.status, 409);
  const left = await me.page(list);
  assert.ok(left.includes("1 added so far") && !left.includes(third));

  const check = await me.walk(list, {
    founders: { more: "no" },
    "own-share": { ownShare: "60" },
    name: { companyName: "云川若兰文化有限公司" },
    business: { scope: "组织文化艺术交流活动", capital: "100000" },
    premises: { premises },
    contact: phone,
  });
  const said = await me.page(check);
  assert.match(said, /Other founder 1.*Share: 40 %/s);
  assert.match(said, /pages\/founders\?from=check&amp;entry=1/);
  const place = await me.submit(draft);
  await app.work();

  const id = place.split("/").at(-1) ?? "";
  const officer = (await app.desk.organisation.current())?.officersOf("market/registrar", "2026-11-03")[0]?.id ?? "";
  const { number } = await json(await app.request(`/api/v1/cases/${id}`, { as }));
  const [task] = (await json(await app.request(`/api/v1/tasks?case=${number}`, { as: officer }))).tasks;
  const finish = (marks: readonly string[]) =>
    app.request(`/api/v1/tasks/${task.id}/commands`, {
      as: officer,
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ type: "finish", outcome: "incomplete", words: "请核对比例。", marks }),
    });
  const desk = await app.request(`/en/workbench/cases/${id}/tasks/1/finish/incomplete`, { as: officer, headers: { accept: "text/html" } });
  assert.match(await desk.text(), /value="\/founders\/0\/share".*Other founder 1: Share/s, "an officer marks the very question");
  assert.equal((await finish(["/founders/7/share"])).status, 422, "nobody stands there");
  assert.equal((await finish(["/ownShare", "/founders/0/share"])).status, 200);
  await app.work();
  const mine = /\/en\/cases\/[^"]*\/tasks\/\d+/.exec(await me.page(place))?.[0] ?? "";
  const asked = await me.page(mine);
  assert.ok(asked.includes('name="founders.0.share"') && !asked.includes('name="founders.0.number"'), "the marked question alone is open");
  assert.ok(asked.includes(`Identity number: ${second}`));
  const empty = await me.send(mine, { ownShare: "70", "founders.0.share": "" });
  assert.match(await empty.text(), /href="#f-founders.0.share"/);
  assert.equal((await me.send(mine, { ownShare: "70", "founders.0.share": "30", "founders.0.number": third })).status, 303);
  const { data } = await json(await app.request(`/api/v1/cases/${id}`, { as }));
  assert.deepEqual([data.ownShare, data.founders], [70, [{ number: second, share: 30 }]], "what was not open stands");

  const again = (await me.begin("company-registration")).replace("/en", "");
  await me.send(`${again}/pages/founders?entry=new`, { number: second, share: "40" });
  for (const [width, lang] of [
    [360, "zh"],
    [1280, "en"],
  ] as const) {
    const context = await visitor(browser, { width, lang, headers: { authorization: `Bearer ${await app.token(as)}` } });
    const open = await context.newPage();
    for (const [name, query] of [
      ["list", ""],
      ["entry", "?entry=1"],
      ["remove", "?remove=1"],
    ] as const) {
      assert.equal((await open.goto(`${origin}/${lang}${again}/pages/founders${query}`))?.status(), 200, name);
      assert.deepEqual([await tooWide(open), await axe(open)], [[], []], name);
      await screenshot(open, `founders-${name}-${lang}-${width}`);
    }
    await context.close();
  }
});

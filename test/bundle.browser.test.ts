// One thing at once in a real browser: nothing for axe to find and nothing wider than a phone, in both languages, for its applicant
// and for officers.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { applicant } from "./support/applicant.ts";
import { axe, screenshot, visitor, widthsIn } from "./support/browser.ts";
import { startTestPortal } from "./support/portal.ts";
import { servedToBrowser, tooWide } from "./support/served.ts";
import { allowStalls, stallData, stallPacks, stallPages } from "./support/stalls.ts";

const portal = await startTestPortal({ packs: stallPacks });
const { app } = portal;
await allowStalls(app);
const { browser, origin } = await servedToBrowser((url, init) => app.request(url, init));
let bundle = "";
let draft = "";
let part = "";
let asked = "";
let supply = "";

before(async () => {
  const me = applicant(portal, "shen-ruolan");
  draft = (await me.begin("stall-start")).replace("/en", "");
  await me.walk(draft, stallPages);
  bundle = (await me.submit(draft)).replace("/en", "");
  await app.work();
  const directory = await app.desk.organisation.current();
  const officer = directory?.officersOf("water/review", "2026-09-21")[0]?.id ?? "";
  const { parts } = (await (await app.request(`/api/v1${bundle}`, { as: "shen-ruolan" })).json()) as {
    parts: { key: string; case?: { id: string; number: string } }[];
  };
  const sign = parts.find(({ key }) => key === "sign")?.case;
  part = sign?.id ?? "";
  const { tasks } = (await (await app.request(`/api/v1/tasks?case=${sign?.number}`, { as: officer })).json()) as {
    tasks: { id: string }[];
  };
  await app.request(`/api/v1/tasks/${tasks[0]?.id}/commands`, {
    as: officer,
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ type: "finish", outcome: "incomplete", words: "请改文字", marks: ["/words"] }),
  });
  await app.work();
  // One whose part needs what no register knows: the applicant is asked for it.
  const send = async (as: string, path: string, body: unknown) => {
    const headers = { "content-type": "application/json" };
    const answer = await app.request(path, { as, method: "POST", headers, body: JSON.stringify(body) });
    assert.ok(answer.ok, await answer.clone().text());
    return (await answer.json()) as { id: string };
  };
  const big = { ...stallData, chosenParts: [], area: 4, litres: 240, words: undefined, lit: undefined, lamps: undefined };
  const { id } = await send("shen-ruolan", "/api/v1/cases", { service: "stall-start", data: big });
  await app.work();
  const read = async () =>
    (await (await app.request(`/api/v1/cases/${id}`, { as: "shen-ruolan" })).json()) as {
      parts: { key: string; case?: { number: string } }[];
      tasks: { key: string; no: number }[];
    };
  const permit = (await read()).parts.find(({ key }) => key === "permit")?.case?.number;
  const registrar = directory?.officersOf("city/review", "2026-09-21")[0]?.id ?? "";
  const open = (await (await app.request(`/api/v1/tasks?case=${permit}`, { as: registrar })).json()) as { tasks: { id: string }[] };
  await send(registrar, `/api/v1/tasks/${open.tasks[0]?.id}/commands`, { type: "finish", outcome: "pass" });
  await app.work();
  asked = `/cases/${id}`;
  supply = `${asked}/tasks/${(await read()).tasks.find(({ key }) => key === "supply-bin")?.no}`;
  // Another draft, to be looked at.
  draft = (await me.begin("stall-start")).replace("/en", "");
  await me.walk(draft, stallPages);
});

const pages: readonly (readonly [name: string, as: string, path: () => string])[] = [
  ["service", "shen-ruolan", () => "/services/stall-start"],
  ["choice", "shen-ruolan", () => `${draft}/pages/parts`],
  ["check", "shen-ruolan", () => `${draft}/check`],
  ["whole", "shen-ruolan", () => bundle],
  ["withdraw", "shen-ruolan", () => `${bundle}/withdraw`],
  ["asked", "shen-ruolan", () => asked],
  ["supply", "shen-ruolan", () => supply],
  ["part", "shen-ruolan", () => `/cases/${part}`],
  ["workbench-part", "jiang-liu", () => `/workbench/cases/${part}`],
  ["workbench-whole", "zhou-mingyuan", () => `/workbench${bundle}`],
];

for (const lang of ["zh", "en"] as const) {
  for (const width of widthsIn(lang)) {
    test(`a bundle in ${lang} at ${width} px`, async () => {
      for (const [name, as, path] of pages) {
        const context = await visitor(browser, { width, lang, headers: { authorization: `Bearer ${await app.token(as)}` } });
        const page = await context.newPage();
        assert.equal((await page.goto(`${origin}/${lang}${path()}`))?.status(), 200, name);
        if (name === "asked") assert.equal(await page.locator(`a[href$="${supply}"]`).count(), 1, "what is asked is there to be done");
        if (name === "whole") assert.equal(await page.locator(`a[href$="${bundle}/withdraw"]`).count(), 1, "the whole can be withdrawn");
        assert.deepEqual(await tooWide(page), [], `${name} is wider than the screen`);
        assert.deepEqual(await axe(page), [], name);
        await screenshot(page, `bundle-${name}-${lang}-${width}`);
        await context.close();
      }
    });
  }
}

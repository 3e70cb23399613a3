// Figures of the office in a real browser, in both languages and at both widths: each opens to its cases and comes as a table; nobody
// sees figures of an agency that is not theirs to lead.
import assert from "node:assert/strict";
import { test } from "node:test";
import { casesOn, instant, request, restaurant } from "./hardening/cases.ts";
import { axe, screenshot, visitor, widthsIn } from "./support/browser.ts";
import { servedToBrowser, tooWide } from "./support/served.ts";
import { startTestWorkbench } from "./support/workbench.ts";

const bench = await startTestWorkbench();
const { app } = bench;
const cases = casesOn(app);
const directory = (await app.desk.organisation.current()) ?? assert.fail();
const holderOf = (post: string): string => directory.officersOf(post, "2026-09-21")[0]?.id ?? assert.fail(post);
const [head, supervisor, window] = [holderOf("market/head"), holderOf("government/supervisor"), "chen-yulan"];

const first = await cases.open("shen-ruolan", restaurant());
for (let n = 0; n < 3; n++) await cases.open("shen-ruolan", restaurant({ seats: n }));
await cases.open("luo-zhiyuan", request());
await cases.finish(window, first.id, "check", "complete");
await app.work();
app.at(instant("2026-09-24T15:00"));
await cases.finish("sun-jianing", first.id, "food", "pass");
await app.work();
await app.news();
const { browser, origin } = await servedToBrowser((url, init) => bench.request(url, init));

const page = async (as: string, path: string): Promise<[number, string]> => {
  const answer = await app.request(path, { as });
  return [answer.status, await answer.text()];
};

test("who leads an agency sees that agency, who answers for the city sees all, nobody else sees any", async () => {
  assert.equal((await page(window, "/zh/workbench/insight/time"))[0], 403);
  assert.ok(!(await page(window, "/zh/workbench"))[1].includes("/workbench/insight/"));
  assert.ok((await page(head, "/zh/workbench"))[1].includes("/workbench/insight/time"));
  const [status, mine] = await page(head, "/zh/workbench/insight/load?agency=government");
  assert.equal(status, 200);
  assert.ok(!mine.includes("government%2F") && !mine.includes("post=government"), "another agency is not asked for by its name");
  assert.ok(mine.includes("post=market"));
  const [, all] = await page(supervisor, "/zh/workbench/insight/load");
  assert.ok(all.includes("post=market") && all.includes("post=government"));
  const behind = "pack=information-request&agency=government&stage=register";
  assert.equal((await page(head, `/zh/workbench/insight/time/cases?${behind}`))[0], 404);
  assert.equal((await page(head, `/zh/workbench/insight/load/cases?post=government/disclosure`))[0], 404);
  assert.equal((await page(head, `/zh/workbench/insight/paper/cases.csv?pack=restaurant-opening&agency=government`))[0], 404);
});

test("each figure comes as a table, and so do its cases", async () => {
  const [status, file] = await page(head, "/en/workbench/insight/time/table.csv?months=3");
  assert.equal(status, 200);
  const line = file.split("\r\n").find((one) => one.includes("Open a restaurant")) ?? assert.fail(file);
  assert.match(line, /"1","[\d.]+","[\d.]+"$/);
  const [, behind] = await page(head, "/en/workbench/insight/load/cases.csv?post=market/window");
  assert.ok(behind.includes(first.number));
  const [, waits] = await page(head, "/en/workbench/insight/load/cases.csv?post=market/window&state=open");
  assert.equal(waits.trim().split("\r\n").length, 1 + 3, "three wait to be checked");
  assert.equal((await page(head, "/en/workbench/insight/load/cases?post=market/window&state=overdue"))[0], 200);
  const [, money] = await page(supervisor, "/en/workbench/insight/paper/table.csv");
  assert.match(money, /"Saved \(yuan\)"/);
  for (const path of [
    "time/x",
    "x",
    "time/cases",
    "time/cases?pack=%00&agency=market&stage=check",
    "load/cases?post=x",
    "time/cases?pack=a&agency=market&stage=b&after=x",
  ])
    assert.ok([400, 404].includes((await page(supervisor, `/zh/workbench/insight/${path}`))[0]), path);
  for (const odd of ["months=-1", "months=99", "agency='", "agency=%F0%9F%98%80"])
    assert.equal((await page(supervisor, `/zh/workbench/insight/time?${odd}`))[0], 200, odd);
});

for (const lang of ["zh", "en"] as const) {
  for (const width of widthsIn(lang)) {
    test(`figures in ${lang} at ${width} px`, async () => {
      const context = await visitor(browser, { width, lang, headers: { authorization: `Bearer ${await app.token(supervisor)}` } });
      const view = await context.newPage();
      view.setDefaultTimeout(20_000);
      const seen = async (name: string): Promise<void> => {
        assert.deepEqual(await tooWide(view), [], `${name} is wider than the screen`);
        assert.deepEqual(await axe(view), [], name);
        await screenshot(view, `insight-${name}-${lang}-${width}`);
      };
      for (const kind of ["time", "load", "paper"]) {
        await view.goto(`${origin}/${lang}/workbench/insight/${kind}`);
        await seen(kind);
        await view.locator("main tbody a").first().click();
        await view.waitForURL(/cases/);
        assert.ok((await view.locator("main tbody th a").count()) > 0, `${kind} opens to its cases`);
        await seen(`${kind}-cases`);
      }
      await view.goto(`${origin}/${lang}/workbench/insight/paper?agency=subdistrict-baisha&months=1`);
      await seen("none");
      await context.close();
    });
  }
}

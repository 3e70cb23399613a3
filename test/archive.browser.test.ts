// The archive in a real browser: nothing for axe to find and nothing wider than a phone, in either language; and a file's whole way by hand,
// without scripts: held, lent, listed, reviewed, approved by two, destroyed with its certificate.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, test } from "node:test";
import { issueToken } from "../src/identity/index.ts";
import { askLoan, makeList, placeHold, reviewLines } from "../src/office/index.ts";
import { startTestApp } from "./support/app.ts";
import { endedCase, tenYears } from "./support/archive.ts";
import { axe, screenshot, visitor, widthsIn } from "./support/browser.ts";
import { servedToBrowser, tooWide } from "./support/served.ts";

const app = await startTestApp();
await tenYears(app);
const { desk } = app;
const { browser, origin } = await servedToBrowser((url, init) => app.request(url, init));
const later = Date.parse("2037-01-15T10:00:00+08:00");
const officer = (id: string, ...posts: string[]) => ({
  kind: "officer" as const,
  id,
  name: id,
  language: "zh" as const,
  posts,
  rights: [],
});
const archivist = officer("yin-yutong", "government/archivist");
const headers = async (as: string) => {
  const issued = await issueToken(desk.ground, { as, days: 30 }, desk.now());
  assert.ok(issued.ok);
  return { authorization: `Bearer ${issued.token}` };
};

const files: string[] = [];
let list = "";

before(async () => {
  for (let n = 0; n < 4; n++) files.push((await endedCase(app)).id);
  await app.news();
  const { rows } = await desk.pool.query<{ number: string }>("select number from archive.record order by n");
  app.at(later);
  const borrower = officer("wan-huimin", "market/archivist");
  assert.ok(
    (await askLoan(desk, borrower, { id: randomUUID(), number: rows[0]?.number ?? "", purpose: "复核同类合同", until: "2037-02-01" })).ok,
  );
  assert.ok((await placeHold(desk, archivist, { id: randomUUID(), case: files[3] ?? "", reason: "正在诉讼" })).ok);
  const made = await makeList(desk, archivist, "government");
  assert.ok(made.ok);
  list = made.id;
  assert.ok((await reviewLines(desk, archivist, list, { cases: files.slice(0, 1), decision: "keep", until: "2047-01-01" })).ok);
});

for (const lang of ["zh", "en"] as const) {
  for (const width of widthsIn(lang)) {
    test(`the archive in ${lang} at ${width} px`, async () => {
      const context = await visitor(browser, { width, lang, headers: await headers("yin-yutong") });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      for (const [name, path] of [
        ["search", "/workbench/archive"],
        ["filtered", "/workbench/archive?class=disclosure&year=2026&state=kept"],
        ["none", "/workbench/archive?year=1999"],
        ["file", `/workbench/archive/files/${files[0]}`],
        ["held", `/workbench/archive/files/${files[3]}`],
        ["lending", "/workbench/archive/lending"],
        ["holds", "/workbench/archive/holds"],
        ["lists", "/workbench/archive/disposal"],
        ["list", `/workbench/archive/disposal/${list}`],
        ["figures", "/workbench/archive/figures"],
      ] as const) {
        assert.equal((await page.goto(`${origin}/${lang}${path}`))?.status(), 200, name);
        assert.deepEqual(await tooWide(page), [], `${name} is wider than the screen`);
        assert.deepEqual(await axe(page), [], name);
        assert.deepEqual(complaints, [], name);
        await screenshot(page, `archive-${name}-${lang}-${width}`);
      }
      await context.close();
    });
  }
}

test("reviewed, approved by two, destroyed and certified, by hand and without scripts", async () => {
  const open = async (as: string) => {
    const context = await visitor(browser, { scripts: false, width: 360, headers: await headers(as) });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    return page;
  };
  const clerk = await open("yin-yutong");
  await clerk.goto(`${origin}/zh/workbench/archive/disposal/${list}`);
  await clerk.getByRole("button", { name: "记下意见" }).click();
  await clerk.getByRole("button", { name: "鉴定完毕，提请批准" }).click();
  await clerk.getByRole("button", { name: "批准销毁" }).click();
  assert.equal(await clerk.getByRole("button", { name: "批准销毁" }).count(), 0, "nobody approves twice");
  const head = await open("duan-zimo");
  await head.goto(`${origin}/zh/workbench/archive/disposal/${list}`);
  await head.getByRole("button", { name: "批准销毁" }).click();
  assert.equal(await head.getByRole("button", { name: "开始销毁" }).count(), 0, "the archivist carries it out");
  await clerk.reload();
  await clerk.getByRole("button", { name: "开始销毁" }).click();
  await screenshot(clerk, "archive-executing-zh-360");
  await app.work();
  await clerk.goto(`${origin}/zh/workbench/archive/disposal/${list}`);
  assert.ok((await clerk.getByRole("link", { name: "销毁证明（PDF）" }).count()) === 1);
  assert.deepEqual(await tooWide(clerk), []);
  await screenshot(clerk, "archive-done-zh-360");
  await clerk.goto(`${origin}/zh/workbench/archive/files/${files[1]}`);
  assert.match(await clerk.locator("main").innerText(), /内容已依法销毁/);
  await screenshot(clerk, "archive-destroyed-zh-360");
});

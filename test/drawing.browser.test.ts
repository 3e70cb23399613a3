// Procedures as drawings: BPMN in administration, shown by bpmn-js under our own content security policy; where a case
// went, in both faces, in picture and words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBpmn } from "../src/engine/bpmn/index.ts";
import { axe, screenshot, visitor, widths } from "./support/browser.ts";
import { servedToBrowser, tooWide } from "./support/served.ts";
import { startTestWorkbench } from "./support/workbench.ts";

const bench = await startTestWorkbench();
const { browser, origin } = await servedToBrowser((url, init) => bench.request(url, init));
const admin = "duan-shoucheng";

/** The page of the first published pack, with its language. */
async function packPath(lang: "zh" | "en"): Promise<string> {
  const list = await (await bench.app.request(`/${lang}/workbench/admin/packs`, { as: admin })).text();
  const [, path] = new RegExp(`href="(/${lang}/workbench/admin/packs/[0-9a-f]{64})"`).exec(list) ?? [];
  assert.ok(path, "no pack is listed");
  return path;
}

for (const width of widths) {
  test(`the drawing is shown and can be zoomed at ${width} px`, async () => {
    for (const lang of ["zh", "en"] as const) {
      const headers = { authorization: `Bearer ${await bench.app.token(admin)}` };
      const context = await visitor(browser, { width, lang, headers });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      await page.goto(`${origin}${await packPath(lang)}`);
      await page.waitForSelector(".e-drawing .djs-shape");
      const watermark = page.locator(".e-drawing .bjs-powered-by");
      assert.ok(await watermark.isVisible(), "the watermark is kept");
      const scale = () => page.locator(".e-drawing .viewport").getAttribute("transform");
      await page.waitForFunction(() => document.querySelector(".e-drawing .viewport")?.hasAttribute("transform"));
      const before = await scale();
      await page.locator("[data-bpmn-zoom='1.25']").click();
      assert.notEqual(await scale(), before);
      await page.locator("[data-bpmn-zoom=fit]").click();
      assert.deepEqual(await tooWide(page), []);
      assert.deepEqual(await axe(page), []);
      assert.deepEqual(complaints, []);
      await screenshot(page, `drawing-${lang}-${width}`);
      await context.close();
    }
  });
}

test("without scripts the picture and the file are there; the file is the procedure", async () => {
  const headers = { authorization: `Bearer ${await bench.app.token(admin)}` };
  const context = await visitor(browser, { scripts: false, headers });
  const page = await context.newPage();
  await page.goto(`${origin}${await packPath("zh")}`);
  assert.ok(await page.locator(".e-procedure__picture").first().isVisible());
  assert.equal(await page.locator(".e-drawing").isVisible(), false);
  const href = await page.getByRole("link", { name: "下载 BPMN 文件" }).getAttribute("href");
  assert.ok(href);
  const file = await bench.app.request(href, { as: admin });
  assert.match(file.headers.get("content-disposition") ?? "", /^attachment; filename="[a-z-]+\.bpmn"$/);
  const read = fromBpmn(await file.text());
  assert.ok(read.ok);
  assert.equal((await bench.app.request(href.replace(/[0-9a-f]{64}/, "0".repeat(64)), { as: admin })).status, 404);
  assert.equal((await bench.app.request(href, { as: "chen-yulan" })).status, 403);
  await context.close();
});

test("a case that was sent back shows the way it went, in picture and words", async () => {
  const { id } = await bench.submit();
  await bench.send(`/zh/workbench/cases/${id}/tasks/1/finish/incomplete`, "chen-yulan", { words: "面积与平面图不符。", marks: "/area" });
  const html = await (await bench.app.request(`/zh/workbench/cases/${id}`, { as: "chen-yulan" })).text();
  assert.match(html, /<g class="p-taken">/);
});

// The registers of seals and numbers in a real browser: nothing for axe to find, nothing that stands out, at either width.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { axe, screenshot, visitor, widthsIn } from "./support/browser.ts";
import { letterPacks, letters } from "./support/letters.ts";
import { servedToBrowser, tooWide } from "./support/served.ts";
import { startTestWorkbench } from "./support/workbench.ts";

const bench = await startTestWorkbench({ packs: letterPacks });
const { browser, origin } = await servedToBrowser((url, init) => bench.request(url, init));
const { head, documents, keeper, numbered, signed, done, verifier } = await letters(bench.app);

before(async () => {
  for (const title of ["关于工作进展情况的函", "关于联合检查的函"]) {
    const id = await numbered(title, title.includes("联合") ? ["market"] : []);
    if (title.includes("联合")) await done("chang-keqin", id, "partner-seal", "sealed");
    await done(keeper, id, "seal", "sealed");
  }
  const dropped = await signed("关于另一件事的函");
  await done(documents, dropped, "number", "done");
  await done(verifier, dropped, "release", "drop");
  await bench.send("/zh/workbench/seals/government/uses/1/void", head, { ground: "内容有误，另行印发" });
  await bench.send("/zh/workbench/seals/government/state", head, { state: "suspended", ground: "印章送检" });
});

const pages: readonly (readonly [name: string, as: () => string, path: string])[] = [
  ["seals", () => "duan-shoucheng", "/workbench/seals"],
  ["seal", () => head, "/workbench/seals/government"],
  ["seal-void", () => head, "/workbench/seals/government/uses/2/void"],
  ["numbers", () => documents, "/workbench/numbers"],
  ["number-series", () => documents, `/workbench/numbers/government?word=${encodeURIComponent("云试函")}&year=2026`],
];

for (const lang of ["zh", "en"] as const) {
  for (const width of widthsIn(lang)) {
    test(`seals and numbers in ${lang} at ${width} px`, async () => {
      for (const [name, as, path] of pages) {
        const headers = { authorization: `Bearer ${await bench.app.token(as())}` };
        const context = await visitor(browser, { width, lang, headers });
        const page = await context.newPage();
        const answer = await page.goto(`${origin}/${lang}${path}`);
        assert.equal(answer?.status(), 200, path);
        assert.deepEqual(await tooWide(page), [], `${name} at ${width}`);
        assert.deepEqual(await axe(page), [], `${name} at ${width}`);
        await screenshot(page, `seals-${name}-${lang}-${width}`);
        await context.close();
      }
    });
  }
}

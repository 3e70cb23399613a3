// Every component, in both rooms and languages, at both widths, in a real browser: nothing for axe to find, nothing
// wider than the screen, targets large enough, and what must work without scripts works without.

import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { h } from "preact";
import { contentSecurityPolicy } from "../src/platform/http/index.ts";
import { PortalGallery, WorkbenchGallery } from "../src/platform/page/gallery.tsx";
import { assets, renderPage } from "../src/platform/page/index.ts";
import { axe, launchBrowser, screenshot, visitor, widthsIn } from "./support/browser.ts";

let browser: Browser;
let server: Server;
let origin: string;

before(async () => {
  const { files, paths } = assets();
  server = createServer((request, answer) => {
    const file = files.find((f) => f.path === request.url);
    if (file) {
      answer.setHeader("content-type", file.type);
      answer.end(file.body);
      return;
    }
    // The worker keeps the look of whole installations; here it has nothing to do.
    if (request.url === "/sw.js") {
      answer.setHeader("content-type", "text/javascript");
      answer.end("");
      return;
    }
    const [, lang, room, large] = /^\/(zh|en)\/(portal|workbench)(-large)?$/.exec(request.url ?? "") ?? [];
    if (lang === undefined) {
      answer.statusCode = 404;
      answer.end();
      return;
    }
    const setting = {
      lang: lang === "en" ? ("en" as const) : ("zh" as const),
      path: "/",
      zone: "Asia/Shanghai",
      large: large !== undefined,
      csrf: "x",
      assets: paths,
    };
    answer.setHeader("content-type", "text/html; charset=utf-8");
    answer.setHeader("content-security-policy", contentSecurityPolicy);
    answer.end(renderPage(h(room === "portal" ? PortalGallery : WorkbenchGallery, { setting })));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  await new Promise((closed) => server?.close(closed));
});

for (const room of ["portal", "workbench", "portal-large"]) {
  for (const lang of ["zh", "en"] as const) {
    for (const width of widthsIn(lang)) {
      test(`${room} in ${lang} at ${width} px`, async () => {
        const context = await visitor(browser, { width, lang });
        const page = await context.newPage();
        const complaints: string[] = [];
        page.on("console", (message) => complaints.push(message.text()));
        page.on("pageerror", (error) => complaints.push(error.message));
        await page.goto(`${origin}/${lang}/${room}`);
        assert.equal(
          await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
          0,
          "wider than the screen",
        );
        const small = await page.evaluate(() =>
          [...document.querySelectorAll("button, input:not([type=hidden]), select, textarea, summary, nav a, header a, footer a")]
            .map((e) => ({ box: e.getBoundingClientRect(), what: e.outerHTML.slice(0, 80) }))
            .filter(({ box }) => box.width > 1 && (box.height < 24 || box.width < 24))
            .map(({ what, box }) => `${Math.round(box.width)}×${Math.round(box.height)} ${what}`),
        );
        assert.deepEqual(small, [], "targets under 24 px");
        assert.deepEqual(await axe(page), []);
        assert.deepEqual(complaints, []);
        await screenshot(page, `${room}-${lang}-${width}`);
        await context.close();
      });
    }
  }
}

test("what is wrong is found, element by element", async () => {
  const context = await visitor(browser, { lang: "en" });
  const page = await context.newPage();
  await page.goto(`${origin}/en/portal`);
  await page.evaluate(() => document.querySelector("main")?.append(Object.assign(document.createElement("input"), { id: "bare" })));
  const found = await axe(page);
  assert.equal(found.length, 1);
  assert.match(found[0] ?? "", /^label: #bare: .*implicit/);
  await context.close();
});

test("without scripts an option still reveals its fields", async () => {
  const context = await visitor(browser, { width: 360, lang: "en", scripts: false });
  const page = await context.newPage();
  await page.goto(`${origin}/en/portal`);
  const address = page.getByLabel("Address");
  assert.equal(await address.isVisible(), true);
  await page.getByLabel("No key needed").check();
  assert.equal(await address.isVisible(), false);
  await page.getByText("Why we ask").click();
  await context.close();
});

test("the skip link comes first, and focus is always seen", async () => {
  const context = await visitor(browser, { lang: "en" });
  const page = await context.newPage();
  await page.goto(`${origin}/en/workbench`);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press("Tab");
  const seen = new Set<string>();
  for (let i = 0; i < 40; i++) {
    const now = await page.evaluate(() => {
      const e = document.activeElement as HTMLElement;
      const shown = e.matches("input[type=radio], input[type=checkbox]")
        ? getComputedStyle(e.nextElementSibling as HTMLElement, "::before")
        : getComputedStyle(e);
      return {
        text: e.textContent?.trim().slice(0, 30) ?? "",
        tag: e.tagName,
        ring: `${shown.boxShadow} ${shown.outlineColor} ${shown.backgroundColor}`,
      };
    });
    if (now.tag === "BODY") break;
    seen.add(now.text);
    assert.match(now.ring, /255, 216, 77/, `${now.tag} ${now.text} shows no yellow`);
    await page.keyboard.press("Tab");
  }
  assert.ok(seen.size > 15);
  await context.close();
});

test("numbers of a code are drawn at one width", async () => {
  const context = await visitor(browser);
  const page = await context.newPage();
  await page.goto(`${origin}/en/portal`);
  assert.match(await page.evaluate(() => getComputedStyle(document.querySelector("time") as Element).fontVariantNumeric), /tabular-nums/);
  await context.close();
});

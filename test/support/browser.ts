// A real browser for tests: Chromium out of the npm package, unpacked once, without a sandbox (tests run as root in
// containers too) and with nothing that talks to the outside. Chinese is drawn with the project's own Noto fonts.

import {
  copyFileSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import type axeCore from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const root = join(import.meta.dirname, "../..");
const cache = join(root, "node_modules/.cache/errand-browser");

/** The browser's binary, unpacked at the first call; several processes may ask at once. */
async function binary(): Promise<string> {
  const packed = join(root, "node_modules/@sparticuz/chromium/bin/chromium.br");
  // Another version is another file, of another size and time.
  const { size, mtimeMs } = statSync(packed);
  const path = join(cache, `chromium-${size}-${Math.trunc(mtimeMs)}`);
  if (existsSync(path)) return path;
  mkdirSync(cache, { recursive: true });
  const own = `${path}.${process.pid}`;
  await pipeline(createReadStream(packed), createBrotliDecompress(), createWriteStream(own));
  await chmod(own, 0o755);
  if (existsSync(path)) await rm(own);
  else renameSync(own, path);
  return path;
}

/** A fontconfig file that knows the Noto fonts of this project alone, so that pictures are the same on every machine. */
function fonts(): string {
  const at = join(cache, "fonts.conf");
  // The one sans face alone: a bold serif beside it would be taken for bold headings.
  const sans = join(cache, "sans");
  mkdirSync(sans, { recursive: true });
  const face = "NotoSansSC_400Regular.ttf";
  if (!existsSync(join(sans, face))) {
    const draft = join(sans, `.${process.pid}`);
    copyFileSync(join(root, "fonts", face), draft);
    renameSync(draft, join(sans, face));
  }
  const text = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>${sans}</dir><cachedir>${join(cache, "fontconfig")}</cachedir>
<alias><family>system-ui</family><prefer><family>Noto Sans SC</family></prefer></alias>
<alias><family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer></alias>
</fontconfig>`;
  writeFileSync(`${at}.${process.pid}`, text);
  renameSync(`${at}.${process.pid}`, at);
  return at;
}

/** Starts the browser; close it at the end of the test file. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await binary(),
    env: { ...process.env, FONTCONFIG_FILE: fonts() },
    args: [
      "--no-sandbox",
      "--disable-setuid-sandbox",
      "--no-zygote",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-domain-reliability",
      "--no-pings",
      "--font-render-hinting=none",
    ],
  });
}

/** Widths at which every page is looked at: a small phone, a desk. */
export const widths = [360, 1280] as const;

/**
 * At which widths pages are gone through in a language: in Chinese on a phone, in English on a desk; with ERRAND_SHOTS at both. What may go
 * wrong hangs on the page, its language and its width, and hardly on which language goes with which width; what does, a page that can be
 * moved sideways, is looked for at the other width too (`tooWide`).
 */
export const widthsIn = (lang: "zh" | "en"): readonly (typeof widths)[number][] =>
  process.env.ERRAND_SHOTS ? widths : lang === "zh" ? [360] : [1280];

/** A fresh visitor: own cookies, given width and language, scripts on or off; reaches loopback only. */
export async function visitor(
  browser: Browser,
  options: { width?: number; lang?: "zh" | "en"; scripts?: boolean; headers?: Record<string, string> } = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 800 },
    locale: options.lang === "en" ? "en-GB" : "zh-CN",
    javaScriptEnabled: options.scripts ?? true,
    ...(options.headers ? { extraHTTPHeaders: options.headers } : {}),
  });
  await context.route(
    (url) => !["127.0.0.1", "localhost", "[::1]"].includes(url.hostname),
    (route) => route.abort(),
  );
  return context;
}

/** The same rules, written shorter than what the package exports: every page reads and compiles them anew. */
const axeSource = readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8");

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * What axe finds against WCAG 2.2 A and AA, a line for each element; empty when all is well. Needs scripts on. Only what is wrong is
 * asked for: listing what is right as well takes three times as long.
 */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async (tags) => {
    const { axe } = window as unknown as { axe: typeof axeCore };
    const found = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    return found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((n) => ({ at: n.target.join(" "), why: n.failureSummary })) }));
  }, rules);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ at, why }) => `${id}: ${at}: ${why?.replaceAll("\n", " ") ?? ""}`));
}

/** With ERRAND_SHOTS set a picture of the whole page under `node_modules/.cache/errand-browser/shots/`, for looking at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (!process.env.ERRAND_SHOTS) return;
  await page.screenshot({ path: join(cache, "shots", `${name}.png`), fullPage: true });
}

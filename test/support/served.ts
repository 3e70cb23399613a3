// An application served on a port of its own, and a browser that looks at its pages; both end with the test file.
import type { AddressInfo } from "node:net";
import { after } from "node:test";
import { serve } from "@hono/node-server";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, widths } from "./browser.ts";

/** Serves what `request` answers, and starts the browser. Call it at the top of a test file. `origin` has no slash at the end. */
export async function servedToBrowser(
  request: (url: string, init: RequestInit) => Response | Promise<Response>,
): Promise<{ readonly browser: Browser; readonly origin: string }> {
  const server = serve({
    fetch: ({ url, method, headers, body }: Request) => request(url, { method, headers, body, redirect: "manual" }),
    port: 0,
    hostname: "127.0.0.1",
  });
  after(() => void server.close());
  await new Promise((ready) => server.once("listening", () => ready(undefined)));
  const browser = await launchBrowser();
  after(() => browser.close());
  return { browser, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/**
 * What stands out of a screen that can be moved sideways; nothing where it cannot. Looked at the page's own width and, by resizing, at the
 * other one of {@link widths}, so that each language is seen on the phone and on the desk though its pages are asked for once.
 */
export async function tooWide(page: Page): Promise<string[]> {
  const size = page.viewportSize() ?? { width: widths[1], height: 800 };
  const found = (await standingOut(page)).map((what) => `${size.width}: ${what}`);
  for (const width of widths) {
    if (width === size.width) continue;
    await page.setViewportSize({ ...size, width });
    found.push(...(await standingOut(page)).map((what) => `${width}: ${what}`));
  }
  await page.setViewportSize(size);
  return found;
}

/** The same at the page's own width alone. A page that was just resized or is still being laid out is given two seconds to come to rest. */
export const standingOut = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const out = (): string[] => {
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth <= clientWidth) return [];
      return [...document.querySelectorAll("body *")]
        .filter((e) => e.getBoundingClientRect().right > clientWidth)
        .map((e) => e.outerHTML.slice(0, 120));
    };
    const end = performance.now() + 2_000;
    while (out().length > 0 && performance.now() < end) await new Promise((next) => requestAnimationFrame(next));
    return out();
  });

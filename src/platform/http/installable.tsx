// The pages as an app on a phone: the web app manifest, its icons, the service worker that keeps the look, and the page
// that stands where there is no connection. Nothing personal is in any of them.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Hono } from "hono";
import { langs } from "../i18n/index.ts";
import { assets, colours, iconPng, OfflinePage, pageWords, say } from "../page/index.ts";
import type { HttpEnv } from "./env.ts";
import { pageSetting, sendPage } from "./page.ts";

const worker = readFileSync(new URL("../page/look/worker.js", import.meta.url), "utf8");
const sizes = [180, 192, 512] as const;
const icons = new Map<number, Uint8Array<ArrayBuffer>>();

/** Painted when first asked for. */
function iconOf(size: number): Uint8Array<ArrayBuffer> {
  const painted = icons.get(size) ?? new Uint8Array(iconPng(size, colours.accent));
  icons.set(size, painted);
  return painted;
}

/** Adds the routes; called with the rest of the ground. */
export function installable(app: Hono<HttpEnv>): void {
  app.get("/sw.js", (c) => c.body(script(), 200, { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-cache" }));
  app.get("/icons/:name{(180|192|512)\\.png}", (c) =>
    c.body(iconOf(Number.parseInt(c.req.param("name"), 10)), 200, {
      "content-type": "image/png",
      "cache-control": "public, max-age=86400",
    }),
  );
  app.get("/:lang{zh|en}/app.webmanifest", (c) => {
    const lang = c.get("lang");
    const manifest = {
      id: "/",
      name: say(pageWords.name, lang),
      short_name: say(pageWords.name, lang),
      lang,
      start_url: `/${lang}/`,
      scope: "/",
      display: "standalone",
      background_color: "#ffffff",
      theme_color: colours.accent,
      icons: sizes
        .filter((size) => size !== 180)
        .map((size) => ({ src: `/icons/${size}.png`, sizes: `${size}x${size}`, type: "image/png", purpose: "any maskable" })),
    };
    return c.body(JSON.stringify(manifest), 200, {
      "content-type": "application/manifest+json; charset=utf-8",
      "cache-control": "public, max-age=3600",
    });
  });
  app.get("/:lang{zh|en}/offline", (c) => sendPage(c, <OfflinePage setting={pageSetting(c, { forms: false })} />));
}

let made: string | undefined;

/** Another look is another worker, which fetches everything anew. */
function script(): string {
  if (made === undefined) {
    const files = [...assets().files.map(({ path }) => path), ...langs.map((lang) => `/${lang}/offline`)];
    const hash = createHash("sha256").update(worker).update(files.join("\n")).digest("hex").slice(0, 16);
    made = `const SHELL = "errand-${hash}";\nconst FILES = ${JSON.stringify(files)};\n${worker}`;
  }
  return made;
}

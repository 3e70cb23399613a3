// What every page fetches beside its HTML: two stylesheets, scripts, one icon. Each is addressed by its content, so
// that it may be kept forever, and packed once, when it is first asked for.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { icon } from "../layout/mark.tsx";
import type { PageSetting } from "../setting.ts";
import { stylesheet } from "./compose.ts";
import { colours } from "./tokens.ts";

export interface Asset {
  /** `/assets/<hash>/<name>`. */
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
  readonly brotli: Buffer;
  readonly gzip: Buffer;
}

function asset(name: string, type: string, text: string): Asset {
  const body = Buffer.from(text);
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 16);
  let brotli: Buffer | undefined;
  let gzip: Buffer | undefined;
  return {
    path: `/assets/${hash}/${name}`,
    type,
    body,
    get brotli() {
      brotli ??= brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: body.length } });
      return brotli;
    },
    get gzip() {
      gzip ??= gzipSync(body, { level: 9 });
      return gzip;
    },
  };
}

let made: { readonly files: readonly Asset[]; readonly paths: PageSetting["assets"] } | undefined;

/** The files and their addresses; made at the first call. */
export function assets(): { readonly files: readonly Asset[]; readonly paths: PageSetting["assets"] } {
  if (!made) {
    const css = "text/css; charset=utf-8";
    const portal = asset("portal.css", css, stylesheet("portal"));
    const workbench = asset("workbench.css", css, stylesheet("workbench"));
    const script = asset("page.js", "text/javascript; charset=utf-8", readFileSync(new URL("page.js", import.meta.url), "utf8"));
    const keep = asset("keep.js", "text/javascript; charset=utf-8", readFileSync(new URL("keep.js", import.meta.url), "utf8"));
    const offline = asset("offline.js", "text/javascript; charset=utf-8", readFileSync(new URL("offline.js", import.meta.url), "utf8"));
    const mark = asset("icon.svg", "image/svg+xml", icon(colours.accent));
    made = {
      files: [portal, workbench, script, keep, offline, mark],
      paths: {
        portal: portal.path,
        workbench: workbench.path,
        script: script.path,
        icon: mark.path,
        keep: keep.path,
        offline: offline.path,
      },
    };
  }
  return made;
}

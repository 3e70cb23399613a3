// The parts that the drawing's viewer fetches: one script of ours with bpmn-js in it, and the stylesheet of that library.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Handler } from "hono";
import type { HttpEnv } from "../../platform/http/index.ts";
import { scriptOf } from "../../platform/script/index.ts";

export const viewerScript = scriptOf("procedure.js", new URL("island.js", import.meta.url));

const css = readFileSync(fileURLToPath(import.meta.resolve("bpmn-js/dist/assets/diagram-js.css")), "utf8");

/** Addressed by its content, so that it may be kept forever. */
export const viewerStyle = {
  path: `/workbench/assets/${createHash("sha256").update(css).digest("hex").slice(0, 16)}/diagram.css`,
  serve: ((c) =>
    c.body(css, 200, {
      "content-type": "text/css; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
    })) satisfies Handler<HttpEnv>,
};

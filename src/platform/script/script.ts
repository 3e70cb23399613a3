// Islands of script. Each is an entry of ours with what it imports, bundled once in a process, when its page is first made;
// addressed by its content, so that a browser may keep it forever. What imports nothing is sent as it stands. Pages work without them.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** A file that pages fetch. */
export interface Served {
  /** The file's name in its address. */
  readonly name: string;
  /** The file as it is sent. */
  body(): Promise<Built>;
}

export interface Script extends Served {
  /** Where it is served: for `<script type="module" src=…>`. */
  path(): Promise<string>;
}

/** A file that is sent as it stands: where, is known at once. */
export interface Plain extends Served {
  readonly path: string;
}

export interface Built {
  readonly path: string;
  readonly type: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly br: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer>;
}

/** The pattern under which they are served; see {@link serveScripts}. */
export const scriptPattern = "/scripts/:hash/:name";

/** An island: `scriptOf("editor.js", new URL("island/editor.ts", import.meta.url))`. */
export function scriptOf(name: string, entry: URL): Script {
  let built: Promise<Built> | undefined;
  const body = (): Promise<Built> => {
    built ??= bundle(name, entry);
    return built;
  };
  return { name, body, path: async () => (await body()).path };
}

/** A script or stylesheet that imports nothing: `plainOf("worklist.js", new URL("look/worklist.js", import.meta.url))`. */
export function plainOf(name: string, file: URL): Plain {
  const source = readFileSync(file);
  let built: Promise<Built> | undefined;
  const path = addressOf(name, source);
  const body = (): Promise<Built> => {
    built ??= packed(path, source);
    return built;
  };
  return { name, path, body };
}

async function bundle(name: string, entry: URL): Promise<Built> {
  // Loaded when first asked for: most processes bundle nothing.
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    charset: "utf8",
    legalComments: "inline",
    logLevel: "silent",
  });
  const body = Buffer.from(outputFiles[0]?.contents ?? []);
  return packed(addressOf(name, body), body);
}

const addressOf = (name: string, body: Uint8Array): string =>
  `/scripts/${createHash("sha256").update(body).digest("hex").slice(0, 16)}/${name}`;

const types: Readonly<Record<string, string>> = { ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8" };

async function packed(path: string, body: Buffer): Promise<Built> {
  const bytes = (buffer: Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(buffer);
  const hint = { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } };
  const [br, zipped] = await Promise.all([promisify(brotliCompress)(body, hint), promisify(gzip)(body, { level: 9 })]);
  return { path, type: types[extname(path)] ?? "application/octet-stream", plain: bytes(body), br: bytes(br), gzip: bytes(zipped) };
}

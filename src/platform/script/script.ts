// Islands of script. Each is an entry of ours with what it imports, bundled once in a process, when its page is first made;
// addressed by its content, so that a browser may keep it forever. Pages work without them.
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

export interface Script {
  /** The file's name in its address. */
  readonly name: string;
  /** Where it is served: for `<script type="module" src=…>`. */
  path(): Promise<string>;
  /** The script as it is sent. */
  body(): Promise<Built>;
}

export interface Built {
  readonly path: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly br: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer>;
}

/** The pattern under which scripts are served; see {@link serveScripts}. */
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
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 16);
  const bytes = (buffer: Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(buffer);
  const hint = { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } };
  const [br, zipped] = await Promise.all([promisify(brotliCompress)(body, hint), promisify(gzip)(body, { level: 9 })]);
  return { path: `/scripts/${hash}/${name}`, plain: bytes(body), br: bytes(br), gzip: bytes(zipped) };
}

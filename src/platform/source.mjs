// Lets Node run the sources as they are. Node strips types from .ts by itself; .tsx is compiled once by
// esbuild and kept in node_modules/.cache, addressed by its content, so that a second start loads no compiler.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire, enableCompileCache, registerHooks } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const cache = join(dirname(fileURLToPath(import.meta.url)), "../../node_modules/.cache/errand-source");

// Stripped and compiled sources are kept too: a second start takes half the work. Where nothing may be written, nothing is.
enableCompileCache(join(cache, "../errand-compiled"));

function compile(file) {
  const source = readFileSync(file, "utf8");
  const kept = join(cache, `${createHash("sha256").update(file).update("\0").update(source).digest("hex")}.js`);
  if (existsSync(kept)) return readFileSync(kept, "utf8");
  const { code } = require("esbuild").transformSync(source, {
    loader: "tsx",
    format: "esm",
    target: "node26",
    jsx: "automatic",
    jsxImportSource: "preact",
    sourcefile: file,
    sourcemap: "inline",
  });
  mkdirSync(cache, { recursive: true });
  writeFileSync(`${kept}.${process.pid}`, code);
  renameSync(`${kept}.${process.pid}`, kept);
  return code;
}

registerHooks({
  // An import between our own sources says exactly which file it means: there is nothing to look for, and a start is a quarter quicker.
  resolve(specifier, context, next) {
    if (!/^\.\.?\/.+\.tsx?$/.test(specifier) || !context.parentURL?.startsWith("file:")) return next(specifier, context);
    const format = specifier.endsWith(".ts") ? "module-typescript" : "module";
    return { url: new URL(specifier, context.parentURL).href, format, shortCircuit: true };
  },
  load(url, context, next) {
    if (!url.startsWith("file:") || !url.endsWith(".tsx")) return next(url, context);
    return { format: "module", shortCircuit: true, source: compile(fileURLToPath(url)) };
  },
});

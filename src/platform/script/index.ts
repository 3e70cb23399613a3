// Front door: islands of script, bundled where their page is first made, and served for good.
export { type Built, type Plain, plainOf, type Script, type Served, scriptOf, scriptPattern } from "./script.ts";
export { serveScripts } from "./serve.ts";

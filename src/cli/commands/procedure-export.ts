import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { bpmnOf, loadPack, type Pack, type PackOf, readPackFolder } from "../../catalogue/index.ts";
import { root } from "../../config.ts";
import { toBpmn } from "../../engine/bpmn/index.ts";
import { compile } from "../../engine/procedure/index.ts";
import { isLang, type Lang } from "../../platform/i18n/index.ts";
import type { Problem } from "../../platform/yaml/index.ts";
import { type Call, type Run, Unusable } from "../command.ts";
import { readGiven } from "../given.ts";
import { placeOf } from "../pack-place.ts";

export const run: Run = async (call) => {
  const { args, options, out } = call;
  const { lang = "zh" } = options;
  if (!isLang(lang)) throw new Unusable(`--lang ${lang} is no language here: zh or en.`);
  const given = placeGiven(args[0] ?? "");
  const xml = existsSync(join(given, "pack.yaml")) ? await ofPack(call, given, lang) : ofFile(call, given);
  if (xml === undefined) return 1;
  out.line(xml.trimEnd());
  return 0;
};

/** A folder or a file as it is named; else the id of a shipped pack. */
function placeGiven(name: string): string {
  if (existsSync(name)) return name;
  const shipped = join(root, "packs", name);
  if (/^[a-z][a-z0-9-]*$/.test(name) && existsSync(shipped)) return shipped;
  throw new Unusable(`${name} is neither a folder, a file nor the id of a pack in packs/.`);
}

async function ofPack(call: Call, folder: string, lang: Lang): Promise<string | undefined> {
  const loaded = loadPackIn(folder);
  if ("problems" in loaded) {
    for (const line of loaded.problems.map(({ file, line, message }) => `${file}:${line}: ${call.out.say(message)}`)) call.out.note(line);
    return undefined;
  }
  const { directory } = await placeOf(call);
  return bpmnOf(loaded.pack, directory, lang);
}

/** The pack of a folder, with its parts beside it where it is a bundle. */
function loadPackIn(folder: string): { pack: Pack } | { problems: readonly Problem[] } {
  const read = readPackFolder(folder);
  if (!read.ok) return { problems: read.problems };
  const beside: PackOf = (id) => {
    const found = loadPackIn(join(dirname(resolve(folder)), id));
    return "pack" in found ? found.pack : undefined;
  };
  const loaded = loadPack(read.files, `${folder}/`, beside);
  return loaded.ok ? { pack: loaded.pack } : { problems: loaded.problems };
}

/** A procedure alone is called by its keys. */
function ofFile({ out }: Call, given: string): string | undefined {
  const file = statSync(given).isDirectory() ? join(given, "procedure.yaml") : given;
  const source = readGiven(file);
  const name = basename(file) === "procedure.yaml" ? basename(dirname(resolve(file))) : basename(file).replace(/\.ya?ml$/, "");
  const compiled = compile(source, /^[a-z][a-z0-9-]{0,59}$/.test(name) ? name : "procedure");
  if (compiled.ok) return toBpmn(compiled.model);
  for (const { line, message } of compiled.problems) out.note(`${file}:${line}: ${out.say(message)}`);
  return undefined;
}

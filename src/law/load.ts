import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Problem, parseYaml } from "../platform/yaml/index.ts";
import { type Law, type Laws, law, shapes } from "./format.ts";

export type LawsResult = { readonly laws: Laws; readonly problems: readonly Problem[] };

/** Reads laws from files (`name.yaml` → content); the readable ones come back even when others have problems. */
export function parseLaws(files: Readonly<Record<string, string>>): LawsResult {
  const laws = new Map<string, Law>();
  const problems: Problem[] = [];
  for (const [file, source] of Object.entries(files)) {
    const done = parseYaml(file, source, law, shapes);
    if (!done.ok) problems.push(...done.problems);
    else if (!file.replace(/^.*\//, "").startsWith(`${done.value.id}.`)) {
      const message = { zh: `文件应当命名为 ${done.value.id}.yaml。`, en: `The file must be named ${done.value.id}.yaml.` };
      problems.push({ file, ...done.document.at(["id"]), message, level: "error" });
    } else laws.set(done.value.id, done.value);
  }
  return { laws, problems };
}

/** Reads every `*.yaml` of a folder. Throws only if the folder cannot be read. */
export function loadLaw(folder: string): LawsResult {
  const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  return parseLaws(Object.fromEntries(names.sort().map((name) => [join(folder, name), readFileSync(join(folder, name), "utf8")])));
}

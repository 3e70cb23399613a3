import { existsSync, readdirSync } from "node:fs";
import { basename, join, normalize, resolve } from "node:path";
import { type Problem, sortProblems } from "../platform/yaml/index.ts";
import { checkPack } from "./check.ts";
import { readPackFolder } from "./folder.ts";
import type { Pack } from "./pack.ts";
import type { Place } from "./place.ts";

export interface CheckedFolder {
  readonly problems: readonly Problem[];
  /** The packs that could be read, whether or not they may be published. */
  readonly packs: readonly Pack[];
}

/** Checks one pack, or every pack in a folder of packs. Never throws on what a folder holds. */
export function checkFolder(dir: string, place: Place): CheckedFolder {
  const problems: Problem[] = [];
  const packs: Pack[] = [];
  for (const folder of packFolders(dir)) {
    const read = readPackFolder(folder);
    if (!read.ok) {
      problems.push(...read.problems);
      continue;
    }
    const checked = checkPack(read.files, place, `${folder}/`);
    problems.push(...checked.problems);
    if (!checked.pack) continue;
    packs.push(checked.pack);
    if (checked.pack.header.id !== basename(resolve(folder))) {
      const message = {
        zh: `文件夹应当命名为 ${checked.pack.header.id}。`,
        en: `The folder must be named ${checked.pack.header.id}, like the pack's id.`,
      };
      problems.push({ file: join(folder, "pack.yaml"), line: 1, message, level: "error" });
    }
  }
  return { problems: sortProblems(problems), packs };
}

/** The folder itself where it looks like a pack, else those below it that do. */
export function packFolders(dir: string): string[] {
  const folder = normalize(dir).replace(/(?<=.)[\\/]$/, "");
  const looks = (path: string) => ["pack.yaml", "procedure.yaml", "form.yaml"].some((name) => existsSync(join(path, name)));
  if (looks(folder) || !existsSync(folder)) return [folder];
  let below: string[] = [];
  try {
    below = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [join(folder, entry.name)] : []));
  } catch {
    return [folder];
  }
  const found = below.filter(looks).sort();
  return found.length > 0 ? found : [folder];
}

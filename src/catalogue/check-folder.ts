import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join, normalize, resolve } from "node:path";
import { type Problem, sortProblems } from "../platform/yaml/index.ts";
import { partIds } from "./bundle/index.ts";
import { checkPack } from "./check.ts";
import { type FolderResult, readPackFolder } from "./folder.ts";
import { loadPack, type PackOf } from "./load.ts";
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
  const folders = packFolders(dir).map((folder) => ({ folder, read: readPackFolder(folder) }));
  const beside = besides(folders.map(({ folder }) => folder));
  // Bundles come after what they are made of.
  for (const { folder, read } of folders.toSorted((a, b) => Number(isBundle(a.read)) - Number(isBundle(b.read)))) {
    if (!read.ok) {
      problems.push(...read.problems);
      continue;
    }
    const checked = checkPack(read.files, place, `${folder}/`, (id) => packs.find(({ header }) => header.id === id) ?? beside(id));
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

const isBundle = (read: FolderResult): boolean => read.ok && partIds(read.files) !== undefined;

/** The pack of this id in the folder that holds the given ones: a part of a bundle that is looked at by itself. */
function besides(folders: readonly string[]): PackOf {
  const known = new Map<string, Pack | undefined>();
  return (id) => {
    if (known.has(id)) return known.get(id);
    for (const folder of new Set(folders.map((one) => dirname(resolve(one))))) {
      const read = readPackFolder(join(folder, id));
      const loaded = read.ok ? loadPack(read.files) : undefined;
      if (loaded?.ok) {
        known.set(id, loaded.pack);
        return loaded.pack;
      }
    }
    known.set(id, undefined);
    return undefined;
  };
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

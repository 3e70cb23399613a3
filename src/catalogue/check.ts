import { type Problem, sortProblems } from "../platform/yaml/index.ts";
import type { PackFiles } from "./files.ts";
import { loadPack, type PackOf } from "./load.ts";
import type { Pack } from "./pack.ts";
import type { Place } from "./place.ts";
import { publication } from "./publication/index.ts";

export interface Checked {
  /** Absent where an error keeps it from running at all. */
  readonly pack?: Pack;
  /** Errors and warnings, by file and line; `publishable` says whether an error is among them. */
  readonly problems: readonly Problem[];
  readonly publishable: boolean;
}

/** Everything that is wrong with a pack at a place. `prefix` is put before the names of its files; `packOf` gives the parts of a bundle. */
export function checkPack(files: PackFiles, place: Place, prefix = "", packOf: PackOf = () => undefined): Checked {
  const loaded = loadPack(files, prefix, packOf);
  if (!loaded.ok) return { problems: loaded.problems, publishable: false };
  const found = publication(loaded.parts, place).map((problem) => ({ ...problem, file: prefix + problem.file }));
  const problems = sortProblems(found);
  return { pack: loaded.pack, problems, publishable: !problems.some(({ level }) => level === "error") };
}

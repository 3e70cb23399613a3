// The program's own sources, as the fences read them.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** One source file, its path relative to `src` with forward slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** Something that a fence found. */
export interface Breach {
  readonly path: string;
  readonly line: number;
  readonly why: string;
}

/** Every source file below `folder` (default the checkout's `src`). */
export function readSources(folder: string): readonly Source[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|sql|json|typ|css)$/.test(entry.name))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path: relative(folder, path).split(sep).join("/"), text: readFileSync(path, "utf8") };
    })
    .toSorted((a, b) => a.path.localeCompare(b.path));
}

/** The string literals of a line, without their quotes. Escapes are left as written. */
export const literals = (line: string): readonly string[] =>
  [...line.matchAll(/(["'`])((?:\\.|(?!\1).)*)\1/g)].map((match) => match[2] ?? "");

/** True for tests and what only they use: they may know what they test. */
export const isTest = (path: string): boolean => /\.test\.tsx?$|(^|\/)(fixtures|testing)\//.test(path);

/** A breach as the checks print it. */
export const shown = ({ path, line, why }: Breach): string => `src/${path}:${line}: ${why}`;

// A published bundle names the versions of its parts: `parts.json` beside its own files, part → hash of the pack. So a bundle is
// addressed by its content and by that of everything in it.
import { readYaml } from "../../platform/yaml/index.ts";
import type { PackFiles } from "../files.ts";

/** Where a bundle's pins stand among its files; written when it is read from a folder, never by hand. */
export const pinsFile = "parts.json";

/** Part → id of its pack, of a bundle's pack.yaml; undefined for any other pack. */
export function partIds(files: PackFiles): Readonly<Record<string, string>> | undefined {
  const source = files["pack.yaml"] ?? "";
  if (!/^bundle:/m.test(source)) return undefined;
  const read = readYaml("pack.yaml", source);
  const parts = read.ok ? (read.document.value as { bundle?: { parts?: unknown } } | null)?.bundle?.parts : undefined;
  if (typeof parts !== "object" || parts === null) return undefined;
  return Object.fromEntries(
    Object.entries(parts).flatMap(([key, part]) => (typeof part?.pack === "string" ? [[key, part.pack as string]] : [])),
  );
}

/** The files of a bundle with its parts pinned to these versions; of any other pack as they are. Undefined where a part is missing. */
export function pinned(files: PackFiles, hashOf: (id: string) => string | undefined): PackFiles | undefined {
  const ids = partIds(files);
  if (!ids) return files;
  const pins = Object.entries(ids).map(([key, id]) => [key, hashOf(id)] as const);
  if (pins.some(([, hash]) => hash === undefined)) return undefined;
  return { ...files, [pinsFile]: JSON.stringify(Object.fromEntries(pins)) };
}

/** Part → hash, of a published bundle; undefined for any other pack. */
export function pinsOf(files: PackFiles): Readonly<Record<string, string>> | undefined {
  const source = files[pinsFile];
  return source === undefined ? undefined : (JSON.parse(source) as Record<string, string>);
}

/** A bundle's files without what is made when it is read: by them an author's change is told from a part's. */
export function authored({ [pinsFile]: _pins, ...files }: PackFiles): PackFiles {
  return files;
}

// A pack as files: its content is its identity.
import { createHash } from "node:crypto";

/** Paths inside the pack's folder (`pack.yaml`, `templates/licence.typ`) and their text. */
export type PackFiles = Readonly<Record<string, string>>;

/** SHA-256 in hexadecimal over the sorted paths and contents, each preceded by its length in bytes. */
export function hashFiles(files: PackFiles): string {
  const hash = createHash("sha256");
  for (const path of Object.keys(files).sort()) {
    for (const part of [path, files[path] ?? ""]) hash.update(`${Buffer.byteLength(part)}\n`).update(part);
  }
  return hash.digest("hex");
}

/** What belongs into a pack. */
export const belongs = (path: string): boolean =>
  /^(pack|form|procedure)\.yaml$|^[\w-]+\.dmn$|^templates\/[\w-]+\.(typ|txt)$|^scenarios\/[\w-]+\.yaml$|^law\/[\w-]+\.yaml$|^rates\/[\w-]+\.yaml$/.test(
    path,
  );

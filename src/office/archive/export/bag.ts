// A bag as RFC 8493 (BagIt 1.0) has it, in one zip: the payload with a SHA-256 of each file, and a SHA-256 of what says so.
import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";

/** A file of the payload: its path below `data/`, letters, digits and `-_./` alone, and its bytes. */
export interface PayloadFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface Bag {
  /** The folder inside the zip. */
  readonly name: string;
  /** Lines of bag-info.txt, in their order. */
  readonly info: readonly (readonly [label: string, value: string])[];
  readonly payload: readonly PayloadFile[];
  /** Written as every file's time, so that the same bag is the same file. */
  readonly at: number;
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const manifest = (files: readonly PayloadFile[]): Buffer =>
  Buffer.from(files.map(({ path, bytes }) => `${sha256(bytes)}  ${path}\n`).join(""));

/** All files of a bag, tags and payload, by their paths in it. */
export function filesOfBag({ info, payload }: Pick<Bag, "info" | "payload">): readonly PayloadFile[] {
  const data = payload.map(({ path, bytes }) => ({ path: `data/${path}`, bytes })).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const octets = data.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const lines = [...info, ["Payload-Oxum", `${octets}.${data.length}`] as const];
  const tags: PayloadFile[] = [
    { path: "bagit.txt", bytes: Buffer.from("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n") },
    { path: "bag-info.txt", bytes: Buffer.from(lines.map(([label, value]) => `${label}: ${value.replaceAll(/\s+/g, " ")}\n`).join("")) },
    { path: "manifest-sha256.txt", bytes: manifest(data) },
  ];
  return [...tags, { path: "tagmanifest-sha256.txt", bytes: manifest(tags) }, ...data];
}

/** The bag as a zip. */
export async function zipped(bag: Bag): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { path, bytes } of filesOfBag(bag))
    zip.addBuffer(Buffer.from(bytes), `${bag.name}/${path}`, { mtime: new Date(bag.at), mode: 0o100644, compress: !path.endsWith(".pdf") });
  zip.end();
  return buffer(zip.outputStream);
}

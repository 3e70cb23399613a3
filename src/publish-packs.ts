// Publishes the packs of a folder, as the owner: what is current already is left alone, what does not pass its check is refused.
import { basename } from "node:path";
import { Client } from "pg";
import {
  checkPack,
  hashFiles,
  loadPack,
  type Pack,
  packFolders,
  partIds,
  pinned,
  publish,
  readPackFolder,
  readPlace,
} from "./catalogue/index.ts";

export interface PackFolders {
  readonly packs: string;
  /** The place that they are checked for. */
  readonly city: string;
  readonly law: string;
}

/** What was published, by id; problems are sentences with file and line. */
export async function publishPacks(
  ownerUrl: string,
  folders: PackFolders,
  today: string,
): Promise<{ readonly published: readonly string[]; readonly problems: readonly string[] }> {
  const owner = new Client({ connectionString: ownerUrl, application_name: "errand packs" });
  await owner.connect();
  try {
    return await publishAll(owner, folders, today);
  } finally {
    await owner.end();
  }
}

async function publishAll(owner: Client, folders: PackFolders, today: string): Promise<{ published: string[]; problems: string[] }> {
  const published: string[] = [];
  const problems: string[] = [];
  const { rows } = await owner.query<{ hash: string }>("select encode(hash, 'hex') hash from catalogue.current");
  const current = new Set(rows.map(({ hash }) => hash));
  const found = packFolders(folders.packs).flatMap((folder) => {
    const read = readPackFolder(folder);
    if (!read.ok) problems.push(...read.problems.map(({ file, line, message }) => `${file}:${line}: ${message.en}`));
    return read.ok ? [{ folder, id: basename(folder), files: read.files }] : [];
  });
  const hashOf = (id: string) => {
    const one = found.find((other) => other.id === id);
    return one && hashFiles(one.files);
  };
  // Bundles come after what they are made of.
  const wanted = found
    .filter(({ files }) => !current.has(hashFiles(pinned(files, hashOf) ?? files)))
    .toSorted((a, b) => Number(partIds(a.files) !== undefined) - Number(partIds(b.files) !== undefined));
  if (wanted.length === 0) return { published, problems };
  const place = readPlace({ city: folders.city, law: folders.law, today });
  if (!place.ok) return { published, problems: place.problems.map(({ file, line, message }) => `${file}:${line}: ${message.en}`) };
  const packs = new Map<string, Pack | undefined>();
  const packOf = (id: string): Pack | undefined => {
    const one = found.find((other) => other.id === id);
    if (!packs.has(id)) {
      const loaded = one && loadPack(one.files);
      packs.set(id, loaded?.ok ? loaded.pack : undefined);
    }
    return packs.get(id);
  };
  for (const { folder, id, files } of wanted) {
    const checked = checkPack(files, place.place, `${folder}/`, packOf);
    packs.set(id, checked.pack);
    const errors = checked.problems.filter(({ level }) => level === "error");
    problems.push(...errors.map(({ file, line, message }) => `${file}:${line}: ${message.en}`));
    if (errors.length > 0 || !checked.pack) continue;
    const done = await publish(owner, checked.pack);
    if (done.ok) published.push(checked.pack.header.id);
    else problems.push(done.message.en);
  }
  return { published, problems };
}

// Publishing: immutable, addressed by content. The same again changes nothing; other content needs a higher version.
import type { ClientBase } from "pg";
import type { Text } from "../platform/i18n/index.ts";
import { authored } from "./bundle/index.ts";
import { hashFiles, type PackFiles } from "./files.ts";
import type { Pack } from "./pack.ts";

export type Published =
  | { readonly ok: true /** False where it was published already. */; readonly changed: boolean; readonly hash: string }
  | { readonly ok: false; readonly message: Text };

/** Publishes a checked pack as the owner, in one transaction. New cases begin under it from then on. */
export async function publish(owner: ClientBase, pack: Pack): Promise<Published> {
  const { hash, header, files } = pack;
  await owner.query("begin");
  try {
    await owner.query("select pg_advisory_xact_lock(hashtext('errand catalogue'))");
    const { rows } = await owner.query<{ hash: string; version: string; current: boolean }>(
      `select encode(p.hash, 'hex') hash, p.version, c.hash is not null current
       from catalogue.pack p left join catalogue.current c on c.hash = p.hash where p.id = $1`,
      [header.id],
    );
    const same = rows.find((row) => row.hash === hash);
    if (same?.current) {
      await owner.query("rollback");
      return { ok: true, changed: false, hash };
    }
    const highest = rows
      .map(({ version }) => version)
      .sort(compareVersions)
      .at(-1);
    const unpublished = await missingParts(owner, pack);
    if (unpublished.length > 0) {
      await owner.query("rollback");
      return { ok: false, message: noParts(header.id, unpublished) };
    }
    if (highest !== undefined && compareVersions(header.version, highest) <= 0 && !(await onlyParts(owner, pack, rows))) {
      await owner.query("rollback");
      return { ok: false, message: tooLow(header.id, header.version, highest) };
    }
    await owner.query(
      "insert into catalogue.pack (hash, id, version, files) values (decode($1, 'hex'), $2, $3, $4) on conflict (hash) do nothing",
      [hash, header.id, header.version, JSON.stringify(files)],
    );
    await owner.query(
      "insert into catalogue.current (id, hash) values ($1, decode($2, 'hex')) on conflict (id) do update set hash = excluded.hash",
      [header.id, hash],
    );
    await owner.query("commit");
    return { ok: true, changed: true, hash };
  } catch (error) {
    await owner.query("rollback");
    throw error;
  }
}

/** The parts of a bundle of which this version was not published. */
async function missingParts(owner: ClientBase, { parts = {} }: Pack): Promise<string[]> {
  const wanted = Object.values(parts).map(({ pack }) => pack);
  if (wanted.length === 0) return [];
  const { rows } = await owner.query<{ hash: string }>(
    "select encode(hash, 'hex') hash from catalogue.pack where hash = any (select decode(h, 'hex') from unnest($1::text[]) h)",
    [wanted.map(({ hash }) => hash)],
  );
  return wanted.filter(({ hash }) => !rows.some((row) => row.hash === hash)).map(({ header }) => header.id);
}

/** Whether a bundle differs from the version that is current in the versions of its parts only: its author raises no number for those. */
async function onlyParts(
  owner: ClientBase,
  pack: Pack,
  versions: readonly { hash: string; version: string; current: boolean }[],
): Promise<boolean> {
  const current = versions.find((one) => one.current && one.version === pack.header.version);
  if (!pack.parts || !current) return false;
  const { rows } = await owner.query<{ files: PackFiles }>("select files from catalogue.pack where hash = decode($1, 'hex')", [
    current.hash,
  ]);
  return rows[0] !== undefined && hashFiles(authored(rows[0].files)) === hashFiles(authored(pack.files));
}

const noParts = (id: string, parts: readonly string[]): Text => ({
  zh: `“${id}”的部分还没有发布：${parts.join("、")}。`,
  en: `Parts of "${id}" are not published in the version that it is made of: ${parts.join(", ")}.`,
});

/** Order of semantic versions `1.2.3`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  for (const n of [0, 1, 2]) {
    const difference = (left?.[n] ?? 0) - (right?.[n] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const tooLow = (id: string, version: string, highest: string): Text => ({
  zh: `“${id}”的内容变了，版本号 ${version} 却不高于已发布的 ${highest}；请在 pack.yaml 里提高版本号。`,
  en: `"${id}" has changed, but its version ${version} is not above ${highest}, which is published; raise it in pack.yaml.`,
});

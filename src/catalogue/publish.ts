// Publishing: immutable, addressed by content. The same again changes nothing; other content needs a higher version.
import type { ClientBase } from "pg";
import type { Text } from "../platform/i18n/index.ts";
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
    if (highest !== undefined && compareVersions(header.version, highest) <= 0) {
      await owner.query("rollback");
      return { ok: false, message: tooLow(header.id, header.version, highest) };
    }
    await owner.query("insert into catalogue.pack (hash, id, version, files) values (decode($1, 'hex'), $2, $3, $4)", [
      hash,
      header.id,
      header.version,
      JSON.stringify(files),
    ]);
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

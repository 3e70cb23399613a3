// What was destroyed, kept with every backup of the keys: a data backup that is older than a destruction, restored with newer keys, gives none of
// it back, and its log still audits.
import type { ClientBase } from "pg";
import { z } from "zod";
import { BackupProblem } from "../../platform/backup/index.ts";
import type { FileStore } from "../../platform/files/index.ts";

/** Its name among the secrets of a keys backup. */
export const gravesName = "destroyed.json";

const rows = z.array(z.record(z.string(), z.unknown()));
const graves = z.strictObject({ acts: rows, approvals: rows, tombstones: rows });
type Graves = z.infer<typeof graves>;

/** Every destruction with its approvals, as JSON; nothing personal is in it. */
export async function gravesIn(client: ClientBase): Promise<Buffer> {
  const { rows: found } = await client.query<{ graves: unknown }>(
    `select json_build_object(
       'acts', (select coalesce(json_agg(a), '[]') from ledger.act a where exists (select from ledger.tombstone t where t.act = a.id)),
       'approvals', (select coalesce(json_agg(a), '[]') from ledger.approval a where exists (select from ledger.tombstone t where t.act = a.act)),
       'tombstones', (select coalesce(json_agg(t), '[]') from ledger.tombstone t)) as graves`,
  );
  return Buffer.from(JSON.stringify(found[0]?.graves ?? {}));
}

function read(secrets: Readonly<Record<string, Buffer>>): Graves {
  const bytes = secrets[gravesName];
  if (!bytes) return { acts: [], approvals: [], tombstones: [] };
  const parsed = graves.safeParse(JSON.parse(bytes.toString()));
  if (!parsed.success) throw new BackupProblem("The keys file says nothing readable of what was destroyed: take another one.");
  return parsed.data;
}

/**
 * Drops keys of cases that are not in the data, and of those whose destruction either side knows of; every other case must have its key.
 * @throws BackupProblem where one has not
 */
export async function keysFit(client: ClientBase, secrets: Readonly<Record<string, Buffer>>): Promise<void> {
  const gone = read(secrets).tombstones.map((one) => one.case_id);
  await client.query(
    `delete from keyring.case_key k where k.case_id = any($1::uuid[]) or not exists (select from casework.case c where c.id = k.case_id)
       or exists (select from ledger.tombstone t where t.case_id = k.case_id)`,
    [gone],
  );
  const { rows: missing } = await client.query<{ n: number }>(
    `select count(*)::int as n from casework.case c where not (c.id = any($1::uuid[]))
       and not exists (select from keyring.case_key k where k.case_id = c.id) and not exists (select from ledger.tombstone t where t.case_id = c.id)`,
    [gone],
  );
  const n = missing[0]?.n ?? 0;
  if (n > 0) throw new BackupProblem(`The keys of ${n} cases are not in the keys file: take one that was written with the data or later.`);
}

/** Notes in restored data what was destroyed after they had been saved, and takes what is left of it away. */
export async function bury(client: ClientBase, secrets: Readonly<Record<string, Buffer>>, files: Pick<FileStore, "remove">): Promise<void> {
  const { acts, approvals, tombstones } = read(secrets);
  await client.query(
    "select archive.bury($1::jsonb, $2::jsonb, $3::jsonb)",
    [acts, approvals, tombstones].map((one) => JSON.stringify(one)),
  );
  const { rows: left } = await client.query<{ file: string }>(
    "select d.file from casework.document d join ledger.tombstone t on t.case_id = d.case_id",
  );
  for (const { file } of left) await files.remove(file);
}

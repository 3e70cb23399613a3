// Defines registers and loads their rows in bulk, as the owner.
import { createHash } from "node:crypto";
import type { ClientBase } from "pg";
import { canonical, type Keyring } from "../platform/crypto/index.ts";
import { agencyKeysIn } from "./agency-keys.ts";
import { type Fields, type Register, rowProblem } from "./format.ts";
import { sealClosed, takeApart } from "./record.ts";

/** Writes the definitions; those no longer named stay, because records and cases name them. */
export async function defineRegisters(owner: ClientBase, registers: readonly Register[]): Promise<void> {
  await owner.query(
    `insert into registry.register (id, owner, definition, hash)
     select id, owner, definition, decode(hash, 'hex') from jsonb_to_recordset($1::jsonb) x (id text, owner text, definition jsonb, hash text)
     on conflict (id) do update set owner = excluded.owner, definition = excluded.definition, hash = excluded.hash
     where register.hash <> excluded.hash`,
    [
      JSON.stringify(
        registers.map((one) => ({
          id: one.id,
          owner: one.owner,
          definition: one,
          hash: createHash("sha256").update(canonical(one)).digest("hex"),
        })),
      ),
    ],
  );
}

/** What became of the rows: how many are new, changed, the same as before; and those that do not fit, by their place. */
export interface LoadReport {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly refused: readonly { readonly row: number; readonly why: string }[];
}

const batch = 2000;

/**
 * Loads rows into a register: new ones are added, changed ones begin a new version, the same ones are left. Each batch is one
 * statement, whole or not at all; loading again finishes what was interrupted.
 */
export async function loadRecords(owner: ClientBase, keys: Keyring, definition: Register, rows: readonly Fields[]): Promise<LoadReport> {
  const key = await agencyKeysIn(owner, keys).key(definition.owner);
  const refused: { row: number; why: string }[] = [];
  const seen = new Set<string>();
  const stored = rows.flatMap((row, at) => {
    const why = rowProblem(definition, row);
    if (why !== undefined) refused.push({ row: at, why });
    if (why !== undefined) return [];
    const parts = takeApart(keys, definition, row);
    const id = parts.id.toString("hex");
    if (seen.has(id)) refused.push({ row: at, why: `${definition.keys[0]} is there twice` });
    if (seen.has(id)) return [];
    seen.add(id);
    return parts;
  });
  let [added, changed] = [0, 0];
  for (let from = 0; from < stored.length; from += batch) {
    const part = stored.slice(from, from + batch);
    const before = await owner.query<{ id: Buffer; version: number; digest: Buffer }>(
      "select id, version, digest from registry.record where register = $1 and until is null and id = any ($2)",
      [definition.id, part.map((one) => one.id)],
    );
    const known = new Map(before.rows.map((row) => [row.id.toString("hex"), row]));
    const fresh = part.flatMap((one) => {
      const old = known.get(one.id.toString("hex"));
      if (old?.digest.equals(one.digest)) return [];
      if (old) changed++;
      else added++;
      const version = (old?.version ?? 0) + 1;
      return {
        id: one.id.toString("hex"),
        version,
        keys: one.keys.map((blind) => blind.toString("hex")),
        open: one.open,
        sealed: sealClosed(key, definition.id, one.id, version, one.closed)?.toString("base64") ?? null,
        digest: one.digest.toString("hex"),
        grams: one.grams,
        rank: one.rank,
      };
    });
    if (fresh.length === 0) continue;
    const ended = fresh.filter((one) => one.version > 1).map((one) => Buffer.from(one.id, "hex"));
    await owner.query("begin");
    try {
      await owner.query("update registry.record set until = now() where register = $1 and until is null and id = any ($2)", [
        definition.id,
        ended,
      ]);
      await owner.query(
        `insert into registry.record (register, id, version, keys, open, sealed, digest, grams, rank)
         select $1, decode(id, 'hex'), version, array(select decode(k, 'hex') from jsonb_array_elements_text(keys) k), open,
           decode(sealed, 'base64'), decode(digest, 'hex'), array(select jsonb_array_elements_text(grams)), rank
         from jsonb_to_recordset($2::jsonb) x (id text, version int, keys jsonb, open jsonb, sealed text, digest text, grams jsonb, rank text)`,
        [definition.id, JSON.stringify(fresh)],
      );
      await owner.query("commit");
    } catch (error) {
      await owner.query("rollback");
      throw error;
    }
  }
  return { added, changed, same: stored.length - added - changed, refused };
}

/** Marks a register out of order, or in order again. */
export async function setDown(owner: Pick<ClientBase, "query">, register: string, down: boolean): Promise<void> {
  await owner.query("update registry.register set down = $2 where id = $1", [register, down]);
}

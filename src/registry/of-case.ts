// What a case wrote into registers.
import type { Fields, Register, Value } from "./format.ts";
import { type RegistryGround, registerOf } from "./look-up.ts";
import { keyBlind, putTogether, type Sealed } from "./record.ts";
import { holding, timesOf } from "./versions.ts";

/** One version that a case wrote, whole: hand on only what the receiver may see. */
export interface CaseRecord {
  readonly register: string;
  readonly task: number;
  readonly change: "enter" | "correct" | "end";
  readonly fields: Fields;
  /** The record's identifying hash, in hex, and the version. */
  readonly id: string;
  readonly version: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The versions that a case wrote, in the order in which it did. */
export async function recordsOfCase(ground: RegistryGround, caseId: string): Promise<readonly CaseRecord[]> {
  const { rows } = await ground.app.query<Sealed & { register: string; task: number; change: CaseRecord["change"]; at: number }>({
    name: "registry-of-case",
    text: `select register, id, version, digest, binding, open, sealed, change, (provenance ->> 'task')::int task,
        floor(date_part('epoch', recorded) * 1000)::float8 at
      from registry.record where provenance ->> 'kind' = 'case' and provenance ->> 'case' = $1 order by recorded, version`,
    values: [caseId],
  });
  return Promise.all(
    rows.map(async (row): Promise<CaseRecord> => {
      const register = await registerOf(ground, row.register);
      if (!register) throw new Error(`records of a register that is not defined: ${row.register}`);
      const { task, change, version, at } = row;
      const fields = putTogether(await ground.agencyKeys.key(register.owner), register.id, row);
      return { register: register.id, task, change, fields, id: row.id.toString("hex"), version, at };
    }),
  );
}

/** Whether the register has a record with this identifying key now. */
export async function holds(ground: RegistryGround, register: Pick<Register, "id" | "keys">, key: Value): Promise<boolean> {
  const id = keyBlind(ground.keys, register.id, register.keys[0] ?? "", key);
  const { rowCount } = await ground.app.query(
    `select from registry.record r where r.register = $1 and r.id = $2 and ${holding("$3", "$4")} limit 1`,
    [register.id, id, ...timesOf(ground)],
  );
  return rowCount === 1;
}

/** Whether the register ever had a record with this identifying key. */
export async function known(ground: Pick<RegistryGround, "app">, register: string, id: Buffer): Promise<boolean> {
  const { rowCount } = await ground.app.query("select from registry.record where register = $1 and id = $2 limit 1", [register, id]);
  return rowCount === 1;
}

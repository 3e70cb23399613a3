// Defines registers, and says of one that it is out of order.
import { createHash } from "node:crypto";
import type { ClientBase } from "pg";
import { canonical } from "../platform/crypto/index.ts";
import type { Register } from "./format.ts";

/** Writes the definitions; those no longer named stay, because records and cases name them. */
export async function defineRegisters(owner: ClientBase, registers: readonly Register[]): Promise<void> {
  await owner.query(
    `insert into registry.register (id, owner, definition, hash)
     select id, owner, definition, decode(hash, 'hex') from json_to_recordset($1::json) x (id text, owner text, definition json, hash text)
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

/** Marks a register out of order, or in order again. */
export async function setDown(owner: Pick<ClientBase, "query">, register: string, down: boolean): Promise<void> {
  await owner.query("update registry.register set down = $2 where id = $1", [register, down]);
}

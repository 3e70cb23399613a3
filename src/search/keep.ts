// Makes the rows of cases anew of what is in them now.
import type { PoolClient } from "pg";
import type { Desk, Searchable } from "../casework/index.ts";
import { conversationsOf } from "../messages/index.ts";
import { hashOf } from "./grams.ts";
import { readingsOf } from "./reading.ts";
import { rowsOf } from "./row.ts";
import { putRows } from "./store.ts";

export async function putCases(desk: Desk, client: PoolClient, cases: readonly Searchable[]): Promise<void> {
  const readings = await readingsOf(client, cases);
  const conversations = await conversationsOf(desk, cases);
  await putRows(
    client,
    cases.flatMap((one) => {
      const { id } = one.loaded.row;
      return rowsOf(hashOf(desk.keys), desk.day, one, readings.get(id) ?? new Map(), conversations.get(id) ?? []);
    }),
  );
}

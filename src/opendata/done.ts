// What was done to a dataset is done once under its command: sent again, it finds what it did.
import type { PoolClient } from "pg";
import { canonical } from "../platform/crypto/index.ts";
import type { Text } from "../platform/i18n/index.ts";

/** What a command brought about. */
export interface Done {
  readonly what: "opened" | "changed" | "withdrawn";
  readonly definition: unknown;
  readonly why: Text | null;
}

/** Lets nobody else change this dataset until the transaction ends, and finds what the command did before; undefined where nothing. */
export async function doneBefore(client: PoolClient, id: string, command: string | undefined): Promise<Done | undefined> {
  await client.query("select pg_advisory_xact_lock(hashtextextended('errand dataset ' || $1, 0))", [id]);
  if (command === undefined) return undefined;
  const { rows } = await client.query<Done>("select what, definition, why from opendata.declared_change where command = $1", [command]);
  return rows[0];
}

/** Whether it was a withdrawal for this reason. */
export const withdrewSo = ({ what, why }: Done, now: Text): boolean =>
  what === "withdrawn" && why !== null && canonical({ ...why }) === canonical({ ...now });

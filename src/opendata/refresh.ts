// Makes datasets anew when their time has come: nobody has to remember it, and what has not changed keeps its files and its date.

import type { Pool, PoolClient } from "pg";
import type { Catalogue } from "../catalogue/index.ts";
import { inTransaction } from "../platform/database/index.ts";
import { registerOf } from "../registry/index.ts";
import { kept as shape } from "./format.ts";
import { makeEntry, registerSource, serviceSource } from "./make.ts";
import { datasetBy, dropOldFiles, leaveOldFiles, putDataset, sameContent } from "./store.ts";
import { frequencies } from "./vocabulary.ts";
import { withdrawDataset } from "./withdrawn.ts";

export interface RefreshGround {
  readonly app: Pool;
  readonly catalogue: Pick<Catalogue, "services">;
  /** The city's calendar day of an instant. */
  day(at: number): string;
}

/** Hours after which a dataset without times of its own is looked at again. */
const usual = 24;

/**
 * Makes every dataset that is due, each in a transaction of its own; several processes may do so at once. Answers how many were
 * made. A dataset whose register no longer lets its fields out is taken off the catalogue.
 */
export async function refreshDatasets(ground: RefreshGround, now: number): Promise<number> {
  let made = 0;
  while (await inTransaction(ground.app, (client) => refreshOne(ground, client, now))) made++;
  if (made > 0) await dropOldFiles(ground.app, now);
  return made;
}

async function refreshOne(ground: RefreshGround, client: PoolClient, now: number): Promise<boolean> {
  const { rows } = await client.query<{ id: string; definition: unknown }>(
    "select id, definition from opendata.declared where refresh_at <= $1 and withdrawn_at is null order by refresh_at, id limit 1 for update skip locked",
    [new Date(now)],
  );
  const [due] = rows;
  if (!due) return false;
  const kept = shape.parse(due.definition);
  const hours = frequencies[kept.frequency].hours ?? usual;
  await client.query("update opendata.declared set refresh_at = $2 where id = $1", [due.id, new Date(now + hours * 3_600_000)]);
  const register = "register" in kept.from ? await registerOf({ app: client }, kept.from.register) : undefined;
  const source =
    "register" in kept.from
      ? register && registerSource(client, register, kept, kept.from.fields, ground.day(now))
      : serviceSource(ground.catalogue);
  if (!source) {
    await withdrawDataset(client, due.id, { at: now });
    return true;
  }
  await client.query("savepoint made");
  const [before, entry] = [await datasetBy(client, kept.id), await makeEntry(client, kept, source)];
  // The same bytes again: the new files go, the old ones and the date stay.
  if (before && sameContent(before, entry)) {
    await client.query("rollback to savepoint made");
    return true;
  }
  await putDataset(client, entry, now);
  await leaveOldFiles(client, entry, now);
  return true;
}

// Data packages of agencies: which there are and were, and how one is withdrawn.
import type { Pool } from "pg";
import { inTransaction } from "../../platform/database/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { doneBefore, withdrewSo } from "../done.ts";
import type { Dataset } from "../format.ts";
import type { Steward } from "../steward.ts";
import { datasetBy } from "../store.ts";
import { type Withdrawn, withdrawDataset, withdrawnBy } from "../withdrawn.ts";

/** A package in a list. Instants in epoch milliseconds. */
export interface PackageLine {
  readonly id: string;
  readonly agency: string;
  readonly title: Text;
  /** When it changed, or when it was withdrawn. */
  readonly modified: number;
  readonly withdrawn: boolean;
}

const none = "not exists (select 1 from opendata.declared x where x.id = d.id)";

/** The packages of agencies, the one that changed or went last first, at most `limit`; `after` pages on behind an instant and an id. */
export async function packagesOf(
  app: Pick<Pool, "query">,
  agencies: readonly string[],
  limit: number,
  after?: readonly [number, string],
): Promise<readonly PackageLine[]> {
  const behind = "($3::float8 is null or (d.modified, d.id) < (to_timestamp($3 / 1000.0), $4))";
  const { rows } = await app.query<PackageLine>(
    `(select d.id, d.agency, d.entry -> 'title' title, d.modified, false withdrawn from opendata.dataset d
      where d.agency = any ($1::text[]) and ${none} and ${behind} order by d.modified desc, d.id desc limit $2)
     union all
     (select d.id, d.agency, d.entry -> 'title' title, d.modified, true withdrawn from opendata.withdrawn d
      where d.agency = any ($1::text[]) and ${none} and ${behind} order by d.modified desc, d.id desc limit $2)
     order by modified desc, id desc limit $2`,
    [agencies, limit, after?.[0] ?? null, after?.[1] ?? null],
  );
  return rows;
}

export type AgencyPackage =
  | { readonly dataset: Dataset; readonly withdrawn: false }
  | { readonly dataset: Withdrawn; readonly withdrawn: true };

/** A data package by its id, published or withdrawn; undefined for what is made of a register, or is not there. */
export async function packageBy(app: Pick<Pool, "query">, id: string): Promise<AgencyPackage | undefined> {
  const published = await datasetBy(app, id);
  const withdrawn = published ? undefined : await withdrawnBy(app, id);
  const dataset = published ?? withdrawn;
  if (dataset?.id !== id) return undefined;
  const declared = await app.query("select 1 from opendata.declared where id = $1", [id]);
  if (declared.rowCount) return undefined;
  return withdrawn ? { dataset: withdrawn, withdrawn: true } : { dataset, withdrawn: false };
}

/** Withdraws a data package, as a register's dataset is: its words and the reason remain, its files are gone. False where there is none. */
export const closePackage = (app: Pool, id: string, { officer, at, command }: Steward, why: Text): Promise<boolean | "reused"> =>
  close(app, id, { at, why, by: `officer:${officer}`, command });

/** The same by an operator, for an agency that keeps no register and so has no steward. False where this agency has no such package. */
export async function operatorClosesPackage(owner: Pool, id: string, agency: string, at: number, why: Text): Promise<boolean> {
  const found = await packageBy(owner, id);
  if (!found || found.withdrawn || found.dataset.agency !== agency) return false;
  return (await close(owner, id, { at, why, by: "operator", command: undefined })) === true;
}

async function close(app: Pool, id: string, going: Going): Promise<boolean | "reused"> {
  return inTransaction(app, async (client) => {
    const done = await doneBefore(client, id, going.command);
    if (done) return withdrewSo(done, going.why) || "reused";
    const declared = await client.query("select 1 from opendata.declared where id = $1", [id]);
    if (declared.rowCount) return false;
    return withdrawDataset(client, id, going);
  });
}

interface Going {
  readonly at: number;
  readonly why: Text;
  readonly by: string;
  readonly command: string | undefined;
}

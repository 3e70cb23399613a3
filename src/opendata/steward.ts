// What the steward of a register does about its open data: opens a dataset, changes it, withdraws it; every state it had is kept.
import type { Pool } from "pg";
import type { Directory } from "../organisation/index.ts";
import { canonical } from "../platform/crypto/index.ts";
import { inTransaction } from "../platform/database/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { Register } from "../registry/index.ts";
import { type DeclarationProblem, declarationProblems } from "./declare.ts";
import { doneBefore, withdrewSo } from "./done.ts";
import { type Declared, type Kept, kept as shape } from "./format.ts";
import { registerSource } from "./make.ts";
import { withdrawDataset } from "./withdrawn.ts";
import type { Row } from "./written.ts";

/** A declaration as it stands, and what is published of it. Instants in epoch milliseconds. */
export interface StewardsDataset {
  readonly declared: Kept;
  /** `city`, or `officer:<id>`. */
  readonly changedBy: string;
  readonly changedAt: number;
  readonly withdrawn?: { readonly at: number; readonly why?: Text };
  /** When what is published changed last; absent before it was made. */
  readonly modified?: number;
}

/** Where it stands: declared and about to be made, published, or withdrawn. */
export const datasetState = ({ withdrawn, modified }: StewardsDataset): "coming" | "published" | "withdrawn" =>
  withdrawn ? "withdrawn" : modified === undefined ? "coming" : "published";

/** The datasets of registers, by id; withdrawn ones too. */
export async function datasetsOfRegisters(
  app: Pick<Pool, "query">,
  registers: readonly string[],
): Promise<ReadonlyMap<string, readonly StewardsDataset[]>> {
  const { rows } = await app.query<{
    register: string;
    definition: unknown;
    changed_by: string;
    changed_at: number;
    withdrawn_at: number | null;
    why: Text | null;
    modified: number | null;
  }>(
    `select d.definition -> 'from' ->> 'register' register, d.definition, d.changed_by, d.changed_at, d.withdrawn_at, d.why, s.modified
     from opendata.declared d left join opendata.dataset s on s.id = d.id where d.definition -> 'from' ->> 'register' = any ($1::text[]) order by d.id`,
    [registers],
  );
  const found = rows.map(({ register, definition, changed_by, changed_at, withdrawn_at, why, modified }) => ({
    register,
    dataset: {
      declared: shape.parse(definition),
      changedBy: changed_by,
      changedAt: changed_at,
      ...(withdrawn_at === null ? {} : { withdrawn: { at: withdrawn_at, ...(why ? { why } : {}) } }),
      ...(modified === null ? {} : { modified }),
    },
  }));
  return new Map([...Map.groupBy(found, ({ register }) => register)].map(([register, of]) => [register, of.map(({ dataset }) => dataset)]));
}

/** One thing that became of a declaration. */
export interface DatasetChange {
  readonly at: number;
  readonly by: string;
  readonly what: "opened" | "changed" | "withdrawn";
  readonly why: Text | null;
}

/** Everything that became of it, oldest first. */
export async function datasetChanges(app: Pick<Pool, "query">, id: string): Promise<readonly DatasetChange[]> {
  const { rows } = await app.query<DatasetChange>("select at, by, what, why from opendata.declared_change where id = $1 order by seq", [
    id,
  ]);
  return rows;
}

/** Who does it, and when; `command` is its id where it may be sent again. */
export interface Steward {
  readonly officer: string;
  readonly at: number;
  readonly command?: string | undefined;
}

/**
 * What became of opening a dataset: what stands in the way, that its id is another's, that the command was another one, that it was
 * changed meanwhile.
 */
export type Opening = { readonly ok: true } | OpeningRefused;
export interface OpeningRefused {
  readonly ok: false;
  readonly why: "problems" | "taken" | "reused" | "changed";
  readonly problems: readonly DeclarationProblem[];
}

const taken: DeclarationProblem = { path: ["id"], message: { zh: "这个标识已经用于别的数据集。", en: "Another dataset has this id." } };

/**
 * Opens a dataset of a register, or changes the one with that id (`known`): it is made at the next look. Nothing is written where
 * something stands in the way; a dataset that was withdrawn is opened again so.
 */
export async function openDataset(
  app: Pool,
  one: Declared,
  { register, agencies, divisions, known, ifVersion }: OpeningGround,
  { officer, at, command }: Steward,
): Promise<Opening> {
  const problems = declarationProblems(one, [], [register], { agencies, divisions });
  if (problems.length > 0) return { ok: false, why: "problems", problems };
  return inTransaction(app, async (client): Promise<Opening> => {
    const done = await doneBefore(client, one.id, command);
    if (done)
      return done.what !== "withdrawn" && sameDeclaration(done.definition, one) ? { ok: true } : { ok: false, why: "reused", problems: [] };
    if (ifVersion !== undefined && ifVersion !== (await datasetChanges(client, one.id)).length)
      return { ok: false, why: "changed", problems: [] };
    const { rowCount } = await client.query(
      `insert into opendata.declared as d (id, definition, changed_by, changed_at, command)
       select $1::text, $2::jsonb || coalesce((select jsonb_build_object('complaint', o.definition -> 'complaint') from opendata.declared o
         where o.definition ? 'complaint' order by o.id limit 1), '{}'), $3, $4, $7
       where exists (select 1 from opendata.declared x where x.id = $1)
         or not exists (select 1 from opendata.dataset s where s.id = $1)
           and not exists (select 1 from opendata.withdrawn w where w.id = $1 and w.agency <> $8)
       on conflict (id) do update set definition = excluded.definition, changed_by = excluded.changed_by, changed_at = excluded.changed_at,
         command = excluded.command, withdrawn_at = null, why = null, refresh_at = '-infinity'
       where $5 and d.definition -> 'from' ->> 'register' = $6`,
      [
        one.id,
        JSON.stringify({ ...one, agency: register.owner }),
        `officer:${officer}`,
        new Date(at),
        known,
        register.id,
        command ?? null,
        register.owner,
      ],
    );
    return rowCount ? { ok: true } : { ok: false, why: "taken", problems: [taken] };
  });
}

/** What a declaration is held against. */
export interface OpeningGround {
  readonly register: Register;
  readonly agencies: ReadonlySet<string>;
  /** Codes of the divisions that a dataset may be said to cover. */
  readonly divisions: ReadonlySet<string>;
  /** Whether a dataset of that id is changed, or a new one opened. */
  readonly known: boolean;
  /** It is changed only where so many things have become of it and no more: nobody overwrites what was never seen. */
  readonly ifVersion?: number;
}

/** The same but for what is added when it is kept. */
function sameDeclaration(stored: unknown, one: Declared): boolean {
  const { agency: _, complaint: __, ...said } = shape.parse(stored);
  return canonical(said) === canonical(one);
}

/** Its first rows as they would be published, at most ten. The declaration has no problems. */
export async function previewDataset(
  app: Pool,
  one: Declared,
  { register, day }: { readonly register: Register; readonly day: string },
): Promise<readonly Row[]> {
  const names = "register" in one.from ? one.from.fields : [];
  return inTransaction(app, async (client) => {
    const source = registerSource(client, register, { ...one, agency: register.owner }, names, day);
    for await (const rows of source?.rows ?? []) return rows.slice(0, 10);
    return [];
  });
}

/**
 * Withdraws it: off the catalogue at once, with the reason for everybody. False where there is none to withdraw; a command that was
 * done is not done again.
 */
export async function closeDataset(app: Pool, id: string, { officer, at, command }: Steward, why: Text): Promise<boolean | "reused"> {
  return inTransaction(app, async (client) => {
    const done = await doneBefore(client, id, command);
    if (done) return withdrewSo(done, why) || "reused";
    const { rowCount } = await client.query(
      `update opendata.declared set withdrawn_at = $2, why = $3, changed_by = $4, changed_at = $2, command = $5
       where id = $1 and withdrawn_at is null`,
      [id, new Date(at), JSON.stringify(why), `officer:${officer}`, command ?? null],
    );
    if (!rowCount) return false;
    await withdrawDataset(client, id, { at, why });
    return true;
  });
}

/** Codes of the divisions that a dataset may be said to cover: the city, what lies in it, and what it was said to cover before. */
export const coverable = ({ city }: Directory, before?: StewardsDataset): ReadonlySet<string> =>
  new Set([city.area, ...city.divisions.map(({ code }) => code), ...(before?.declared.spatial ?? [])]);

// What a load finds of the records that it is about, and how its versions are written: copied by the owner, entered by the application.
import { finished } from "node:stream/promises";
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { copyBytes, copyColumns, type LoadedVersion } from "./copy-rows.ts";
import type { Fitting, LoadOptions, LoadReport } from "./file-row.ts";
import type { Register } from "./format.ts";
import { rowJson } from "./write.ts";

/** What a record was before the load. */
export interface Before {
  readonly version: number;
  readonly digest: Buffer;
  readonly ended: boolean;
  /** The days of what holds today. */
  readonly held: string;
  readonly until: string;
  /** The load that wrote its newest version, and the first day of that. */
  readonly load: string | null;
  readonly from: string;
}

/** What a load itself wrote last into a record. */
export interface Own {
  readonly version: number;
  readonly from: string;
  readonly until: string;
}

/** Of so many records a load remembers what it wrote, some 100 MB, and does not ask the database for it. */
export const mostRemembered = 500_000;

/** The newest version of each record, and the content that holds today. */
export async function heldBefore(
  client: ClientBase,
  register: string,
  fitting: readonly Fitting[],
  today: string,
): Promise<Map<string, Before>> {
  const { rows } = await client.query<Before & { id: Buffer }>({
    name: "registry-held-before",
    text: `select k.id, n.version, n.provenance ->> 'load' load, n.valid_from::text "from", coalesce(h.digest, n.digest) digest, coalesce(h.ended, true) ended,
        coalesce(h.valid_from, n.valid_from)::text held, coalesce(h.valid_to, 'infinity')::text until
      from unnest($2::bytea[]) k (id)
      cross join lateral (
        select r.version, r.provenance, r.valid_from, r.digest from registry.record r where r.register = $1 and r.id = k.id order by r.version desc limit 1) n
      left join lateral (
        select r.digest, r.ended, r.valid_from, r.valid_to from registry.record r where r.register = $1 and r.id = k.id and r.valid_from <= $3::date and r.valid_to > $3::date
        order by r.version desc limit 1) h on true`,
    values: [register, fitting.map(({ stored }) => stored.id), today],
  });
  return new Map(rows.map((row) => [row.id.toString("latin1"), row]));
}

type Writer = (client: ClientBase, definition: Register, load: string, now: number, versions: readonly LoadedVersion[]) => Promise<void>;

/** As the owner. */
export const copy: Writer = async (client, definition, load, now, versions) => {
  const stream = client.query(copyFrom(`copy registry.record (${copyColumns}) from stdin (format binary)`));
  stream.end(copyBytes(definition, load, now, versions));
  await finished(stream);
};

/** As the application. */
export const enter: Writer = async (client, definition, load, now, versions) => {
  const rows = versions.map(({ stored, sealed, version, from, to, row, change }) =>
    rowJson(definition, stored, sealed, { version, recorded: now, from, to, change, provenance: { kind: "load", load, row } }),
  );
  await client.query("select registry.enter_loaded($1::uuid, $2::jsonb)", [load, JSON.stringify(rows)]);
};

/** Writes down what became of a file. */
export async function tell(
  client: ClientBase,
  register: string,
  { load, added, changed, same, refusedRows }: LoadReport,
  { file, actor, sha256, as }: LoadOptions,
  now: number,
): Promise<void> {
  const row = {
    id: load,
    register,
    file,
    actor,
    sha256: sha256?.().toString("base64") ?? null,
    at: new Date(now).toISOString(),
    added,
    changed,
    same,
    refused: refusedRows,
  };
  if (as === "app") await client.query("select registry.tell_load($1::jsonb)", [JSON.stringify(row)]);
  else {
    await client.query(
      `insert into registry.load select id, register, file, decode(sha256, 'base64'), actor, at, added, changed, same, refused
       from jsonb_to_record($1::jsonb) x (id uuid, register text, file text, sha256 text, actor text, at timestamptz, added int, changed int, same int, refused int)`,
      [JSON.stringify(row)],
    );
  }
}

/** Sorts what was added into the indexes, and lets the planner know of it. */
export async function sortIn(client: ClientBase, analyse: boolean): Promise<void> {
  await client.query(
    "select gin_clean_pending_list('registry.record_keys'), gin_clean_pending_list('registry.record_grams'), gin_clean_pending_list('registry.record_marks')",
  );
  if (analyse) await client.query("analyze registry.record");
}

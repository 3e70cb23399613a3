// What somebody is writing: kept while it is written, offered again after a lost connection, told to whoever writes as well.
import { type Desk, editingTask, type Loaded } from "../../casework/index.ts";
import { isSame, type TextDoc } from "../../engine/text/index.ts";
import type { Actor } from "../../identity/index.ts";

export type Officer = Extract<Actor, { kind: "officer" }>;

/** A working copy of one's own. */
export interface Working {
  /** The version that it was written on; 0 where there was none. */
  readonly base: number;
  readonly text: TextDoc;
  /** What stands above the text, where that was on the page. */
  readonly head?: WorkingHead;
  readonly keptAt: number;
}

/** Fields above a text: as they stood when its page was opened, and what was typed into them since, under the fields' names. */
export interface WorkingHead {
  readonly seen: Readonly<Record<string, unknown>>;
  readonly typed: Readonly<Record<string, string | readonly string[]>>;
}

/** Somebody else who is writing. */
export interface OtherWriter {
  readonly officer: string;
  /** Since when, in epoch milliseconds. */
  readonly since: number;
  readonly seenAt: number;
}

/** For so long after its page was last heard of, somebody counts as writing. */
export const writingFor = 10 * 60_000;
/** Copies that nobody came back to are dropped after this. */
const keptFor = 30 * 86_400_000;

const place = (name: string, officer: string): string => `working:${name}:${officer}`;

/** Notes that an officer has the page open; what was kept stays. */
export async function beginWriting(
  { pool, now }: Pick<Desk, "pool" | "now">,
  officer: Officer,
  loaded: Loaded,
  name: string,
  base: number,
): Promise<void> {
  await pool.query(
    `insert into office.working (case_id, name, officer, base, begun_at, seen_at) values ($1, $2, $3, $4, $5, $5)
     on conflict (case_id, name, officer) do update set seen_at = excluded.seen_at,
       begun_at = case when working.seen_at < $6 then excluded.begun_at else working.begun_at end,
       base = case when working.sealed is null then excluded.base else working.base end`,
    [loaded.row.id, name, officer.id, base, new Date(now()), new Date(now() - writingFor)],
  );
}

/** Keeps what is written. False where this officer may not write the text now: then nothing is kept. */
export async function keepWorking(
  desk: Desk,
  officer: Officer,
  loaded: Loaded,
  name: string,
  { base, text, head }: Pick<Working, "base" | "text" | "head">,
): Promise<boolean> {
  if (editingTask(desk, officer, loaded, name) === undefined) return false;
  const now = new Date(desk.now());
  const sealed = loaded.cipher.sealBeside(place(name, officer.id), { base, text, ...(head === undefined ? {} : { head }) });
  await desk.pool.query(
    `insert into office.working (case_id, name, officer, base, begun_at, seen_at, kept_at, sealed) values ($1, $2, $3, $4, $5, $5, $5, $6)
     on conflict (case_id, name, officer) do update set base = excluded.base, seen_at = excluded.seen_at, kept_at = excluded.kept_at, sealed = excluded.sealed`,
    [loaded.row.id, name, officer.id, base, now, sealed],
  );
  return true;
}

/** One's own working copy; undefined where there is none. */
export async function workingOf(desk: Pick<Desk, "pool">, officer: Officer, loaded: Loaded, name: string): Promise<Working | undefined> {
  const { rows } = await desk.pool.query<{ kept: number; sealed: Buffer }>(
    `select kept_at kept, sealed from office.working where case_id = $1 and name = $2 and officer = $3 and sealed is not null`,
    [loaded.row.id, name, officer.id],
  );
  const [row] = rows;
  if (!row) return undefined;
  const held = loaded.cipher.openBeside(place(name, officer.id), row.sealed) as Omit<Working, "keptAt">;
  return { ...held, keptAt: Number(row.kept) };
}

/** Gives one's working copy up, and tells that one writes no more. */
export async function dropWorking({ pool }: Pick<Desk, "pool">, officer: Officer, loaded: Loaded, name: string): Promise<void> {
  await pool.query("delete from office.working where case_id = $1 and name = $2 and officer = $3", [loaded.row.id, name, officer.id]);
}

/** Who else is writing at this moment, the first to begin first. */
export async function otherWriters(
  { pool, now }: Pick<Desk, "pool" | "now">,
  officer: Officer,
  loaded: Loaded,
  name: string,
): Promise<readonly OtherWriter[]> {
  const { rows } = await pool.query<{ officer: string; since: number; seen: number }>(
    `select officer, begun_at since, seen_at seen from office.working
     where case_id = $1 and name = $2 and officer <> $3 and seen_at > $4 order by begun_at`,
    [loaded.row.id, name, officer.id, new Date(now() - writingFor)],
  );
  return rows.map((row) => ({ officer: row.officer, since: Number(row.since), seenAt: Number(row.seen) }));
}

/** Whether a working copy says anything that the version it was written on does not. */
export const saysMore = (working: Working, kept: TextDoc): boolean => !isSame(working.text, kept);

/** Drops what nobody came back to. */
export async function dropOldWorking({ pool }: Pick<Desk, "pool">, now: number): Promise<void> {
  await pool.query("delete from office.working where seen_at < $1 or (sealed is null and seen_at < $2)", [
    new Date(now - keptFor),
    new Date(now - 86_400_000),
  ]);
}

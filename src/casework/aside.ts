// An entry of an officer that changes no state and no answer: a message that was sent, its first reading. It belongs to the case as
// every other entry does, in one transaction with whatever else is kept of it.
import type { PoolClient } from "pg";
import type { ActedIn, Event } from "../engine/procedure/index.ts";
import type { Acted } from "./act.ts";
import { commit } from "./commit.ts";
import { dates } from "./dates.ts";
import type { Desk } from "./desk.ts";
import { sealEntry } from "./entry.ts";
import { type Loaded, load } from "./load.ts";
import { busy, noCase, type Refused, reused } from "./refusal.ts";
import { caseWrite } from "./rows.ts";
import type { EntrySecret } from "./secret.ts";

/** The entries' types; whoever saw the case before one of them has still seen it as it stands. */
export const asideTypes = ["message", "read"] as const;

export interface Aside {
  readonly type: (typeof asideTypes)[number];
  /** What the entry says in clear: an id, never a word of a person. */
  readonly text: string;
  readonly officer: string;
  readonly acting?: ActedIn | undefined;
  readonly secret: Omit<EntrySecret, "reply">;
  /** The same id twice is entered once. */
  readonly command: string;
  /** Written in the same transaction, with the entry's number. */
  beside(client: PoolClient, seq: number): Promise<void>;
}

const attempts = 8;

/** Enters it; on a case that changed in between it is entered again. `repeated`: it had been entered before, as `seq`. */
export async function recordAside(
  desk: Desk,
  first: Loaded,
  aside: Aside,
  now = desk.now(),
): Promise<{ readonly ok: true; readonly seq: number; readonly repeated: boolean } | Refused> {
  let loaded: Loaded | undefined = first;
  for (let attempt = 0; attempt < attempts && loaded; attempt++) {
    const done = await enter(desk, loaded, aside, now);
    if (done.outcome === "conflict") return reused;
    if (done.outcome !== "stale") return { ok: true, seq: done.version ?? 0, repeated: done.outcome === "repeat" };
    loaded = await load(desk, first.row.id);
  }
  return loaded ? busy : noCase;
}

async function enter(desk: Desk, { row, snapshot, cipher, pack }: Loaded, aside: Aside, now: number) {
  const version = row.version + 1;
  const by = `officer:${aside.officer}`;
  const request = desk.keys.blind("request", JSON.stringify([row.id, by, aside.type, aside.text, aside.secret]));
  const reply: Acted = { ok: true, id: row.id, number: row.number, version, status: row.status, stage: row.stage, repeated: false };
  const acting = aside.acting === undefined ? {} : { acting: aside.acting };
  const events: Event[] = [{ at: now, by, ...acting, type: "noted", kind: aside.type, text: aside.text }];
  const entry = sealEntry(cipher, {
    id: row.id,
    seq: version,
    command: aside.command,
    at: now,
    actor: by,
    type: aside.type,
    events,
    request,
    secret: { ...aside.secret, reply: reply as unknown as Record<string, unknown> },
  });
  const when = dates(pack.model, snapshot.state, desk.calendar, desk.zone);
  const write = {
    expected: row.version,
    case: caseWrite(row, { state: snapshot.state, dates: when }, { version, now, facts: snapshot.facts, marks: row.run.marks }),
    tasks: [],
    entry,
    more: {},
    jobs: [],
  };
  const client = await desk.pool.connect();
  let broken = false;
  try {
    await client.query("begin");
    const done = await commit(client, write);
    if (done.outcome === "done") await aside.beside(client, version);
    await client.query(done.outcome === "done" ? "commit" : "rollback");
    return done;
  } catch (error) {
    await client.query("rollback").catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** True where nothing but asides was entered since a version: whoever saw that one has seen the case as it stands. */
export async function onlyAsides(desk: Pick<Desk, "pool">, id: string, since: number): Promise<boolean> {
  const { rows } = await desk.pool.query<{ only: boolean }>(
    "select not exists (select from casework.entry where case_id = $1 and seq > $2 and type <> all ($3::text[])) only",
    [id, since, asideTypes],
  );
  return rows[0]?.only === true;
}

/** What was said in messages, by the number of its entry. */
export async function asideSecrets(
  desk: Pick<Desk, "pool">,
  { row, cipher }: Loaded,
  seqs: readonly number[],
): Promise<ReadonlyMap<number, NonNullable<EntrySecret["message"]>>> {
  if (seqs.length === 0) return new Map();
  const { rows } = await desk.pool.query<{ seq: number; sealed: Buffer }>(
    "select seq, sealed from casework.entry where case_id = $1 and seq = any ($2::int[])",
    [row.id, seqs],
  );
  return new Map(
    rows.flatMap(({ seq, sealed }) => {
      const { message } = cipher.openEntry(seq, sealed);
      return message ? [[seq, message] as const] : [];
    }),
  );
}

// What is added to a case and moves nothing in it: an entry of its own, in the log like any other, with the state left as it is. Texts and
// comments, messages and their readings, letters, what a register says now.
import { setTimeout } from "node:timers/promises";
import type { PoolClient } from "pg";
import type { ActedIn, Happening } from "../engine/procedure/index.ts";
import type { Actor } from "../identity/index.ts";
import { inTransaction } from "../platform/database/index.ts";
import { type Commit, commit } from "./commit.ts";
import { dates } from "./dates.ts";
import type { Desk } from "./desk.ts";
import { sealEntry } from "./entry.ts";
import type { Facts } from "./facts.ts";
import { type Loaded, load } from "./load.ts";
import { busy, noCase, type Refused, reused } from "./refusal.ts";
import { caseWrite } from "./rows.ts";
import type { EntrySecret } from "./secret.ts";

/** What one entry adds. */
export interface Beside<R> {
  readonly ok: true;
  readonly happening: Happening;
  readonly secret?: Omit<EntrySecret, "reply">;
  readonly more?: Commit["more"];
  /** The facts after it, where answers changed with it. */
  readonly facts?: Facts;
  /** In whose place it is done, where it is done in another's. */
  readonly acting?: ActedIn | undefined;
  readonly reply: R;
  /** Written in the same transaction. */
  readonly also?: (client: PoolClient) => Promise<void>;
}
/** What is already as it was asked for: nothing is written. */
export interface Already<R> {
  readonly ok: true;
  readonly already: R;
}

export interface BesideOptions<R> {
  /** Who does it: an officer, or nobody but the system. */
  readonly actor: Extract<Actor, { kind: "officer" | "system" }>;
  /** The entry's type. */
  readonly type: string;
  readonly command: string;
  /** What was asked: the same under the same command is answered as the first time. */
  readonly request: Uint8Array;
  /** Worked out on the case as it stands; again where it changed meanwhile. `seq` is the entry's place in the case. */
  readonly prepare: (loaded: Loaded, now: number, seq: number) => Promise<Beside<R> | Already<R> | Refused>;
}

const attempts = 10;

/** Writes the entry; the reply is what `prepare` says, `repeated` where this command had been done before. */
export async function enterBeside<R extends object>(
  desk: Desk,
  id: string,
  { actor, type, command, request, prepare }: BesideOptions<R>,
): Promise<(R & { readonly repeated: boolean }) | Refused> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const loaded = await load(desk, id);
    if (!loaded) return noCase;
    const { row, cipher, snapshot } = loaded;
    const first = await desk.db
      .selectFrom("casework.entry")
      .select(["seq", "request", "sealed"])
      .where("case_id", "=", id)
      .where("command", "=", command)
      .executeTakeFirst();
    if (first)
      return first.request.equals(request)
        ? { ...(cipher.openEntry(first.seq, first.sealed).reply as unknown as R), repeated: true }
        : reused;
    const now = desk.now();
    const seq = row.version + 1;
    const made = await prepare(loaded, now, seq);
    if (!made.ok) return made;
    if ("already" in made) return { ...made.already, repeated: false };
    const by = actor.kind === "officer" ? `officer:${actor.id}` : "system";
    const write: Commit = {
      expected: row.version,
      case: caseWrite(
        row,
        { state: snapshot.state, dates: dates(snapshot.pack.model, snapshot.state, desk.calendar, desk.zone) },
        { version: seq, now, facts: made.facts ?? row.facts, marks: row.run.marks },
      ),
      tasks: [],
      entry: sealEntry(cipher, {
        id,
        seq,
        command,
        at: now,
        actor: by,
        type,
        events: [{ at: now, by, ...(made.acting ? { acting: made.acting } : {}), ...made.happening }],
        request,
        secret: { ...made.secret, reply: made.reply as unknown as Record<string, unknown> },
      }),
      more: made.more ?? {},
      jobs: [],
    };
    const { also } = made;
    const done = also
      ? await inTransaction(desk.pool, async (client) => {
          const written = await commit(client, write);
          if (written.outcome === "done") await also(client);
          return written;
        })
      : await commit(desk.pool, write);
    if (done.outcome === "done") return { ...made.reply, repeated: false };
    if (done.outcome === "conflict") return reused;
    await setTimeout(Math.random() * Math.min(2 ** attempt, 100));
  }
  return busy;
}

/** Types of entries after which whoever saw the case before one of them has still seen it as it stands. */
const unseen = ["message", "read"] as const;

/** True where nothing but such entries was made since a version. */
export async function onlyUnseen(desk: Pick<Desk, "pool">, id: string, since: number): Promise<boolean> {
  const { rows } = await desk.pool.query<{ only: boolean }>(
    "select not exists (select from casework.entry where case_id = $1 and seq > $2 and type <> all ($3::text[])) only",
    [id, since, unseen],
  );
  return rows[0]?.only === true;
}

/** What was said in messages, by the number of its entry. */
export async function messageSecrets(
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

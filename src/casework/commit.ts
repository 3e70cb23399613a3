// The one way a case changes: one call of casework.commit, which writes the case, its tasks, the entry, the
// ledger's commitment and the jobs together or not at all.
import type { Pool } from "pg";
import type { Event } from "../engine/procedure/index.ts";
import type { Unrecorded } from "../exchange/index.ts";
import type { TaskChange } from "./step.ts";
import type { Run } from "./tables.ts";

/** The case row as written; bytes and instants in the forms that the statement takes. */
export interface CaseWrite {
  readonly id: string;
  readonly number: string;
  readonly pack: string;
  readonly packHash: string;
  readonly agency: string;
  readonly version: number;
  readonly status: "running" | "ended";
  readonly end: string | undefined;
  readonly stage: string;
  readonly round: number;
  readonly run: Run;
  readonly facts: unknown;
  readonly partyBlind: Uint8Array | undefined;
  readonly agentBlind: Uint8Array | undefined;
  readonly fingerprint: Uint8Array | undefined;
  readonly parent: string | undefined;
  readonly parentTask: number | undefined;
  readonly channel: string;
  readonly language: string;
  readonly openedAt: number;
  readonly endedAt: number | undefined;
  readonly dueAt: number | undefined;
  readonly warnAt: number | undefined;
  readonly provisional: boolean;
  readonly calendarVersion: string;
}

export interface EntryWrite {
  readonly seq: number;
  readonly command: string;
  readonly at: number;
  readonly actor: string;
  readonly type: string;
  readonly events: readonly Event[];
  readonly request: Uint8Array;
  readonly digest: Uint8Array;
  readonly sealed: Uint8Array;
}

export interface EvidenceWrite {
  readonly no: number;
  readonly requirement: string;
  readonly source: "registry" | "declaration" | "upload";
  readonly register?: string;
  readonly request?: string;
  readonly objection: boolean;
  readonly fetchedAt: number;
  readonly sealed: Uint8Array;
}

/** A document's row; its number in the case is given when it is written. */
export interface DocumentWrite {
  readonly task: number | undefined;
  readonly kind: "licence" | "letter" | "document";
  readonly name: string;
  readonly number: string | undefined;
  readonly sha256: Uint8Array;
  readonly size: number;
  readonly file: string;
  readonly sealed: Uint8Array;
  readonly classification: string;
  readonly retention: string;
}

/** A version of one of the case's texts. */
export interface TextWrite {
  readonly name: string;
  /** From 1 on. */
  readonly version: number;
  /** The version that it was written on; absent for the first. */
  readonly base?: number;
  readonly officer: string;
  readonly sha256: Uint8Array;
  readonly size: number;
  readonly sealed: Uint8Array;
}

/** What the case is about: another case. */
export interface SubjectWrite {
  readonly about: string;
  readonly kind: "about" | "answers" | "withdraws" | "instruction" | "minutes";
}

/** The next number of an organ's word in a year, for good: taken where this commits and only then. */
export interface NumberWrite {
  readonly task: number;
  readonly organ: string;
  readonly word: string;
  readonly year: number;
}

export interface JobSpec {
  readonly task: string;
  readonly payload: Record<string, unknown>;
  readonly key?: string;
  readonly runAt?: string;
}

export interface Commit {
  readonly expected: number;
  readonly case: CaseWrite;
  readonly tasks: readonly TaskChange[];
  readonly entry: EntryWrite;
  readonly more: {
    /** The wrapped case key; at the start only. */
    readonly key?: Uint8Array;
    readonly data?: { readonly formHash: string; readonly sealed: Uint8Array };
    readonly evidence?: readonly EvidenceWrite[];
    readonly documents?: readonly DocumentWrite[];
    /** Rows for the licence room, in its own words. */
    readonly instruments?: readonly Record<string, unknown>[];
    /** Versions for registers, in the registry's own words. */
    readonly records?: readonly Readonly<Record<string, unknown>>[];
    /** What becomes of sharing agreements, in the exchange's own words. */
    readonly agreements?: readonly Readonly<Record<string, unknown>>[];
    readonly texts?: readonly TextWrite[];
    readonly subjects?: readonly SubjectWrite[];
    readonly numbers?: readonly NumberWrite[];
    /** Uses of seals, in the office's own words. */
    readonly seals?: readonly Readonly<Record<string, unknown>>[];
  };
  readonly jobs: readonly JobSpec[];
}

export interface Committed {
  readonly outcome: "done" | "repeat" | "conflict" | "stale";
  readonly version: number | null;
  readonly at: number | null;
  /** The sealed part of the first entry, when the same command had been done before. */
  readonly sealed: Buffer | null;
}

const hex = (bytes: Uint8Array | undefined): string | null => (bytes === undefined ? null : `\\x${Buffer.from(bytes).toString("hex")}`);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const instant = (ms: number | undefined): string | null =>
  ms === undefined ? null : Number.isFinite(ms) ? new Date(ms).toISOString() : "infinity";

const statement = "select c.* from casework.commit($1::uuid, $2::int, $3::jsonb, $4::jsonb, $5::jsonb, $6::jsonb, $7::jsonb) c";

/**
 * Writes one command's change, and with it what registers were asked for it and nobody recorded yet. Unique violations (23505)
 * between two first submissions are the caller's to retry.
 */
export async function commit(app: Pick<Pool, "query">, write: Commit, asked: Unrecorded["records"] = []): Promise<Committed> {
  const { rows } = await app.query<Committed>({
    ...(asked.length > 0
      ? { name: "casework-commit-asked", text: `${statement} cross join exchange.record($8::jsonb)` }
      : { name: "casework-commit", text: statement }),
    values: [
      write.case.id,
      write.expected,
      ...Object.values(partsOf(write)).map((part) => JSON.stringify(part)),
      ...(asked.length > 0 ? [JSON.stringify(asked)] : []),
    ],
  });
  const [answer] = rows;
  if (!answer) throw new Error("casework.commit gave no answer");
  return answer;
}

/** The arguments of casework.commit that are JSON, in their order. */
const partsOf = (write: Commit) => ({
  case: caseJson(write.case),
  tasks: write.tasks.map((task) => taskJson(write.case.id, write.entry.at, task)),
  entry: entryJson(write.entry),
  more: moreJson(write.more),
  jobs: write.jobs,
});

/**
 * The same for several cases at once, all or none; answers in their order. What registers were asked for a case is recorded `once`, only
 * where that case is written now (it was recorded before where it was written before), or `always`, where it was asked anew.
 */
export async function commitAll(
  app: Pick<Pool, "query">,
  writes: readonly { readonly write: Commit; readonly asked: Unrecorded["records"] }[],
  recorded: "once" | "always" = "once",
): Promise<readonly Committed[]> {
  if (writes.length === 0) return [];
  const { rows } = await app.query<Committed>({
    name: `casework-commit-all-${recorded}`,
    text: `select c.* from rows from (jsonb_to_recordset($1::jsonb) as (id uuid, expected int, "case" jsonb, tasks jsonb, entry jsonb, more jsonb, jobs jsonb, asked jsonb))
        with ordinality as w (id, expected, "case", tasks, entry, more, jobs, asked, place)
      cross join lateral casework.commit(w.id, w.expected, w."case", w.tasks, w.entry, w.more, w.jobs) c
      cross join lateral (select case when ${recorded === "once" ? "c.outcome = 'done'" : "w.asked <> '[]'"} then exchange.record(w.asked) end) r
      order by w.place`,
    values: [JSON.stringify(writes.map(({ write, asked }) => ({ id: write.case.id, expected: write.expected, ...partsOf(write), asked })))],
  });
  return rows;
}

/** The row as JSON, in the column's own names. Exported for bulk loading, which writes the same rows. */
export function caseJson(c: CaseWrite): Record<string, unknown> {
  return {
    id: c.id,
    number: c.number,
    pack: c.pack,
    pack_hash: `\\x${c.packHash}`,
    agency: c.agency,
    version: c.version,
    status: c.status,
    end: c.end ?? null,
    stage: c.stage,
    round: c.round,
    run: c.run,
    facts: c.facts,
    party_blind: hex(c.partyBlind),
    agent_blind: hex(c.agentBlind),
    fingerprint: hex(c.fingerprint),
    parent: c.parent ?? null,
    parent_task: c.parentTask ?? null,
    channel: c.channel,
    language: c.language,
    opened_at: instant(c.openedAt),
    ended_at: instant(c.endedAt),
    due_at: instant(c.dueAt),
    warn_at: instant(c.warnAt),
    provisional: c.provisional,
    calendar_version: c.calendarVersion,
  };
}

export function taskJson(caseId: string, now: number, { no, task, post, due, late }: TaskChange): Record<string, unknown> {
  return {
    case_id: caseId,
    no,
    stage: task.stage,
    round: task.round,
    key: task.key,
    item: task.item ?? null,
    extra: task.extra === true,
    carried: task.carried === true,
    status: task.status,
    post,
    officer: task.officer ?? null,
    outcome: task.outcome ?? null,
    opened_at: instant(task.opened),
    done_at: task.status === "done" ? instant(now) : null,
    due_at: instant(due),
    late_at: instant(late),
  };
}

const entryJson = (e: EntryWrite) => ({
  ...e,
  at: instant(e.at),
  request: base64(e.request),
  digest: base64(e.digest),
  sealed: base64(e.sealed),
});

const moreJson = ({
  key,
  data,
  evidence,
  documents,
  instruments,
  records,
  agreements,
  texts,
  subjects,
  numbers,
  seals,
}: Commit["more"]) => ({
  ...(key ? { key: base64(key) } : {}),
  ...(data ? { data: { form_hash: data.formHash, sealed: base64(data.sealed) } } : {}),
  ...(evidence?.length
    ? { evidence: evidence.map(({ fetchedAt, sealed, ...e }) => ({ ...e, fetched_at: instant(fetchedAt), sealed: base64(sealed) })) }
    : {}),
  ...(documents?.length
    ? { documents: documents.map(({ sha256, sealed, ...d }) => ({ ...d, sha256: base64(sha256), sealed: base64(sealed) })) }
    : {}),
  ...(instruments?.length ? { instruments } : {}),
  ...(records?.length ? { records } : {}),
  ...(agreements?.length ? { agreements } : {}),
  ...(texts?.length ? { texts: texts.map(({ sha256, sealed, ...t }) => ({ ...t, sha256: base64(sha256), sealed: base64(sealed) })) } : {}),
  ...(subjects?.length ? { subjects } : {}),
  ...(numbers?.length ? { numbers } : {}),
  ...(seals?.length ? { seals } : {}),
});

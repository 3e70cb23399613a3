// A case carried in memory through the very preparations that real commands go through, for bulk loading: what comes of it
// is every row that casework.commit would have written, as it stands after the last command.
import type { Actor } from "../identity/index.ts";
import { type Acted, prepareCommand } from "./act.ts";
import type { CaseCommand } from "./command.ts";
import { type CaseWrite, type Commit, caseJson, type EntryWrite, type EvidenceWrite, taskJson } from "./commit.ts";
import type { Desk } from "./desk.ts";
import { fieldsOf } from "./evidence.ts";
import type { EvidenceFields } from "./facts.ts";
import type { Loaded } from "./load.ts";
import { resolvePost } from "./posts.ts";
import type { Refused } from "./refusal.ts";
import { type AnsweredBy, prepareSubmission, type Submission } from "./submit.ts";

/** The rows of one case; instants are RFC 3339 or `infinity`, bytes of the case row `\x…`, as the columns take them. */
export interface CaseRows {
  readonly case: Record<string, unknown>;
  readonly tasks: readonly Record<string, unknown>[];
  readonly entries: readonly EntryWrite[];
  readonly data: readonly { readonly version: number; readonly formHash: string; readonly sealed: Uint8Array }[];
  readonly evidence: readonly EvidenceWrite[];
  /** The wrapped case key. */
  readonly key: Uint8Array;
}

/** A case that exists in memory alone. */
export interface History {
  readonly ok: true;
  /** As it would be read now. */
  readonly loaded: Loaded;
  /** Gives a command at an instant; refused as it would be refused to anybody. */
  act(actor: Actor, command: CaseCommand, id: string, now: number): Acted | Refused;
  rows(): CaseRows;
}

/** What a case is opened with. `attempt` gives another number. */
export interface Opening {
  readonly id: string;
  /** `party:<id>` or `officer:<id>`. */
  readonly caller: string;
  readonly submission: Submission;
  readonly answered: AnsweredBy;
  readonly request: Uint8Array;
  readonly attempt: number;
  readonly now: number;
}

/** Opens one. */
export async function openHistory(desk: Desk, opening: Opening): Promise<History | Refused> {
  const { id, caller, submission, answered, request, attempt, now } = opening;
  const first = await prepareSubmission(desk, caller, id, submission, answered, request, attempt, now);
  if (!first.ok) return first;
  const { pack } = submission;
  const { cipher } = first;
  const fields: EvidenceFields = fieldsOf(evidenceContents(first.write));
  const tasks = new Map<number, Record<string, unknown>>();
  const entries: EntryWrite[] = [];
  const data: { version: number; formHash: string; sealed: Uint8Array }[] = [];
  let { state, secret } = first;
  let written: CaseWrite = first.write.case;
  const { roles } = written.run;

  const take = (write: Commit) => {
    written = write.case;
    entries.push(write.entry);
    if (write.more.data) data.push({ version: write.entry.seq, ...write.more.data });
    for (const change of write.tasks) {
      const row = taskJson(id, write.entry.at, change);
      const before = tasks.get(change.no);
      // As casework.commit keeps it: the first time it was done, for as long as it is done.
      if (before?.done_at && row.status === "done") row.done_at = before.done_at;
      tasks.set(change.no, row);
    }
  };
  take(first.write);

  const loaded = (): Loaded => ({
    row: {
      ...base(written),
      wrapped: Buffer.from(cipher.wrapped),
      data: null,
      data_version: data.at(-1)?.version ?? null,
      tasks: [...tasks.values()] as never,
    },
    pack,
    snapshot: { pack, state, facts: written.facts as never, roles },
    cipher,
    posts: new Map([...tasks].map(([no, row]) => [no, String(row.post)])),
    resolve: (by) => resolvePost(by, undefined, roles),
    secret: () => secret,
  });

  return {
    ok: true,
    get loaded() {
      return loaded();
    },
    act: (actor, command, commandId, at) => {
      const digest = desk.digestRequest(actor, { case: id, command });
      const done = prepareCommand(desk, actor, loaded(), command, { command: commandId, now: at }, digest, { ok: true, fields, added: [] });
      if (!done.ok) return done;
      take(done.write);
      state = done.state;
      if (done.secret) secret = done.secret;
      return done.reply;
    },
    rows: () => ({
      case: caseJson(written),
      tasks: [...tasks.values()],
      entries,
      data,
      evidence: first.write.more.evidence ?? [],
      key: cipher.wrapped,
    }),
  };

  /** The evidence as it was before it was sealed. */
  function evidenceContents(write: Commit) {
    return (write.more.evidence ?? []).map(({ no, sealed, requirement, source, fetchedAt }) => ({
      requirement,
      source,
      fetchedAt,
      content: cipher.openEvidence(no, sealed),
    }));
  }
}

const bytes = (value: Uint8Array | undefined): Buffer | null => (value === undefined ? null : Buffer.from(value));

/** The case row in the shape in which it is read. */
function base(c: CaseWrite): Omit<Loaded["row"], "wrapped" | "data" | "data_version" | "tasks"> {
  return {
    id: c.id,
    number: c.number,
    pack: c.pack,
    pack_hash: Buffer.from(c.packHash, "hex"),
    agency: c.agency,
    version: c.version,
    status: c.status,
    end: c.end ?? null,
    stage: c.stage,
    round: c.round,
    run: c.run,
    facts: c.facts as never,
    party_blind: bytes(c.partyBlind),
    agent_blind: bytes(c.agentBlind),
    fingerprint: bytes(c.fingerprint),
    parent: c.parent ?? null,
    parent_task: c.parentTask ?? null,
    channel: c.channel,
    language: c.language as "zh" | "en",
    opened_at: c.openedAt,
    ended_at: c.endedAt ?? null,
    due_at: c.dueAt ?? null,
    warn_at: c.warnAt ?? null,
    provisional: c.provisional,
    calendar_version: c.calendarVersion,
  };
}

// A case carried in memory through the very preparations that real commands go through, for bulk loading: what comes of it
// is every row that casework.commit would have written, as it stands after the last command.
import type { TaskState } from "../engine/procedure/index.ts";
import type { Actor } from "../identity/index.ts";
import { type Acted, prepareCommand } from "./act.ts";
import type { CaseCommand } from "./command.ts";
import type { CaseWrite, Commit, EntryWrite, EvidenceWrite } from "./commit.ts";
import type { Desk } from "./desk.ts";
import { type Evidence, fieldsOf } from "./evidence.ts";
import { laterEvidence } from "./evidence-rows.ts";
import type { Loaded } from "./load.ts";
import { newId } from "./number.ts";
import { resolvePost } from "./posts.ts";
import { prepareSubmission } from "./prepare-submission.ts";
import { invalid, type Refused } from "./refusal.ts";
import type { TaskChange } from "./step.ts";
import { type AnsweredBy, type Submission, submissionDigest } from "./submission.ts";
import { supplementOf } from "./supplement.ts";

/** The rows of one case, by the columns' names. Instants are epoch milliseconds (infinity allowed). */
export interface CaseRows {
  readonly case: Record<string, unknown>;
  readonly tasks: readonly Record<string, unknown>[];
  readonly entries: readonly EntryWrite[];
  readonly data: readonly { readonly version: number; readonly formHash: string; readonly sealed: Uint8Array }[];
  readonly evidence: readonly EvidenceWrite[];
  /** The wrapped case key. */
  readonly key: Uint8Array;
}

/** A task that somebody can act on now. */
export interface LiveTask {
  readonly no: number;
  readonly task: TaskState;
  readonly post: string;
  /** When its time runs out; infinity where no clock runs. */
  readonly due: number;
  /** When the system finishes it by itself. */
  readonly late: number | undefined;
}

/** A case that exists in memory alone. */
export interface History {
  readonly ok: true;
  /** As it would be read now. */
  loaded(): Loaded;
  live(): readonly LiveTask[];
  /** Gives a command at an instant; refused as it would be refused to anybody. */
  act(actor: Actor, command: CaseCommand, now: number): Promise<Acted | Refused>;
  rows(): CaseRows;
}

/** Opens one at an instant: `answered` holds what the registers said. */
export async function openHistory(
  desk: Desk,
  id: string,
  actor: Extract<Actor, { kind: "party" | "officer" }>,
  submission: Submission,
  answered: AnsweredBy,
  now: number,
): Promise<History | Refused> {
  const request = submissionDigest(desk, actor, submission);
  const first = await prepareSubmission(desk, `${actor.kind}:${actor.id}`, id, submission, answered, () => request, 0, now);
  if (!first.ok) return first;
  const { pack } = submission;
  const { cipher, write } = first.seal();
  const roles = write.case.run.roles;
  const changes = new Map<number, TaskChange>();
  const done = new Map<number, number>();
  const posts = new Map<number, string>();
  const entries: EntryWrite[] = [];
  const evidence: EvidenceWrite[] = [];
  const pieces: Evidence[] = [...first.evidence];
  const data: { version: number; formHash: string; sealed: Uint8Array }[] = [];
  let { state, secret } = first;
  let written: CaseWrite = write.case;

  const take = (write: Commit) => {
    written = write.case;
    entries.push(write.entry);
    evidence.push(...(write.more.evidence ?? []));
    if (write.more.data) data.push({ version: write.entry.seq, ...write.more.data });
    for (const change of write.tasks) {
      // As casework.commit keeps it: the first time it was done, for as long as it is done.
      if (change.task.status !== "done") done.delete(change.no);
      else if (!done.has(change.no)) done.set(change.no, write.entry.at);
      changes.set(change.no, change);
      posts.set(change.no, change.post);
    }
  };
  take(write);

  let reading: Loaded | undefined;
  const loaded = (): Loaded => {
    reading ??= {
      row: {
        ...readable(written),
        wrapped: Buffer.from(cipher.wrapped),
        data: null,
        data_version: null,
        // Number and post are all that is asked of the rows here; everything else is read off the state.
        tasks: Array.from(posts, ([no, post]) => ({ no, post })) as never,
      },
      pack,
      snapshot: { pack, state, facts: written.facts as never, roles },
      cipher,
      posts,
      resolve: (by) => resolvePost(by, undefined, roles),
      secret: () => secret,
    };
    return reading;
  };

  return {
    ok: true,
    loaded,
    live: () =>
      [...changes.values()].flatMap(({ no, post, due, late }) => {
        const task = state.tasks[no];
        return task && (task.status === "open" || task.status === "taken") ? [{ no, task, post, due, late }] : [];
      }),
    act: async (by, command, at) => {
      const digest = desk.digestRequest(by, { case: id, command });
      const more = await supplementOf(desk, by, loaded(), command, at);
      if (!more.ok) return invalid(more.errors);
      const added = laterEvidence(pieces.length, more.evidence, cipher);
      const brought = { ok: true as const, fields: fieldsOf([...pieces, ...more.evidence]), added };
      const done = prepareCommand(desk, by, loaded(), command, { command: newId(at), now: at }, digest, brought);
      if (!done.ok) return done;
      pieces.push(...more.evidence);
      take(done.write);
      state = done.state;
      if (done.secret) secret = done.secret;
      reading = undefined;
      return done.reply;
    },
    rows: () => ({
      case: readable(written),
      tasks: [...changes.values()].map((change) => taskRow(id, done.get(change.no), change)),
      entries,
      data,
      evidence,
      key: cipher.wrapped,
    }),
  };
}

const taskRow = (caseId: string, doneAt: number | undefined, { no, task, post, due, late }: TaskChange): Record<string, unknown> => ({
  case_id: caseId,
  no,
  stage: task.stage,
  round: task.round,
  key: task.key,
  item: task.item,
  extra: task.extra === true,
  carried: task.carried === true,
  status: task.status,
  post,
  officer: task.officer,
  outcome: task.outcome,
  opened_at: task.opened,
  done_at: doneAt,
  due_at: due,
  late_at: late,
});

const bytes = (value: Uint8Array | undefined): Buffer | null => (value === undefined ? null : Buffer.from(value));

/** The case row in the shape in which it is read. */
function readable(c: CaseWrite): Omit<Loaded["row"], "wrapped" | "data" | "data_version" | "tasks"> {
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

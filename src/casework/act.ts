// One command on a case that is under way: load, ask the policy, decide, write in one statement. A case that changed
// in between is loaded and decided again; the same command id twice is answered twice and done once.

import { setTimeout } from "node:timers/promises";
import { refusals } from "../engine/procedure/index.ts";
import type { Actor } from "../identity/index.ts";
import { actedIn } from "./acting.ts";
import { type Answering, answersAfter } from "./answers.ts";
import { onlyUnseen } from "./beside.ts";
import type { CaseCommand } from "./command.ts";
import { type Commit, commit, type DocumentWrite, type EvidenceWrite, type JobSpec, type NumberWrite } from "./commit.ts";
import type { Desk } from "./desk.ts";
import { effectsOf, makes } from "./effects.ts";
import { sealEntry } from "./entry.ts";
import { fieldsOf } from "./evidence.ts";
import { evidenceOf, laterEvidence } from "./evidence-rows.ts";
import type { EvidenceFields } from "./facts.ts";
import { type Loaded, load, subjectOf } from "./load.ts";
import { asksEntries, notedProblems } from "./noted.ts";
import { blindsOf } from "./parties.ts";
import { may, ruleOf, type TaskSubject } from "./policy.ts";
import { busy, changedMeanwhile, type FieldProblem, invalid, noCase, type Refused, refused, reused } from "./refusal.ts";
import { answersChanged, caseWrite, jobsOf } from "./rows.ts";
import { step } from "./step.ts";
import { bringsEvidence, supplementOf } from "./supplement.ts";
import { textLacking } from "./text-needed.ts";
import { engineCommand, saidProblems } from "./translate.ts";
import { givenInPlaceOf, whomProblems } from "./whom.ts";

export interface ActOptions {
  /** The caller's id of this command; the same again is done once. */
  readonly command: string;
  /** Refuse (412) unless the case is at this version. */
  readonly ifVersion?: number;
  /** What the effects of a task made, written together with its finish. */
  readonly made?: Made;
  /** The clock; the running system's own unless a caller sets it. */
  readonly now?: number;
}

/** Rows that a task's effects add to its finish. */
export interface Made {
  readonly documents: readonly DocumentWrite[];
  readonly instruments: readonly Record<string, unknown>[];
  /** Versions for registers, in the registry's own words. */
  readonly records?: readonly Readonly<Record<string, unknown>>[];
  readonly jobs?: readonly JobSpec[];
  /** What becomes of sharing agreements. */
  readonly agreements?: readonly Readonly<Record<string, unknown>>[];
  /** Numbers taken by this very commit. */
  readonly numbers?: readonly NumberWrite[];
  /** Uses of seals, in the office's own words. */
  readonly seals?: readonly Readonly<Record<string, unknown>>[];
}

export interface Acted {
  readonly ok: true;
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly status: "running" | "ended";
  readonly stage: string;
  readonly end?: string;
  /** True where this same command had been done before. */
  readonly repeated: boolean;
}

const attempts = 14;
/** Milliseconds to wait before trying again: longer each time and never the same, so that those who act at once come one after another. */
const pause = (attempt: number): Promise<void> => setTimeout(Math.random() * Math.min(2 ** attempt, 100));

/** Gives a command on a case. Everything that may go wrong in ordinary use is a returned refusal. */
export async function act(desk: Desk, actor: Actor, id: string, command: CaseCommand, given: ActOptions): Promise<Acted | Refused> {
  const request = desk.digestRequest(actor, { case: id, command });
  for (let attempt = 0; attempt < attempts; attempt++) {
    const loaded = await load(desk, id);
    if (!loaded) return noCase;
    const options = await asSeen(desk, loaded, given);
    const brought = await bring(desk, actor, loaded, command, options);
    const first = brought.ok ? prepareCommand(desk, actor, loaded, command, options, request, brought) : brought;
    const prepared = first.ok && brought.ok ? await withEffects(desk, actor, loaded, command, options, request, brought, first) : first;
    if (!prepared.ok) {
      // A command sent again after it was done no longer fits the case: its first answer is looked up before it is refused.
      return (await repeated(desk, loaded, given.command, request)) ?? prepared;
    }
    const lacking = await textLacking(desk, loaded, command);
    if (lacking) return (await repeated(desk, loaded, options.command, request)) ?? lacking;
    const done = await commit(desk.pool, prepared.write);
    if (done.outcome === "done") return prepared.reply;
    if (done.outcome === "conflict") return reused;
    if (done.outcome === "repeat" && done.sealed)
      return { ...(loaded.cipher.openEntry(done.version ?? 0, done.sealed).reply as unknown as Acted), repeated: true };
    await pause(attempt);
  }
  return busy;
}

/** The same command with what an officer's own task makes; made only once the command is known to be allowed. */
async function withEffects(
  desk: Desk,
  actor: Actor,
  loaded: Loaded,
  command: CaseCommand,
  options: ActOptions,
  request: Uint8Array,
  brought: Brought,
  first: ReturnType<typeof prepareCommand> & { readonly ok: true },
): Promise<ReturnType<typeof prepareCommand>> {
  if (options.made || command.type !== "finish" || !makes(loaded, command)) return first;
  const made = await effectsOf(desk, actor, loaded, command.task, options.now ?? desk.now());
  return "ok" in made ? made : prepareCommand(desk, actor, loaded, command, { ...options, made }, request, brought);
}

/** Whoever saw the case before somebody else read a message has still seen it as it stands. */
async function asSeen(desk: Desk, { row }: Loaded, options: ActOptions): Promise<ActOptions> {
  const { ifVersion } = options;
  const later = ifVersion !== undefined && ifVersion > 0 && ifVersion < row.version;
  return later && (await onlyUnseen(desk, row.id, ifVersion)) ? { ...options, ifVersion: row.version } : options;
}

/** Evidence of the case that a command's answers are read with, and what it adds to it. */
export interface Brought {
  readonly ok: true;
  readonly fields: EvidenceFields;
  readonly added: readonly EvidenceWrite[];
  /** In whose place the officer acts who is given a task. */
  readonly whom?: string;
}
const noEvidence: Brought = { ok: true, fields: {}, added: [] };

async function bring(desk: Desk, actor: Actor, loaded: Loaded, command: CaseCommand, options: ActOptions): Promise<Brought | Refused> {
  const names = command.type === "give" || command.type === "open" || asksEntries(command);
  const brings = bringsEvidence(loaded, command);
  if (!names && !brings) return noEvidence;
  // Only for those who may give the command: registers are asked, and names looked up, for nobody else.
  const barred = authorise(desk, actor, loaded, command);
  if (barred) return barred;
  const now = options.now ?? desk.now();
  const problems = [...(await whomProblems(desk, loaded, command, now)), ...(await notedProblems(desk, loaded, command, now))];
  if (problems.length > 0) return invalid(problems);
  if (!brings) {
    const whom = command.type === "give" ? await givenInPlaceOf(desk, loaded, command, now) : undefined;
    return whom === undefined ? noEvidence : { ...noEvidence, whom };
  }
  const before = await evidenceOf(desk, loaded);
  const more = await supplementOf(desk, actor, loaded, command, options.now ?? desk.now());
  if (!more.ok) return invalid(more.errors);
  const added = laterEvidence(before.length, more.evidence, loaded.cipher);
  return { ok: true, fields: fieldsOf([...before, ...more.evidence]), added };
}

function authorise(desk: Desk, actor: Actor, loaded: Loaded, command: CaseCommand): Refused | undefined {
  const decision = may(actor, ruleOf(command), subjectOf(loaded.row, blindsOf(desk, actor)), taskSubject(loaded, command));
  if (decision.allowed) return undefined;
  return decision.status === 404 ? noCase : refused(decision.status, "forbidden", decision.reason);
}

/** A case before a command. What is sealed of it is opened only by commands that change answers. */
class Before implements Answering {
  readonly #loaded: Loaded;
  readonly pack: Answering["pack"];
  readonly state: Answering["state"];
  readonly facts: Answering["facts"];
  readonly marks: Answering["marks"];
  readonly place: Answering["place"];

  constructor(loaded: Loaded, place: Answering["place"]) {
    this.#loaded = loaded;
    ({ pack: this.pack, state: this.state, facts: this.facts } = loaded.snapshot);
    this.marks = loaded.row.run.marks;
    this.place = place;
  }

  get answers(): Answering["answers"] {
    return this.#loaded.secret().answers;
  }

  get applicant(): string {
    return this.#loaded.secret().applicant?.kind ?? "";
  }
}

/** Everything that a command on a case writes and answers, worked out before anything is written. Exported for bulk loading. */
export function prepareCommand(
  desk: Desk,
  actor: Actor,
  loaded: Loaded,
  command: CaseCommand,
  options: ActOptions,
  request: Uint8Array,
  brought: Brought = noEvidence,
) {
  const { row, snapshot } = loaded;
  const barred = authorise(desk, actor, loaded, command);
  if (barred) return barred;
  if (options.ifVersion !== undefined && options.ifVersion !== row.version) return changedMeanwhile;

  const now = options.now ?? desk.now();
  const problems: FieldProblem[] = saidProblems({ pack: loaded.pack, answers: () => loaded.secret().answers }, command);
  const answers = answersAfter(new Before(loaded, desk.formPlace(now)), command, brought.fields);
  if (!answers.ok) problems.push(...answers.errors);
  if (problems.length > 0 || !answers.ok) return invalid(problems);

  const by = actor.kind === "officer" ? `officer:${actor.id}` : actor.kind;
  const acting = actedIn(actor, loaded, command);
  const context = { now, by, ...(acting ? { acting } : {}), calendar: desk.calendar, zone: desk.zone };
  const stepped = step(
    { ...snapshot, facts: answers.facts },
    engineCommand(actor, command, command.type === "give" ? brought.whom : acting?.for),
    context,
  );
  if (!stepped.ok) return refused(409, stepped.refusal.code, refusals[stepped.refusal.code]);

  const version = row.version + 1;
  const { state } = stepped;
  const secret = answers.answers && { ...loaded.secret(), answers: answers.answers };
  const reply: Acted = {
    ok: true,
    id: row.id,
    number: row.number,
    version,
    status: state.status,
    stage: state.stage,
    ...(state.end === undefined ? {} : { end: state.end }),
    repeated: false,
  };
  const private_ = {
    ...("words" in command && command.words !== undefined ? { words: command.words } : {}),
    ...("marks" in command && command.marks !== undefined ? { marks: command.marks } : {}),
    reply: reply as unknown as Record<string, unknown>,
  };
  const entry = sealEntry(loaded.cipher, {
    id: row.id,
    seq: version,
    command: options.command,
    at: now,
    actor: by,
    type: command.type,
    events: stepped.events,
    request,
    secret: private_,
  });
  const write: Commit = {
    expected: row.version,
    case: caseWrite(row, stepped, { version, now, facts: answers.facts, marks: answers.marks }),
    tasks: stepped.tasks,
    entry,
    more: {
      ...(secret ? { data: { formHash: snapshot.pack.hash, sealed: loaded.cipher.sealData(version, secret) } } : {}),
      ...(brought.added.length > 0 ? { evidence: brought.added } : {}),
      ...(options.made
        ? {
            documents: options.made.documents,
            instruments: options.made.instruments,
            records: options.made.records ?? [],
            agreements: options.made.agreements ?? [],
            numbers: options.made.numbers ?? [],
            seals: options.made.seals ?? [],
          }
        : {}),
    },
    jobs: [
      ...jobsOf(
        row.id,
        version,
        stepped,
        row.parent === null ? undefined : { id: row.parent, task: row.parent_task ?? 0 },
        snapshot.pack.parts !== undefined,
      ),
      ...(secret && row.parent !== null ? [answersChanged(row.id, version)] : []),
      ...(options.made?.jobs ?? []),
    ],
  };
  return { ok: true as const, write, reply, state, secret };
}

/** The task that a command is about, or the one that it would open, as the policy sees it. */
function taskSubject(loaded: Loaded, command: CaseCommand): TaskSubject | undefined {
  if (command.type !== "note" && "task" in command) {
    const post = loaded.posts.get(command.task);
    return post === undefined ? undefined : { post, officer: loaded.snapshot.state.tasks[command.task]?.officer };
  }
  if (command.type !== "open") return undefined;
  const { extras } = loaded.pack.model;
  const extra = Object.hasOwn(extras, command.extra) ? extras[command.extra] : undefined;
  return extra && { post: loaded.resolve(extra.may), officer: undefined };
}

async function repeated(desk: Desk, loaded: Loaded, command: string, request: Uint8Array): Promise<Acted | Refused | undefined> {
  const first = await desk.db
    .selectFrom("casework.entry")
    .select(["seq", "request", "sealed"])
    .where("case_id", "=", loaded.row.id)
    .where("command", "=", command)
    .executeTakeFirst();
  if (!first) return undefined;
  if (!first.request.equals(request)) return reused;
  return { ...(loaded.cipher.openEntry(first.seq, first.sealed).reply as unknown as Acted), repeated: true };
}

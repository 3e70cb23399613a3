// The rows that follow from a step: the case row, and the jobs that a worker will do.
import type { CaseWrite, JobSpec } from "./commit.ts";
import type { Facts } from "./facts.ts";
import type { Loaded } from "./load.ts";
import { runOf } from "./state.ts";
import type { Step } from "./step.ts";

/** What of a case row a step leaves as it is. */
export type CaseBase = Pick<
  Loaded["row"],
  | "id"
  | "number"
  | "pack"
  | "pack_hash"
  | "agency"
  | "party_blind"
  | "agent_blind"
  | "fingerprint"
  | "parent"
  | "parent_task"
  | "channel"
  | "language"
  | "opened_at"
  | "ended_at"
> & { readonly run: Pick<Loaded["row"]["run"], "roles"> };

/** The case row after a step. */
export function caseWrite(
  row: CaseBase,
  { state, dates }: Pick<Step, "state" | "dates">,
  after: { version: number; now: number; facts: Facts; marks: Readonly<Record<string, readonly string[]>>; packHash?: string },
): CaseWrite {
  return {
    id: row.id,
    number: row.number,
    pack: row.pack,
    packHash: after.packHash ?? row.pack_hash.toString("hex"),
    agency: row.agency,
    version: after.version,
    status: state.status,
    end: state.end,
    stage: state.stage,
    round: state.round,
    run: runOf(state, { roles: row.run.roles, marks: after.marks }),
    facts: after.facts,
    partyBlind: row.party_blind ?? undefined,
    agentBlind: row.agent_blind ?? undefined,
    fingerprint: row.fingerprint ?? undefined,
    parent: row.parent ?? undefined,
    parentTask: row.parent_task ?? undefined,
    channel: row.channel,
    language: row.language,
    openedAt: row.opened_at,
    endedAt: state.status === "ended" ? (row.ended_at ?? after.now) : undefined,
    dueAt: dates.due,
    warnAt: dates.warn,
    provisional: dates.provisional,
    calendarVersion: dates.calendarVersion,
  };
}

/** Work that follows: effects of system tasks, letters, child cases (those of a bundle at once), and word to the case that waits for this one. */
export function jobsOf(
  id: string,
  version: number,
  step: Step,
  parent: { id: string; task: number } | undefined,
  bundle = false,
): JobSpec[] {
  return [
    ...step.effects.map((task) => ({ task: "case-effects", payload: { case: id, task }, key: `effects:${id}:${task}` })),
    ...step.letters.map(({ letter, task }) => ({
      task: "case-letter",
      payload: { case: id, letter, task, seq: version },
      key: `letter:${id}:${version}:${letter}`,
    })),
    ...(bundle && step.state.end === "withdrawn" ? [{ task: "case-withdrawn", payload: { case: id }, key: `withdrawn:${id}` }] : []),
    ...(bundle
      ? step.children.length > 0 || supplied(step)
        ? [{ task: "case-parts", payload: { case: id }, key: `parts:${id}:${version}` }]
        : []
      : step.children.map((task) => ({ task: "case-child", payload: { case: id, task }, key: `child:${id}:${task}` }))),
    ...step.redated.map((task) => ({ task: "case-dates", payload: { case: id, task }, key: `dates:${id}:${version}:${task}` })),
    ...(step.answerable.length > 0 ? [{ task: "case-answered", payload: { case: id }, key: `answered:${id}:${version}` }] : []),
    ...(parent ? [{ task: "case-parent", payload: { child: id, parent: parent.id, task: parent.task }, key: `parent:${id}` }] : []),
  ];
}

/** The applicant answered what was asked for a part. */
const supplied = ({ events, state }: Step): boolean =>
  events.some((event) => event.type === "task-finished" && state.tasks[event.id]?.extra === true);

/** Other parts of a bundle may share an answer that was corrected in this one. */
export const answersChanged = (id: string, version: number): JobSpec => ({
  task: "case-corrected",
  payload: { case: id, seq: version },
  key: `corrected:${id}:${version}`,
});

// What moving one case to another version of its pack changes, worked out before anything is written: what becomes of every
// pending task, which new questions the applicant has to answer, or why the case has to stay. Answers that were sealed stay as they
// are; what the new version asks for besides is asked for in a task of the applicant's.
import { moreExtra, type Pack, type Requirement } from "../../catalogue/index.ts";
import { current, decide, type Event, evolve, refusals, resultsOf, ruleIfAny, type State } from "../../engine/procedure/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import type { Desk } from "../desk.ts";
import { applicable, type Evidence, fieldsOf } from "../evidence.ts";
import { evidenceOf } from "../evidence-rows.ts";
import { examined } from "../examined.ts";
import { type Answers, type Facts, factsOf } from "../facts.ts";
import type { Loaded } from "../load.ts";
import { resolvePost } from "../posts.ts";
import { rolesOf } from "../roles.ts";
import { decisionContext, follow, type Snapshot, type Step, type StepContext } from "../step.ts";
import type { Move } from "./map.ts";

/** Why a case stays where it is. */
export interface Stays {
  readonly ok: false;
  readonly code: string;
  readonly why: Text;
  /** The stage, task, field or outcome that it is about. */
  readonly about?: string;
}

/** A case that can be moved. */
export interface Moves {
  readonly ok: true;
  readonly step: Step;
  readonly facts: Facts;
  readonly roles: Readonly<Record<string, string>>;
  readonly marks: Readonly<Record<string, readonly string[]>>;
  /** JSON pointers of what the applicant is now asked for, and the task in which. */
  readonly asked: readonly string[];
  readonly askedIn: string | undefined;
}

export async function prepareMove(desk: Desk, loaded: Loaded, move: Move, now: number): Promise<Moves | Stays> {
  const { to } = move;
  const barred = (await againstChild(desk, loaded, to)) ?? againstDone(loaded.snapshot.state, move);
  if (barred) return barred;
  const { applicant, answers } = loaded.secret();
  const evidence = await evidenceOf(desk, loaded);
  const facts = factsOf(to, { answers, evidence: fieldsOf(evidence), applicant: applicant?.kind ?? "" });
  const { row, snapshot } = loaded;
  const roles = { ...rolesOf(to, { ...facts, starter: null, agency: row.agency }), ...row.run.roles };
  const context: StepContext = { now, by: "system", calendar: desk.calendar, zone: desk.zone };
  const moved = movedState({ ...snapshot, facts }, move, context);
  if (!moved.ok) return moved;
  let { state } = moved;
  const events = [...moved.events];
  const begun = await begunParts(desk, loaded);
  const asked = newlyAsked(desk, { loaded, to, answers, evidence, facts, now, begun });
  const marks: Record<string, readonly string[]> = renamedMarks(row.run.marks, move);
  let askedIn: string | undefined;
  if (asked.length > 0) {
    const supply = supplyTask(to, state);
    if (!supply) return { ok: false, code: "nowhere-to-ask", why: nowhereToAsk, about: asked.join(" ") };
    if (supply.open) {
      const opened = decide(to.model, state, { type: "open", extra: supply.name, officer: "system" }, decisionContext(facts, context));
      if (!opened.ok) return { ok: false, code: opened.refusal.code, why: refusals[opened.refusal.code], about: supply.name };
      state = opened.state;
      events.push(...opened.events);
    }
    askedIn = supply.name;
    marks[supply.name] = [...new Set([...(marks[supply.name] ?? []), ...asked])];
  }
  const after: Snapshot = { pack: to, state, facts, roles };
  return { ok: true, step: follow(snapshot, after, events, context, loaded.posts), facts, roles, marks, asked, askedIn };
}

type Decided = { readonly ok: true; readonly state: State; readonly events: readonly Event[] };

/** The procedure's own part. Where only the form or the texts are new, the procedure has nothing to decide. */
function movedState(snapshot: Snapshot, { to, stages, tasks }: Move, context: StepContext): Decided | Stays {
  const { pack, state, facts } = snapshot;
  if (to.model.hash === pack.model.hash) {
    const event: Event = { type: "moved", model: to.model.hash, stages: {}, tasks: {}, at: context.now, by: context.by };
    return { ok: true, state: evolve(state, event), events: [event] };
  }
  const command = { type: "move", to: to.model, stages: { ...stages }, tasks: { ...tasks } } as const;
  const decided = decide(pack.model, state, command, decisionContext(facts, context));
  if (decided.ok) return decided;
  const { refusal } = decided;
  const about = "key" in refusal ? refusal.key : "stage" in refusal ? refusal.stage : "name" in refusal ? refusal.name : undefined;
  return { ok: false, code: refusal.code, why: refusals[refusal.code], ...(about === undefined ? {} : { about }) };
}

const renamed = (map: Readonly<Record<string, string>>, key: string): string => (Object.hasOwn(map, key) ? (map[key] ?? key) : key);

/** A result of the present round counts when the stage is left: it needs its counterpart as much as what is still open. */
function againstDone(state: State, { to, stages, tasks }: Move): Stays | undefined {
  const lost = current(state).find(
    ([, task]) =>
      task.status === "done" && !ruleIfAny(to.model, { ...task, stage: renamed(stages, task.stage), key: renamed(tasks, task.key) }),
  );
  return lost && { ok: false, code: "no-counterpart", why: refusals["no-counterpart"], about: lost[1].key };
}

/** A case that waits for this one waits for certain outcomes: under the new version one of them must still be possible. */
async function againstChild(desk: Desk, { row }: Loaded, to: Pack): Promise<Stays | undefined> {
  if (row.parent === null || row.parent_task === null) return undefined;
  const { rows } = await desk.pool.query<{ hash: string; stage: string; key: string; extra: boolean }>(
    `select encode(c.pack_hash, 'hex') hash, t.stage, t.key, t.extra from casework.task t join casework.case c on c.id = t.case_id
     where t.case_id = $1::uuid and t.no = $2 and t.status in ('open', 'taken')`,
    [row.parent, row.parent_task],
  );
  const [waiting] = rows;
  if (!waiting) return undefined;
  const parent = await desk.catalogue.pack(waiting.hash);
  // A bundle asks how a part ended, whatever the end is called.
  if (parent.parts?.[waiting.key]) return undefined;
  const until = ruleIfAny(parent.model, waiting)?.child?.until ?? [];
  const possible = new Set([
    ...Object.keys(to.model.ends),
    ...Object.values(to.model.stages).flatMap(({ tasks }) => Object.values(tasks).flatMap(resultsOf)),
    ...Object.values(to.model.extras).flatMap(resultsOf),
  ]);
  if (until.length === 0 || until.some((outcome) => possible.has(outcome))) return undefined;
  return { ok: false, code: "parent-waits", why: parentWaits, about: until.join(" ") };
}

interface Asking {
  readonly loaded: Loaded;
  readonly to: Pack;
  readonly answers: Answers;
  readonly evidence: readonly Evidence[];
  readonly facts: Facts;
  readonly now: number;
  /** Of a bundle: the parts that have begun, or that are not wanted. */
  readonly begun: ReadonlySet<string>;
}

/** The parts of a bundle for which nothing needs to be answered any more. */
async function begunParts(desk: Desk, { row, pack }: Loaded): Promise<ReadonlySet<string>> {
  if (!pack.parts) return new Set();
  const cases = await desk.db.selectFrom("casework.case").select("parent_task").where("parent", "=", row.id).execute();
  const opened = new Set(cases.map(({ parent_task }) => parent_task));
  const pending = (task: Loaded["row"]["tasks"][number]) => !opened.has(task.no) && ["waiting", "open", "taken"].includes(task.status);
  return new Set(Object.keys(pack.parts).filter((key) => !row.tasks.some((task) => task.key === key && pending(task))));
}

/** What the new version demands and the old one did not: fields as `/name`, evidence as `/evidence/id`. */
function newlyAsked(desk: Desk, { loaded, to, answers, evidence, facts, now, begun }: Asking): readonly string[] {
  const { pack, snapshot } = loaded;
  const place = desk.formPlace(now);
  const lacking = (form: Pack["form"], seen: Facts): Set<string> =>
    new Set(examined(form, answers, place, seen).problems.map(({ pointer }) => `/${pointer.split("/")[1] ?? ""}`));
  const before = lacking(pack.form, snapshot.facts);
  const fields = [...lacking(to.form, facts)].filter((field) => !before.has(field) && Object.hasOwn(to.form.fields, field.slice(1)));
  const known = new Set(pack.header.requirements.map(({ id }) => id));
  const had = new Set(evidence.map(({ requirement }) => requirement));
  const wanted = ({ id, optional }: Requirement) => !optional && !known.has(id) && !had.has(id);
  // What only parts ask that have begun was answered there.
  const parts = Object.values(to.parts ?? {});
  const open = (names: (part: (typeof parts)[number]) => readonly string[], name: string): boolean => {
    const askedBy = parts.filter((part) => names(part).includes(name));
    return askedBy.length === 0 || askedBy.some(({ key }) => !begun.has(key));
  };
  return [
    ...fields.filter((field) => open((part) => Object.values(part.fields), field.slice(1))),
    ...applicable(to, facts)
      .filter(wanted)
      .filter(({ id }) => open((part) => Object.values(part.requirements), id))
      .map(({ id }) => `/evidence/${id}`),
  ];
}

/** Where the applicant can be asked: a task of the applicant's that is open, else an extra of this stage that is the applicant's. */
function supplyTask({ model, parts }: Pack, state: State): { readonly name: string; readonly open: boolean } | undefined {
  for (const task of Object.values(state.tasks)) {
    const spec = task.status === "open" ? ruleIfAny(model, task) : undefined;
    if (spec && resolvePost(spec.by, task.item, {}) === "applicant" && (!parts || task.key === moreExtra))
      return { name: task.extra ? task.key : `${task.stage}/${task.key}`, open: false };
  }
  // A bundle has one for this; its others are about single parts.
  const extra = Object.entries(model.extras).find(
    ([name, one]) => one.by === "applicant" && one.in.includes(state.stage) && (!parts || name === moreExtra),
  );
  return extra && { name: extra[0], open: true };
}

/** Fields that were being corrected stay so, under the task's new name, as long as the new form has them. */
function renamedMarks(marks: Readonly<Record<string, readonly string[]>>, { to, stages, tasks }: Move): Record<string, readonly string[]> {
  const known = new Set([
    ...Object.keys(to.form.fields).map((field) => `/${field}`),
    ...to.header.requirements.map(({ id }) => `/evidence/${id}`),
  ]);
  return Object.fromEntries(
    Object.entries(marks).map(([name, fields]) => {
      const [stage = "", task] = name.split("/");
      const now = task === undefined ? renamed(tasks, stage) : `${renamed(stages, stage)}/${renamed(tasks, task)}`;
      return [now, fields.filter((field) => known.has(field))];
    }),
  );
}

const nowhereToAsk: Text = {
  zh: "新版本要求补充内容，但这一环节没有申请人可以办理的任务：请在新版本中增加由申请人办理的附加任务。",
  en: "The new version asks for more, and in this stage it has no task of the applicant's to ask in: give it an extra that is done by the applicant.",
};
const parentWaits: Text = {
  zh: "上级办件等待的结论，新版本已不会作出：请在新版本中保留其中之一。",
  en: "The case that waits for this one waits for outcomes that the new version never gives: keep one of them.",
};

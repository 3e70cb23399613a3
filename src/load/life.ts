// The life of one case: who does what and when, until it ends or the present is reached. Every act goes through casework's
// own preparation; an act that is refused there does not happen.
import {
  applicable,
  askAll,
  type CaseCommand,
  type CaseRows,
  type Desk,
  firstFacts,
  type GivenEvidence,
  type History,
  type LiveTask,
  newId,
  openHistory,
  type PartyCopy,
} from "../casework/index.ts";
import { extrasFor, mayWithdraw, offered, rule } from "../engine/procedure/index.ts";
import { type Actor, type Party, system } from "../identity/index.ts";
import type { Random } from "../platform/random/index.ts";
import type { Hours } from "./hours.ts";
import type { Applicant, Staff } from "./people.ts";
import type { Service } from "./service.ts";
import { urgings } from "./words.ts";

export interface Scene {
  readonly desk: Desk;
  readonly staff: Staff;
  readonly hours: Hours;
  /** The present, epoch milliseconds: nothing happens after it. */
  readonly until: number;
}

const day = 86_400_000;
/** A case that goes round and round is left where it is after so many acts. */
const mostActs = 60;

interface Deed {
  readonly at: number;
  readonly actor: Actor;
  readonly command: CaseCommand;
}

/** Lives one case; undefined where nobody could submit it like this. */
export async function live(scene: Scene, service: Service, opened: number, random: Random): Promise<CaseRows | undefined> {
  for (let attempt = 0; attempt < 4; attempt++) {
    const applicant = random.pick(service.applicants);
    const history = await submitted(scene, service, applicant, opened, random);
    if (!history) continue;
    await run(scene, service, applicant, history, opened, random);
    return history.rows();
  }
  return undefined;
}

/** Whether anybody of a few can apply for it as drawn. A service whose evidence only some lives have (a birth, a death) is left to them. */
export async function drawable(scene: Scene, service: Service, opened: number, random: Random): Promise<boolean> {
  for (let attempt = 0; attempt < 4; attempt++) {
    if (await submitted(scene, service, random.pick(service.applicants), opened, random)) return true;
  }
  return false;
}

const copy = ({ id, kind, name, identifier, phone }: Party): PartyCopy => ({
  id,
  kind,
  name,
  identifier,
  ...(phone === undefined ? {} : { phone }),
});

async function submitted(
  { desk }: Scene,
  { pack, answers }: Service,
  { no, party, agent, actor }: Applicant,
  opened: number,
  random: Random,
): Promise<History | undefined> {
  const id = newId(opened);
  const data = answers(party.kind, random, no);
  const first = firstFacts(pack, data, party.kind);
  const requirements = applicable(pack, first);
  const occasion = { pack, applicant: copy(party), answers: data, about: { case: id } };
  const { answered } = await askAll(desk, requirements, occasion, {});
  const evidence = requirements.flatMap(({ id: requirement, sources }): GivenEvidence[] =>
    answered[requirement]?.state !== "found" && sources.some((source) => "declaration" in source) ? [{ requirement, declared: true }] : [],
  );
  const submission = {
    pack,
    data,
    evidence,
    applicant: copy(party),
    ...(agent ? { agent: copy(agent) } : {}),
    language: "zh" as const,
    channel: random.chance(0.8) ? ("online" as const) : ("counter" as const),
  };
  const made = await openHistory(desk, id, actor, submission, answered, opened);
  return made.ok ? made : undefined;
}

/** Lets everybody act in the order of time. */
async function run(scene: Scene, service: Service, applicant: Applicant, history: History, opened: number, random: Random): Promise<void> {
  const plans = new Map<string, readonly Deed[]>();
  const whims = whimsOf(scene, service, applicant, opened, random);
  let now = opened;
  for (let acts = 0; acts < mostActs && history.loaded().row.status === "running"; acts++) {
    const open = history.live();
    for (const one of open) {
      const name = `${one.no} ${one.task.opened}`;
      if (!plans.has(name)) plans.set(name, planned(scene, service, applicant, history, one, random));
    }
    const names = new Set(open.map((one) => `${one.no} ${one.task.opened}`));
    for (const name of plans.keys()) if (!names.has(name)) plans.delete(name);
    const next = earliest([...open.map(silence), ...[...plans.values()].map(([deed]) => deed), whims[0]?.deed(history)]);
    if (!next || Math.max(next.at, now) > scene.until) return;
    if (next.command.type === "open" || next.command.type === "withdraw" || next.command.type === "note") whims.shift();
    now = Math.floor(Math.max(next.at, now));
    const done = await history.act(next.actor, next.command, now);
    // What may not be done yet is tried again a day later.
    const again = done.ok ? [] : [{ ...next, at: scene.hours.office(now + day, random) }];
    for (const [name, deeds] of plans) if (deeds[0] === next) plans.set(name, [...again, ...deeds.slice(1)]);
  }
}

const earliest = (deeds: readonly (Deed | undefined)[]): Deed | undefined =>
  deeds.reduce((first, deed) => (deed && (!first || deed.at < first.at) ? deed : first), undefined);

/** What the system does where nobody did anything: a minute after the time has run out. */
const silence = ({ no, late }: LiveTask): Deed | undefined =>
  late === undefined ? undefined : { at: late + 60_000, actor: system, command: { type: "late", task: no } };

/** What those whom a task is for will do with it. */
function planned(
  scene: Scene,
  service: Service,
  applicant: Applicant,
  history: History,
  { no, task, post, due }: LiveTask,
  random: Random,
): readonly Deed[] {
  const { pack, snapshot } = history.loaded();
  const from = task.opened ?? 0;
  const given = Number.isFinite(due) ? Math.max(due - from, day / 4) : 3 * day;
  if (post === "system") {
    const spec = rule(pack.model, task);
    const [outcome] = Object.keys(spec.outcomes);
    if (outcome === undefined || spec.child) return [];
    return [{ at: from + random.int(400, 4000), actor: system, command: { type: "finish", task: no, outcome } }];
  }
  const outcome = weighted(offered(pack.model, snapshot.state, task), random);
  if (outcome === undefined) return [];
  if (post === "applicant") {
    if (random.chance(0.08)) return [];
    const at = Math.max(scene.hours.home(from + given * (0.1 + 0.5 * random.next()), random), from + 600_000);
    return [
      {
        at,
        actor: applicant.actor,
        command: { type: "finish", task: no, outcome, ...corrections(service, applicant, history, no, random) },
      },
    ];
  }
  const at = scene.hours.office(from + given * (random.chance(0.96) ? 0.05 + 0.85 * random.next() : 1.1 + random.next()), random);
  const on = scene.desk.day(at);
  const able = scene.staff.holding(post, on).filter(({ id }) => mayFinish(history, no, id));
  if (able.length === 0) return [];
  const actor = random.pick(able);
  const finish: Deed = { at, actor, command: { type: "finish", task: no, outcome, ...explained(service, outcome, random) } };
  if (!random.chance(0.4)) return [finish];
  const taken = scene.hours.office(from + (at - from) * 0.5, random);
  return taken < at && scene.desk.day(taken) === on ? [{ at: taken, actor, command: { type: "take", task: no } }, finish] : [finish];
}

/** Four eyes: somebody who did one of the tasks named has to leave this one to another. */
function mayFinish(history: History, no: number, officer: string): boolean {
  const { pack, snapshot } = history.loaded();
  const task = snapshot.state.tasks[String(no)];
  const unlike = task ? rule(pack.model, task).unlike : [];
  return !Object.values(snapshot.state.tasks).some((other) => other.officer === officer && unlike.includes(other.key));
}

/** The first outcome most often, the later ones ever more rarely. */
function weighted(outcomes: readonly string[], random: Random): string | undefined {
  const weights = outcomes.map((_, i) => 1 / (1 + i * 1.5) ** 2);
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  return outcomes.find((_, i) => {
    left -= weights[i] ?? 0;
    return left < 0;
  });
}

function explained({ pack, words }: Service, outcome: string, random: Random): { words?: string; marks?: string[] } {
  const { reasons, corrections: asks } = pack.header;
  const told = reasons.includes(outcome) || Object.hasOwn(asks, outcome) || random.chance(0.2) ? { words: words(outcome, random) } : {};
  if (!Object.hasOwn(asks, outcome)) return told;
  return { ...told, marks: [`/${random.pick(Object.keys(pack.form.fields))}`] };
}

/** The fields that were to be corrected, answered anew. */
function corrections({ pack, draws }: Service, { no: who }: Applicant, history: History, no: number, random: Random) {
  const { row, snapshot } = history.loaded();
  const task = snapshot.state.tasks[String(no)];
  if (!task) return {};
  const name = task.extra ? task.key : `${task.stage}/${task.key}`;
  const open = [...(pack.header.answers[name] ?? []), ...(row.run.marks[name] ?? [])].map((pointer) => pointer.slice(1));
  const data = Object.fromEntries(
    open.flatMap((field) => {
      const value = draws[field]?.(random, who);
      return value === undefined || value === null ? [] : [[field, value]];
    }),
  );
  return Object.keys(data).length > 0 ? { data } : {};
}

interface Whim {
  /** The deed as things stand; undefined while (or once) it does not fit. */
  deed(history: History): Deed | undefined;
}

/** What is not a task: extra tasks that an officer opens, a withdrawal, a question. */
function whimsOf({ staff, hours, desk }: Scene, { pack }: Service, { actor }: Applicant, opened: number, random: Random): Whim[] {
  const whims: Whim[] = [];
  if (random.chance(0.02)) {
    const at = hours.home(opened + random.int(2, 10) * day, random);
    whims.push({ deed: () => ({ at, actor, command: { type: "note", kind: "urge", words: random.pick(urgings) } }) });
  }
  if (random.chance(0.03)) {
    const at = hours.home(opened + random.int(1, 12) * day, random);
    whims.push({
      deed: (history) =>
        mayWithdraw(pack.model, history.loaded().snapshot.state) ? { at, actor, command: { type: "withdraw" } } : undefined,
    });
  }
  if (random.chance(0.06)) {
    const at = hours.office(opened + random.int(2, 9) * day, random);
    const on = desk.day(at);
    const keys = Object.keys(pack.model.extras);
    const key = keys.length > 0 ? random.pick(keys) : undefined;
    whims.push({ deed: (history) => (key === undefined ? undefined : extra(history, key, at, on)) });
  }
  return whims.slice(0, 1);

  function extra(history: History, key: string, at: number, on: string): Deed | undefined {
    const { snapshot, resolve, row } = history.loaded();
    const spec = pack.model.extras[key];
    if (!spec || !extrasFor(pack.model, snapshot.state).includes(key)) return undefined;
    const [officer] = staff.holding(resolve(spec.may), on);
    if (!officer) return undefined;
    const [who, post] = spec.by.split("/");
    if (who !== "{chosen}") return { at, actor: officer, command: { type: "open", extra: key } };
    const agencies = post === undefined ? [] : staff.agenciesWith(post, on).filter((id) => id !== row.agency);
    const chosen = agencies[agencies.length >> 1];
    return chosen === undefined ? undefined : { at, actor: officer, command: { type: "open", extra: key, chosen: [chosen] } };
  }
}

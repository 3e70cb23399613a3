// Runs a pack's worked cases through the same rules as the running system, with a clock that the scenario sets and
// register content that it gives. No database: what is decided here is what will be decided there.
import type { Pack, Scenario, Step as Told } from "../../catalogue/index.ts";
import { live, rule } from "../../engine/procedure/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { answersAfter } from "../answers.ts";
import type { Answers } from "../facts.ts";
import { goesForward } from "../forward.ts";
import { step } from "../step.ts";
import { begin, givenOf } from "./begin.ts";
import { type BundlePlay, playBundle } from "./bundle.ts";
import { context, late, nameOf, type Play, take, type World } from "./play.ts";
import { toCommand } from "./steps.ts";

/** What did not hold: at which step (0 is the submission). */
export interface Miss {
  readonly step: number;
  readonly message: Text;
}

/** Runs one scenario; an empty list of misses means that it holds. `parts` are the cases of a bundle's parts. */
export function runScenario(
  pack: Pack,
  scenario: Scenario,
  world: World,
): { readonly misses: readonly Miss[]; readonly play: Play | undefined; readonly parts: readonly Play[] } {
  const now = instantOf(scenario.start, world.zone);
  const { applicant, registers, starter } = scenario;
  const data = scenario.data as Answers;
  const begun = begin(pack, { applicant, data, evidence: givenOf(pack, scenario), answered: {}, registers, now, starter }, world);
  if (!begun.ok) return { misses: begun.messages.map((message) => ({ step: 0, message })), play: undefined, parts: [] };
  const bundle = playBundle(begun, scenario, world);
  const { play } = begun;
  const told = (step: number, messages: readonly Text[]): Miss[] => messages.map((message) => ({ step, message }));
  const opened = bundle.follow();
  const misses: Miss[] = told(0, [...opened, ...bundle.difference(play, scenario.expect)]);
  for (const [i, step] of opened.length > 0 ? [] : scenario.steps.entries()) {
    const on = "part" in step && step.part !== undefined ? bundle.parts.get(step.part) : play;
    for (const one of [play, ...bundle.parts.values()]) [one.letters, one.outputs] = [[], []];
    const messages = on ? performOn(on, bundle, step) : [notOpen(("part" in step && step.part) || "")];
    misses.push(...told(i + 1, [...messages, ...(on ? bundle.difference(on, step.expect) : [])]));
    if (messages.length > 0) break; // what follows would only repeat that the case went another way
  }
  return { misses, play, parts: [...bundle.parts.values()] };
}

const notOpen = (part: string): Text => ({ zh: `“${part}”还没有启动`, en: `The part ${part} is not open` });

/** One step on a case, and what follows from it in the whole bundle. */
function performOn(on: Play, bundle: BundlePlay, step: Told): Text[] {
  const messages = perform(on, step);
  if (messages.length > 0) return messages;
  if ("system" in step && on.pack.parts) {
    for (const one of bundle.parts.values()) {
      one.now = on.now;
      late(one);
    }
  }
  return [...bundle.follow(on.now)];
}

/** Does one step; the messages say why it did not go as told. */
function perform(play: Play, told: Told): Text[] {
  const now = instantOf(told.on, play.world.zone);
  if (now < play.now) return [{ zh: `${told.on} 早于上一步`, en: `${told.on} is before the step before it` }];
  play.now = now;
  if ("system" in told) {
    late(play);
    return [];
  }
  if ("child" in told) return childCame(play, told);
  const command = toCommand(play, told);
  if (!command.ok) return "refused" in told && told.refused === command.code ? [] : [command.message];
  const answers = answersAfter(
    { ...play, place: { today: told.on.slice(0, 10), divisions: play.world.divisions } },
    command.asked,
    play.evidence,
  );
  const code = answers.ok ? undefined : "invalid";
  const stepped = answers.ok ? step({ ...play, facts: answers.facts }, command.engine, context(play, command.by)) : undefined;
  const refusal = code ?? (stepped && !stepped.ok ? stepped.refusal.code : undefined);
  if (refusal !== undefined) {
    if (told.refused === refusal) return [];
    return [{ zh: `被拒绝：${refusal}`, en: `Refused: ${refusal}` }];
  }
  if (told.refused !== undefined)
    return [{ zh: `应当以 ${told.refused} 拒绝，但被接受了`, en: `It should have been refused as ${told.refused}, and was accepted` }];
  if (!answers.ok || !stepped?.ok) return [];
  if (command.asked.type === "finish") {
    const task = play.state.tasks[String(command.asked.task)];
    play.said = [...play.said, { task: task?.key ?? "", outcome: command.asked.outcome, words: command.asked.words, at: play.now }];
  }
  play.facts = answers.facts;
  play.marks = answers.marks;
  if (answers.answers) play.answers = answers.answers;
  if (command.asked.type === "finish") byOfficer(play, command.asked.task, command.asked.outcome);
  take(play, stepped);
  return [];
}

/** What an officer's own task makes, where its outcome goes forward. */
function byOfficer(play: Play, no: number, outcome: string): void {
  const task = play.state.tasks[String(no)];
  if (!task || rule(play.pack.model, task).do.length === 0 || !goesForward(play.pack.model, task, outcome)) return;
  for (const { id, task: place } of play.pack.header.outputs) {
    if (place !== nameOf(task)) continue;
    play.outputs.push(id);
    play.made.push({ kind: "output", id, task: no, at: play.now, state: play.state, said: play.said });
  }
}

/** A case that a task is has come to something. */
function childCame(play: Play, told: Extract<Told, { child: string }>): Text[] {
  const [no] =
    Object.entries(play.state.tasks).find(
      ([, task]) => nameOf(task) === told.child && live(task) && (told.item === undefined || task.item === told.item),
    ) ?? [];
  if (no === undefined) return [{ zh: `没有任务“${told.child}”`, en: `there is no task ${told.child}` }];
  const came = step(play, { type: "finish", task: no, outcome: told.outcome, officer: "system" }, context(play, "system"));
  if (!came.ok) return [{ zh: `被拒绝：${came.refusal.code}`, en: `Refused: ${came.refusal.code}` }];
  take(play, came);
  return [];
}

/** A city-local `YYYY-MM-DDTHH:MM` as epoch milliseconds. */
export const instantOf = (local: string, zone: string): number =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;

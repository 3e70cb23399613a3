// A case under way in a scenario: its state in memory, and what the system does in it by itself.
import type { Pack, Scenario } from "../../catalogue/index.ts";
import type { Calendar } from "../../engine/calendar/index.ts";
import { type Command, live, rule, type State, type TaskState } from "../../engine/procedure/index.ts";
import type { Answers, EvidenceFields, Facts } from "../facts.ts";
import type { Said } from "../letter-data.ts";
import { resolvePost } from "../posts.ts";
import { type Step, step } from "../step.ts";
import { type PlayedRecord, recordsOf } from "./records.ts";

/** The time and place in which scenarios run. */
export interface World {
  readonly calendar: Calendar;
  readonly zone: string;
  /** The installation's own divisions, six or nine digits. */
  readonly divisions: ReadonlySet<string>;
}

/** A case under way in a scenario. */
export interface Play {
  readonly pack: Pack;
  readonly world: World;
  state: State;
  facts: Facts;
  answers: Answers;
  readonly evidence: EvidenceFields;
  readonly roles: Readonly<Record<string, string>>;
  readonly applicant: string;
  /** Who applies, as far as records name them. */
  readonly who: { readonly name: string; readonly identifier: string };
  /** What registers hold, as the scenario says. */
  readonly registers: Scenario["registers"];
  /** What the case wrote into registers so far. */
  records: readonly PlayedRecord[];
  marks: Readonly<Record<string, readonly string[]>>;
  now: number;
  /** Since the step began. */
  letters: string[];
  outputs: string[];
  /** Everything made, with its time: what a renderer is tried on. */
  readonly made: {
    readonly kind: "letter" | "output";
    readonly id: string;
    readonly task: number;
    readonly at: number;
    readonly state: State;
    readonly said: readonly Said[];
  }[];
  /** Outcomes with the words given with them, oldest first. */
  said: readonly Said[];
}

/** A task's name in scenarios: `stage/task`, or an extra's key. */
export const nameOf = (task: TaskState): string => (task.extra ? task.key : `${task.stage}/${task.key}`);

/** The context of a step by somebody. */
export const context = (play: Play, by: string) => ({ now: play.now, by, calendar: play.world.calendar, zone: play.world.zone });

/** Takes a step's result over, and lets the system do what is its own. */
export function take(play: Play, stepped: Step): void {
  play.state = stepped.state;
  for (const { letter, task } of stepped.letters) {
    play.letters.push(letter);
    play.made.push({ kind: "letter", id: letter, task, at: play.now, state: stepped.state, said: play.said });
  }
  for (const no of stepped.effects) {
    const done = effect(play, no);
    if (!done) continue;
    const after = step(play, done.command, context(play, "system"));
    if (!after.ok) throw new Error(`the system's own task was refused: ${after.refusal.code}`);
    play.records = [...play.records, ...recordsOf(play, done.task)];
    for (const id of done.outputs) {
      play.outputs.push(id);
      play.made.push({ kind: "output", id, task: no, at: play.now, state: play.state, said: play.said });
    }
    take(play, after);
  }
}

/** What the system does with its own task: its outputs, and the command that finishes it. */
function effect(
  play: Play,
  no: number,
): { readonly command: Command; readonly task: string; readonly outputs: readonly string[] } | undefined {
  const task = play.state.tasks[String(no)];
  if (!task || !live(task)) return undefined;
  const spec = rule(play.pack.model, task);
  const [outcome] = Object.keys(spec.outcomes);
  if (outcome === undefined) return undefined;
  return {
    command: { type: "finish", task: String(no), outcome, officer: "system" },
    task: nameOf(task),
    outputs: play.pack.header.outputs.filter((output) => output.task === nameOf(task)).map(({ id }) => id),
  };
}

/** Every task whose time is over, in order of number, until none is left. */
export function late(play: Play): void {
  for (let again = true; again; ) {
    again = false;
    for (const no of Object.keys(play.state.tasks)) {
      const stepped = step(
        play,
        { type: "late", task: no },
        { now: play.now, by: "system", calendar: play.world.calendar, zone: play.world.zone },
      );
      if (!stepped.ok) continue;
      take(play, stepped);
      again = true;
      break;
    }
  }
}
/** The post that a name in the model means in this play. */
export const postIn = (play: Play, by: string, item: string | undefined): string => resolvePost(by, item, play.roles);

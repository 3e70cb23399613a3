// What a scenario expects, held against what came.
import type { Expectation, PartExpectation } from "../../catalogue/index.ts";
import { dueOf } from "../../engine/calendar/index.ts";
import { rule } from "../../engine/procedure/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { type Play, postIn } from "./play.ts";

/** The open tasks of a play as scenarios name them: `stage/task post`. */
export function openTasks(play: Play): string[] {
  return Object.values(play.state.tasks)
    .filter((task) => task.status === "open" || task.status === "taken")
    .map((task) => `${task.extra ? task.key : `${task.stage}/${task.key}`} ${postIn(play, rule(play.pack.model, task).by, task.item)}`)
    .sort();
}

/** One line for each thing that is not as expected. */
export function difference(play: Play, expect: Expectation | PartExpectation | undefined): Text[] {
  if (!expect) return [];
  const misses: Text[] = [];
  const same = (what: Text, wanted: unknown, came: unknown) => {
    const [a, b] = [JSON.stringify(wanted), JSON.stringify(came)];
    if (a !== b) misses.push({ zh: `${what.zh}：应为 ${a}，实为 ${b}`, en: `${what.en}: expected ${a}, came ${b}` });
  };
  const { state } = play;
  if (expect.stage !== undefined) same({ zh: "环节", en: "stage" }, expect.stage, state.stage);
  if (expect.tasks) same({ zh: "待办任务", en: "open tasks" }, [...expect.tasks].sort(), openTasks(play));
  if (expect.letters) same({ zh: "文书", en: "letters" }, [...expect.letters].sort(), [...play.letters].sort());
  if (expect.outputs) same({ zh: "结果", en: "outputs" }, [...expect.outputs].sort(), [...play.outputs].sort());
  if (expect.records) {
    const written = play.records.map(({ register, change }) => `${register} ${change}`);
    same({ zh: "写入登记库", en: "records" }, [...expect.records].sort(), written.sort());
  }
  if (expect.end !== undefined) same({ zh: "结局", en: "end" }, expect.end, state.end);
  for (const [clock, day] of Object.entries(expect.due ?? {}))
    same({ zh: `时限 ${clock}`, en: `clock ${clock}` }, day, dueDay(play, clock));
  for (const [clock, ground] of Object.entries(expect.stopped ?? {})) {
    same({ zh: `时限 ${clock} 中止`, en: `clock ${clock} stopped` }, ground, state.clocks[clock]?.segments.at(-1)?.ground);
  }
  for (const [fact, value] of Object.entries(expect.facts ?? {})) same({ zh: `事实 ${fact}`, en: `fact ${fact}` }, value, play.facts[fact]);
  return misses;
}

/** The last day of a running clock; null where it stands still. */
function dueDay(play: Play, key: string): string | null {
  const clock = play.pack.model.clocks[key];
  const run = play.state.clocks[key];
  if (!clock || !run) return null;
  const { due } = dueOf({ time: clock.time, ...run }, play.world.calendar, play.world.zone);
  return due === null ? null : Temporal.Instant.fromEpochMilliseconds(due).toZonedDateTimeISO(play.world.zone).toPlainDate().toString();
}

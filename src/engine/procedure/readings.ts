// Every way in which the facts of a case may answer. Conditions are taken as independent of each other, and as free to
// change between two stages (a correction may change a fact): what holds then holds for the real facts too.
import type { Feel, Model } from "./model.ts";

type Ask = (source: Feel) => unknown;

/** At most so many readings of one step are tried. */
const MOST = 512;

/**
 * Calls `run` once for each combination of answers to the conditions that it really asks.
 * True if every combination was tried.
 */
export function eachReading(model: Model, run: (ask: Ask) => void): boolean {
  const lists = listsOf(model);
  const path: { n: number; of: number }[] = [];
  for (let tries = 0; tries < MOST; tries++) {
    const asked = new Map<Feel, unknown>();
    let depth = 0;
    run((source) => {
      if (asked.has(source)) return asked.get(source);
      const answers = lists.get(source) ?? [true, false];
      const choice = path[depth] ?? { n: 0, of: answers.length };
      path[depth] = choice;
      depth++;
      const answer = answers[choice.n];
      asked.set(source, answer);
      return answer;
    });
    path.length = depth;
    while (path.length > 0 && (path.at(-1)?.n ?? 0) + 1 >= (path.at(-1)?.of ?? 0)) path.pop();
    const last = path.at(-1);
    if (!last) return true;
    last.n++;
  }
  return false;
}

/** For each source of `each` the lists to try: none, one, two, and enough for the greatest quorum and one more. */
function listsOf(model: Model): Map<Feel, string[][]> {
  const tasks = Object.values(model.stages).flatMap((stage) => Object.values(stage.tasks));
  const quorums = Object.values(model.stages).flatMap((stage) => stage.routes.map(({ if: on }) => (on.kind === "count" ? on.n : 1)));
  const size = Math.min(6, 1 + Math.max(1, ...quorums));
  const lists = Array.from({ length: size + 1 }, (_, n) => Array.from({ length: n }, (_, i) => `item-${i + 1}`));
  return new Map(tasks.flatMap((task) => (task.each ? [[task.each, lists] as const] : [])));
}

// Which ways of a drawing lead back.
import type { FoundStage } from "./found.ts";
import { marksOf } from "./marks.ts";

/** A way by a single outcome to a stage that the case has come through is a sending back. */
export function markBacks(stages: readonly FoundStage[]): void {
  const byKey = new Map(stages.map((stage) => [stage.key, stage]));
  const open = new Set<string>();
  const done = new Set<string>();
  const [first] = stages;
  const stack: { stage: FoundStage; n: number }[] = first ? [{ stage: first, n: 0 }] : [];
  if (first) open.add(first.key);
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const route = top.stage.routes[top.n];
    top.n += 1;
    if (!route) {
      open.delete(top.stage.key);
      done.add(top.stage.key);
      stack.pop();
      continue;
    }
    const next = byKey.get(route.to);
    if (
      next &&
      open.has(next.key) &&
      /^[a-z]/.test(route.on) &&
      !route.on.includes(" ") &&
      route.on !== "none" &&
      route.on !== "otherwise" &&
      !isOurs(top.stage)
    )
      top.stage.routes[top.n - 1] = { ...route, back: true };
    else if (next && !open.has(next.key) && !done.has(next.key)) {
      open.add(next.key);
      stack.push({ stage: next, n: 0 });
    }
  }
}

/** Our own drawings say themselves which ways lead back. */
const isOurs = ({ vertex }: FoundStage): boolean => marksOf(vertex.element, "stage").length > 0;

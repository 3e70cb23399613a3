// A clock runs exactly while its stage is in `over` and no live task stops it. There is no pause to forget. It begins anew
// only where the law says so: on coming from a stage in `anew` (decision 0036).
import { type Draft, emit } from "./draft.ts";
import type { ClockState, Key, Model, State } from "./model.ts";
import { live, rule } from "./tasks.ts";

/** True while the last segment of the clock is open. */
export const isRunning = (clock: ClockState | undefined): boolean =>
  clock !== undefined && clock.segments.length > 0 && clock.segments.at(-1)?.to === undefined;

/** The legal ground on which the clocks stand still now. */
export function groundOf(model: Model, state: State): Key | undefined {
  for (const task of Object.values(state.tasks)) {
    const ground = live(task) ? rule(model, task).stops : undefined;
    if (ground) return ground;
  }
  return undefined;
}

/** Starts and stops every clock as the new state demands. */
export function setClocks(draft: Draft): undefined {
  const { model, before } = draft;
  const ground = groundOf(model, draft.state);
  const over = (clock: Key, state: State) => model.clocks[clock]?.over.includes(state.stage) ?? false;
  for (const clock of new Set([...Object.keys(model.clocks), ...Object.keys(draft.state.clocks)])) {
    const was = draft.state.clocks[clock];
    const should = draft.state.status === "running" && over(clock, draft.state) && !ground;
    if (should && !isRunning(was)) {
      const entered = !over(clock, before);
      const from = entered && draft.receipt !== undefined ? Math.max(draft.receipt, was?.segments.at(-1)?.to ?? 0) : draft.context.now;
      const anew = entered && (model.clocks[clock]?.anew?.includes(before.stage) ?? false);
      emit(draft, { type: "clock-started", clock, ...(from < draft.context.now ? { from } : {}), ...(anew ? { anew } : {}) });
    }
    if (!should && isRunning(was)) {
      emit(draft, { type: "clock-stopped", clock, ...(ground && over(clock, draft.state) ? { ground } : {}) });
    }
  }
}

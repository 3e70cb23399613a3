// What a case's events say of time and work: its stays in stages, and who finished which task. Pure; nothing is known here that is not
// in the entries.
import type { Event, Last } from "../engine/procedure/index.ts";

/** A stay in a stage; `left` is absent while it lasts. Epoch milliseconds. */
export interface Stay {
  readonly stage: string;
  readonly entered: number;
  readonly left?: number;
}

/** A finished task by its number. */
export interface Done {
  readonly no: number;
  readonly officer: string;
  readonly at: number;
}

export interface Folded {
  readonly stays: readonly Stay[];
  readonly done: readonly Done[];
}

/** Folds all events of a case, in their order. A recalled outcome leaves no trace; a renamed stage has its new name throughout. */
export function fold(events: readonly Event[]): Folded {
  let stays: Stay[] = [];
  const done = new Map<number, Done>();
  let last: Last | undefined;
  for (const event of events) {
    switch (event.type) {
      case "stage-entered":
        stays = [...left(stays, event.at), { stage: event.stage, entered: event.at }];
        break;
      case "ended":
        stays = left(stays, event.at);
        break;
      case "task-finished":
        done.set(Number(event.id), { no: Number(event.id), officer: event.officer, at: event.at });
        break;
      case "settled":
        last = event.last;
        break;
      case "recalled": {
        done.delete(Number(event.id));
        const entered = last?.entered.length ?? 0;
        if (entered > 0) stays = reopened(stays.slice(0, -entered));
        last = undefined;
        break;
      }
      case "moved": {
        const { stages } = event;
        stays = stays.map((stay) => ({
          ...stay,
          stage: (Object.hasOwn(stages, stay.stage) ? stages[stay.stage] : undefined) ?? stay.stage,
        }));
        last = undefined;
        break;
      }
      default:
    }
  }
  return { stays, done: [...done.values()].sort((a, b) => a.no - b.no) };
}

function left(stays: readonly Stay[], at: number): Stay[] {
  const open = stays.at(-1);
  return open && open.left === undefined ? [...stays.slice(0, -1), { ...open, left: at }] : [...stays];
}

function reopened(stays: readonly Stay[]): Stay[] {
  const open = stays.at(-1);
  return open ? [...stays.slice(0, -1), { stage: open.stage, entered: open.entered }] : [];
}

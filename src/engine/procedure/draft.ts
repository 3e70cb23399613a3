// A decision being made: the events so far and the state to which they lead. A draft that is refused is thrown away.
import { evolve } from "./evolve.ts";
import type { Context, Event, Happening, Model, State } from "./model.ts";

export interface Draft {
  /** The model in force; a move exchanges it. */
  model: Model;
  state: State;
  readonly events: Event[];
  readonly context: Context;
  /** The state before the command. */
  readonly before: State;
  /** Set when a stage was left because an authority kept silent (see receipt.ts). Epoch milliseconds. */
  receipt?: number | undefined;
}

export const draftOf = (model: Model, state: State, context: Context): Draft => ({ model, state, events: [], context, before: state });

/** Records that something happened. */
export function emit(draft: Draft, happening: Happening): undefined {
  const { now: at, by, acting } = draft.context;
  const event: Event = { ...happening, at, by, ...(acting === undefined ? {} : { acting }) };
  draft.events.push(event);
  draft.state = evolve(draft.state, event);
}

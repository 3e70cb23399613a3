// A part whose turn has come needs what no register knew: the applicant is asked for it in the bundle, by a task of its own, and the
// part is opened once it is there. Whoever would rather go on without the part says so, or lets the time pass.

import { type ComposedPart, moreExtra, supplyExtra, withoutPart } from "../../catalogue/index.ts";
import { live, type State, type TaskState } from "../../engine/procedure/index.ts";
import { system } from "../../identity/index.ts";
import type { Lang, Text } from "../../platform/i18n/index.ts";
import { act } from "../act.ts";
import type { Desk } from "../desk.ts";
import type { Loaded } from "../load.ts";
import { commandOf, settle } from "../occasion.ts";

const asksOf = (part: string, state: State): readonly TaskState[] =>
  Object.values(state.tasks).filter((task) => task.extra && task.key === supplyExtra(part));

/** Whether the applicant is being asked for what the part needs, or for what a newer version asks of all that have not begun. */
export const isAsked = (part: string, state: State): boolean =>
  asksOf(part, state).some(live) || Object.values(state.tasks).some((task) => task.extra && task.key === moreExtra && live(task));

/** Whether the applicant goes on without the part. */
export const isWithout = (part: string, state: State): boolean => asksOf(part, state).at(-1)?.outcome === withoutPart;

/** Whether the applicant sent what was asked for. */
export const isSupplied = (part: string, state: State): boolean =>
  asksOf(part, state).some(({ status, outcome }) => status === "done" && outcome !== withoutPart);

/** Asks for what is missing; the same again asks nothing more. */
export async function askFor(
  desk: Desk,
  { row, snapshot }: Loaded,
  { key, pack }: ComposedPart,
  missing: readonly { readonly title: Text; readonly name: string }[],
): Promise<void> {
  const occasion = `supply:${row.id}:${key}:${asksOf(key, snapshot.state).length}`;
  const words = noRegister(
    pack.header.title,
    missing.map(({ title }) => title),
  )[row.language as Lang];
  const done = await act(
    desk,
    system,
    row.id,
    { type: "open", extra: supplyExtra(key), marks: missing.map(({ name }) => `/evidence/${name}`), words },
    { command: commandOf(desk, occasion) },
  );
  settle(done);
}

const noRegister = (service: Text, titles: readonly Text[]): Text => ({
  zh: `“${service.zh}”要用到${titles.map(({ zh }) => `“${zh}”`).join("、")}，登记部门没有查到，请您补充；不想办这一部分的，也可以不办。`,
  en: `“${service.en}” needs ${titles.map(({ en }) => `“${en}”`).join(", ")}, and no register holds it. Supply it, or go on without this part.`,
});

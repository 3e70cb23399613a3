// What would follow if a command were given now: decided by the same rules, and nothing written. Officers read it before they press.
import { rule } from "../engine/procedure/index.ts";
import type { Actor } from "../identity/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { CaseCommand } from "./command.ts";
import type { Desk } from "./desk.ts";
import type { Loaded } from "./load.ts";
import { resolvePost } from "./posts.ts";
import { step } from "./step.ts";
import { doer, engineCommand } from "./translate.ts";
import { name } from "./view-text.ts";

/** A task by its words, and whom it is for: `agency/post`, `@officer`, `applicant` or `system`. */
export interface ForeseenTask {
  readonly title: Text;
  readonly post: string;
}

export type Foreseen =
  | {
      readonly ok: true;
      /** The case ends so. */
      readonly ends: Text | undefined;
      /** It moves to this stage. */
      readonly enters: Text | undefined;
      /** Tasks that somebody can begin. */
      readonly opens: readonly ForeseenTask[];
      /** What its stage still waits for, where the case stays in it. */
      readonly waits: readonly ForeseenTask[];
      /** Grounds on which clocks would stop. */
      readonly stops: readonly Text[];
      /** Clocks that would be lengthened. */
      readonly extends: readonly Text[];
      /** Letters that go to the applicant by themselves. */
      readonly letters: readonly Text[];
    }
  | { readonly ok: false; readonly code: string };

/** What a command would come to as things stand, answers and choices that are not given yet left aside. */
export function foresee(desk: Pick<Desk, "calendar" | "zone" | "now">, actor: Actor, loaded: Loaded, command: CaseCommand): Foreseen {
  const { pack, snapshot } = loaded;
  const { texts } = pack.header;
  const done = step(snapshot, engineCommand(actor, command), {
    now: desk.now(),
    by: doer(actor),
    calendar: desk.calendar,
    zone: desk.zone,
  });
  if (!done.ok) return { ok: false, code: done.refusal.code };
  const told = (no: string): ForeseenTask[] => {
    const task = done.state.tasks[no];
    if (!task) return [];
    const title = name(task.extra ? texts.extras : texts.tasks, task.key);
    return [{ title, post: resolvePost(rule(pack.model, task).by, task.item, snapshot.roles) }];
  };
  const { state, events } = done;
  const entered = events.findLast((event) => event.type === "stage-entered");
  const ended = events.find((event) => event.type === "ended");
  const live = Object.keys(state.tasks).filter((no) => state.tasks[no]?.status === "open" || state.tasks[no]?.status === "taken");
  return {
    ok: true,
    ends: ended && name(texts.ends, ended.end),
    enters: entered && !ended ? name(texts.stages, entered.stage) : undefined,
    opens: events.flatMap((event) => (event.type === "task-opened" && state.tasks[event.id]?.status === "open" ? told(event.id) : [])),
    waits: entered || ended ? [] : live.filter((no) => !("task" in command) || no !== String(command.task)).flatMap(told),
    stops: unique(
      events.flatMap((event) => (event.type === "clock-stopped" && event.ground !== undefined ? [name(texts.grounds, event.ground)] : [])),
    ),
    extends: events.flatMap((event) => (event.type === "clock-extended" ? [name(texts.clocks, event.clock)] : [])),
    letters: done.letters.flatMap(({ letter }) => pack.header.letters.find(({ id }) => id === letter)?.title ?? []),
  };
}

const unique = (texts: readonly Text[]): Text[] => [...new Map(texts.map((text) => [text.zh, text])).values()];

// The joint clock of a bundle stands still while all its running parts wait for the applicant, and runs again when one of them goes on.
// Its procedure says so with an extra of the system's that waits (`do: wait`) and stops clocks; what it waits for is worked out here.

import { type Key, live, type Model, rule, type TaskState } from "../../engine/procedure/index.ts";
import { system } from "../../identity/index.ts";
import { act } from "../act.ts";
import type { CaseCommand } from "../command.ts";
import type { Desk } from "../desk.ts";
import { load, loadAll } from "../load.ts";
import { commandOf, settle } from "../occasion.ts";
import { resolvePost } from "../posts.ts";
import type { Snapshot } from "../step.ts";
import { isAsked } from "./supply.ts";

/** The extra of a bundle's procedure that is open while its parts wait. */
export const waiting = (model: Model): Key | undefined => Object.entries(model.extras).find(([, one]) => one.do.includes("wait"))?.[0];

/** Whether a case waits for its applicant: something is asked that stops its time, or nobody else has anything to do. */
export function waitsForApplicant({ pack: { model }, state, roles }: Snapshot): boolean {
  const open = Object.values(state.tasks).flatMap((task) => {
    const spec = live(task) ? rule(model, task) : undefined;
    const counts = spec && !(task.extra && "holds" in spec && !spec.holds);
    return counts ? [{ spec, applicant: resolvePost(spec.by, task.item, roles) === "applicant" }] : [];
  });
  const asked = open.filter(({ applicant }) => applicant);
  return asked.some(({ spec }) => spec.stops !== undefined) || (asked.length > 0 && asked.length === open.length);
}

/** A part whose task in the bundle is open; without a case it is about to get one, or the applicant is asked for what it needs. */
interface Running {
  readonly key: string;
  readonly case: Snapshot | undefined;
}

/** What has to be done so that the bundle stands as its parts do. */
export function jointStep(
  bundle: Pick<Snapshot, "pack" | "state">,
  running: readonly Running[],
): "open" | { readonly finish: string } | undefined {
  const extra = waiting(bundle.pack.model);
  if (extra === undefined || bundle.state.status === "ended") return undefined;
  const [no] = Object.entries(bundle.state.tasks).find(([, task]) => task.extra && task.key === extra && live(task)) ?? [];
  const wait = running.length > 0 && running.every((one) => (one.case ? waitsForApplicant(one.case) : isAsked(one.key, bundle.state)));
  if (wait === (no !== undefined)) return undefined;
  return no === undefined ? "open" : { finish: no };
}

/** The tasks of a bundle that are parts under way. */
export const runningParts = ({ pack, state }: Pick<Snapshot, "pack" | "state">): [string, TaskState][] =>
  Object.entries(state.tasks).filter(([, task]) => live(task) && task.stage === state.stage && Object.hasOwn(pack.parts ?? {}, task.key));

const rounds = 8;

/** Makes the joint clock stand or run as the parts demand; the same again changes nothing. */
export async function keepJointTime(desk: Desk, bundle: string): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const loaded = await load(desk, bundle);
    const extra = loaded && waiting(loaded.pack.model);
    if (!loaded?.pack.parts || extra === undefined || loaded.row.status === "ended") return;
    const ids = await desk.db.selectFrom("casework.case").select(["id", "parent_task"]).where("parent", "=", bundle).execute();
    const cases = new Map(
      (
        await loadAll(
          desk,
          ids.map(({ id }) => id),
        )
      ).map((one) => [String(one.row.parent_task), one]),
    );
    const wanted = jointStep(
      loaded.snapshot,
      runningParts(loaded.snapshot).map(([no, { key }]) => ({ key, case: cases.get(no)?.snapshot })),
    );
    if (wanted === undefined) return;
    const command: CaseCommand =
      wanted === "open"
        ? { type: "open", extra }
        : { type: "finish", task: Number(wanted.finish), outcome: resumed(loaded.pack.model, extra) };
    const occasion = `joint:${bundle}:${loaded.row.version}`;
    const done = await act(desk, system, bundle, command, {
      command: commandOf(desk, occasion),
      // Its time is that of the change that brought it about, however late a worker comes to it.
      now: await lastChange(desk, [bundle, ...ids.map(({ id }) => id)]),
    });
    settle(done);
    // A part may have gone on in between: looked at once more, until nothing is left to do.
  }
}

const resumed = (model: Model, extra: Key): Key => Object.keys(model.extras[extra]?.outcomes ?? {})[0] ?? "";

async function lastChange(desk: Desk, ids: readonly string[]): Promise<number> {
  const { rows } = await desk.pool.query<{ at: number }>(
    "select floor(date_part('epoch', max(at)) * 1000)::float8 at from casework.entry where case_id = any ($1::uuid[]) and type <> 'note'",
    [ids],
  );
  return rows[0]?.at ?? desk.now();
}

// Moving one case: the ordinary way of a command, with its entry. The same move again finds the case moved.
import { setTimeout } from "node:timers/promises";
import type { Text } from "../../platform/i18n/index.ts";
import { commit } from "../commit.ts";
import type { Desk } from "../desk.ts";
import { sealEntry } from "../entry.ts";
import { type Loaded, load } from "../load.ts";
import { commandIdFor } from "../number.ts";
import { caseWrite, jobsOf } from "../rows.ts";
import type { Move } from "./map.ts";
import { type Moves, prepareMove, type Stays } from "./prepare.ts";

/** What becomes of one task that is not finished. */
export interface MovedTask {
  readonly no: number;
  readonly status: string;
  /** `stage/task`, or the name of an extra; absent where the move opened it. */
  readonly from?: string;
  readonly to: string;
  readonly post: string;
}

/** What became, or would become, of one case. */
export interface CaseMove {
  readonly id: string;
  readonly number: string;
  readonly stage: string;
  readonly outcome: "moves" | "moved" | "stays";
  readonly tasks: readonly MovedTask[];
  /** JSON pointers of what the applicant is asked for, and the task in which. */
  readonly asked: readonly string[];
  readonly askedIn?: string;
  /** Epoch milliseconds, before and after; null where no clock runs. */
  readonly due: { readonly before: number | null; readonly after: number | null };
  readonly code?: string;
  readonly why?: Text;
  readonly about?: string;
}

const attempts = 8;
const system = { kind: "system" } as const;

/** Moves a case, or with `dry` only says what would become of it. Undefined where it has ended or runs under another version by now. */
export async function moveCase(desk: Desk, id: string, move: Move, dry: boolean, now = desk.now()): Promise<CaseMove | undefined> {
  const request = desk.digestRequest(system, { case: id, move: { to: move.to.hash, stages: move.stages, tasks: move.tasks } });
  for (let attempt = 0; attempt < attempts; attempt++) {
    const loaded = await load(desk, id);
    if (!loaded || loaded.row.status === "ended" || loaded.pack.hash !== move.from.hash) return undefined;
    const prepared = await prepareMove(desk, loaded, move, now);
    if (!prepared.ok || dry) return told(loaded, prepared, dry);
    const done = await write(desk, loaded, move, prepared, request, now);
    if (done === "done") return told(loaded, prepared, dry);
    if (done === "repeat") return undefined;
    // Somebody acted on it in between: what would become of it is worked out anew.
    await setTimeout(Math.random() * Math.min(2 ** attempt, 50));
  }
  const loaded = await load(desk, id);
  return loaded && told(loaded, { ok: false, code: "busy", why: busyNow }, dry);
}

async function write(
  desk: Desk,
  { row, cipher, pack }: Loaded,
  { to }: Move,
  { step, facts, roles, marks }: Moves,
  request: Uint8Array,
  now: number,
): Promise<"done" | "repeat" | "stale"> {
  const version = row.version + 1;
  const entry = sealEntry(cipher, {
    id: row.id,
    seq: version,
    command: commandIdFor(desk, system, `move ${row.id} ${to.hash}`),
    at: now,
    actor: "system",
    type: "move",
    events: step.events,
    request,
    secret: { reply: { from: pack.hash, to: to.hash } },
  });
  const done = await commit(desk.pool, {
    expected: row.version,
    case: caseWrite({ ...row, run: { roles } }, step, { version, now, facts, marks, packHash: to.hash }),
    tasks: step.tasks,
    entry,
    more: {},
    jobs: jobsOf(
      row.id,
      version,
      step,
      row.parent === null ? undefined : { id: row.parent, task: row.parent_task ?? 0 },
      to.parts !== undefined,
    ),
  });
  return done.outcome === "done" ? "done" : done.outcome === "stale" ? "stale" : "repeat";
}

function told({ row, snapshot, posts }: Loaded, moved: Moves | Stays, dry: boolean): CaseMove {
  const name = (task: { stage: string; key: string; extra?: boolean }) => (task.extra ? task.key : `${task.stage}/${task.key}`);
  const before = snapshot.state.tasks;
  const pending = (status: string | undefined) => status === "open" || status === "taken" || status === "waiting";
  const after = moved.ok ? moved.step.state.tasks : before;
  const changed = new Map(moved.ok ? moved.step.tasks.map(({ no, post }) => [no, post]) : []);
  const tasks = Object.entries(after).flatMap(([id, task]): MovedTask[] => {
    const [no, earlier] = [Number(id), before[id]];
    if (!pending(task.status)) return [];
    const post = changed.get(no) ?? posts.get(no) ?? "";
    return [{ no, status: task.status, ...(earlier ? { from: name(earlier) } : {}), to: name(task), post }];
  });
  const base = { id: row.id, number: row.number, stage: row.stage, tasks };
  if (!moved.ok) {
    const { code, why, about } = moved;
    const due = { before: row.due_at, after: row.due_at };
    return { ...base, outcome: "stays", asked: [], due, code, why, ...(about === undefined ? {} : { about }) };
  }
  return {
    ...base,
    outcome: dry ? "moves" : "moved",
    asked: moved.asked,
    ...(moved.askedIn === undefined ? {} : { askedIn: moved.askedIn }),
    due: { before: row.due_at, after: moved.step.dates.due ?? null },
  };
}

const busyNow: Text = { zh: "正有人办理该办件，请稍后再次运行。", en: "Others are acting on this case just now. Run the move again." };

// A case as one reader may see it: heading, what may be done now, tasks, clocks, answers, evidence, documents, history.
// Each part is a function of what was loaded; pages and the API show them, and know no rule of their own.
import { type ClockReading, readClock } from "../engine/calendar/index.ts";
import { groupPlace, reachable } from "../engine/form/index.ts";
import { commandsFor, extrasFor, mayWithdraw, offered, redoable, ruleIfAny, type TaskCommand } from "../engine/procedure/index.ts";
import type { Actor } from "../identity/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { openFields } from "./answers.ts";
import type { Desk } from "./desk.ts";
import { whyGone } from "./destroyed.ts";
import { fieldOf } from "./group-places.ts";
import { type Loaded, load, subjectOf } from "./load.ts";
import { blindsOf } from "./parties.ts";
import { actingIn, type CaseSubject, holds, may, mayRead } from "./policy.ts";
import { noCase, type Refused, refused } from "./refusal.ts";
import { doer } from "./translate.ts";
import { name } from "./view-text.ts";

export interface TaskView {
  readonly no: number;
  readonly stage: string;
  readonly key: string;
  readonly title: Text;
  readonly item: string | undefined;
  readonly post: string;
  readonly officer: string | undefined;
  readonly status: "waiting" | "open" | "taken" | "done" | "void";
  readonly outcome: string | undefined;
  readonly outcomeTitle: Text | undefined;
  readonly openedAt: number | undefined;
  readonly doneAt: number | undefined;
  readonly dueAt: number | undefined;
  readonly extra: boolean;
  readonly round: number;
  readonly carried: boolean;
  /** The legal ground on which it stops the clocks while it is open. */
  readonly stops: Text | undefined;
}

export interface OutcomeOffer {
  readonly key: string;
  readonly title: Text;
  /** A reason in words is required. */
  readonly reason: boolean;
  /** Fields to be corrected must be marked. */
  readonly marks: boolean;
  /** It sends the case back: these finished tasks may be named to be done again. */
  readonly redo: readonly number[];
}

/** What this reader may do with one task now. */
export interface TaskOffer {
  readonly no: number;
  readonly commands: readonly TaskCommand[];
  readonly outcomes: readonly OutcomeOffer[];
  /** Names of the fields that are answered or corrected in this task. */
  readonly fields: readonly string[];
  /** Where only some of a list of groups is open: each group (`/founders/1`) or question (`/founders/1/share`). */
  readonly places: readonly string[];
  /** Requirements whose evidence this task asks for again. */
  readonly evidence: readonly string[];
  /** The text of the case that may be written in this task. */
  readonly edits?: string;
}

export interface ClockView {
  readonly key: string;
  readonly title: Text;
  readonly law: string | undefined;
  readonly reading: ClockReading;
}

export interface StageView {
  readonly key: string;
  readonly title: Text;
  readonly status: "done" | "current" | "ahead";
  readonly tasks: readonly {
    readonly key: string;
    readonly title: Text;
    readonly who: string;
    readonly status: TaskView["status"] | "ahead";
  }[];
}

export interface CaseView {
  readonly loaded: Loaded;
  readonly subject: CaseSubject;
  readonly heading: {
    readonly id: string;
    readonly number: string;
    readonly version: number;
    readonly service: Text;
    readonly agency: string;
    readonly status: "running" | "ended";
    readonly stage: Text;
    readonly end: { readonly key: string; readonly title: Text; readonly kind: "success" | "failure" | "none" } | undefined;
    readonly openedAt: number;
    readonly endedAt: number | undefined;
    readonly dueAt: number | undefined;
    readonly warnAt: number | undefined;
    readonly provisional: boolean;
  };
  readonly tasks: readonly TaskView[];
  readonly offers: readonly TaskOffer[];
  readonly extras: readonly {
    readonly key: string;
    readonly title: Text /** Whom it asks is chosen when it is opened. */;
    readonly choose: boolean;
  }[];
  readonly mayWithdraw: boolean;
  readonly mayNote: readonly ("urge" | "supervise" | "remark")[];
  readonly clocks: readonly ClockView[];
  readonly stages: readonly StageView[];
  /** The ways that the case went between stages, each once, in the order of time. */
  readonly ways: readonly { readonly from: string; readonly to: string }[];
  /** Pages of the form that count, with their fields and answers. */
  readonly pages: readonly { readonly id: string; readonly fields: readonly string[] }[];
}

/** Opens a case for a reader; refused as if it did not exist where the reader may not know of it. */
export async function caseView(desk: Desk, actor: Actor, id: string): Promise<CaseView | Refused> {
  const loaded = await load(desk, id);
  if (!loaded) return whyGone(desk, actor, id);
  const subject = subjectOf(loaded.row, blindsOf(desk, actor));
  const read = mayRead(actor, subject);
  if (!read.allowed) return read.status === 404 ? noCase : refused(read.status, "forbidden", read.reason);
  return viewOf(desk, actor, loaded, subject);
}

/** The parts of a case that was already loaded and may be read. */
export function viewOf(
  desk: Pick<Desk, "calendar" | "zone" | "now" | "formPlace">,
  actor: Actor,
  loaded: Loaded,
  subject: CaseSubject,
): CaseView {
  const { row, pack, snapshot } = loaded;
  const { header, model } = pack;
  const { state } = snapshot;
  const { texts } = header;
  return {
    loaded,
    subject,
    heading: {
      id: row.id,
      number: row.number,
      version: row.version,
      service: header.title,
      agency: row.agency,
      status: row.status,
      stage: name(texts.stages, row.stage),
      end: row.end === null ? undefined : { key: row.end, title: name(texts.ends, row.end), kind: model.ends[row.end] ?? "none" },
      openedAt: row.opened_at,
      endedAt: row.ended_at ?? undefined,
      dueAt: row.due_at ?? undefined,
      warnAt: row.warn_at ?? undefined,
      provisional: row.provisional,
    },
    tasks: row.tasks.map((task) => {
      // A task of an earlier version may have gone from this one: it is shown as it was done.
      const spec = ruleIfAny(model, state.tasks[String(task.no)] ?? missing(task.no));
      return {
        no: task.no,
        stage: task.stage,
        key: task.key,
        title: name(task.extra ? texts.extras : texts.tasks, task.key),
        item: task.item ?? undefined,
        post: task.post,
        officer: task.officer ?? undefined,
        status: task.status,
        outcome: task.outcome ?? undefined,
        outcomeTitle: task.outcome === null ? undefined : name(texts.outcomes, task.outcome),
        openedAt: task.opened ?? undefined,
        doneAt: task.done ?? undefined,
        dueAt: task.due ?? undefined,
        extra: task.extra,
        round: task.round,
        carried: task.carried,
        stops: spec?.stops === undefined ? undefined : name(texts.grounds, spec.stops),
      };
    }),
    offers: offersOf(actor, loaded, subject),
    extras: extrasFor(model, state).flatMap((key) => {
      const extra = model.extras[key];
      if (!extra || !may(actor, "open", subject, { post: loaded.resolve(extra.may), officer: undefined }).allowed) return [];
      return [{ key, title: name(texts.extras, key), choose: extra.by.includes("{chosen}") }];
    }),
    mayWithdraw: mayWithdraw(model, state) && may(actor, "withdraw", subject).allowed,
    mayNote: (["urge", "supervise", "remark"] as const).filter((kind) => row.status === "running" && may(actor, kind, subject).allowed),
    clocks: Object.entries(model.clocks).flatMap(([key, { time, law }]) => {
      const clock = state.clocks[key];
      const reading = clock && readClock({ time, ...clock }, desk.calendar, desk.zone, row.ended_at ?? desk.now());
      return reading ? [{ key, title: name(texts.clocks, key), law, reading }] : [];
    }),
    stages: stagesOf(loaded),
    ways: waysOf(loaded),
    pages: reachable(pack.form, loaded.secret().answers, { ...desk.formPlace(row.opened_at), facts: snapshot.facts }).flatMap((id) => {
      const page = pack.form.pages.find((one) => one.id === id);
      return page ? [{ id, fields: page.fields }] : [];
    }),
  };
}

const evidencePrefix = "/evidence/";

/** What the actor may do now, by task: the engine's lawful commands where the policy allows them. */
export function offersOf(actor: Actor, loaded: Loaded, subject: CaseSubject): TaskOffer[] {
  const { pack, snapshot, row } = loaded;
  const { state } = snapshot;
  return row.tasks.flatMap(({ no, post, officer }) => {
    const task = state.tasks[String(no)];
    if (!task) return [];
    const whom = actingIn(actor, post)?.for;
    const commands = commandsFor(pack.model, state, String(no), doer(actor), whom).filter(
      (command) => may(actor, command, subject, { post, officer: officer ?? undefined }).allowed,
    );
    // Who arranges an agency's work may give its tasks on, without holding their posts.
    if (commands.length === 0 || !(holds(actor, post, subject) || commands.includes("give"))) return [];
    const edits = commands.includes("finish") ? ruleIfAny(pack.model, task)?.edits : undefined;
    const outcomes = commands.includes("finish") ? offered(pack.model, state, task).map((key) => outcomeOffer(loaded, no, key)) : [];
    const open = openFields({ pack, state, marks: row.run.marks }, no);
    const again = open.filter((pointer) => pointer.startsWith(evidencePrefix));
    return [
      {
        no,
        commands,
        outcomes,
        fields: [...new Set(open.filter((pointer) => !again.includes(pointer)).map((pointer) => fieldOf(pack, pointer)))],
        places: open.filter((pointer) => groupPlace(pack.form, pointer) !== undefined),
        evidence: again.map((pointer) => pointer.slice(evidencePrefix.length)),
        ...(edits === undefined ? {} : { edits }),
      },
    ];
  });
}

function outcomeOffer({ pack, snapshot }: Loaded, no: number, key: string): OutcomeOffer {
  const task = snapshot.state.tasks[String(no)];
  return {
    key,
    title: name(pack.header.texts.outcomes, key),
    reason: pack.header.reasons.includes(key),
    marks: Object.hasOwn(pack.header.corrections, key),
    redo: task ? redoable(pack.model, snapshot.state, task, key).map(Number) : [],
  };
}

/** The procedure as a picture: where the case is, what was taken, what is ahead. */
function stagesOf({ pack, snapshot, row }: Loaded): StageView[] {
  const { state } = snapshot;
  const { texts } = pack.header;
  return Object.entries(pack.model.stages).map(([key, stage]) => {
    const current = state.status === "running" && state.stage === key;
    const entered = (state.visits[key] ?? 0) > 0;
    const round = Math.max(0, ...row.tasks.filter((task) => task.stage === key && !task.extra).map((task) => task.round));
    const real = row.tasks.filter((task) => task.stage === key && task.round === round && !task.extra);
    return {
      key,
      title: name(texts.stages, key),
      status: current ? "current" : entered ? "done" : "ahead",
      tasks:
        real.length > 0
          ? real.map((task) => ({ key: task.key, title: name(texts.tasks, task.key), who: task.post, status: task.status }))
          : Object.entries(stage.tasks).map(([task, { by }]) => ({
              key: task,
              title: name(texts.tasks, task),
              who: by,
              status: "ahead" as const,
            })),
    };
  });
}

/** From stage to stage, as the rounds of its tasks followed each other; a stage in which nobody was asked left no trace. */
function waysOf({ row }: Loaded): { from: string; to: string }[] {
  const stages = new Map(row.tasks.filter(({ extra }) => !extra).map(({ round, stage }) => [round, stage]));
  const went = [...stages].sort(([a], [b]) => a - b).map(([, stage]) => stage);
  const ways = new Map(went.slice(1).map((to, n) => [`${went[n]} ${to}`, { from: went[n] ?? "", to }]));
  return [...ways.values()];
}

function missing(no: number): never {
  throw new Error(`task ${no} is in the rows and not in the state`);
}

// The procedure model: what a pack says (Model), where a case stands (State), what may be asked (Command),
// what happened (Event). All of it is plain JSON, so that it can be stored, hashed and replayed as it is.

/** A name in a procedure: `^[a-z][a-z0-9-]*$`. */
export type Key = string;

/** A length of time; `workdays` are counted by the calendar of the jurisdiction, never by this engine. */
export interface Time {
  n: number;
  unit: "workdays" | "days" | "hours";
}

/** The source of a FEEL expression over the facts of a case; evaluated by `Context.ask`. */
export type Feel = string;

/** A compiled procedure: frozen, and addressed by its hash (see `hashOf`). */
export interface Model {
  id: Key;
  /** SHA-256 of the canonical JSON of everything else here, in full hexadecimal. */
  hash: string;
  /** The stage in which every case begins. */
  start: Key;
  stages: Record<Key, Stage>;
  extras: Record<Key, Extra>;
  clocks: Record<Key, Clock>;
  ends: Record<Key, EndKind>;
  /** The stages in which the party may still withdraw. */
  withdraw: Key[];
}

/** How an end counts: for the party, against it, or neither. */
export type EndKind = "success" | "failure" | "none";

/** A promise or a duty in time, counted while the case is in one of the stages in `over`. */
export interface Clock {
  time: Time;
  over: Key[];
  /** Coming from one of these stages it begins anew: what ran before counts no more. */
  anew?: Key[];
  /** How long before the end to warn. */
  warn?: Time;
  law?: string;
}

/** Tasks that belong together, and where the case goes when they have spoken. */
export interface Stage {
  tasks: Record<Key, Task>;
  /** In order of precedence: the first that is satisfied is taken. */
  routes: Route[];
  /** A case may enter this stage one single time. */
  once: boolean;
}

/** One piece of work for one post. */
export interface Task {
  /** `agency/post` · `applicant` · `system` · `{item}/post` · `{chosen}/post` · a role bound when the case starts. */
  by: string;
  /** What the one who does it may conclude; `extend` lengthens clocks. */
  outcomes: Record<Key, Outcome>;
  /** Planned only where this is true when the stage is entered. */
  when?: Feel;
  /** Planned once for each item of this list. */
  each?: Feel;
  /** Opened only after that task of the same stage has come to that outcome. */
  after?: { task: Key; outcome: Key };
  /** Opened only when these of the same stage are over, whatever they came to. */
  follows?: Key[];
  /** A date: it waits until that day begins. The condition may use `item`. */
  opens?: Feel;
  /** A date: it is due at the end of that day, or when `due` says if that is earlier. May use `item`. */
  deadline?: Feel;
  due?: Time;
  /** Overdue, the system finishes it so. An outcome that `outcomes` does not list can be given by the system only. */
  late?: Key;
  /** The legal ground on which the clocks stand still while it is open. */
  stops?: Key;
  /** Outcomes that are kept when the stage is entered again. */
  keep: Key[];
  /** Four eyes: not by an officer who did one of these. */
  unlike: Key[];
  /** Effects that a worker completes; never recalled. */
  do: Key[];
  /** The document that is edited here. */
  edits?: Key;
  law?: string;
  /** A case of another procedure does this task; it is finished when that case comes to one of `until`. */
  child?: Child;
  /** While that case is waited for, it is urged when each of these is over: counted from the day of `deadline` where the task has one, else from its opening. */
  chase?: Reminder[];
  /** The outcome with which the system finishes it when a document that answers the case was sent. */
  answered?: Key;
}

/** A case that does a task: one that is opened for it or, with `of`, the one that was opened for that task and the same item. */
export interface Child {
  pack: Key;
  until: Key[];
  of?: Key;
}

/** A time after an occasion, or before it. */
export interface Reminder extends Time {
  before?: true;
}

/** What an outcome does besides being counted. */
export interface Outcome {
  /** Clocks that it lengthens, and by how much. */
  extend?: Record<Key, Time>;
}

/** A task that is opened when it is needed. */
export interface Extra extends Task {
  /** The stages in which it may be opened and lives. */
  in: Key[];
  /** The post that may open it. */
  may: string;
  once: boolean;
  /** The stage waits for it. */
  holds: boolean;
}

/** When a stage is left, and where to. */
export interface Route {
  if: Condition;
  to: Key;
  /** A sending back: results may be kept, and the sender may ask for a direct return. */
  back: boolean;
}

/** A join over the results of a stage. */
export type Condition =
  | { kind: "any" | "all" | "no"; outcome: Key }
  | { kind: "count"; n: number; outcome: Key }
  | { kind: "none" }
  | { kind: "otherwise" };

/** Where a case stands: its row and its task rows, nothing else. Due dates are not state. */
export interface State {
  /** The hash of the model that it runs under; empty before the start. */
  model: string;
  status: "running" | "ended";
  end?: Key;
  stage: Key;
  /** Which entry into a stage this is; never used twice in a case. */
  round: number;
  /** How often each stage was entered. */
  visits: Record<Key, number>;
  /** By number: "1", "2", … in order of planning, never used twice. */
  tasks: Record<string, TaskState>;
  clocks: Record<Key, ClockState>;
  /** The stage to which the next forward move returns. */
  returnTo?: Key;
  /** What a recall would undo. */
  last?: Last;
}

/** waiting: for another task of its stage; open: for anybody of the post; taken: by `officer`; void: no longer needed. */
export type TaskStatus = "waiting" | "open" | "taken" | "done" | "void";

export interface TaskState {
  round: number;
  stage: Key;
  key: Key;
  item?: string;
  extra?: boolean;
  /** Its result was taken over from an earlier round. */
  carried?: boolean;
  status: TaskStatus;
  officer?: string;
  /** In whose place that officer acts or acted: for four eyes the two are one. */
  for?: string;
  outcome?: Key;
  /** When it was opened, in epoch milliseconds. */
  opened?: number;
}

export interface ClockState {
  /** The spans in which it ran; `ground` says why one was stopped. Epoch milliseconds. */
  segments: { from: number; to?: number; ground?: string }[];
  /** Extensions granted. */
  extra: Time[];
}

/** What the last finish did, so that it can be undone while nobody has built on it. */
export interface Last {
  task: string;
  stage: Key;
  round: number;
  /** Tasks that came into being. */
  opened: string[];
  /** Tasks whose status it changed, with the status before. */
  closed: [string, TaskStatus][];
  /** Stages that were entered. */
  entered: Key[];
  returnTo?: Key;
}

/** What can be asked of a case. `task` is the number of a task. */
export type Command =
  | { type: "start" }
  | { type: "take"; task: string; officer: string; for?: string }
  | { type: "release"; task: string; officer: string }
  | { type: "give"; task: string; to: string; for?: string }
  | { type: "finish"; task: string; outcome: Key; officer: string; for?: string; redo?: string[]; direct?: boolean }
  | { type: "open"; extra: Key; officer: string; chosen?: string[] }
  | { type: "recall"; task: string; officer: string }
  | { type: "late"; task: string }
  | { type: "withdraw" }
  | { type: "move"; to: Model; stages: Record<Key, Key>; tasks: Record<Key, Key> }
  | ({ type: "note"; kind: NoteKind; text: string } & Noted);

/** What a note is about, without its words: a task by its number, the day by which a reply is expected, the entry that it answers. */
export interface Noted {
  task?: string;
  /** `YYYY-MM-DD`. */
  until?: string;
  answers?: number;
}

/** `document`: a document was added to the case; `head`: what stands above a text was changed; the others are words of an officer or the applicant. */
export type NoteKind = "urge" | "supervise" | "remark" | "answer" | "document" | "register" | "message" | "read" | "head";

/** What happened, without when and by whom. Complete enough that replay needs neither the pack nor the facts. */
export type Happening =
  | { type: "started"; model: string }
  | { type: "stage-entered"; stage: Key; round: number; because: string; returnTo?: Key }
  | { type: "task-planned"; id: string; stage: Key; key: Key; item?: string; extra?: boolean }
  | { type: "task-carried"; id: string; from: string }
  | { type: "task-opened" | "task-released"; id: string }
  | { type: "task-voided"; id: string; why: string }
  /** `for`: in whose place the officer acts. */
  | { type: "task-taken"; id: string; officer: string; for?: string }
  | { type: "task-finished"; id: string; outcome: Key; officer: string; for?: string }
  /** `from`: the clock counts from this earlier time, because silence counts from receipt (see receipt.ts). `anew`: its earlier segments count no more. */
  | { type: "clock-started"; clock: Key; from?: number; anew?: true }
  | { type: "clock-stopped"; clock: Key; ground?: string }
  | { type: "clock-extended"; clock: Key; by_time: Time }
  | { type: "recalled"; id: string }
  | { type: "settled"; last?: Last }
  | { type: "moved"; model: string; stages: Record<Key, Key>; tasks: Record<Key, Key> }
  | ({ type: "noted"; kind: NoteKind; text: string } & Noted)
  /** A version of one of the case's texts; the digest (hexadecimal) is that of its sealed bytes. */
  | { type: "text-written"; name: Key; version: number; sha256: string }
  /** Words about a place in a version of a text; and that they are dealt with (`comment`: the entry's place in the case). */
  | { type: "text-commented"; name: Key; version: number }
  | { type: "comment-settled"; name: Key; comment: number }
  | { type: "ended"; end: Key };

/** The post in which somebody acted in another's place: by delegation, or as a substitute. A vacant post has nobody to act for. */
export interface ActedIn {
  post: string;
  for?: string;
  how: "delegated" | "substitute";
  /** The delegation or substitution. */
  id: string;
}

/** A happening with its time (epoch milliseconds) and its actor. */
export type Event = { at: number; by: string; acting?: ActedIn } & Happening;

/** What a decision may know of the world. */
export interface Context {
  /** Epoch milliseconds. */
  now: number;
  /** Who acts, as recorded in the events. */
  by: string;
  /** The post in which the actor acts in another's place, where that is so. */
  acting?: ActedIn;
  /** Evaluates a condition over the facts of the case. */
  ask(source: Feel): unknown;
  /** The end of `time` that begins at `from`, by the calendar. */
  due(from: number, time: Time): number;
  /** When the day begins that this condition gives for this item; undefined where it gives none. Without it every day has come. */
  day?(source: Feel, item: string | undefined): number | undefined;
}

// Several processes that answer for one address. The first one listens, hands connections out in turn – itself included –, begins a
// sibling anew that has ended, and ends with all of them. What is sent between them is defined here, both ends of it.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** From the first process to a sibling. */
type Order =
  | { readonly kind: "begin"; readonly settings: unknown }
  | { readonly kind: "connection"; readonly number: number }
  | { readonly kind: "measure"; readonly question: number }
  | { readonly kind: "measured elsewhere"; readonly question: number; readonly values: readonly unknown[] }
  | { readonly kind: "drain"; readonly patience: number };

/** From a sibling to the first process. */
type News =
  | { readonly kind: "ready" }
  | { readonly kind: "taken"; readonly number: number }
  | { readonly kind: "busy" }
  | { readonly kind: "measured"; readonly question: number; readonly value: unknown }
  | { readonly kind: "measure elsewhere"; readonly question: number };

/** Milliseconds before a sibling that ended is begun anew. */
const again = 1000;
/** Milliseconds after its end in which a sibling may still be heard. */
const lastWords = 50;
/** Milliseconds that a sibling has to tell its figures. */
const measuring = 1000;

export interface Siblings {
  /** Hands the paused connection to the sibling whose turn it is; `here` answers on it in this process, when that is its turn or the sibling ends before it took it. */
  take(connection: Socket, here: (connection: Socket) => void): void;
  /** The figures of all siblings that tell them in time. */
  measured(): Promise<readonly unknown[]>;
  /** Lets them finish what is under way for at most `patience` milliseconds, and ends them. */
  drain(patience: number): Promise<void>;
}

export interface SiblingsOptions {
  /** The program that each of them runs; it must call `joinSiblings`. */
  readonly program: string;
  readonly count: number;
  /** Handed to each as it begins; must be cloneable. */
  readonly settings: unknown;
  /** A sibling has many requests under way. */
  readonly busy: () => void;
  /** The figures of the first process itself. */
  readonly measure: () => Promise<unknown>;
  /** Told when one ended that should not have. */
  readonly onEnd: (status: string) => void;
}

/** Starts them. They are given connections as soon as they are ready; until then the first process answers alone. */
export function startSiblings({ program, count, settings, busy, measure, onEnd }: SiblingsOptions): Siblings {
  const all = new Set<ChildProcess>();
  const ready: ChildProcess[] = [];
  const waiting = new Map<number, (value: unknown) => void>();
  let ending = false;
  let turn = 0;
  let questions = 0;
  // What a sibling was handed and has not taken yet: this process keeps it open until then.
  const handed = new Map<
    number,
    { readonly child: ChildProcess; readonly connection: Socket; readonly here: (connection: Socket) => void }
  >();
  let connections = 0;
  const send = (child: ChildProcess, order: Order) => child.send(order, () => {});
  const ask = async (child: ChildProcess): Promise<unknown> => {
    const question = ++questions;
    const answer = new Promise<unknown>((resolve) => waiting.set(question, resolve));
    send(child, { kind: "measure", question });
    const value = await Promise.race([answer, sleep(measuring, undefined, { ref: false })]);
    waiting.delete(question);
    return value;
  };
  const measured = async (except?: ChildProcess): Promise<readonly unknown[]> =>
    (await Promise.all(ready.filter((child) => child !== except).map(ask))).filter((value) => value !== undefined);
  const begin = (): void => {
    if (ending) return;
    const child = fork(program, { serialization: "advanced", stdio: ["ignore", "inherit", "inherit", "ipc"] });
    all.add(child);
    const takeBack = (): void => {
      for (const [number, one] of handed) {
        if (one.child !== child) continue;
        handed.delete(number);
        one.here(one.connection);
      }
    };
    const gone = (status: string): void => {
      if (!all.delete(child)) return;
      if (ready.includes(child)) ready.splice(ready.indexOf(child), 1);
      // What it said last may still be on its way here.
      setTimeout(takeBack, lastWords);
      if (ending) return;
      onEnd(status);
      setTimeout(begin, again).unref();
    };
    child.once("exit", (code, signal) => gone(signal ?? String(code)));
    child.once("error", (error) => gone(error.message));
    child.on("message", (news: News) => {
      if (news.kind === "ready") ready.push(child);
      else if (news.kind === "taken") {
        handed.get(news.number)?.connection.destroy();
        handed.delete(news.number);
      } else if (news.kind === "busy") busy();
      else if (news.kind === "measured") waiting.get(news.question)?.(news.value);
      else
        void Promise.all([measure(), measured(child)]).then(([own, others]) =>
          send(child, { kind: "measured elsewhere", question: news.question, values: [own, ...others] }),
        );
    });
    send(child, { kind: "begin", settings });
  };
  for (let n = 0; n < count; n++) begin();
  return {
    take: (connection, here) => {
      turn = (turn + 1) % (ready.length + 1);
      const child = ready[turn - 1];
      if (!child?.connected) {
        here(connection);
        return;
      }
      const number = ++connections;
      handed.set(number, { child, connection, here });
      // What goes wrong with it shows when the sibling ends.
      child.send({ kind: "connection", number } satisfies Order, connection, { keepOpen: true }, () => {});
    },
    measured: () => measured(),
    drain: async (patience) => {
      ending = true;
      const leaving = [...all];
      for (const child of leaving) send(child, { kind: "drain", patience });
      const late = sleep(patience + again, "late" as const, { ref: false });
      for (const child of leaving) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        if ((await Promise.race([once(child, "exit"), late])) === "late") child.kill("SIGKILL");
      }
    },
  };
}

/** What a sibling does with what it is told. */
export interface Sibling {
  take(connection: Socket): void;
  /** Its figures. */
  measure(): Promise<unknown>;
  drain(patience: number): Promise<void>;
}

/** Of the first process, for a sibling. */
export interface Joined {
  /** Many requests are under way here. */
  busy(): void;
  /** The figures of all others; fewer when somebody does not answer in time. */
  measured(): Promise<readonly unknown[]>;
}

/**
 * Joins the process that started this one, and ends with it, whatever way it ends.
 * @param begin called once with the settings; connections come when it has resolved
 */
export async function joinSiblings<T>(begin: (settings: T, joined: Joined) => Promise<Sibling>): Promise<void> {
  // Whoever stops the first process stops this one with it, once what is under way is done: a terminal tells both.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
  process.once("disconnect", () => process.exit(1));
  const send = (news: News) => process.send?.(news, () => {});
  const waiting = new Map<number, (values: readonly unknown[]) => void>();
  let questions = 0;
  const joined: Joined = {
    busy: () => void send({ kind: "busy" }),
    measured: async () => {
      const question = ++questions;
      const answer = new Promise<readonly unknown[]>((resolve) => waiting.set(question, resolve));
      send({ kind: "measure elsewhere", question });
      const values = await Promise.race([answer, sleep(2 * measuring, [], { ref: false })]);
      waiting.delete(question);
      return values;
    },
  };
  let sibling: Sibling | undefined;
  process.on("message", async (order: Order, connection: Socket | undefined) => {
    if (order.kind === "begin") {
      sibling = await begin(order.settings as T, joined);
      send({ kind: "ready" });
    } else if (order.kind === "connection") {
      send({ kind: "taken", number: order.number });
      // Gone again on its way here.
      if (!connection || !sibling) return void connection?.destroy();
      sibling.take(connection);
    } else if (order.kind === "measure") {
      send({ kind: "measured", question: order.question, value: await sibling?.measure() });
    } else if (order.kind === "measured elsewhere") {
      waiting.get(order.question)?.(order.values);
    } else {
      await sibling?.drain(order.patience);
      process.exit(0);
    }
  });
}

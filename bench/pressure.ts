// A process of its own that keeps several clients busy and counts: it must not share a thread with what it measures.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Outcome } from "./busy.ts";
import type { FloorTask } from "./floor.ts";
import type { HttpTask } from "./http-task.ts";

export interface Pressure {
  run(task: HttpTask | FloorTask): Promise<Outcome>;
  end(): void;
  readonly pid: number;
}

/** Starts the process. */
export function startPressure(): Pressure {
  const child = fork(fileURLToPath(new URL("./pressure-process.ts", import.meta.url)), [], { serialization: "advanced" });
  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        child.once("message", (answer: Outcome | { error: string }) => {
          if ("error" in answer) reject(new Error(answer.error));
          else resolve(answer);
        });
        child.send(task);
      }),
    end: () => child.kill(),
    pid: child.pid ?? 0,
  };
}

// The process that `pressure.ts` starts. Parent → child: a task. Child → parent: what came of it.
import { type FloorTask, floor } from "./floor.ts";
import { type HttpTask, http } from "./http-task.ts";

process.on("message", (task: HttpTask | FloorTask) => {
  const work = task.kind === "http" ? http(task) : floor(task);
  work.then(
    (outcome) => process.send?.(outcome),
    (error: Error) => process.send?.({ error: error.message }),
  );
});
process.on("disconnect", () => process.exit());

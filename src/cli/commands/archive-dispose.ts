import { forgetters } from "../../compose.ts";
import { carryOutAll, listsUnderWay } from "../../office/index.ts";
import type { Run } from "../command.ts";
import { withDesk } from "../desk.ts";

export const run: Run = async (call) => {
  const { json, out } = call;
  const bar = out.progress("Destroying");
  const [before, done] = await withDesk(call, "archive dispose", async (desk) => [
    await listsUnderWay(desk),
    await carryOutAll(desk, { forget: forgetters, progress: bar.at }),
  ]);
  bar.done();
  if (json) out.json({ lists: before, finished: done });
  else if (before.length === 0) out.line("No list is being carried out: two approve it, and an archivist starts it, in the workbench.");
  else out.line(`Finished ${done} of ${before.length} lists: ${before.join(", ")}.`);
  return done === before.length ? 0 : 1;
};

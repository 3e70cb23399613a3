import { fileAll } from "../../office/index.ts";
import type { Run } from "../command.ts";
import { withDesk } from "../desk.ts";

export const run: Run = async (call) => {
  const { json, out } = call;
  const bar = out.progress("Filing");
  const filed = await withDesk(call, "archive transfer", (desk) => fileAll(desk, bar.at));
  bar.done();
  if (json) out.json({ filed });
  else out.line(filed === 0 ? "Everything that ended is filed." : `Filed ${filed} cases.`);
  return 0;
};

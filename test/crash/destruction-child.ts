// A process that carries out a disposal list and kills itself with -9 right after the nth of a step. Its arguments: a JSON object.
import { join } from "node:path";
import { z } from "zod";
import { type AppTables, composeDesk, forgetters } from "../../src/compose.ts";
import { readConfig } from "../../src/config.ts";
import { carryOut } from "../../src/office/index.ts";
import { openDatabases } from "../../src/platform/database/index.ts";
import { openFileStore } from "../../src/platform/files/index.ts";
import { silentLog } from "../../src/platform/log/index.ts";
import { publicUrl } from "../support/app.ts";
import { testKeys } from "../support/city.ts";

const plan = z
  .object({
    urls: z.object({ app: z.string(), jobs: z.string(), owner: z.string() }),
    data: z.string(),
    list: z.string(),
    now: z.number(),
    step: z.string(),
    nth: z.number(),
  })
  .parse(JSON.parse(process.argv[2] ?? ""));
const read = readConfig({ flags: { data: plan.data, city: "none" }, env: {} });
if (!read.ok) throw new Error(read.problems.join(" "));
const databases = openDatabases<AppTables>(plan.urls);
const files = openFileStore(join(plan.data, "files"));
const desk = await composeDesk({ config: read.config, publicUrl, databases, files, log: silentLog, now: () => plan.now }, testKeys());
let { nth } = plan;
await carryOut(desk, plan.list, {
  forget: forgetters,
  step: (step) => {
    if (step !== plan.step) return;
    nth -= 1;
    if (nth === 0) process.kill(process.pid, "SIGKILL");
  },
});
process.exit(3);

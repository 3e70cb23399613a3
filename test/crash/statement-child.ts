// A process that does one piece of work and kills itself with -9 right after the nth statement of it. Its arguments: a JSON object.
import { join } from "node:path";
import { z } from "zod";
import { chaseDue } from "../../src/casework/index.ts";
import { type AppTables, composeDesk } from "../../src/compose.ts";
import { readConfig } from "../../src/config.ts";
import { changePassword } from "../../src/identity/index.ts";
import { openDatabases } from "../../src/platform/database/index.ts";
import { openFileStore } from "../../src/platform/files/index.ts";
import { silentLog } from "../../src/platform/log/index.ts";
import { staffingJobs } from "../../src/staffing/index.ts";
import { testKeys } from "../support/city.ts";

const work = z.discriminatedUnion("what", [
  z.object({ what: z.literal("chase") }),
  /** The leave that a case grants. */
  z.object({ what: z.literal("leave"), case: z.string(), task: z.number() }),
  z.object({
    what: z.literal("password"),
    change: z.object({ account: z.string(), cookie: z.string(), old: z.string(), chosen: z.string(), address: z.string() }),
  }),
]);
const plan = z
  .object({
    urls: z.object({ app: z.string(), jobs: z.string(), owner: z.string() }),
    data: z.string(),
    now: z.number(),
    nth: z.number(),
    work,
  })
  .parse(JSON.parse(process.argv[2] ?? ""));
const read = readConfig({ flags: { data: plan.data, city: "none" }, env: {} });
if (!read.ok) throw new Error(read.problems.join(" "));
const databases = openDatabases<AppTables>(plan.urls);
const files = openFileStore(join(plan.data, "files"));
const keys = testKeys();
const composed = await composeDesk(
  { config: read.config, publicUrl: "http://127.0.0.1:8080", databases, files, log: silentLog, now: () => plan.now },
  keys,
);
let { nth } = plan;
const pool = new Proxy(composed.pool, { get: (of, name) => (name === "query" ? counted : Reflect.get(of, name, of)) });
const desk = { ...composed, pool };
const attempt = { number: 1, last: false, signal: new AbortController().signal, log: silentLog };
switch (plan.work.what) {
  case "chase":
    await chaseDue(desk);
    break;
  case "leave":
    for (const job of staffingJobs(desk)) await job.run({ case: plan.work.case, task: plan.work.task }, attempt);
    break;
  case "password":
    await changePassword({ ...desk.ground, app: pool, sample: false }, plan.work.change, plan.now);
}
process.exit(3);

async function counted(...words: Parameters<typeof composed.pool.query>): Promise<unknown> {
  const answer = await Reflect.apply(composed.pool.query, composed.pool, words);
  nth -= 1;
  if (nth === 0) process.kill(process.pid, "SIGKILL");
  return answer;
}

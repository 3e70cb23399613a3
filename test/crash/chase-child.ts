// A process that urges what is to be urged and kills itself with -9 right after the nth statement. Its arguments: a JSON object.
import { join } from "node:path";
import { z } from "zod";
import { chaseDue } from "../../src/casework/index.ts";
import { type AppTables, composeDesk } from "../../src/compose.ts";
import { readConfig } from "../../src/config.ts";
import { openDatabases } from "../../src/platform/database/index.ts";
import { openFileStore } from "../../src/platform/files/index.ts";
import { silentLog } from "../../src/platform/log/index.ts";
import { testKeys } from "../support/city.ts";

const plan = z
  .object({
    urls: z.object({ app: z.string(), jobs: z.string(), owner: z.string() }),
    data: z.string(),
    publicUrl: z.string(),
    now: z.number(),
    nth: z.number(),
  })
  .parse(JSON.parse(process.argv[2] ?? ""));
const read = readConfig({ flags: { data: plan.data, city: "none" }, env: {} });
if (!read.ok) throw new Error(read.problems.join(" "));
const databases = openDatabases<AppTables>(plan.urls);
const files = openFileStore(join(plan.data, "files"));
const desk = await composeDesk(
  { config: read.config, publicUrl: plan.publicUrl, databases, files, log: silentLog, now: () => plan.now },
  testKeys(),
);
let { nth } = plan;
await chaseDue({
  ...desk,
  pool: new Proxy(desk.pool, { get: (pool, name) => (name === "query" ? counted : Reflect.get(pool, name, pool)) }),
});
process.exit(3);

async function counted(...words: Parameters<typeof desk.pool.query>): Promise<unknown> {
  const answer = await Reflect.apply(desk.pool.query, desk.pool, words);
  nth -= 1;
  if (nth === 0) process.kill(process.pid, "SIGKILL");
  return answer;
}

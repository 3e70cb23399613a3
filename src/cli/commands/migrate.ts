import { resolve } from "node:path";
import { Client } from "pg";
import { loadCity } from "../../city/index.ts";
import { keysOf } from "../../compose.ts";
import type { Config } from "../../config.ts";
import { migrate } from "../../platform/database/index.ts";
import { type Run, Unusable } from "../command.ts";
import { withDatabase } from "../database.ts";

/** Brings a city's folder in, as the owner: agencies, posts, officers, registers. Answers whether anything had to be written. */
const bringIn = (config: Config, folder: string): Promise<boolean> =>
  withDatabase(config, "migrate", async ({ owner: url }) => {
    const owner = new Client({ connectionString: url, application_name: "errand migrate" });
    await owner.connect();
    try {
      const loaded = await loadCity(owner, keysOf(config), resolve(folder));
      if (!loaded.ok) throw new Unusable(loaded.problems.map(({ file, line, message }) => `${file}:${line}: ${message.en}`).join("\n"));
      return loaded.changed;
    } finally {
      await owner.end();
    }
  });

export const run: Run = async ({ config, json, options, out }) => {
  const { database } = config;
  const applied = await withDatabase(
    config,
    "migrate",
    (urls) =>
      migrate(
        database.kind === "given" ? { owner: urls.owner, app: database.app, ...(database.jobs ? { jobs: database.jobs } : {}) } : urls,
      ),
    false,
  );
  const city = options.city === undefined ? undefined : await bringIn(config, options.city);
  if (json) out.json({ applied, ...(city === undefined ? {} : { city }) });
  else if (applied.length === 0) out.line("The database is up to date.");
  else for (const name of applied) out.line(`Applied ${name}`);
  return 0;
};

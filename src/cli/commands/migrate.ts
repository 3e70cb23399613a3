import { migrate } from "../../platform/database/index.ts";
import type { Run } from "../command.ts";
import { withDatabase } from "../database.ts";

export const run: Run = async ({ config, json, out }) => {
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
  if (json) out.json({ applied });
  else if (applied.length === 0) out.line("The database is up to date.");
  else for (const name of applied) out.line(`Applied ${name}`);
  return 0;
};

// The database for one command, with the server running or stopped.
import type { Config } from "../config.ts";
import { DatabaseProblem, type DatabaseUrls, joinEmbedded } from "../platform/database/index.ts";

/** Runs `work` on the database that the settings name, as its owner among others; gives the database back afterwards. */
export async function withDatabase<T>(
  config: Config,
  command: string,
  work: (urls: DatabaseUrls) => Promise<T>,
  mustExist = true,
): Promise<T> {
  if (config.database.kind === "given") {
    const { app, jobs, owner } = config.database;
    if (!owner) throw new DatabaseProblem(`"errand ${command}" works as the owner of the database: set DATABASE_OWNER_URL.`);
    return await work({ app, jobs: jobs ?? app, owner });
  }
  const database = await joinEmbedded(config.data, { command, mustExist });
  try {
    return await work(database.urls);
  } finally {
    await database.release();
  }
}

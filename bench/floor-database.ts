// A second database in the same cluster, with the same schema: the floor writes there, and leaves the measured one alone.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { type DatabaseUrls, ensureLocalRoles, localUrl, migrate, superuser } from "../src/platform/database/index.ts";

const name = "floor";

/** Makes it; answers the owner's address. */
export async function floorDatabase(data: string, urls: DatabaseUrls): Promise<string> {
  const credentials = JSON.parse(readFileSync(join(data, "database.secret"), "utf8")) as {
    superuser: string;
    owner: string;
    jobs: string;
    app: string;
  };
  const port = Number(new URL(urls.owner).port);
  const admin = new Client({ connectionString: localUrl(superuser, credentials.superuser, port, "postgres") });
  await admin.connect();
  try {
    const { rowCount } = await admin.query("select 1 from pg_database where datname = $1", [name]);
    if (rowCount === 0) {
      await ensureLocalRoles(admin, credentials, name);
    }
  } finally {
    await admin.end();
  }
  const other = (url: string) => url.replace(/\/[^/]*$/, `/${name}`);
  await migrate({ app: other(urls.app), jobs: other(urls.jobs), owner: other(urls.owner) });
  return other(urls.owner);
}

// Filing ended cases in bulk, with progress, beside the same rows written in the same batches by single statements on a bare connection.
import { join } from "node:path";
import { Client } from "pg";
import { type AppTables, composeDesk, keysOf } from "../src/compose.ts";
import type { Config } from "../src/config.ts";
import { fileAll } from "../src/office/index.ts";
import { type DatabaseUrls, openDatabases } from "../src/platform/database/index.ts";
import { openFileStore } from "../src/platform/files/index.ts";
import { silentLog } from "../src/platform/log/index.ts";
import { absolute, beside, type Figure } from "./figure.ts";

const batch = 250;

/** Files `cases` of a database that was filled before; whatever was filed there is filed anew. */
export async function measureArchive(
  config: Config,
  urls: DatabaseUrls,
  cases = 10_000,
  tell: (words: string) => void = () => {},
): Promise<readonly Figure[]> {
  const databases = openDatabases<AppTables>(urls, { appConnections: 4, jobsConnections: 1 });
  const owner = new Client({ connectionString: urls.owner });
  await owner.connect();
  try {
    const files = openFileStore(join(config.data, "files"));
    const desk = await composeDesk({ config, publicUrl: "http://127.0.0.1", databases, files, log: silentLog }, keysOf(config));
    await owner.query("truncate archive.record, archive.reader, archive.counter cascade");
    const begun = performance.now();
    let told = 0;
    const filed = await fileAll(
      desk,
      (done, of) => {
        if (done - told < of / 10) return;
        told = done;
        tell(`filed ${done} of ${of}`);
      },
      cases,
    );
    const each = (performance.now() - begun) / Math.max(1, filed);
    if (filed < cases) throw new Error(`only ${filed} cases had ended: load more`);
    const floor = await bare(owner, filed);
    return [
      absolute(`filing of ${filed.toLocaleString("en")} ended cases`, "cases/s", 1000 / each, { least: 250 }),
      beside("filing a case, to writing its row", "ms", [[each, floor]]),
    ];
  } finally {
    await owner.end();
    await databases.close();
  }
}

/** Milliseconds for each row, into a table with the same indexes. */
async function bare(owner: Client, rows: number): Promise<number> {
  await owner.query("create table archive.bench (like archive.record including all)");
  try {
    const batches: string[] = [];
    for (let at = 0; at < rows; at += batch) {
      const { rows: found } = await owner.query<{ part: string }>(
        "select json_agg(r)::text as part from (select * from archive.record order by case_id offset $1 limit $2) r",
        [at, batch],
      );
      batches.push(found[0]?.part ?? "[]");
    }
    const begun = performance.now();
    for (const part of batches)
      await owner.query("insert into archive.bench select * from json_populate_recordset(null::archive.bench, $1)", [part]);
    return (performance.now() - begun) / rows;
  } finally {
    await owner.query("drop table archive.bench");
  }
}

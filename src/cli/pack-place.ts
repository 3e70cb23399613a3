// The place that packs are checked for: the installation at hand where --data names one, else a city's folder.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Place, readPlace } from "../catalogue/index.ts";
import { root } from "../config.ts";
import { type Directory, openOrganisation } from "../organisation/index.ts";
import { openPool } from "../platform/database/index.ts";
import { isoDate } from "../platform/i18n/index.ts";
import { type Call, Unusable } from "./command.ts";
import { withDatabase } from "./database.ts";

/** Reads the place; what is wrong with its folders is told as this command's problem. @throws Unusable */
export async function placeOf({ options, config, out }: Call): Promise<Place> {
  const city = resolve(options.city ?? config.city ?? join(root, "city"));
  if (!existsSync(join(city, "organisation.yaml"))) throw new Unusable(`--city ${city} holds no organisation.yaml: name a city's folder.`);
  const directory = options.data === undefined && config.database.kind === "embedded" ? undefined : await atHand(config);
  const read = readPlace({ city, law: join(root, "law"), today: isoDate(Date.now()), ...(directory ? { directory } : {}) });
  if (!read.ok) throw new Unusable(read.problems.map(({ file, line, message }) => `${file}:${line}: ${out.say(message)}`).join("\n"));
  return read.place;
}

const atHand = (config: Call["config"]): Promise<Directory | undefined> =>
  withDatabase(config, "pack", async ({ app }) => {
    const pool = openPool(app, "errand pack", 1);
    try {
      return (await openOrganisation(pool).current()) ?? undefined;
    } finally {
      await pool.end();
    }
  });

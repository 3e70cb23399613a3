// A bundle of six submitted, with the parts opened that can begin at once, beside one case of one of its parts.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { applying, openParts, submit } from "../src/casework/index.ts";
import { type AppTables, composeDesk, keysOf } from "../src/compose.ts";
import type { Config } from "../src/config.ts";
import { type DatabaseUrls, openDatabases } from "../src/platform/database/index.ts";
import { openFileStore } from "../src/platform/files/index.ts";
import { silentLog } from "../src/platform/log/index.ts";
import { sampleRows } from "../test/support/city.ts";
import { firmAnswers } from "../test/support/firm.ts";
import { beside, type Figure } from "./figure.ts";

/** One after the other, a bundle and a case in turn; the median of their ratios. */
export async function measureBundle(config: Config, urls: DatabaseUrls, rounds = 60): Promise<readonly Figure[]> {
  const databases = openDatabases<AppTables>(urls, { appConnections: 8, jobsConnections: 1 });
  try {
    const files = openFileStore(join(config.data, "files"));
    const desk = await composeDesk({ config, publicUrl: "http://127.0.0.1", databases, files, log: silentLog }, keysOf(config));
    const city = sampleRows();
    const founder = city.persons.find(({ login }) => login === "shen-ruolan");
    const premises = city.registers.addresses?.find((row) => row.use === "commercial")?.code;
    const [bundle, part] = await Promise.all([desk.catalogue.current("business-start"), desk.catalogue.current("company-registration")]);
    if (!founder || !premises || !bundle || !part) throw new Error("the sample city has no firm to start");
    const actor = { kind: "party" as const, id: founder.id, name: founder.name, party: "person" as const, actsFor: [] };
    const data = firmAnswers(premises);
    const run = async (pack: typeof bundle, opens: boolean): Promise<number> => {
      const begun = performance.now();
      const who = await applying(desk, actor, pack, undefined);
      if (!who.ok) throw new Error(who.code);
      const answers = Object.fromEntries(Object.entries(data).filter(([field]) => Object.hasOwn(pack.form.fields, field)));
      const made = await submit(
        desk,
        actor,
        { pack, data: answers, evidence: [], applicant: who.applicant, language: "zh", channel: "api" },
        randomUUID(),
      );
      if (!made.ok) throw new Error(`${pack.header.id}: ${JSON.stringify(made)}`);
      if (opens) await openParts(desk, made.id);
      return performance.now() - begun;
    };
    const pairs: [number, number][] = [];
    for (let round = 0; round < rounds + 10; round++) {
      const pair: [number, number] = [await run(bundle, true), await run(part, false)];
      if (round >= 10) pairs.push(pair);
    }
    return [beside("a bundle of six submitted, beside one case", "ms", pairs, { most: 6 })];
  } finally {
    await databases.close();
  }
}

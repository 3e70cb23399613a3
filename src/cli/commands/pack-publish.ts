import { Client } from "pg";
import { checkFolder, publish } from "../../catalogue/index.ts";
import type { Run } from "../command.ts";
import { withDatabase } from "../database.ts";
import { placeOf } from "../pack-place.ts";
import { runScenarios } from "../pack-scenarios.ts";

export const run: Run = async (call) => {
  const { args, json, out, config } = call;
  const place = await placeOf(call);
  const checked = args.map((dir) => checkFolder(dir, place));
  const packs = checked.flatMap((one) => one.packs);
  const problems = [
    ...checked.flatMap((one) => one.problems).filter(({ level }) => level === "error"),
    ...runScenarios(packs, place).flatMap(({ pack, file, misses }) =>
      misses.map(({ line, message }) => ({ file: `${pack}/${file}`, line, message })),
    ),
  ].map(({ file, line, message }) => `${file}:${line}: ${out.say(message)}`);
  if (problems.length > 0) {
    if (json) out.json({ ok: false, problems });
    else for (const problem of problems) out.line(problem);
    return 1;
  }
  return withDatabase(config, "pack publish", async (urls) => {
    const owner = new Client({ connectionString: urls.owner, application_name: "errand pack publish" });
    await owner.connect();
    try {
      const published = [];
      for (const pack of packs) published.push({ id: pack.header.id, version: pack.header.version, ...(await publish(owner, pack)) });
      if (json)
        out.json({
          ok: published.every(({ ok }) => ok),
          published: published.map((one) => ("message" in one ? { ...one, message: out.say(one.message) } : one)),
        });
      else
        for (const one of published)
          out.line(
            "message" in one
              ? out.say(one.message)
              : `${one.id} ${one.version} ${one.changed ? out.say({ zh: "已发布", en: "published" }) : out.say({ zh: "已经是当前版本", en: "is current already" })}`,
          );
      return published.every(({ ok }) => ok) ? 0 : 1;
    } finally {
      await owner.end();
    }
  });
};

import { Client } from "pg";
import { publishPackage, readPackage } from "../../opendata/index.ts";
import { openOrganisation } from "../../organisation/index.ts";
import { type Run, Unusable } from "../command.ts";
import { withDatabase } from "../database.ts";
import { problemText } from "./dataset-check.ts";

export const run: Run = async ({ args, options, json, out, config }) => {
  const [dir = ""] = args;
  const { agency = "" } = options;
  const read = await readPackage(dir);
  const refuse = (problems: Extract<typeof read, { ok: false }>["problems"]): 1 => {
    if (json) out.json({ ok: false, problems: problems.map(({ message, ...where }) => ({ ...where, message: out.say(message) })) });
    else for (const problem of problems) out.line(problemText(out, dir, problem));
    return 1;
  };
  if (!read.ok) return refuse(read.problems);
  return withDatabase(config, "dataset publish", async ({ owner: url }) => {
    const owner = new Client({ connectionString: url, application_name: "errand dataset publish" });
    await owner.connect();
    try {
      const directory = await openOrganisation(owner).current();
      if (!directory?.agency(agency)) throw new Unusable(out.say({ zh: `没有部门“${agency}”。`, en: `There is no agency "${agency}".` }));
      const published = await publishPackage(owner, read, agency, Date.now());
      if (!published.ok) return refuse(published.problems);
      if (json) out.json(published);
      else if (published.changed)
        out.line(
          out.say({ zh: `${published.id} 已发布，${published.rows} 行`, en: `${published.id} is published: ${published.rows} rows` }),
        );
      else out.line(out.say({ zh: `${published.id} 没有变化`, en: `${published.id} has not changed` }));
      return 0;
    } finally {
      await owner.end();
    }
  });
};

import type { Directory } from "../../organisation/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { type Accountable, accountable, keptApart } from "../../staffing/index.ts";
import { type Run, Unusable } from "../command.ts";
import { withDesk } from "../desk.ts";

/** Everything that posts answer for, what is wrong with it, and officers who could do what four eyes keep apart. */
export const run: Run = async ({ config, switches, json, out }) =>
  withDesk({ config, out }, "accountability", async (desk) => {
    const directory = await desk.organisation.current();
    if (!directory) throw new Unusable(out.say(noCity));
    const things = await accountable(desk, directory);
    const apart = keptApart(await desk.catalogue.all(), directory, desk.day(desk.now()));
    const wrong = things.filter(({ trouble }) => trouble.length > 0);
    const shown = switches.has("all") ? things : wrong;
    if (json) out.json({ things: shown, keptApart: apart });
    else {
      for (const one of shown) out.line(lineOf(one, directory, out.say));
      for (const { service, tasks, officers, blocks } of apart)
        out.line(
          [out.say(blocks ? words.stands : words.apart), out.say(service), tasks.map(out.say).join(" / "), officers.join(" ")].join("\t"),
        );
      out.note(out.say(words.counted(things.length, wrong.length, apart.length)));
    }
    return wrong.length > 0 || apart.some(({ blocks }) => blocks) ? 1 : 0;
  });

/** One thing: what is wrong, what it is, whose it is, its posts and who holds them. */
function lineOf({ kind, id, of, posts, holders, trouble }: Accountable, directory: Directory, say: (text: Text) => string): string {
  const officers = holders.flatMap((one) => one.officers.map((officer) => directory.officer(officer)?.name ?? officer));
  return [trouble.map((one) => say(troubles[one])).join(", ") || "—", kind, id, say(of), posts.join(" "), officers.join(" ")].join("\t");
}

const noCity: Text = { zh: "系统尚未装入机构信息。", en: "No organisation has been loaded yet." };
const troubles = {
  nobody: { zh: "无人任职", en: "nobody holds it" },
  unknown: { zh: "没有这个岗位", en: "no such post" },
  several: { zh: "几个岗位", en: "several posts" },
} as const satisfies Record<Accountable["trouble"][number], Text>;
const words = {
  apart: { zh: "同一人可办须分开的两项任务", en: "one officer could do both" },
  stands: { zh: "须分开的两项任务只有同一人能办", en: "nobody else could do the second" },
  counted: (all: number, wrong: number, apart: number): Text => ({
    zh: `共 ${all} 项，${wrong} 项有问题，${apart} 处须分开的任务同一人可办`,
    en: `${all} things, ${wrong} of them with something wrong, ${apart} pairs of tasks that one officer could do both of`,
  }),
} as const;

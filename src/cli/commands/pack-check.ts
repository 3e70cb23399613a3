import { checkFolder } from "../../catalogue/index.ts";
import type { Run } from "../command.ts";
import { placeOf } from "../pack-place.ts";

export const run: Run = async (call) => {
  const { args, json, out } = call;
  const place = await placeOf(call);
  const checked = args.map((dir) => checkFolder(dir, place));
  const problems = checked.flatMap((one) => one.problems);
  const packs = checked.flatMap((one) => one.packs.map(({ header, hash }) => ({ id: header.id, version: header.version, hash })));
  const failed = problems.some(({ level }) => level === "error");
  if (json) {
    out.json({ ok: !failed, packs, problems: problems.map((problem) => ({ ...problem, message: out.say(problem.message) })) });
    return failed ? 1 : 0;
  }
  const word = { error: "", warning: { zh: "提醒：", en: "warning: " } };
  for (const { file, line, level, message } of problems)
    out.line(`${file}:${line}: ${level === "warning" ? out.say(word.warning) : ""}${out.say(message)}`);
  if (!failed) for (const { id, version } of packs) out.line(out.say({ zh: `${id} ${version}：通过`, en: `${id} ${version}: passes` }));
  return failed ? 1 : 0;
};

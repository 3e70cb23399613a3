import { checkFolder } from "../../catalogue/index.ts";
import type { Run } from "../command.ts";
import { placeOf } from "../pack-place.ts";
import { runScenarios } from "../pack-scenarios.ts";

export const run: Run = async (call) => {
  const { args, json, out } = call;
  const place = await placeOf(call);
  const checked = args.map((dir) => checkFolder(dir, place));
  const problems = checked.flatMap((one) => one.problems).filter(({ level }) => level === "error");
  if (problems.length > 0) {
    if (json) out.json({ ok: false, problems: problems.map((problem) => ({ ...problem, message: out.say(problem.message) })) });
    else for (const { file, line, message } of problems) out.line(`${file}:${line}: ${out.say(message)}`);
    return 1;
  }
  const runs = runScenarios(
    checked.flatMap((one) => one.packs),
    place,
  );
  const failed = runs.filter(({ misses }) => misses.length > 0).length;
  if (json) {
    out.json({
      ok: failed === 0,
      scenarios: runs.map((one) => ({
        ...one,
        title: out.say(one.title),
        misses: one.misses.map((miss) => ({ ...miss, message: out.say(miss.message) })),
      })),
    });
    return failed === 0 ? 0 : 1;
  }
  for (const { pack, file, title, misses } of runs) {
    out.line(`${misses.length === 0 ? "✓" : "✗"} ${pack}/${file}: ${out.say(title)}`);
    for (const { line, message } of misses) out.line(`  ${pack}/${file}:${line}: ${out.say(message)}`);
  }
  out.line(out.say({ zh: `${runs.length - failed} 个通过，${failed} 个不通过`, en: `${runs.length - failed} passed, ${failed} failed` }));
  return failed === 0 ? 0 : 1;
};

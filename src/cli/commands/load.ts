import { loadCases } from "../../load/index.ts";
import { type Run, Unusable } from "../command.ts";
import { withDatabase } from "../database.ts";

/** Beyond this a slip of the finger is likelier than a wish. */
const most = 20_000_000;

export const run: Run = async ({ config, options: { cases = "" }, json, out }) => {
  const wanted = /^\d{1,9}$/.test(cases) ? Number(cases) : 0;
  if (wanted < 1 || wanted > most) throw new Unusable(`--cases "${cases}" is not a number from 1 to ${most}.`);
  const bar = out.progress("Loading");
  const report = await withDatabase(config, "load", (urls) => loadCases({ config, urls, cases: wanted, progress: bar.at }));
  bar.done();
  if (json) out.json(report);
  else {
    const seconds = report.milliseconds / 1000;
    out.line(
      `Loaded ${report.cases} cases (${report.running} of them running) with ${report.entries} entries, ${report.rows} rows in all, in ${seconds.toFixed(1)} s: ${Math.round(report.cases / seconds)} cases a second.`,
    );
    if (report.failed > 0) out.note(`${report.failed} cases could not be made: nobody could submit them as drawn.`);
  }
  return report.failed > 0 ? 1 : 0;
};

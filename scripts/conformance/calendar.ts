// Holds the shipped calendars against the yearly notices as collected in `reference-zh/holidays`.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { calendarOf, dayOf, due, works, yearFile } from "../../src/engine/calendar/index.ts";

/** Each day of each notice must work or rest as the notice says; a year without a notice must be provisional. */
export async function calendar(dataDir: string): Promise<{ passed: number; failed: number; lines: string[] }> {
  const folder = join(dataDir, "reference-zh/holidays");
  const result = { passed: 0, failed: 0, lines: [] as string[] };
  if (!existsSync(folder)) return { ...result, lines: [`calendar: no ${folder}`] };
  const cn = calendarOf("cn");
  const note = (holds: boolean, what: string) => {
    result[holds ? "passed" : "failed"] += 1;
    if (!holds) result.lines.push(`calendar: ${what}`);
  };
  for (const name of readdirSync(folder).filter((file) => /^\d{4}\.json$/.test(file))) {
    const year = yearFile.parse(JSON.parse(readFileSync(join(folder, name), "utf8")));
    note(cn.published.has(year.year) === year.papers.length > 0, `${name}: published or not`);
    for (const { date, isOffDay } of year.days) note(works(cn, dayOf(date) ?? Number.NaN) === !isOffDay, `${name}: ${date}`);
    const provisional = due(cn, `${year.year}-03-01`, 5).provisional;
    note(provisional === (year.papers.length === 0), `${name}: provisional`);
  }
  result.lines.push(`calendar: ${result.passed} of ${result.passed + result.failed} days and years as the notices say`);
  return result;
}

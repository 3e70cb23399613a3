import { join } from "node:path";
import { type CaseMove, moveAll, readMove } from "../../casework/index.ts";
import { type AppTables, composeDesk } from "../../compose.ts";
import { keyringOf, openKeyFile } from "../../platform/crypto/index.ts";
import { openDatabases } from "../../platform/database/index.ts";
import { openFileStore } from "../../platform/files/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { silentLog } from "../../platform/log/index.ts";
import { type Run, Unusable } from "../command.ts";
import { withDatabase } from "../database.ts";
import { readGiven } from "../given.ts";

export const run: Run = async ({ config, options: { map = "" }, switches, json, out }) => {
  const source = readGiven(map);
  const dry = switches.has("dry-run");
  const keyFile = openKeyFile(config.keyFile, { make: false });
  if (!keyFile.ok) throw new Unusable(out.say(keyFile.why));
  const keys = keyringOf(keyFile.key);
  return withDatabase(config, "pack move", async (urls): Promise<0 | 1> => {
    const databases = openDatabases<AppTables>(urls, { appConnections: 5, jobsConnections: 1 });
    const bar = out.progress(dry ? "Looking" : "Moving");
    try {
      const files = openFileStore(join(config.data, "files"));
      const publicUrl = config.publicUrl ?? "http://127.0.0.1";
      const desk = await composeDesk({ config, publicUrl, databases, files, log: silentLog }, keys);
      const read = await readMove(desk, map, source, out.say);
      if (!read.ok) {
        if (json) out.json({ ok: false, problems: read.problems });
        else for (const problem of read.problems) out.line(problem);
        return 1;
      }
      const { from, to } = read.move;
      const cases: unknown[] = [];
      const tell = (one: CaseMove) => {
        if (!json) for (const line of lines(one, dry)) out.line(out.say(line));
        else
          cases.push({
            ...one,
            ...(one.why ? { why: out.say(one.why) } : {}),
            due: { before: day(one.due.before), after: day(one.due.after) },
          });
      };
      const totals = await moveAll(desk, read.move, { dry, progress: bar.at, tell });
      bar.done();
      const [old, now] = [`${from.header.version} (${from.hash.slice(0, 12)})`, `${to.header.version} (${to.hash.slice(0, 12)})`];
      if (json) out.json({ ok: totals.stays === 0, dryRun: dry, pack: to.header.id, from: from.hash, to: to.hash, ...totals, cases });
      else out.line(out.say(summary(to.header.id, old, now, totals, dry)));
      return totals.stays === 0 ? 0 : 1;
    } finally {
      await databases.close();
    }
  });
};

const day = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

function lines(one: CaseMove, dry: boolean): Text[] {
  if (one.outcome === "stays") {
    const about = one.about === undefined ? "" : ` (${one.about})`;
    return [{ zh: `${one.number}：不能迁移：${one.why?.zh}${about}`, en: `${one.number}: stays: ${one.why?.en}${about}` }];
  }
  const tasks = one.tasks.map(({ no, from, to, post }) =>
    from === undefined || from === to ? `${no} ${to} → ${post}` : `${no} ${from} ⇒ ${to} → ${post}`,
  );
  const asked = one.asked.join(" ");
  const due = one.due.before === one.due.after ? "" : `${day(one.due.before) ?? "–"} ⇒ ${day(one.due.after) ?? "–"}`;
  return [
    {
      zh: `${one.number}：${dry ? "可以迁移" : "已迁移"}；${tasks.join("；")}`,
      en: `${one.number}: ${dry ? "would move" : "moved"}; ${tasks.join("; ")}`,
    },
    ...(asked === ""
      ? []
      : [{ zh: `  请申请人在“${one.askedIn}”中补充：${asked}`, en: `  the applicant is asked in ${one.askedIn} for: ${asked}` }]),
    ...(due === "" ? [] : [{ zh: `  期限：${due}`, en: `  due: ${due}` }]),
  ];
}

function summary(
  id: string,
  from: string,
  to: string,
  { moved, stays, gone }: { moved: number; stays: number; gone: number },
  dry: boolean,
): Text {
  return {
    zh: `${id} ${from} ⇒ ${to}：${moved} 件${dry ? "可以迁移" : "已迁移"}，${stays} 件不能迁移${gone > 0 ? `，${gone} 件其间已办结或已迁移` : ""}。`,
    en: `${id} ${from} ⇒ ${to}: ${moved} cases ${dry ? "would move" : "moved"}, ${stays} stay${gone > 0 ? `, ${gone} ended or were moved meanwhile` : ""}.`,
  };
}

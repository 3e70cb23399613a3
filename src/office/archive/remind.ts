// Once a year, when something falls due for disposal, those who keep the archive are told: a list has to be made.
import type { Desk } from "../../casework/index.ts";
import { notify } from "../../notices/index.ts";
import { inTransaction } from "../../platform/database/index.ts";
import { dueCount } from "./list.ts";

/** Tells the archivists of every agency that has files which are due and on no list; each agency once a year. Answers how many. */
export async function remindDisposals(desk: Desk, now = desk.now()): Promise<number> {
  const directory = await desk.organisation.current();
  if (!directory) return 0;
  const year = Number(desk.day(now).slice(0, 4));
  const { rows } = await desk.pool.query<{ agency: string }>({
    name: "archive-to-remind",
    text: `select a.agency from unnest($1::text[]) a(agency)
      where not exists (select from archive.reminded d where d.agency = a.agency and d.year = $2)
        and exists (select from archive.record r where r.agency = a.agency and r.destroyed_at is null and r.due_on <= $3::date
          and not exists (select from archive.line o where o.case_id = r.case_id and not o.closed))`,
    values: [directory.agencies().map(({ id }) => id), year, desk.day(now)],
  });
  let told = 0;
  for (const { agency } of rows) {
    const { due, stopped } = await dueCount(desk, agency);
    const posts = directory.posts(agency).filter((post) => post.rights.includes("manage-archive"));
    const first = await inTransaction(desk.pool, async (client) => {
      const { rowCount } = await client.query(
        "insert into archive.reminded (agency, year, at) values ($1, $2, to_timestamp($3 / 1000.0)) on conflict do nothing",
        [agency, year, now],
      );
      if (rowCount !== 1) return false;
      await notify(
        client,
        posts.map((post) => ({
          post: post.name,
          kind: "archived-for-disposal" as const,
          text: {
            zh: `${year} 年有 ${due} 件档案保管期满，请鉴定并编制销毁清册${stopped > 0 ? `（其中 ${stopped} 件暂停处置）` : ""}。`,
            en: `${due} files have come to the end of their retention in ${year}: make the list for disposal${stopped > 0 ? ` (${stopped} are held back)` : ""}.`,
          },
          href: "/workbench/archive/disposal",
          once: `disposal:${agency}:${year}`,
        })),
        now,
      );
      return true;
    });
    if (first) told += 1;
  }
  return told;
}

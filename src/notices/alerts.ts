// Warnings and overdue are raised by the clock, not by a command: they are told from where they are raised.

import type { Desk } from "../casework/index.ts";
import { inTransaction } from "../platform/database/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { casesIn } from "./follow.ts";
import { notify } from "./notify.ts";
import { aboutOf, caseHref, toLive } from "./told.ts";

const day = 86_400_000;

/** Tells whose turn it is of warnings and overdue raised since the last look; answers how many lines. What ran out more than a day ago is no news. */
export async function tellAlerts(desk: Desk, now = desk.now()): Promise<number> {
  return inTransaction(desk.pool, async (client) => {
    const { rows: places } = await client.query<{ at: number }>(
      "select at from notices.place where name = 'alerts' for update skip locked",
    );
    const [place] = places;
    const since = Math.max(place?.at ?? now, now - day);
    const { rows } = place
      ? await client.query<{ case_id: string; kind: "warn" | "overdue"; due_at: number; at: number }>(
          "select case_id, kind, due_at, at from casework.alert where at > to_timestamp($1 / 1000.0) order by at",
          [since],
        )
      : { rows: [] };
    const news = rows.filter(({ kind, due_at }) => (kind === "overdue" ? due_at > now - day : due_at > now));
    const cases = await casesIn(desk, client, [...new Set(news.map(({ case_id }) => case_id))]);
    const told = news.flatMap(({ case_id, kind, due_at }) => {
      const one = cases.get(case_id);
      if (!one) return [];
      const as = kind === "warn" ? "soon" : "overdue";
      const text = words[as](aboutOf(one));
      return toLive(one, undefined, { kind: as, case: one.id, text, href: caseHref(one), once: `${as}:${one.id}:${due_at}` });
    });
    const written = await notify(client, told, now);
    const last = rows.at(-1);
    if (last) await client.query("update notices.place set at = to_timestamp($1 / 1000.0) where name = 'alerts'", [last.at]);
    return written;
  });
}

const words = {
  soon: (about: Text): Text => ({ zh: `即将到期：${about.zh}`, en: `Due soon: ${about.en}` }),
  overdue: (about: Text): Text => ({ zh: `已超期：${about.zh}`, en: `Overdue: ${about.en}` }),
} as const;

// Warnings and overdue are raised by the clock, not by a command: they are told from where they are raised, to those whose turn it is
// and to those who lead their agency.

import type { Desk } from "../casework/index.ts";
import type { Directory } from "../organisation/index.ts";
import { inTransaction } from "../platform/database/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { casesIn } from "./follow.ts";
import { type NewNotice, notify } from "./notify.ts";
import { aboutOf, caseHref, type ToldCase, toLive } from "./told.ts";

const day = 86_400_000;

/** Tells whose turn it is, and the heads of their agencies, of warnings and overdue raised since the last look; answers how many lines. What ran out more than a day ago is no news. */
export async function tellAlerts(desk: Desk, now = desk.now()): Promise<number> {
  const directory = await desk.organisation.current();
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
      const notice = { case: one.id, text, href: caseHref(one), once: `${as}:${one.id}:${due_at}` };
      // In this order: whoever leads an agency and does the work too is told of the work.
      return [
        ...toLive(one, undefined, { kind: as, ...notice }),
        ...headsOver(one, directory, desk.day(now)).map((post): NewNotice => ({ post, kind: `agency-${as}`, ...notice })),
      ];
    });
    const written = await notify(client, told, now);
    const last = rows.at(-1);
    if (last) await client.query("update notices.place set at = to_timestamp($1 / 1000.0) where name = 'alerts'", [last.at]);
    return written;
  });
}

/** The posts that lead the agencies whose turn it is; the work of one officer is that of the agencies where that officer is. */
function headsOver({ tasks }: ToldCase, directory: Directory | null, today: string): string[] {
  if (!directory) return [];
  const agencies = tasks.flatMap(({ status, post }) => {
    if (status !== "open" && status !== "taken") return [];
    if (post.startsWith("@")) return directory.postsOf(post.slice(1), today).map(({ agency }) => agency);
    return post.includes("/") ? [post.slice(0, post.indexOf("/"))] : [];
  });
  return [...new Set(agencies)].flatMap((agency) =>
    directory.posts(agency).flatMap(({ name, active, rights }) => (active && rights.includes("lead-agency") ? [name] : [])),
  );
}

const words = {
  soon: (about: Text): Text => ({ zh: `即将到期：${about.zh}`, en: `Due soon: ${about.en}` }),
  overdue: (about: Text): Text => ({ zh: `已超期：${about.zh}`, en: `Overdue: ${about.en}` }),
} as const;

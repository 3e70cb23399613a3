import type { Ground } from "./ground.ts";
import { sessionHash } from "./sign-in.ts";

/** Which of these cookies' sessions still live. Asking is no use of them: a page that only stands open keeps no session from ending. */
export async function livingSessions({ app }: Pick<Ground, "app">, cookies: readonly string[], now: number): Promise<ReadonlySet<string>> {
  const byHash = new Map(cookies.map((cookie) => [sessionHash(cookie).toString("hex"), cookie]));
  const { rows } = await app.query<{ hash: string }>({
    name: "identity-alive",
    text: `select encode(s.hash, 'hex') hash from identity.session s join identity.account a on a.id = s.account and a.active
      where s.hash = any (select decode(h, 'hex') from unnest($1::text[]) h)
        and s.ends_at > to_timestamp($2 / 1000.0) and s.seen_at + s.idle > to_timestamp($2 / 1000.0)`,
    values: [[...byHash.keys()], now],
  });
  return new Set(rows.flatMap(({ hash }) => byHash.get(hash) ?? []));
}

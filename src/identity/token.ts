// Bearer tokens of the API: shown once, kept as a hash, limited in scope and time, revocable.
import { randomBytes, randomUUIDv7 } from "node:crypto";
import { sha256 } from "../platform/crypto/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { isoDate } from "../platform/i18n/index.ts";
import { type Scope, scopes } from "./actor.ts";
import type { Ground } from "./ground.ts";
import { loginBlind } from "./login.ts";
import { openParty, type Party } from "./party.ts";

const shape = /^errand_[A-Za-z0-9_-]{43}$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a token is kept as; null for what cannot be one. */
export const tokenHash = (token: string): Buffer | null => (shape.test(token) ? sha256(token) : null);

export interface TokenRequest {
  /** An officer's id, a party's id, or any name that its holder signs in by. */
  readonly as: string;
  /** All, unless named. */
  readonly scopes?: readonly Scope[];
  /** What it is for, in the words of whoever asked for it. */
  readonly label?: string;
  /** Valid for so many days (default 30). */
  readonly days?: number;
}

export type Issued =
  | { readonly ok: true; readonly id: string; readonly token: string; readonly endsAt: number }
  | { readonly ok: false; readonly text: Text };

const unknown: Issued = {
  ok: false,
  text: {
    zh: "没有这个人员或申请人。用 errand token --list 查看可用的账号。",
    en: "There is no such officer or party. errand token --list shows who there is.",
  },
};
const notHere: Issued = {
  ok: false,
  text: { zh: "样例城市之外，只为系统管理员签发令牌。", en: "Outside a sample city tokens are issued to administrators only." },
};

/** Makes a token. In a sample city for anybody; elsewhere only for an officer whose post carries the right to administer today. */
export async function issueToken(ground: Ground, request: TokenRequest, now: number): Promise<Issued> {
  const holder = await holderOf(ground, request.as, now);
  if (!holder) return unknown;
  if (!ground.sample && !holder.administers) return notHere;
  const token = `errand_${randomBytes(32).toString("base64url")}`;
  const id = randomUUIDv7();
  const endsAt = now + (request.days ?? 30) * 86_400_000;
  await ground.app.query(
    `insert into identity.token (id, hash, account, party, scopes, label, made_at, ends_at)
     values ($1, $2, $3, $4, $5, $6, to_timestamp($7 / 1000.0), to_timestamp($8 / 1000.0))`,
    [
      id,
      tokenHash(token),
      holder.account,
      holder.account === null ? holder.party : null,
      request.scopes ?? scopes,
      (request.label ?? "").replaceAll("\0", ""),
      now,
      endsAt,
    ],
  );
  return { ok: true, id, token, endsAt };
}

/** Ends a token at once; true if it was live. */
export async function revokeToken({ app }: Ground, id: string, now: number): Promise<boolean> {
  const { rowCount } = await app.query(
    "update identity.token set revoked_at = to_timestamp($2 / 1000.0) where id = $1 and revoked_at is null",
    [id, now],
  );
  return rowCount === 1;
}

interface Holder {
  account: string | null;
  party: string | null;
  administers: boolean;
}

async function holderOf({ app, keys, zone }: Ground, as: string, now: number): Promise<Holder | undefined> {
  const id = uuid.test(as) ? as : null;
  const { rows } = await app.query<Holder>(
    `select a.id account, coalesce(a.party, p.id) party, coalesce('administer' = any (st.rights), false) administers
     from (select (select account from identity.login where blind = $1) account, $2::uuid party) asked
     left join identity.party p on p.id = asked.party
     left join identity.account a on (a.id = asked.account or a.party = p.id) and a.active
     left join lateral organisation.standing(a.officer, $3) st on a.officer is not null
     where a.id is not null or (p.id is not null and not exists (select from identity.account c where c.party = p.id))`,
    [loginBlind(keys, as), id, isoDate(now, zone)],
  );
  return rows[0];
}

/** Who a token can be issued to, officers first, then the parties that have a short name, then the others. */
export async function tokenHolders(
  { app, keys, sample, zone }: Ground,
  now: number,
): Promise<readonly { readonly as: string; readonly kind: "officer" | "party" }[]> {
  const officers = await app.query<{ id: string }>(
    `select o.id from organisation.officer o join identity.account a on a.officer = o.id and a.active, organisation.standing(o.id, $1) st
     where cardinality(st.posts) > 0 and ($2 or 'administer' = any (st.rights)) order by o.place`,
    [isoDate(now, zone), sample],
  );
  const parties = sample
    ? await app.query<{ id: string; kind: Party["kind"]; sealed: Buffer }>("select id, kind, sealed from identity.party order by id")
    : { rows: [] };
  const opened = parties.rows.map((row) => openParty(keys, row));
  const named = opened.filter((one) => one.handle !== undefined);
  const others = opened.filter((one) => one.handle === undefined);
  return [
    ...officers.rows.map(({ id }) => ({ as: id, kind: "officer" as const })),
    ...[...named, ...others].map((one) => ({ as: one.handle ?? one.id, kind: "party" as const })),
  ];
}

// Who is behind a session or a token: one statement, with posts and powers as they are today.
import { timingSafeEqual } from "node:crypto";
import type { Keyring } from "../platform/crypto/index.ts";
import { isoDate, type Lang, time } from "../platform/i18n/index.ts";
import type { Acting, Actor, Scope } from "./actor.ts";
import type { Ground } from "./ground.ts";
import { openParty } from "./party.ts";
import { sessionHash } from "./sign-in.ts";
import { tokenHash } from "./token.ts";

/** A live session. */
export interface Session {
  readonly account: string;
  readonly actor: Extract<Actor, { kind: "officer" | "party" }>;
}

interface Row {
  account: string | null;
  scopes: Scope[] | null;
  ends_at?: number;
  officer: string | null;
  name: string | null;
  language: Lang | null;
  posts: string[] | null;
  rights: string[] | null;
  acting: Acting[] | null;
  leads: string[] | null;
  party: string | null;
  kind: "person" | "organisation" | null;
  sealed: Buffer | null;
  acts_for: string[] | null;
}

/** Everything about the officer or party of `found (account, officer, party, scopes)` on the day $2 at the time $4. */
const standing = `
  select found.*, st.name, st.language, st.posts, st.rights, st.acting, st.leads, p.id party, p.kind, p.sealed,
    (select array_agg(distinct a.organisation order by a.organisation) from identity.agent a
     where a.person = p.id and $2::date between a.first and coalesce(a.last, 'infinity')) acts_for
  from found
  left join lateral (select * from organisation.standing(found.officer, $2, $4::time) where found.officer is not null) st on true
  left join identity.party p on p.id = found.party`;

const bySession = `
  with found as (
    select s.account, a.officer, a.party, null::text[] scopes
    from identity.session s join identity.account a on a.id = s.account and a.active
    where s.hash = $1 and s.ends_at > to_timestamp($3 / 1000.0) and s.seen_at + s.idle > to_timestamp($3 / 1000.0)
  ), touched as (
    update identity.session set seen_at = to_timestamp($3 / 1000.0)
    where hash = $1 and seen_at < to_timestamp($3 / 1000.0) - interval '1 minute' and exists (select from found)
  ) ${standing}`;

const byToken = `
  with found as (
    select t.account, a.officer, coalesce(a.party, t.party) party, t.scopes, t.ends_at
    from identity.token t left join identity.account a on a.id = t.account
    where t.hash = $1 and t.revoked_at is null and t.ends_at > to_timestamp($3 / 1000.0) and (t.account is null or a.active)
  ) ${standing}`;

/** The session of a cookie; null if it is unknown, ended or unused for too long. Use counts to the minute. */
export async function sessionOf(ground: Ground, cookie: string, now: number): Promise<Session | null> {
  const { rows } = await ground.app.query<Row>({
    name: "identity-session",
    text: bySession,
    values: [sessionHash(cookie), isoDate(now, ground.zone), now, time(now, "en", ground.zone)],
  });
  const [row] = rows;
  const actor = row && actorOf(ground.keys, row);
  return row?.account && actor ? { account: row.account, actor } : null;
}

/** Who bears a token, and until when (epoch milliseconds). */
export interface Bearing {
  readonly actor: Session["actor"];
  readonly endsAt: number;
}

/** The holder of a bearer token; null if it is unknown, ended or revoked. */
export const bearerOf = async (ground: Ground, token: string, now: number): Promise<Session["actor"] | null> =>
  (await bearingOf(ground, token, now))?.actor ?? null;

/** The same, with the token's end. */
export async function bearingOf(ground: Ground, token: string, now: number): Promise<Bearing | null> {
  const hash = tokenHash(token);
  if (!hash) return null;
  const { rows } = await ground.app.query<Row>({
    name: "identity-token",
    text: byToken,
    values: [hash, isoDate(now, ground.zone), now, time(now, "en", ground.zone)],
  });
  const [row] = rows;
  const actor = row && actorOf(ground.keys, row);
  return actor ? { actor, endsAt: row.ends_at ?? 0 } : null;
}

/** Own posts first: who somebody is at home. What counts for some services alone is none that others may rely on. */
function postsOf({ posts, acting }: Row): string[] {
  const lent = new Set((acting ?? []).map(({ post }) => post));
  const whole = (acting ?? []).flatMap(({ post, packs }) => (packs ? [] : [post]));
  return [...(posts ?? []).filter((post) => !lent.has(post)), ...whole];
}

function actorOf(keys: Keyring, row: Row): Session["actor"] | undefined {
  const scopes = row.scopes === null ? {} : { scopes: row.scopes };
  if (row.officer !== null && row.name !== null) {
    return {
      kind: "officer",
      id: row.officer,
      name: row.name,
      language: row.language ?? "zh",
      posts: postsOf(row),
      rights: row.rights ?? [],
      ...(row.acting?.length ? { acting: row.acting } : {}),
      ...(row.leads?.length ? { leads: row.leads } : {}),
      ...scopes,
    };
  }
  if (row.party === null || row.kind === null || row.sealed === null) return undefined;
  const { party: id, kind, sealed } = row;
  return new PartyHere(keys, { id, kind, sealed }, row.acts_for ?? [], scopes.scopes);
}

type PartyActor = Extract<Actor, { kind: "party" }>;

/** A party who asks. Its name is opened when asked for: a page says it, an answer to a program does not. */
class PartyHere implements PartyActor {
  readonly #keys: Keyring;
  readonly #row: Parameters<typeof openParty>[1];
  readonly kind = "party";
  readonly id: string;
  readonly party: PartyActor["party"];
  readonly actsFor: readonly string[];
  declare readonly scopes?: readonly Scope[];

  constructor(keys: Keyring, row: Parameters<typeof openParty>[1], actsFor: readonly string[], scopes: readonly Scope[] | undefined) {
    this.#keys = keys;
    this.#row = row;
    this.id = row.id;
    this.party = row.kind;
    this.actsFor = actsFor;
    if (scopes) this.scopes = scopes;
  }

  get name(): string {
    return openParty(this.#keys, this.#row).name;
  }
}

/** The token that a form carries, bound to the cookie that comes with it. Works for a visitor's cookie as well. */
export const csrfToken = (keys: Keyring, cookie: string): string => keys.blind("csrf", cookie).toString("base64url");

/** True if a form came from a page of ours in the same browser. */
export function csrfHolds(keys: Keyring, cookie: string, token: string): boolean {
  const [expected, got] = [Buffer.from(csrfToken(keys, cookie)), Buffer.from(token)];
  return expected.length === got.length && timingSafeEqual(expected, got);
}

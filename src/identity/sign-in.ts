import { randomBytes } from "node:crypto";
import { sha256 } from "../platform/crypto/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { Ground } from "./ground.ts";
import { loginBlind, tidyLogin } from "./login.ts";
import { passwordHolds, passwordOfNobody } from "./password.ts";
import { samplePassword } from "./sample.ts";
import { forgetTry, reserveTry, triesOf, waitText } from "./throttle.ts";

export interface Credentials {
  readonly login: string;
  readonly password: string;
  /** The caller's network address. */
  readonly address: string;
  /** The session cookie that came along, if any: it ends, so that a planted one is worth nothing. */
  readonly previous?: string | undefined;
}

export type SignedIn =
  | { readonly ok: true; readonly cookie: string; readonly endsAt: number }
  | { readonly ok: false; readonly why: "wrong" | "wait"; readonly text: Text; readonly seconds?: number };

/** How long sessions last, in seconds: unused, and in any case. */
export const sessionLength = {
  officer: { idle: 30 * 60, whole: 12 * 3600 },
  party: { idle: 2 * 3600, whole: 24 * 3600 },
} as const;

/** The session cookie: send it HttpOnly, SameSite=Lax, Path=/, and Secure wherever the address is https. */
export const sessionCookie = "errand_session";

export const sessionHash = (cookie: string): Buffer => sha256("errand session", cookie);

const wrong: SignedIn = {
  ok: false,
  why: "wrong",
  text: { zh: "账号或密码不正确。请检查后重试。", en: "The account or the password is not right. Check both and try again." },
};
const wait = (seconds: number): SignedIn => ({ ok: false, why: "wait", seconds, text: waitText(seconds) });

/** Checks a password and begins a session. The same time passes whether or not there is such an account. */
export async function signIn(ground: Ground, { login, password, address, previous }: Credentials, now: number): Promise<SignedIn> {
  const { app, keys } = ground;
  const name = tidyLogin(login).slice(0, 200);
  const tried = triesOf(keys, name, address);
  const seconds = await reserveTry(app, tried.limits, now);
  if (seconds > 0) return wait(seconds);
  const { rows } = await app.query<{ id: string; kind: "officer" | "party"; password: string }>(
    "select a.id, a.kind, a.password from identity.login l join identity.account a on a.id = l.account where l.blind = $1 and a.active",
    [loginBlind(keys, name)],
  );
  const [found] = rows;
  const holds = found ? await passwordHolds(password, found.password) : await passwordOfNobody(password);
  if (!found || !holds || (!ground.sample && password === samplePassword)) return wrong;
  await forgetTry(app, tried.forgotten, tried.eased);
  const cookie = randomBytes(32).toString("base64url");
  const { idle, whole } = sessionLength[found.kind];
  await app.query(
    `with ended as (delete from identity.session where hash = $6 or (account = $2 and ends_at < to_timestamp($3 / 1000.0)))
     insert into identity.session (hash, account, made_at, seen_at, idle, ends_at)
     values ($1, $2, to_timestamp($3 / 1000.0), to_timestamp($3 / 1000.0), make_interval(secs => $4), to_timestamp($3 / 1000.0) + make_interval(secs => $5))`,
    [sessionHash(cookie), found.id, now, idle, whole, previous === undefined ? null : sessionHash(previous)],
  );
  return { ok: true, cookie, endsAt: now + whole * 1000 };
}

/** Ends one session; true if there was one. */
export async function signOut({ app }: Pick<Ground, "app">, cookie: string): Promise<boolean> {
  const { rowCount } = await app.query("delete from identity.session where hash = $1", [sessionHash(cookie)]);
  return rowCount === 1;
}

/** Removes what has ended: sessions, and tries older than a day. Answers how many rows. */
export async function sweepSessions({ app }: Pick<Ground, "app">, now: number): Promise<number> {
  const gone = await Promise.all([
    app.query("delete from identity.session where least(ends_at, seen_at + idle) < to_timestamp($1 / 1000.0)", [now]),
    app.query("delete from identity.throttle where last_at < to_timestamp($1 / 1000.0) - interval '1 day'", [now]),
  ]);
  return gone.reduce((sum, one) => sum + (one.rowCount ?? 0), 0);
}

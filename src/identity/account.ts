import { randomUUIDv7 } from "node:crypto";
import type { Text } from "../platform/i18n/index.ts";
import type { Ground } from "./ground.ts";
import { loginBlind } from "./login.ts";
import { hashPassword, longest, passwordHolds, shortest } from "./password.ts";
import { samplePassword } from "./sample.ts";
import { sessionHash } from "./sign-in.ts";
import { forgetTry, reserveTry, triesOf, waitText } from "./throttle.ts";

export type Chosen = { readonly ok: true } | { readonly ok: false; readonly text: Text };

/** Whether a password may be chosen: long enough rather than complicated, and not the public one. */
export function mayChoose(password: string, sample: boolean): Chosen {
  const length = [...password].length;
  if (length < shortest)
    return refuse(
      `密码至少 ${shortest} 个字符，还差 ${shortest - length} 个。`,
      `A password has at least ${shortest} characters; ${shortest - length} more are needed.`,
    );
  if (length > longest) return refuse(`密码最多 ${longest} 个字符。`, `A password has at most ${longest} characters.`);
  if (!sample && password === samplePassword)
    return refuse("这是公开的样例密码，请另选一个。", "This is the public sample password; choose another one.");
  return { ok: true };
}

const refuse = (zh: string, en: string): Chosen => ({ ok: false, text: { zh, en } });

/** Opens an account for a party that has none, to sign in by any of `logins`; nothing is written if one of them is taken. */
export async function openAccount(ground: Ground, party: string, logins: readonly string[], password: string): Promise<Chosen> {
  const choice = mayChoose(password, ground.sample);
  if (!choice.ok) return choice;
  const blinds = [...new Set(logins.map((login) => loginBlind(ground.keys, login).toString("hex")))];
  const { rows } = await ground.app.query<{ made: number }>(
    `with free as (
       select where not exists (select from identity.login where encode(blind, 'hex') = any ($4)) and not exists (select from identity.account where party = $2)
     ), account as (
       insert into identity.account (id, kind, party, password) select $1, 'party', $2, $3 from free on conflict (party) do nothing returning id
     ) select count(*)::int made from account`,
    [randomUUIDv7(), party, await hashPassword(password), blinds],
  );
  if (rows[0]?.made !== 1)
    return refuse(
      "已有账号使用该名称或属于该申请人，请直接登录。",
      "There is an account by this name or for this party already: sign in instead.",
    );
  // The account must be there before the policy lets its names in; a name taken meanwhile by another stays the other's.
  await ground.app.query(
    `insert into identity.login (blind, account) select decode(b, 'hex'), a.id from identity.account a, unnest($2::text[]) b where a.party = $1
     on conflict (blind) do nothing`,
    [party, blinds],
  );
  return { ok: true };
}

/** What somebody types who changes the own password. */
export interface PasswordChange {
  /** The account, and the cookie of the session in which it is changed: that one goes on, every other ends. */
  readonly account: string;
  readonly cookie: string;
  readonly old: string;
  readonly chosen: string;
  /** The caller's network address. */
  readonly address: string;
}

export type Changed =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: "old" | "chosen" | "wait"; readonly text: Text; readonly seconds?: number };

/** Changes somebody's own password. The old one is asked for as at sign-in: guesses wait longer and longer. */
export async function changePassword(ground: Ground, change: PasswordChange, now: number): Promise<Changed> {
  const { app } = ground;
  const choice = mayChoose(change.chosen, ground.sample);
  if (!choice.ok) return { ok: false, why: "chosen", text: choice.text };
  if (change.chosen === change.old)
    return {
      ok: false,
      why: "chosen",
      text: { zh: "新密码和原密码一样，请另选一个。", en: "That is the old password; choose another one." },
    };
  const tried = triesOf(ground.keys, `account:${change.account}`, change.address);
  const seconds = await reserveTry(app, tried.limits, now);
  if (seconds > 0) return { ok: false, why: "wait", text: waitText(seconds), seconds };
  const { rows } = await app.query<{ password: string }>("select password from identity.account where id = $1 and active", [
    change.account,
  ]);
  const [found] = rows;
  if (!found || !(await passwordHolds(change.old, found.password)))
    return { ok: false, why: "old", text: { zh: "原密码不正确。", en: "The old password is not right." } };
  await forgetTry(app, tried.forgotten, tried.eased);
  await app.query("select identity.change_password($1, $2, $3, $4, to_timestamp($5 / 1000.0))", [
    randomUUIDv7(),
    change.account,
    await hashPassword(change.chosen),
    sessionHash(change.cookie),
    now,
  ]);
  return { ok: true };
}

/** When somebody last changed the own password (epoch milliseconds); undefined for one who never did. */
export async function passwordChangedAt(
  { app }: Pick<Ground, "app">,
  who: { officer: string } | { party: string },
): Promise<number | undefined> {
  const [column, id] = "officer" in who ? ["officer", who.officer] : ["party", who.party];
  const { rows } = await app.query<{ at: number }>(
    `select p.at from identity.account a join identity.password_change p on p.account = a.id where a.${column} = $1 order by p.at desc limit 1`,
    [id],
  );
  return rows[0]?.at;
}

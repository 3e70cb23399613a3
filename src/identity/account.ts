import { randomUUIDv7 } from "node:crypto";
import type { Text } from "../platform/i18n/index.ts";
import type { Ground } from "./ground.ts";
import { loginBlind } from "./login.ts";
import { hashPassword, longest, shortest } from "./password.ts";
import { samplePassword } from "./sample.ts";

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

/** Sets another password and ends every session of the account. */
export async function changePassword(ground: Ground, account: string, password: string): Promise<Chosen> {
  const choice = mayChoose(password, ground.sample);
  if (!choice.ok) return choice;
  await ground.app.query(
    `with changed as (update identity.account set password = $2 where id = $1 returning id)
     delete from identity.session where account in (select id from changed)`,
    [account, await hashPassword(password)],
  );
  return { ok: true };
}

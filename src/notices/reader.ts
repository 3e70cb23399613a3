// Who gets mail, where, in which language, about what. An address counts once its holder has shown that mail to it arrives.
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import type { Desk } from "../casework/index.ts";
import { open, seal } from "../platform/crypto/index.ts";
import type { Lang } from "../platform/i18n/index.ts";
import { isMailAddress } from "../platform/mail/index.ts";
import { type NoticeKind, officerKinds, partyKinds } from "./kinds.ts";

type Ground = Pick<Desk, "pool" | "keys">;

export type MailChoice = "no" | "yes" | "digest";
export const mailChoices = ["yes", "digest", "no"] as const satisfies readonly MailChoice[];

export interface Reader {
  readonly address: string | undefined;
  readonly language: Lang;
  /** `none`: no address. `asked`: a code was sent to it. `good`: mail goes there. `bad`: its server refused it for good. */
  readonly state: "none" | "asked" | "good" | "bad";
  /** Wrong codes are taken no longer. */
  readonly spent: boolean;
  readonly choices: ReadonlyMap<NoticeKind, MailChoice>;
}

/** Wrong codes that are borne before another must be asked for. */
const mostTries = 5;
const day = 86_400_000;

const sealingKey = (keys: Ground["keys"]) => keys.derive("mail addresses");
const contextOf = (receiver: string): string => `mail address:${receiver}`;

/** An address from its sealed bytes. */
export function openAddress(keys: Ground["keys"], receiver: string, sealed: Uint8Array): string {
  const plain = open(sealingKey(keys), sealed, contextOf(receiver));
  if (!plain) throw new Error("a mail address does not open under this installation's key");
  return plain.toString("utf8");
}

/** What somebody chose so far. `language` where nothing was chosen yet. */
export async function readerOf({ pool, keys }: Ground, receiver: string, language: Lang): Promise<Reader> {
  const face = receiver.startsWith("party:") ? "party" : "officer";
  const { rows } = await pool.query<{
    sealed: Buffer | null;
    language: Lang | null;
    confirmed: boolean | null;
    bad: boolean | null;
    tries: number | null;
    choices: Record<string, MailChoice>;
  }>(
    `select r.sealed, r.language, r.confirmed_at is not null confirmed, r.bad_at is not null bad, r.tries, c.choices
     from (select jsonb_object_agg(k.kind, coalesce(p.mail, k.mail)) choices from notices.kind k
           left join notices.preference p on p.kind = k.kind and p.receiver = $1 where k.face = $2) c
     left join notices.reader r on r.receiver = $1`,
    [receiver, face],
  );
  const [row] = rows;
  const kinds = Object.keys(face === "party" ? partyKinds : officerKinds) as NoticeKind[];
  return {
    address: row?.sealed ? openAddress(keys, receiver, row.sealed) : undefined,
    language: row?.language ?? language,
    state: !row?.sealed ? "none" : row.bad ? "bad" : row.confirmed ? "good" : "asked",
    spent: (row?.tries ?? 0) >= mostTries,
    choices: new Map(kinds.map((kind) => [kind, row?.choices[kind] ?? "no"])),
  };
}

/**
 * Takes an address and sends it a code. The address that counts already stays as it is. False where it is none, or where codes were
 * asked for too often today.
 */
export async function askForAddress(
  desk: Ground,
  receiver: string,
  address: string,
  language: Lang,
  now: number,
): Promise<"asked" | "known" | "not-one" | "too-often"> {
  if (!isMailAddress(address)) return "not-one";
  const before = await readerOf(desk, receiver, language);
  if (before.state === "good" && before.address === address) return "known";
  const { rows } = await desk.pool.query<{ n: number }>(
    "select count(*)::int n from notices.mail where receiver = $1 and what = 'confirm' and made_at > to_timestamp($2 / 1000.0)",
    [receiver, now - day],
  );
  if ((rows[0]?.n ?? 0) >= 3) return "too-often";
  const sealed = seal(sealingKey(desk.keys), Buffer.from(address), contextOf(receiver));
  await desk.pool.query(
    `with asked as (
       insert into notices.reader (receiver, sealed, language, asked_at) values ($1, $2, $3, to_timestamp($4 / 1000.0))
       on conflict (receiver) do update set sealed = excluded.sealed, language = excluded.language, asked_at = excluded.asked_at,
         confirmed_at = null, tries = 0, bad_at = null, bad = null
     ), written as (
       insert into notices.mail (id, receiver, what, made_at, next_at)
       values ($5, $1, 'confirm', to_timestamp($4 / 1000.0), to_timestamp($4 / 1000.0)) returning id
     )
     select notices.send(array_agg(id)) from written`,
    [receiver, sealed, before.language, now, randomUUID()],
  );
  return "asked";
}

/** The code that an address is confirmed with: eight digits that follow from receiver, address and when it was asked. */
export function codeOf(keys: Ground["keys"], receiver: string, address: string, askedAt: number): string {
  const mac = createHmac("sha256", keys.derive("mail codes").bytes).update(`${receiver}\0${address}\0${askedAt}`).digest();
  return String(mac.readUInt32BE(0) % 100_000_000).padStart(8, "0");
}

/** Confirms the address; false for a wrong code, one that is older than a day, or after too many wrong ones. */
export async function confirmAddress({ pool, keys }: Ground, receiver: string, code: string, now: number): Promise<boolean> {
  const { rows } = await pool.query<{ sealed: Buffer; asked_at: number }>(
    `update notices.reader set tries = tries + 1 where receiver = $1 and confirmed_at is null and tries < $2
       and asked_at > to_timestamp($3 / 1000.0) returning sealed, asked_at`,
    [receiver, mostTries, now - day],
  );
  const [row] = rows;
  if (!row) return false;
  const right = Buffer.from(codeOf(keys, receiver, openAddress(keys, receiver, row.sealed), row.asked_at));
  const given = Buffer.from(code.replace(/\D/g, "").padStart(8, "x").slice(0, 8));
  if (!timingSafeEqual(right, given)) return false;
  await pool.query("update notices.reader set confirmed_at = to_timestamp($2 / 1000.0), tries = 0 where receiver = $1", [receiver, now]);
  return true;
}

/** No more mail: the address is forgotten. False where there was none. */
export async function forgetAddress({ pool }: Pick<Ground, "pool">, receiver: string): Promise<boolean> {
  const { rowCount } = await pool.query("delete from notices.reader where receiver = $1", [receiver]);
  return rowCount === 1;
}

/** What is wanted by mail, and in which language. */
export async function chooseMail(
  { pool }: Pick<Ground, "pool">,
  receiver: string,
  choices: ReadonlyMap<NoticeKind, MailChoice>,
  language: Lang,
): Promise<void> {
  await pool.query(
    `with chosen as (
       insert into notices.preference (receiver, kind, mail) select $1, k, m from unnest($2::text[], $3::text[]) c(k, m)
       on conflict (receiver, kind) do update set mail = excluded.mail
     )
     update notices.reader set language = $4 where receiver = $1`,
    [receiver, [...choices.keys()], [...choices.values()], language],
  );
}

/** What stands in an address that stops mail at once: whom it is for, and a proof that we wrote it. */
export function stopToken(keys: Ground["keys"], receiver: string): string {
  return `${Buffer.from(receiver).toString("base64url")}.${stopMac(keys, receiver).toString("base64url")}`;
}

const stopMac = (keys: Ground["keys"], receiver: string): Buffer =>
  createHmac("sha256", keys.derive("mail stop").bytes).update(receiver).digest().subarray(0, 16);

/** Whom such an address is for; undefined for one that we did not write. */
export function stopReceiver(keys: Ground["keys"], token: string): string | undefined {
  const [whom = "", proof = ""] = token.slice(0, 400).split(".");
  const receiver = Buffer.from(whom, "base64url").toString("utf8");
  const given = Buffer.from(proof, "base64url");
  const right = stopMac(keys, receiver);
  return given.length === right.length && timingSafeEqual(given, right) ? receiver : undefined;
}

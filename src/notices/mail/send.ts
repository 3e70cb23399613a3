// One mail, sent by a worker: taken on, written, handed over, and what became of it noted. What cannot be known is not sent twice.
import { z } from "zod";
import type { Desk } from "../../casework/index.ts";
import { type Lang, type Text, t } from "../../platform/i18n/index.ts";
import { defineJob, type Job } from "../../platform/jobs/index.ts";
import { composeMail, type Delivered, deliver, type Mail, type MailSettings } from "../../platform/mail/index.ts";
import { codeOf, openAddress, stopToken } from "../reader.ts";
import { words } from "./words.ts";

export const mailJob = "notice-mail";

/** A mail that a worker took on and never ended is free again after so long, in milliseconds. */
export const lease = 180_000;
/** Pauses before it is tried again, in milliseconds; the last one repeats until the mail is too old. */
const pauses = [60_000, 300_000, 900_000, 3_600_000, 4 * 3_600_000];
/** A mail that could not be sent for so long is given up. */
export const longest = 2 * 86_400_000;
/** Lines of a digest. */
const mostLines = 50;

interface Taken {
  readonly id: string;
  readonly receiver: string;
  readonly what: "notice" | "digest" | "confirm";
  readonly notice: string | null;
  readonly after_n: number | null;
  readonly until_n: number | null;
  readonly made_at: number;
  readonly attempts: number;
  readonly sealed: Buffer | null;
  readonly language: Lang | null;
  readonly asked_at: number | null;
  readonly good: boolean | null;
}

/** The job of sending mails. Without settings nothing is sent. */
export const mailJobs = (desk: Desk, settings: MailSettings | undefined): readonly Job[] => [
  defineJob(mailJob, z.object({ mail: z.uuid() }), async ({ mail }) => {
    if (settings) await sendMail(desk, settings, mail);
  }),
];

/** Sends one mail if it is its turn. Answers what became of it; undefined where it was not to be sent. */
export async function sendMail(desk: Desk, settings: MailSettings, id: string): Promise<Delivered | undefined> {
  const now = desk.now();
  const taken = await take(desk, id, now);
  if (!taken) return undefined;
  const mail = await write(desk, settings, taken, now);
  if (!mail) {
    await settle(desk, taken, "dropped", now, {});
    return undefined;
  }
  const raw = await composeMail(mail);
  const delivered = await deliver(settings, { to: mail.to, raw }, async () => {
    await desk.pool.query("update notices.mail set handed_at = to_timestamp($2 / 1000.0) where id = $1", [id, desk.now()]);
  });
  await note(desk, taken, delivered, desk.now());
  return delivered;
}

async function take(desk: Desk, id: string, now: number): Promise<Taken | undefined> {
  const { rows } = await desk.pool.query<Taken>(
    `with taken as (
       update notices.mail set state = 'sending', attempts = attempts + 1, began_at = to_timestamp($2 / 1000.0), handed_at = null
       where id = $1 and (state = 'waiting' and next_at <= to_timestamp($2 / 1000.0)
         or state = 'sending' and handed_at is null and began_at < to_timestamp($3 / 1000.0))
       returning *
     )
     select m.id, m.receiver, m.what, m.notice, m.after_n, m.until_n, m.made_at, m.attempts, r.sealed, r.language, r.asked_at,
       r.confirmed_at is not null and r.bad_at is null good
     from taken m left join notices.reader r on r.receiver = m.receiver`,
    [id, now, now - lease],
  );
  return rows[0];
}

/** The mail as it stands now; undefined where there is nothing left to say, or nobody to say it to. */
async function write(desk: Desk, settings: MailSettings, taken: Taken, now: number): Promise<Mail | undefined> {
  const { receiver, sealed, asked_at } = taken;
  if (!sealed || (taken.what === "confirm" ? taken.made_at !== asked_at : taken.good !== true)) return undefined;
  const lang = taken.language ?? "zh";
  const to = openAddress(desk.keys, receiver, sealed);
  const page = (path: string): string => `${desk.publicUrl}/${lang}${path}`;
  const officer = receiver.startsWith("officer:");
  const base = { id: taken.id, from: settings.from, to, lang, at: now };
  const foot = { text: t(words.noReply, lang) };
  if (taken.what === "confirm") {
    const code = codeOf(desk.keys, receiver, to, asked_at ?? 0);
    return {
      ...base,
      subject: t(words.confirm, lang),
      lines: [{ text: t(words.confirmText(code), lang) }, { text: t(words.confirmNot, lang) }],
      footer: [foot],
    };
  }
  const lines = await linesOf(desk, taken);
  const [first] = lines;
  if (!first) return undefined;
  const footer = [{ text: t(words.settings, lang), href: page(officer ? "/workbench/notices" : "/account/mail") }, foot];
  const stop = page(`/mail/${stopToken(desk.keys, receiver)}`);
  if (taken.what === "notice") {
    return {
      ...base,
      subject: first.text[lang],
      lines: [{ text: first.text[lang] }, { text: t(words.open, lang), href: page(first.href) }],
      footer,
      stop,
    };
  }
  const left = lines.length - mostLines;
  return {
    ...base,
    subject: t(words.digest(lines.length), lang),
    lines: [
      ...lines.slice(0, mostLines).map(({ text, href }) => ({ text: text[lang], href: page(href) })),
      ...(left > 0 ? [{ text: t(words.more(left), lang) }] : []),
      officer
        ? { text: t(words.openInbox, lang), href: page("/workbench/inbox") }
        : { text: t(words.openCases, lang), href: page("/cases") },
    ],
    footer,
    stop,
  };
}

/** What it tells: only what was not read meanwhile. */
async function linesOf(desk: Desk, taken: Taken): Promise<readonly { readonly text: Text; readonly href: string }[]> {
  const { rows } =
    taken.what === "notice"
      ? await desk.pool.query<{ text: Text; href: string }>("select text, href from notices.inbox where id = $1 and read_at is null", [
          taken.notice,
        ])
      : await desk.pool.query<{ text: Text; href: string }>(
          `select i.text, i.href from notices.inbox i join notices.kind k on k.kind = i.kind
           left join notices.preference p on p.receiver = i.receiver and p.kind = i.kind
           where i.receiver = $1 and i.n > $2 and i.n <= $3 and i.read_at is null and coalesce(p.mail, k.mail) = 'digest' order by i.n limit 1000`,
          [taken.receiver, taken.after_n, taken.until_n],
        );
  return rows;
}

async function note(desk: Desk, taken: Taken, delivered: Delivered, now: number): Promise<void> {
  switch (delivered.kind) {
    case "sent":
      return settle(desk, taken, "sent", now, {});
    case "unsure":
      return settle(desk, taken, "unsure", now, { why: "no-answer" });
    case "permanent":
      await settle(desk, taken, "refused", now, delivered);
      if (delivered.why === "address")
        await desk.pool.query("update notices.reader set bad_at = to_timestamp($2 / 1000.0), bad = $3 where receiver = $1", [
          taken.receiver,
          now,
          String(delivered.code ?? ""),
        ]);
      return;
    case "temporary": {
      const pause = pauses[Math.min(taken.attempts, pauses.length) - 1] ?? 60_000;
      if (now + pause - taken.made_at > longest) return settle(desk, taken, "failed", now, delivered);
      await desk.pool.query(
        `update notices.mail set state = 'waiting', handed_at = null, next_at = to_timestamp($2 / 1000.0), code = $3, why = $4
         where id = $1 and state = 'sending'`,
        [taken.id, now + pause, delivered.code ?? null, delivered.why],
      );
    }
  }
}

async function settle(
  desk: Desk,
  { id }: Taken,
  state: "sent" | "refused" | "failed" | "unsure" | "dropped",
  now: number,
  { code, why }: { readonly code?: number; readonly why?: string },
): Promise<void> {
  await desk.pool.query("update notices.mail set state = $2, ended_at = to_timestamp($3 / 1000.0), code = $4, why = $5 where id = $1", [
    id,
    state,
    now,
    code ?? null,
    why ?? null,
  ]);
}

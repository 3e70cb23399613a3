// Mails that did not get through, for administrators: why, and sending one again by hand. Addresses and texts are not shown.
import type { Desk } from "../../casework/index.ts";
import type { NoticeKind } from "../kinds.ts";

export type TroubleState = "refused" | "failed" | "unsure";

export interface MailTrouble {
  readonly id: string;
  /** `officer:<id>` or `party:<id>`. */
  readonly receiver: string;
  readonly what: "notice" | "digest" | "confirm";
  readonly kind: NoticeKind | null;
  readonly state: TroubleState;
  readonly attempts: number;
  /** Epoch milliseconds. */
  readonly ended_at: number;
  readonly code: number | null;
  readonly why: string | null;
  /** It may be sent again: the address is still good. */
  readonly again: boolean;
}

/** How many mails stand how, of the last 90 days. */
export async function countMail({ pool }: Pick<Desk, "pool">): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ state: string; n: number }>("select state, count(*)::int n from notices.mail group by state");
  return new Map(rows.map(({ state, n }) => [state, n]));
}

/** The latest that did not get through. */
export async function mailTroubles({ pool }: Pick<Desk, "pool">, most = 100): Promise<readonly MailTrouble[]> {
  const { rows } = await pool.query<MailTrouble>(
    `select m.id, m.receiver, m.what, i.kind, m.state, m.attempts, m.ended_at, m.code, m.why,
       m.what <> 'confirm' and r.confirmed_at is not null and r.bad_at is null again
     from (select * from notices.mail where state in ('refused', 'failed', 'unsure') order by ended_at desc limit $1) m
     left join notices.inbox i on i.id = m.notice left join notices.reader r on r.receiver = m.receiver
     order by m.ended_at desc, m.id`,
    [most],
  );
  return rows;
}

/** Puts a mail among those that wait, under its own id as before; false where it did get through, or may not be sent again. */
export async function sendAgain({ pool }: Pick<Desk, "pool">, id: string, now: number): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update notices.mail m set state = 'waiting', attempts = 0, handed_at = null, ended_at = null, code = null, why = null,
       next_at = to_timestamp($2 / 1000.0), made_at = to_timestamp($2 / 1000.0)
     from notices.reader r
     where m.id = $1 and m.state in ('refused', 'failed', 'unsure') and m.what <> 'confirm'
       and r.receiver = m.receiver and r.confirmed_at is not null and r.bad_at is null`,
    [id, now],
  );
  return rowCount === 1;
}

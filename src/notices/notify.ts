// Telling somebody: the front door for everything that has something to tell.
import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import type { Text } from "../platform/i18n/index.ts";
import type { NoticeKind } from "./kinds.ts";

/** Whom it concerns: one officer, whoever holds a post (`agency/post`) today, or a party. */
type Receiver =
  | { readonly officer: string }
  | { readonly post: string /** Holds the post too and need not be told. */; readonly not?: string }
  | { readonly party: string };

export type NewNotice = Receiver & {
  readonly kind: NoticeKind;
  readonly case?: string;
  /** One sentence, without personal data and without the content of a case. */
  readonly text: Text;
  /** Where it leads: a path without the language in front, `/workbench/cases/…`. */
  readonly href: string;
  /** The occasion: the same one is told to the same receiver once. Without it each call tells anew. */
  readonly once?: string;
};

/**
 * Writes the notices in the transaction of `client` (or by themselves, on a pool): lines in inboxes, mail where it was chosen, and
 * word to every process once it commits. Answers how many lines were new.
 * @param at epoch milliseconds
 */
export async function notify(client: Pick<PoolClient, "query">, notices: readonly NewNotice[], at: number = Date.now()): Promise<number> {
  if (notices.length === 0) return 0;
  const rows = notices.map((one) => ({
    ...("officer" in one ? { receiver: `officer:${one.officer}` } : {}),
    ...("party" in one ? { receiver: `party:${one.party}` } : {}),
    ...("post" in one ? { post: one.post, ...(one.not === undefined ? {} : { not: one.not }) } : {}),
    kind: one.kind,
    case: one.case,
    text: { zh: one.text.zh, en: one.text.en },
    href: one.href,
    once: one.once ?? randomUUID(),
  }));
  const { rows: written } = await client.query<{ n: number }>("select notices.notify($1::jsonb, to_timestamp($2 / 1000.0)) n", [
    JSON.stringify(rows),
    at,
  ]);
  return written[0]?.n ?? 0;
}

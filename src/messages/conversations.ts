// Conversations about many cases at once, for those who make them findable: who takes part, and what was said.
import type { Desk, Searchable } from "../casework/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { receiverTitle } from "./send.ts";

export interface Conversation {
  readonly thread: string;
  /** Of its first message, epoch milliseconds. */
  readonly at: number;
  /** Who takes part, and therefore reads it: `officer:<id>` or `post:<agency/post>`. */
  readonly parts: readonly string[];
  readonly messages: readonly { readonly sender: Text; readonly text: string }[];
}

/** The conversations about each of these cases, by the case's id. */
export async function conversationsOf(
  desk: Pick<Desk, "pool" | "organisation">,
  cases: readonly Pick<Searchable, "loaded" | "messages">[],
): Promise<ReadonlyMap<string, readonly Conversation[]>> {
  const written = cases.filter(({ messages }) => messages.length > 0);
  if (written.length === 0) return new Map();
  const said = new Map(written.map(({ loaded, messages }) => [loaded.row.id, new Map(messages.map(({ seq, text }) => [seq, text]))]));
  const { rows } = await desk.pool.query<{ case_id: string; thread: string; seq: number; sender: string; at: number }>(
    "select case_id, thread, seq, sender, at from messages.message where case_id = any ($1::uuid[]) order by case_id, at, seq",
    [[...said.keys()]],
  );
  const { rows: parts } = await desk.pool.query<{ thread: string; receiver: string }>(
    "select thread, receiver from messages.part where case_id = any ($1::uuid[]) order by thread, receiver",
    [[...said.keys()]],
  );
  const taking = Map.groupBy(parts, ({ thread }) => thread);
  const directory = await desk.organisation.current();
  const named = (sender: string): Text => (directory ? receiverTitle(directory, `officer:${sender}`) : { zh: sender, en: sender });
  const threads = [...Map.groupBy(rows, ({ thread }) => thread)].map(([thread, of]) => ({
    caseId: of[0]?.case_id ?? "",
    thread,
    at: of[0]?.at ?? 0,
    parts: (taking.get(thread) ?? []).map(({ receiver }) => receiver),
    messages: of.map(({ case_id, seq, sender }) => ({ sender: named(sender), text: said.get(case_id)?.get(seq) ?? "" })),
  }));
  return Map.groupBy(threads, ({ caseId }) => caseId);
}

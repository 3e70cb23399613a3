// A case whose content was lawfully destroyed. It no longer loads: whoever might have read it is told what remains of it, and why.
import type { Actor } from "../identity/index.ts";
import { isoDate, type Text } from "../platform/i18n/index.ts";
import type { Desk } from "./desk.ts";
import { subjectOf } from "./load.ts";
import { blindsOf } from "./parties.ts";
import { mayRead } from "./policy.ts";
import { noCase, type Refused, refused } from "./refusal.ts";

interface Row {
  number: string;
  pack_hash: Buffer;
  agency: string;
  party_blind: Buffer | null;
  agent_blind: Buffer | null;
  posts: string[];
  at: number;
  reason: string;
}

const reading = `
  select c.number, c.pack_hash, c.agency, c.party_blind, c.agent_blind, t.at, t.reason,
    array(select distinct k.post from casework.task k where k.case_id = c.id) as posts
  from casework.case c join ledger.tombstone t on t.case_id = c.id where c.id = $1::uuid`;

/** Why a case that is not there any more cannot be opened; that there is none, for whoever might not have read it. */
export async function whyGone(desk: Desk, actor: Actor, id: string): Promise<Refused> {
  const { rows } = await desk.pool.query<Row>(reading, [id]);
  const [row] = rows;
  if (!row) return noCase;
  const tasks = row.posts.map((post) => ({ post }) as Parameters<typeof subjectOf>[0]["tasks"][number]);
  const read = mayRead(actor, subjectOf({ ...row, tasks }, blindsOf(desk, actor)));
  if (!read.allowed) return read.status === 404 ? noCase : refused(read.status, "forbidden", read.reason);
  const { header } = await desk.catalogue.pack(row.pack_hash.toString("hex"));
  return destroyed(header.title, row.number, isoDate(row.at, desk.zone), row.reason);
}

export const destroyed = (service: Text, number: string, day: string, reason: string): Refused =>
  refused(410, "destroyed", {
    zh: `“${service.zh}”办件 ${number} 的内容已于 ${day} 依法销毁（${reason}）。保留下来的是编号、事项、起止时间、办理结果、统计用的数据，以及账本中能证明它曾经存在并经两人批准销毁的记录。`,
    en: `The content of case ${number} (${service.en}) was lawfully destroyed on ${day} (${reason}). What remains is its number, the service, its dates and outcome, figures for statistics, and the entries in the log that prove that it was there and that two persons approved its destruction.`,
  });

/** What was sent under this key was taken in long ago, and has been destroyed since. */
export const goneSince: Refused = refused(410, "destroyed", {
  zh: "用这个幂等键提交的办件早已收到，其内容后来已依法销毁。如果是新的申请，请换一个键再提交。",
  en: "What was sent under this idempotency key was received long ago and has been lawfully destroyed since. Send a new application under a new key.",
});

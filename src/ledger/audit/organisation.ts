// Changes of the organisation against their leaves. They stand in the log under an id that no case has, by their numbers.
import { hash } from "node:crypto";
import type { ClientBase } from "pg";
import type { Difference } from "../audit.ts";

/** The id under which the log keeps changes of the organisation. */
export const organisationLog = "00000000-0000-7000-8000-000000000001";

/** A change beside its leaf; both null where it is gone. */
export interface ChangeRow {
  change_nonce: Buffer | null;
  change_text: string | null;
}

/** What organisation.commitment commits to, of `g`. */
export const changeColumns = `g.nonce as change_nonce,
    case when g.no is not null then jsonb_build_array(g.no, g.command, round(extract(epoch from g.at) * 1000), g.actor, g.type, g.what, g.key,
      g.before, g.after)::text end as change_text`;

/** Joins `g` to leaves or what waits, `l`. */
export const changeJoin = `left join organisation.change g on l.case_id = '${organisationLog}' and g.no = l.seq`;

const differs = (seq: number, leaf: number | undefined, zh: string, en: string): Difference => ({
  ...(leaf === undefined ? {} : { leaf }),
  seq,
  text: { zh: `机构变更第 ${seq} 条：${zh}`, en: `Change ${seq} of the organisation: ${en}` },
});

/** Judges one change; `null`: the leaf is that of a case. */
export function judgeChange(row: ChangeRow & { case_id: string; seq: number; idx: string | number; commitment: Buffer }) {
  if (row.case_id !== organisationLog) return null;
  const leaf = Number(row.idx) < 0 ? undefined : Number(row.idx);
  if (row.change_text === null || row.change_nonce === null)
    return {
      commitment: row.commitment,
      recomputed: false,
      differences: [differs(row.seq, leaf, "在账本中，但记录已不存在", "in the log, but it is gone")],
    };
  const commitment = hash("sha256", Buffer.concat([row.change_nonce, Buffer.from(row.change_text)]), "buffer");
  const holds = commitment.equals(row.commitment);
  return {
    commitment,
    recomputed: true,
    differences: holds
      ? []
      : [differs(row.seq, leaf, "内容已被改动，与账本不符", "its content was altered: it does not give what stands in the log")],
  };
}

/** Changes that stand neither in the log nor wait for it. */
export async function looseChanges(db: ClientBase): Promise<Difference[]> {
  const { rows } = await db.query<{ no: number }>(
    `select c.no::float8 no from organisation.change c
     where not exists (select from ledger.leaf l where l.case_id = '${organisationLog}' and l.seq = c.no)
       and not exists (select from ledger.pending p where p.case_id = '${organisationLog}' and p.seq = c.no) order by c.no limit 20`,
  );
  return rows.map(({ no }) =>
    differs(
      no,
      undefined,
      "不在账本中，也不在待记入之列：未经办理程序添加",
      "neither in the log nor waiting for it: added by hand, or removed from the log",
    ),
  );
}

// Entries outside the log: added by hand, waiting with another commitment, or missing from the middle or end of a case.
import type { ClientBase } from "pg";
import type { Keyring } from "../../platform/crypto/index.ts";
import type { Difference } from "../audit.ts";
import type { Buried } from "./buried.ts";
import { entryJudge, type LedgerRow } from "./entry.ts";
import { changeColumns, changeJoin, looseChanges } from "./organisation.ts";

const unlogged = `select e.case_id, e.seq from casework.entry e
  where not exists (select from ledger.leaf l where l.case_id = e.case_id and l.seq = e.seq)
    and not exists (select from ledger.pending p where p.case_id = e.case_id and p.seq = e.seq) order by 1, 2 limit 20`;

const waiting = `select -1 as idx, l.case_id, l.seq, l.commitment, e.command, e.at, e.actor, e.type, e.events, e.request, e.digest, e.sealed,
    k.agency, k.wrapped as case_wrapped, a.wrapped as agency_wrapped,
    ${changeColumns}
  from ledger.pending l
  left join casework.entry e on e.case_id = l.case_id and e.seq = l.seq
  left join keyring.case_key k on k.case_id = l.case_id
  left join keyring.agency_key a on a.agency = k.agency
  ${changeJoin}
  order by l.at, l.case_id, l.seq`;

// Entries are numbered from 1 without a gap, and the case's version is the number of the last.
const gaps = `select c.id as case_id, n as seq
  from (select c.id, c.version from casework.case c
        where c.version <> (select count(*) from casework.entry e where e.case_id = c.id and e.seq between 1 and c.version)) c
  cross join lateral generate_series(1, c.version) n
  where not exists (select from casework.entry e where e.case_id = c.id and e.seq = n) order by 1, 2 limit 20`;

interface Place {
  case_id: string;
  seq: number;
}

const at = ({ case_id, seq }: Place, zh: string, en: string): Difference => ({
  case: case_id,
  seq,
  text: { zh: `案件 ${case_id} 第 ${seq} 条记录：${zh}`, en: `Case ${case_id}, entry ${seq}: ${en}` },
});

/** All that the walk along the log cannot meet. */
export async function loose(db: ClientBase, keyring: Keyring, buried: Buried): Promise<Difference[]> {
  const added = (await db.query<Place>(unlogged)).rows.map((row) =>
    at(
      row,
      "不在账本中，也不在待记入之列：未经办理程序添加",
      "neither in the log nor waiting for it: added by hand, or removed from the log",
    ),
  );
  const missing = (await db.query<Place>(gaps)).rows.map((row) => at(row, "缺失", "missing"));
  const judge = entryJudge(keyring, buried);
  const altered = (await db.query<LedgerRow>(waiting)).rows.flatMap((row) => judge(row).differences.map(({ leaf: _, ...rest }) => rest));
  return [...added, ...missing, ...altered, ...(await looseChanges(db))];
}

// Recomputes the whole log from the entries and the changes of the organisation, and holds it against everything that was signed. Finds one altered, missing
// or added row and names it.
import type { ClientBase, Pool } from "pg";
import { append, emptyFrontier, leafHash, type NoteVerifier } from "../engine/merkle/index.ts";
import type { Keyring } from "../platform/crypto/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { buriedIn } from "./audit/buried.ts";
import { entryJudge, type LedgerRow } from "./audit/entry.ts";
import { headsOf } from "./audit/heads.ts";
import { loose } from "./audit/loose.ts";
import { changeColumns, changeJoin } from "./audit/organisation.ts";
import { tilesOf } from "./audit/tiles.ts";
import { logVerifiers } from "./log.ts";

/** One difference found. `case` and `seq` where it can be pinned to an entry; `leaf` to a place in the log. */
export interface Difference {
  readonly case?: string;
  readonly seq?: number;
  readonly leaf?: number;
  readonly text: Text;
}

export interface Audit {
  readonly holds: boolean;
  /** Leaves recomputed. */
  readonly size: number;
  /** Entries whose commitment was recomputed from their content; those of destroyed cases are compared by digest only. */
  readonly recomputed: number;
  readonly differences: readonly Difference[];
}

export interface AuditOptions {
  /** Logs in as owner or app: reading is enough. */
  readonly pool: Pool;
  readonly keyring: Keyring;
  /** An older checkpoint kept outside: a signed note. */
  readonly checkpoint?: string;
  /** Keys trusted for that checkpoint beside those of the database. */
  readonly trusted?: readonly NoteVerifier[];
  /** Stop after so many differences (default 20). */
  readonly most?: number;
  readonly progress?: (done: number, of: number) => void;
}

const batch = 5_000;

const page = `select l.idx, l.case_id, l.seq, l.commitment, e.command, e.at, e.actor, e.type, e.events, e.request, e.digest, e.sealed,
    k.agency, k.wrapped as case_wrapped, a.wrapped as agency_wrapped,
    ${changeColumns}
  from (select * from ledger.leaf where idx >= $1 order by idx limit ${batch}) l
  left join casework.entry e on e.case_id = l.case_id and e.seq = l.seq
  left join keyring.case_key k on k.case_id = l.case_id
  left join keyring.agency_key a on a.agency = k.agency
  ${changeJoin}
  order by l.idx`;

/** Audits the log as it stands at one instant, also while the server works. */
export async function audit(options: AuditOptions): Promise<Audit> {
  const client = await options.pool.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    await client.query("set local statement_timeout = 0");
    return await examine(client, options);
  } finally {
    await client.query("rollback").catch(() => {});
    client.release();
  }
}

async function examine(db: ClientBase, { keyring, checkpoint, trusted = [], most = 20, progress }: AuditOptions): Promise<Audit> {
  const differences: Difference[] = [];
  const say = (...found: readonly Difference[]) => differences.push(...found);
  const buried = await buriedIn(db);
  const judge = entryJudge(keyring, buried);
  const heads = await headsOf(db, [...(await logVerifiers(db)), ...trusted], checkpoint, say);
  const tiles = await tilesOf(db);
  const { rows: counted } = await db.query<{ n: string }>("select count(*) as n from ledger.leaf");
  const total = Number(counted[0]?.n ?? 0);

  let frontier = emptyFrontier;
  let recomputed = 0;
  let next = 0;
  heads.meet(frontier, say);
  while (differences.length < most) {
    const { rows } = await db.query<LedgerRow>(page, [next]);
    if (rows.length === 0) break;
    for (const row of rows) {
      const idx = Number(row.idx);
      if (idx !== next) say(missingLeaf(next, idx - 1));
      next = idx + 1;
      const judged = judge(row);
      if (judged.recomputed) recomputed += 1;
      say(...judged.differences);
      frontier = append(frontier, [leafHash(judged.commitment)], (id, made) => tiles.meet(id, made, say));
      heads.meet(frontier, say);
    }
    progress?.(next, total);
  }
  if (differences.length < most) {
    heads.finish(frontier.size, say);
    say(...(await loose(db, keyring, buried)));
  }
  return { holds: differences.length === 0, size: frontier.size, recomputed, differences: differences.slice(0, most) };
}

const missingLeaf = (from: number, to: number): Difference => ({
  leaf: from,
  text: {
    zh: from === to ? `账本缺少第 ${from} 条` : `账本缺少第 ${from} 至 ${to} 条`,
    en: from === to ? `Leaf ${from} is missing from the log` : `Leaves ${from} to ${to} are missing from the log`,
  },
});

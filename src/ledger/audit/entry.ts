// One entry against its leaf.
import { caseKey, entryNonce, type Key, type Keyring, open } from "../../platform/crypto/index.ts";
import type { Difference } from "../audit.ts";
import { destroyedType, entryBody, entryContext, entryDigest, nothingSealed, openNonce } from "../entry.ts";
import type { Buried } from "./buried.ts";
import { type ChangeRow, judgeChange } from "./organisation.ts";

/** A leaf with its entry and keys, any of which may be gone. */
export interface LedgerRow extends ChangeRow {
  idx: string | number;
  case_id: string;
  seq: number;
  commitment: Buffer;
  command: string | null;
  at: Date | number;
  actor: string;
  type: string;
  events: unknown;
  request: Buffer;
  digest: Buffer;
  sealed: Buffer;
  agency: string | null;
  case_wrapped: Buffer | null;
  agency_wrapped: Buffer | null;
}

export interface Judged {
  /** What the tree is recomputed from: the entry's own commitment where it could be made. */
  readonly commitment: Buffer;
  readonly recomputed: boolean;
  readonly differences: readonly Difference[];
}

/** Judges entries one after another; keys of the last cases are kept. */
export function entryJudge(keyring: Keyring, buried: Buried): (row: LedgerRow) => Judged {
  const keys = keysOf(keyring);
  return (row) => {
    const change = judgeChange(row);
    if (change) return change;
    const differs = (zh: string, en: string): Difference => ({
      case: row.case_id,
      seq: row.seq,
      leaf: Number(row.idx),
      text: { zh: `案件 ${row.case_id} 第 ${row.seq} 条记录：${zh}`, en: `Case ${row.case_id}, entry ${row.seq}: ${en}` },
    });
    const kept = { commitment: row.commitment, recomputed: false };
    if (row.command === null) return { ...kept, differences: [differs("在账本中，但记录已不存在", "in the log, but the entry is gone")] };
    const differences: Difference[] = [];
    if (!row.digest.equals(row.commitment)) differences.push(differs("账本与记录的摘要不同", "the log and the entry's digest differ"));
    const grave = buried(row.case_id);
    if (grave === "lawful") {
      // A key that came back, from an old backup for instance, opens what was lawfully destroyed.
      if (row.case_wrapped)
        differences.push(differs("内容已依法销毁，案件密钥却还在", "lawfully destroyed, but the case key is there again"));
      if (row.type !== destroyedType) return { ...kept, differences };
      const body = entryBody({ command: row.command, events: row.events, request: row.request });
      const said = entryDigest({ case: row.case_id, seq: row.seq, at: Number(row.at), type: row.type, actor: row.actor, body }, openNonce);
      if (!said.equals(row.digest)) differences.push(differs("销毁记录已被改动", "the entry of its destruction was altered"));
      return { commitment: said, recomputed: true, differences };
    }
    if (grave === "unapproved" && row.seq === 1)
      differences.push(
        differs("销毁记录没有两个不同岗位的两人批准", "a destruction is noted that was not approved by two persons of different posts"),
      );
    const key = keys(row);
    if (!key && grave === "unapproved") return { ...kept, differences };
    if (!key) {
      differences.push(
        row.case_wrapped
          ? differs("案件密钥无法打开，不能核对", "the case key does not open, so that it cannot be checked")
          : differs("案件密钥已不存在，且没有经批准的销毁记录", "the case key is gone without an approved destruction"),
      );
      return { ...kept, differences };
    }
    const entry = { case: row.case_id, seq: row.seq, at: Number(row.at), type: row.type, actor: row.actor };
    const digest = entryDigest(
      { ...entry, body: entryBody({ command: row.command, events: row.events, request: row.request }) },
      entryNonce(key, row.seq),
    );
    if (!digest.equals(row.digest))
      differences.push(differs("内容已被改动，与其摘要不符", "its content was altered: it does not give its digest"));
    if (!nothingSealed(row.seq, row.sealed) && open(key, row.sealed, entryContext(row.case_id, row.seq)) === null) {
      differences.push(differs("密封部分已被改动", "its sealed part was altered"));
    }
    return { commitment: digest, recomputed: true, differences };
  };
}

const mostKept = 50_000;

function keysOf(keyring: Keyring): (row: LedgerRow) => Key | null {
  const kept = new Map<string, Key | null>();
  return (row) => {
    const known = kept.get(row.case_id);
    if (known !== undefined) return known;
    if (kept.size >= mostKept) kept.clear();
    const agency = row.agency !== null && row.agency_wrapped ? keyring.agencyKey(row.agency, row.agency_wrapped) : null;
    const key = agency && row.case_wrapped ? caseKey(agency, row.case_id, row.case_wrapped) : null;
    kept.set(row.case_id, key);
    return key;
  };
}

// The recomputed log against every head that was signed, and against a checkpoint kept outside.
import type { ClientBase } from "pg";
import { type Frontier, type NoteVerifier, openNote, parseCheckpoint, rootOf, sameHash } from "../../engine/merkle/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import type { Difference } from "../audit.ts";

type Say = (...found: readonly Difference[]) => void;

export interface Heads {
  /** To be called at every size from 0 on. */
  meet(frontier: Frontier, say: Say): void;
  /** At the end: what was signed may not be longer than what is there. */
  finish(size: number, say: Say): void;
}

interface Signed {
  readonly size: number;
  readonly root: Uint8Array;
  readonly what: Text;
}

const own = (size: number): Text => ({ zh: `账本签名的第 ${size} 条处的检查点`, en: `the log's own checkpoint at ${size}` });
const outside = (size: number): Text => ({ zh: `外部保存的第 ${size} 条处的检查点`, en: `the checkpoint kept outside, at ${size}` });

/** Reads the heads, checks their signatures, and adds the checkpoint given. */
export async function headsOf(db: ClientBase, verifiers: readonly NoteVerifier[], given: string | undefined, say: Say): Promise<Heads> {
  const signed: Signed[] = [];
  const { rows } = await db.query<{ size: string | number; root: Buffer; checkpoint: string; origin: string }>(
    "select origin, size, root, checkpoint from ledger.head order by size",
  );
  for (const row of rows) {
    const size = Number(row.size);
    const opened = openNote(row.checkpoint, verifiers);
    const checkpoint = opened.ok ? parseCheckpoint(opened.text) : null;
    if (checkpoint?.size === size && checkpoint.origin === row.origin && sameHash(checkpoint.root, row.root)) {
      signed.push({ size, root: checkpoint.root, what: own(size) });
    } else say({ text: { zh: `${own(size).zh}已被改动或签名不成立`, en: `${own(size).en} was altered, or its signature does not hold` } });
  }
  if (given !== undefined) {
    const opened = openNote(given, verifiers);
    const checkpoint = opened.ok ? parseCheckpoint(opened.text) : null;
    if (checkpoint) signed.push({ size: checkpoint.size, root: checkpoint.root, what: outside(checkpoint.size) });
    else {
      say({
        text: {
          zh: "所给检查点不是由此账本的密钥签名的，无法比对",
          en: "The given checkpoint is not signed by a key of this log, so that nothing can be held against it",
        },
      });
    }
  }
  return walk(signed.sort((a, b) => a.size - b.size));
}

function walk(signed: readonly Signed[]): Heads {
  let next = 0;
  let agreed = 0;
  let broken = false;
  return {
    meet(frontier, say) {
      for (let head = signed[next]; head?.size === frontier.size; head = signed[next]) {
        next += 1;
        if (sameHash(rootOf(frontier), head.root)) agreed = head.size;
        // Once one root differs, all later ones do: the first says where.
        else if (!broken) {
          broken = true;
          say({
            leaf: agreed,
            text: {
              zh: `重新计算的账本与${head.what.zh}不符：第 ${agreed} 至 ${head.size - 1} 条之间有改动`,
              en: `The recomputed log is not that of ${head.what.en}: something between leaf ${agreed} and leaf ${head.size - 1} was altered`,
            },
          });
        }
      }
    },
    finish(size, say) {
      const head = signed[next];
      if (head) {
        say({
          leaf: size,
          text: {
            zh: `账本只有 ${size} 条，少于${head.what.zh}所签名的数目：末尾的记录被删除，或恢复了旧备份`,
            en: `The log has ${size} leaves, fewer than ${head.what.en} covers: its end was removed, or an old backup was restored`,
          },
        });
      }
    },
  };
}

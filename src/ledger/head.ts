import type { Queryable } from "./queryable.ts";

/** A published head of the log. */
export interface Head {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
  /** The signed note. */
  readonly checkpoint: string;
}

/** The newest head of the log in use; null before the first is published. */
export async function latestHead(db: Queryable): Promise<Head | null> {
  const { rows } = await db.query<{ origin: string; size: string | number; root: Buffer; checkpoint: string }>(
    `select h.origin, h.size, h.root, h.checkpoint from ledger.head h
     where h.origin = (select origin from ledger.log order by no desc limit 1) order by h.size desc limit 1`,
  );
  const [row] = rows;
  return row ? { ...row, size: Number(row.size) } : null;
}

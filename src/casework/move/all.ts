// Moving every running case of a version, in batches: what was moved stays moved if the work is broken off, and the next run goes
// on with what is left.
import type { Desk } from "../desk.ts";
import type { Move } from "./map.ts";
import { type CaseMove, moveCase } from "./move.ts";

export interface MoveOptions {
  /** Say what would happen, and change nothing. */
  readonly dry: boolean;
  /** Cases at once (default 4). */
  readonly together?: number;
  readonly progress?: (done: number, of: number) => void;
  /** Told of each case. */
  readonly tell: (one: CaseMove) => void;
}

export interface MoveTotals {
  readonly moved: number;
  readonly stays: number;
  /** Cases that ended, or were moved by another run, while this one went on. */
  readonly gone: number;
}

const batch = 200;

/** Moves them in the order of their ids. */
export async function moveAll(desk: Desk, move: Move, { dry, together = 4, progress = () => {}, tell }: MoveOptions): Promise<MoveTotals> {
  const totals = { moved: 0, stays: 0, gone: 0 };
  const of = await count(desk, move);
  let after = "00000000-0000-0000-0000-000000000000";
  for (let done = 0; ; ) {
    const ids = await next(desk, move, after);
    const last = ids.at(-1);
    if (last === undefined) return totals;
    after = last;
    for (let first = 0; first < ids.length; first += together) {
      const results = await Promise.all(ids.slice(first, first + together).map((id) => moveCase(desk, id, move, dry)));
      for (const one of results) {
        if (one) tell(one);
        totals[!one ? "gone" : one.outcome === "stays" ? "stays" : "moved"] += 1;
        done += 1;
      }
      progress(done, Math.max(of, done));
    }
  }
}

const running = "pack = $1 and pack_hash = decode($2, 'hex') and status = 'running'";

async function count(desk: Pick<Desk, "pool">, { from }: Move): Promise<number> {
  const { rows } = await desk.pool.query<{ n: number }>(`select count(*)::int n from casework.case where ${running}`, [
    from.header.id,
    from.hash,
  ]);
  return rows[0]?.n ?? 0;
}

async function next(desk: Pick<Desk, "pool">, { from }: Move, after: string): Promise<string[]> {
  const { rows } = await desk.pool.query<{ id: string }>(
    `select id from casework.case where ${running} and id > $3::uuid order by id limit ${batch}`,
    [from.header.id, from.hash, after],
  );
  return rows.map(({ id }) => id);
}

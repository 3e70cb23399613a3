// The register of the uses of seals: who applied which, when, on what, under whose signature; and what became of it.
import type { Pool } from "pg";
import type { SealState } from "./authority.ts";

/** One use of one organ's seal. Instants are epoch milliseconds. */
export interface SealUse {
  readonly organ: string;
  /** Counts the uses of the organ's seal from 1. */
  readonly n: number;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly task: number;
  readonly output: string;
  readonly officer: string;
  readonly post: string;
  readonly usedAt: number;
  readonly signer: string;
  readonly signerPost: string;
  readonly signedAt: number;
  readonly signedEntry: number;
  /** SHA-256 of the sealed file, hex. */
  readonly document: string;
  /** The number that the document bears. */
  readonly number: string | null;
  readonly at: number;
  /** Why it was made void; null where it stands. */
  readonly void: string | null;
}

const columns = `u.organ, u.n, u.case_id as "caseId", c.number as "caseNumber", u.task, u.output, u.officer, u.post, u.used_at as "usedAt", u.signer,
  u.signer_post as "signerPost", u.signed_at as "signedAt", u.signed_entry as "signedEntry", encode(u.document, 'hex') as document, u.number, u.at,
  (select x.ground from office.seal_change x where x.organ = u.organ and x.n = u.n and x.state = 'revoked') as void`;

export interface UsesAsked {
  readonly organ: string;
  /** Only uses before this one. */
  readonly before?: number;
  readonly limit: number;
}

/** Uses of an organ's seal, the newest first. */
export async function sealUses(pool: Pool, { organ, before, limit }: UsesAsked): Promise<readonly SealUse[]> {
  const { rows } = await pool.query<SealUse>({
    name: "seal-uses",
    text: `select ${columns} from office.seal_use u join casework.case c on c.id = u.case_id
           where u.organ = $1 and u.n < $2 order by u.n desc limit $3`,
    values: [organ, before ?? 2_147_483_647, limit],
  });
  return rows;
}

/** The uses that made a file, by its SHA-256: one for each organ whose seal it bears. */
export async function usesOf(pool: Pool, sha256: Uint8Array): Promise<readonly SealUse[]> {
  const { rows } = await pool.query<SealUse>(
    `select ${columns} from office.seal_use u join casework.case c on c.id = u.case_id where u.document = $1 order by u.organ`,
    [Buffer.from(sha256)],
  );
  return rows;
}

/** What became of a seal, or of one use of it. */
export interface SealChange {
  readonly n: number | null;
  readonly state: SealState;
  /** From when it counts. */
  readonly from: number;
  readonly at: number;
  readonly officer: string;
  readonly ground: string;
}

export async function sealChanges(pool: Pool, organ: string): Promise<readonly SealChange[]> {
  const { rows } = await pool.query<SealChange>(
    `select n, state, "from", at, officer, ground from office.seal_change where organ = $1 order by no desc limit 500`,
    [organ],
  );
  return rows;
}

/** One line for each seal that was ever used or changed: how often, when last, in use or not. */
export interface SealFigure {
  readonly organ: string;
  readonly uses: number;
  readonly last: number | null;
  readonly state: SealState;
}

export async function sealFigures(pool: Pool, organs: readonly string[], now: number): Promise<readonly SealFigure[]> {
  const { rows } = await pool.query<SealFigure>(
    `select o.organ, coalesce(c.uses, 0) as uses, (select max(u.at) from office.seal_use u where u.organ = o.organ) as last,
       office.seal_state(o.organ, $2) as state
     from unnest($1::text[]) with ordinality as o(organ, place) left join office.seal_counter c on c.organ = o.organ order by o.place`,
    [organs, new Date(now)],
  );
  return rows;
}

export interface StateWanted {
  readonly organ: string;
  /** One use of the seal; absent: the seal itself. */
  readonly n?: number;
  readonly state: SealState;
  /** From when it counts: now, or earlier where a seal was lost before it was noticed. */
  readonly from: number;
  readonly at: number;
  readonly officer: string;
  /** No personal data: it is shown to whoever keeps or leads the seal. */
  readonly ground: string;
}

/** Suspends, revokes or takes up a seal again, or makes one use void, for good. */
export async function changeSeal(pool: Pool, wanted: StateWanted): Promise<"done" | "unknown" | "revoked" | "same"> {
  const { organ, n, state, from, at, officer, ground } = wanted;
  const { rows } = await pool.query<{ outcome: "done" | "unknown" | "revoked" | "same" }>(
    "select office.change_seal($1, $2, $3, $4, $5, $6, $7) as outcome",
    [organ, n ?? null, state, new Date(from), new Date(at), officer, ground],
  );
  const [row] = rows;
  if (!row) throw new Error("a change of a seal gave no answer");
  return row.outcome;
}

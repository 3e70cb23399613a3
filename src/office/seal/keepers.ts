// Which post keeps an organ's seal: the one that those who lead the organ named, else every post of it with the right to the seal.
import type { Pool } from "pg";
import { has } from "../../access/index.ts";
import type { Directory, Post } from "../../organisation/index.ts";

/** One naming of a keeper. `ground` holds no personal data. */
export interface SealKeeper {
  readonly organ: string;
  /** `agency/post` */
  readonly post: string;
  readonly at: number;
  readonly officer: string;
  readonly ground: string;
}

/** Who was named to keep an organ's seal, the last first. */
export async function sealKeepers(pool: Pool, organ: string): Promise<readonly SealKeeper[]> {
  const { rows } = await pool.query<SealKeeper>(
    "select organ, post, at, officer, ground from office.seal_keeper where organ = $1 order by no desc limit 100",
    [organ],
  );
  return rows;
}

/** The post that was named last for each organ, by the organ's key. */
export async function namedKeepers(pool: Pool): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ organ: string; post: string }>(
    "select distinct on (organ) organ, post from office.seal_keeper order by organ, no desc",
  );
  return new Map(rows.map(({ organ, post }) => [organ, post]));
}

/** The naming that counted for an organ's seal at an instant. */
export async function keeperAt(pool: Pool, organ: string, at: number): Promise<SealKeeper | undefined> {
  const { rows } = await pool.query<SealKeeper>(
    "select organ, post, at, officer, ground from office.seal_keeper where organ = $1 and at <= $2 order by no desc limit 1",
    [organ, new Date(at)],
  );
  return rows[0];
}

/** The posts that keep an organ's seal on a day: the named one as long as it is there and has the right, else all that have it. */
export function keepingPosts(directory: Directory, organ: string, named: string | undefined, day: string): readonly Post[] {
  const lasts = ({ active, to }: Post) => active && (to === undefined || day <= to);
  const bearing = directory.posts(organ).filter((post) => lasts(post) && has(post, "keep-seal"));
  const kept = bearing.filter(({ name }) => name === named);
  return kept.length > 0 ? kept : bearing;
}

export interface KeeperWanted {
  readonly organ: string;
  readonly post: string;
  readonly at: number;
  readonly officer: string;
  readonly ground: string;
}

/** Names the post that keeps an organ's seal from now on; the post has been found to be one of the organ's with the right to it. */
export async function nameKeeper(pool: Pool, { organ, post, at, officer, ground }: KeeperWanted): Promise<"done" | "same"> {
  const { rows } = await pool.query<{ outcome: "done" | "same" }>("select office.name_keeper($1, $2, $3, $4, $5) as outcome", [
    organ,
    post,
    new Date(at),
    officer,
    ground,
  ]);
  const [row] = rows;
  if (!row) throw new Error("naming a keeper gave no answer");
  return row.outcome;
}

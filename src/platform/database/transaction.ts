// One piece of work, all of it or nothing.
import type { ClientBase, Pool, PoolClient } from "pg";

/** Done in one transaction on a connection of the pool's, or on the one given: committed with its answer, undone where it throws. */
export async function inTransaction<T>(db: Pool, work: (client: PoolClient) => Promise<T>): Promise<T>;
export async function inTransaction<T>(db: ClientBase, work: (client: ClientBase) => Promise<T>): Promise<T>;
export async function inTransaction<T>(db: Pool | ClientBase, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const pooled = "totalCount" in db;
  const client = (pooled ? await db.connect() : db) as PoolClient;
  let broken = false;
  try {
    await client.query("begin");
    const answer = await work(client);
    await client.query("commit");
    return answer;
  } catch (error) {
    // A connection that cannot even undo is not used again.
    await client.query("rollback").catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    if (pooled) client.release(broken);
  }
}

// The processes of the embedded database give way to the server; those of a database that was given are left alone.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { getPriority } from "node:os";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { cloneDatabase } from "../../../test/support/database.ts";
import { openPool } from "./index.ts";
import { niceness } from "./yielding.ts";

const database = await cloneDatabase();

/** How much a connection's process gives way, by itself and as the group of its own that Linux makes of it. */
async function yielding(embedded: boolean): Promise<{ readonly process: number; readonly group: number | undefined }> {
  const pool = openPool(database.app, "test yielding", 1, { embedded });
  try {
    const { rows } = await pool.query<{ pid: number }>("select pg_backend_pid() as pid");
    const pid = rows[0]?.pid ?? 0;
    const group = (): number | undefined => {
      const file = `/proc/${pid}/autogroup`;
      return existsSync(file) ? Number(/nice (-?\d+)/.exec(readFileSync(file, "utf8"))?.[1]) : undefined;
    };
    // Without special rights groups are weighed ten times a second at the most.
    for (let left = 100; embedded && group() === 0 && left > 0; left--) await sleep(100);
    return { process: getPriority(pid), group: group() };
  } finally {
    await pool.end();
  }
}

test("a connection of the embedded database gives way to the server, and no other does", async () => {
  const other = await yielding(false);
  assert.equal(other.process, getPriority());
  const own = await yielding(true);
  assert.equal(own.process, niceness);
  if (other.group !== undefined) assert.deepEqual([other.group, own.group], [0, niceness]);
});

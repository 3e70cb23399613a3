// Notices: heard by everybody who listens, begun again after a broken connection, and never trusted in between.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { cloneDatabase } from "../../../test/support/database.ts";
import { openNotices, openPool } from "./index.ts";

const database = await cloneDatabase();

async function until(holds: () => boolean): Promise<void> {
  for (let left = 200; !holds(); left--) {
    assert.ok(left > 0, "it did not come about in two seconds");
    await sleep(10);
  }
}

test("a notice is heard when its transaction has committed, once for many changes; a broken connection is replaced", async () => {
  const pool = openPool(database.app, "test notices", 2);
  const broken: unknown[] = [];
  const notices = await openNotices(pool, { onError: (error) => broken.push(error), again: 20 });
  const other = new Client({ connectionString: database.superuser });
  await other.connect();
  try {
    let heard = 0;
    notices.on("errand_standing", () => {
      heard += 1;
    });
    assert.equal(notices.live, true);

    await other.query("begin");
    await other.query("notify errand_standing");
    await other.query("notify errand_standing");
    await sleep(50);
    assert.equal(heard, 0);
    await other.query("commit");
    await until(() => heard === 1);

    await other.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test notices'");
    await until(() => broken.length > 0);
    // Whatever was remembered is told to be looked at again once somebody listens again.
    await until(() => notices.live && heard === 2);
    await other.query("notify errand_standing");
    await until(() => heard === 3);
  } finally {
    notices.close();
    assert.equal(notices.live, false);
    notices.close();
    await other.end();
    await pool.end();
  }
});

test("without a database it is not live, and says why", async () => {
  const pool = openPool("postgres://nobody:x@127.0.0.1:1/none", "test notices", 1);
  const broken: unknown[] = [];
  const notices = await openNotices(pool, { onError: (error) => broken.push(error), again: 10_000 });
  assert.equal(notices.live, false);
  assert.equal(broken.length, 1);
  notices.close();
  await pool.end();
});

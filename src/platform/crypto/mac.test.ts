// The MAC is the standard's: the same bytes as the runtime's own, for keys and texts of every length.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { macOf } from "./mac.ts";

test("the MAC of RFC 4231's second test case", () => {
  const mac = macOf(Buffer.from("Jefe"))("what do ya want for nothing?");
  assert.equal(mac.toString("hex"), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
});

test("the same bytes as the runtime's HMAC", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.string({ unit: "binary", maxLength: 300 }), (key, text) => {
      const mac = macOf(key);
      mac("something else before");
      assert.deepEqual(mac(text), createHmac("sha256", key).update(text).digest());
    }),
  );
});

test("a key longer than a block is refused", () => {
  assert.throws(() => macOf(new Uint8Array(65)), RangeError);
});

import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { keyedHash, keyedHashOnce, sha256 } from "./index.ts";

const part = fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), fc.uint8Array({ maxLength: 300 }));
/** What does not fit where inputs are put together otherwise. */
const long = fc.nat(3).map((n) => "长".repeat(n * 6_000));

test("a hash of parts is the platform's hash of them one after another", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(part, long), { maxLength: 5 }), (parts) => {
      const expected = createHash("sha256");
      for (const one of parts) expected.update(one);
      assert.deepEqual(sha256(...parts), expected.digest());
    }),
  );
});

test("a keyed hash is the platform's HMAC, whatever the length of its key, one after another", () => {
  const text = fc.oneof(fc.string({ unit: "binary", maxLength: 600 }), fc.string({ maxLength: 1100 }), long);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(text, { maxLength: 4 }), (key, texts) => {
      const keyed = keyedHash(key);
      for (const one of texts) {
        const expected = createHmac("sha256", key).update(one).digest();
        assert.deepEqual(keyed(one), expected);
        assert.deepEqual(keyedHashOnce(key, one), expected);
      }
    }),
  );
});

import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { caseKey, entryNonce, gramsOf, keyringOf, newCaseKey, open, openJson, openKeyFile, seal, sealJson, sealOverhead } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "errand-keys-"));
after(() => rmSync(folder, { recursive: true }));
const key = { id: "case:1", bytes: Buffer.alloc(32, 7) };

test("sealed bytes open under the same key and context only, and not with any byte changed", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.string(),
      fc.nat(300),
      fc.integer({ min: 1, max: 255 }),
      (plain, context, at, change) => {
        const sealed = seal(key, plain, context);
        assert.equal(sealed.length, plain.length + sealOverhead);
        assert.deepEqual(open(key, sealed, context), Buffer.from(plain));
        assert.equal(open(key, sealed, `${context}.`), null);
        assert.equal(open({ ...key, id: "case:2" }, sealed, context), null);
        assert.equal(open({ ...key, bytes: Buffer.alloc(32, 8) }, sealed, context), null);
        const altered = Buffer.from(sealed);
        altered[at % altered.length] = (altered[at % altered.length] ?? 0) ^ change;
        assert.equal(open(key, altered, context), null);
        assert.equal(open(key, sealed.subarray(0, at % sealed.length), context), null);
      },
    ),
  );
  assert.equal(open({ id: "case", bytes: key.bytes }, seal(key, Buffer.from("x"), "y"), "1:y"), null, "name and context cannot be shifted");
});

test("the same bytes sealed a thousand times share no nonce", () => {
  const nonces = Array.from({ length: 1000 }, () => seal(key, Buffer.from("same"), "").toString("hex", 1, 13));
  assert.equal(new Set(nonces).size, 1000);
});

test("JSON is sealed and opened", () => {
  const value = { name: "𠮷野", answers: [1, null] };
  assert.deepEqual(openJson(key, sealJson(key, value, "c"), "c"), value);
  assert.equal(openJson(key, sealJson(key, value, "c"), "d"), undefined);
});

test("the key file is made once with mode 0600, and refused when others may read it", () => {
  const path = join(folder, "deep/keys/installation.key");
  const missing = openKeyFile(path, { make: false });
  assert.ok(!missing.ok && missing.why.en.includes("no key file"));
  const first = openKeyFile(path);
  assert.ok(first.ok && first.made);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const second = openKeyFile(path);
  assert.ok(second.ok && !second.made);
  assert.deepEqual(second.key, first.key);
  assert.equal(readdirSync(join(folder, "deep/keys")).length, 1);
  chmodSync(path, 0o640);
  const open = openKeyFile(path);
  assert.ok(!open.ok && open.why.en.includes("chmod 600") && open.why.zh.includes("chmod 600"));
  writeFileSync(join(folder, "other"), "not a key", { mode: 0o600 });
  const other = openKeyFile(join(folder, "other"));
  assert.ok(!other.ok && other.why.en.includes("not an installation key"));
  assert.equal(readFileSync(join(folder, "other"), "utf8"), "not a key", "never overwritten");
  const impossible = openKeyFile(join(path, "below-a-file"));
  assert.ok(!impossible.ok);
});

test("keys unwrap under what wrapped them, and under nothing else", () => {
  const ring = keyringOf({ id: "installation:a", bytes: Buffer.alloc(32, 1) });
  const other = keyringOf({ id: "installation:b", bytes: Buffer.alloc(32, 2) });
  const agency = ring.newAgencyKey("street");
  assert.deepEqual(ring.agencyKey("street", agency.wrapped), { ...agency.key, bytes: Buffer.from(agency.key.bytes) });
  assert.equal(ring.agencyKey("square", agency.wrapped), null);
  assert.equal(other.agencyKey("street", agency.wrapped), null);
  const made = newCaseKey(agency.key, "c1");
  assert.deepEqual(caseKey(agency.key, "c1", made.wrapped), made.key);
  assert.equal(caseKey(agency.key, "c2", made.wrapped), null);
  assert.equal(caseKey(ring.newAgencyKey("square").key, "c1", made.wrapped), null);
});

test("nonces differ by entry and by case, and are the same again from the same key", () => {
  const seen = [entryNonce(key, 1), entryNonce(key, 2), entryNonce({ id: "case:2", bytes: Buffer.alloc(32, 8) }, 1)].map((n) =>
    n.toString("hex"),
  );
  assert.equal(new Set(seen).size, 3);
  assert.equal(entryNonce(key, 1).toString("hex"), seen[0]);
});

test("the mark of an id is its blind index, and leads back to it for as long as it is remembered", () => {
  const ring = keyringOf({ id: "installation:a", bytes: Buffer.alloc(32, 1) });
  const mark = ring.mark("party", "p1");
  assert.deepEqual(mark, ring.blind("party", "p1"));
  assert.equal(ring.mark("party", "p1"), mark);
  assert.equal(ring.marked("party", Buffer.from(mark)), "p1");
  assert.equal(ring.marked("other party", mark), undefined);
  assert.equal(ring.marked("party", ring.blind("party", "p2")), undefined);
  for (let n = 0; n < 5000; n++) ring.mark("party", `later ${n}`);
  assert.equal(ring.marked("party", mark), undefined, "the latest alone are remembered");
  assert.deepEqual(ring.mark("party", "p1"), mark);
});

test("blind indexes depend on the purpose and the installation, and grams find parts of names", () => {
  const ring = keyringOf({ id: "installation:a", bytes: Buffer.alloc(32, 1) });
  const other = keyringOf({ id: "installation:b", bytes: Buffer.alloc(32, 2) });
  const blinds = [ring.blind("identifier", "1"), ring.blind("phone", "1"), other.blind("identifier", "1"), ring.derive("identifier").bytes];
  assert.equal(new Set(blinds.map((b) => Buffer.from(b).toString("hex"))).size, 4);
  assert.deepEqual(ring.blind("identifier", "1"), blinds[0]);
  assert.deepEqual(gramsOf("城 市面馆Ａb"), ["城市", "市面", "面馆", "馆a", "ab"]);
  assert.deepEqual(gramsOf("𠮷野"), ["𠮷野"]);
  assert.deepEqual(gramsOf("王"), ["王"]);
  assert.deepEqual(gramsOf(" "), []);
  const index = new Set(ring.blindGrams("name", "城市面馆").map((b) => b.toString("hex")));
  assert.ok(ring.blindGrams("name", "面馆").every((b) => index.has(b.toString("hex"))));
  assert.ok(!ring.blindGrams("name", "馆面").every((b) => index.has(b.toString("hex"))));
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  append,
  checkpointText,
  emptyFrontier,
  inclusionProof,
  makePrivateKey,
  makeSigner,
  rootOf,
  signNote,
  verifierKey,
} from "../engine/merkle/index.ts";
import { type Entry, entryDigest, entryLeaf, isReceipt, promiseReceipt, type Receipt, readTrustedKeys, verifyReceipt } from "./index.ts";

const at = Date.UTC(2026, 8, 24, 1, 30);
const signer = makeSigner("city.example/log", makePrivateKey());
const trusted = readTrustedKeys(`# our key\n${verifierKey(signer)}\n`);
const nonce = Buffer.alloc(32, 5);
const entry: Entry = {
  case: "01990000-0000-7000-8000-000000000001",
  seq: 1,
  at,
  type: "start",
  actor: "party",
  body: { command: "01990000-0000-7000-8000-00000000000a", events: [{ type: "started", at }], request: "ab01" },
};
const data = { name: "𠮷野家", area: 320 };
const promised = promiseReceipt({ signer, entry, nonce, data, at, delay: 60_000 });
const included = await include(promised);

async function include(receipt: Receipt): Promise<Receipt> {
  const leaves = [Buffer.alloc(32, 1), entryLeaf(entryDigest(entry, nonce)), Buffer.alloc(32, 2)];
  const nodes = new Map<string, Uint8Array>();
  const frontier = append(emptyFrontier, leaves, (id, hash) => nodes.set(`${id.level}/${id.index}`, hash));
  const proof = inclusionProof(1, 3, (id) => nodes.get(`${id.level}/${id.index}`) ?? assert.fail());
  const checkpoint = signNote(checkpointText({ origin: signer.name, size: 3, root: rootOf(frontier) }), [signer]);
  return { ...receipt, included: { index: 1, size: 3, proof: proof.map((p) => Buffer.from(p).toString("base64")), checkpoint } };
}
const failures = (value: unknown, keys = trusted) => {
  const { standing, findings } = verifyReceipt(value, keys);
  assert.equal(standing, "failed");
  return findings.filter(({ holds }) => holds === false).map(({ check }) => check);
};

test("a promise and an inclusion are told apart", () => {
  const first = verifyReceipt(JSON.parse(JSON.stringify(promised)), trusted, at + 1000);
  assert.equal(first.standing, "promised");
  assert.deepEqual(
    first.findings.map(({ check, holds }) => [check, holds]),
    [
      ["key", true],
      ["entry", true],
      ["promise", true],
      ["included", null],
    ],
  );
  assert.match(first.findings[3]?.text.en ?? "", /so far this is a promise/);
  assert.match(verifyReceipt(promised, trusted, at + 60_001).findings[3]?.text.en ?? "", /time has passed/);
  const second = verifyReceipt(JSON.parse(JSON.stringify(included)), trusted);
  assert.equal(second.standing, "included");
  assert.deepEqual(
    second.findings.map(({ check, holds }) => [check, holds]),
    [
      ["key", true],
      ["entry", true],
      ["promise", true],
      ["checkpoint", true],
      ["included", true],
    ],
  );
  assert.equal(second.key?.trusted, true);
});

test("each altered part fails by its own name", () => {
  assert.deepEqual(failures({ ...included, entry: { ...included.entry, actor: "officer:1" } }), ["entry"]);
  assert.deepEqual(failures({ ...included, nonce: "06".repeat(32) }), ["entry"]);
  assert.deepEqual(failures({ ...included, data: { ...data, area: 321 } }), ["promise"]);
  assert.deepEqual(failures({ ...included, promise: included.promise.replace("2026-09-24T01:31", "2026-09-24T01:41") }), ["promise"]);
  assert.deepEqual(failures({ ...included, leaf: Buffer.alloc(32).toString("base64") }), ["entry", "promise", "included"]);
  const proof = included.included ?? assert.fail();
  assert.deepEqual(failures({ ...included, included: { ...proof, index: 2 } }), ["included"]);
  assert.deepEqual(failures({ ...included, included: { ...proof, checkpoint: proof.checkpoint.replace("\n3\n", "\n4\n") } }), [
    "checkpoint",
  ]);
  assert.deepEqual(
    failures({ ...included, included: { ...proof, checkpoint: included.promise } }),
    ["checkpoint"],
    "a promise is no checkpoint",
  );
  assert.deepEqual(failures({ ...included, promise: proof.checkpoint }), ["promise"], "a checkpoint is no promise");
});

test("an enclosed key proves nothing unless it is trusted", async () => {
  assert.deepEqual(failures(included, []), ["key"]);
  const other = makeSigner("city.example/log", makePrivateKey());
  assert.deepEqual(failures(promiseReceipt({ signer: other, entry, nonce, data, at, delay: 1 })), ["key"]);
  assert.deepEqual(failures({ ...included, key: verifierKey(other) }).sort(), ["checkpoint", "key", "promise"]);
  const elsewhere = makeSigner("other.example/log", makePrivateKey());
  assert.deepEqual(failures(included, readTrustedKeys(verifierKey(elsewhere))), ["key"]);
});

test("a trusted key may come as PEM", () => {
  const pem = signer.key.export({ format: "pem", type: "spki" }).toString();
  assert.equal(verifyReceipt(included, readTrustedKeys(pem)).standing, "included");
  assert.deepEqual(readTrustedKeys("-----BEGIN PUBLIC KEY-----\nnonsense\n-----END PUBLIC KEY-----"), []);
  assert.deepEqual(readTrustedKeys("anything else"), []);
});

test("what is no receipt is refused by naming the first wrong member", () => {
  assert.deepEqual(failures({ ...promised, nonce: "xyz" }), ["form"]);
  assert.match(verifyReceipt({ ...promised, nonce: "xyz" }, trusted).findings[0]?.text.en ?? "", /\/nonce/);
  assert.deepEqual(failures({ ...promised, extra: 1 }), ["form"]);
  assert.deepEqual(failures({ ...promised, key: "not a key" }), ["form"]);
  assert.deepEqual(failures({ ...promised, data: "\ud800" }), ["form"]);
  for (const value of [null, 1, "receipt", [], {}]) assert.deepEqual(failures(value), ["form"]);
  assert.equal(isReceipt(promised), true);
  assert.equal(isReceipt({ format: "errand-receipt/9" }), true);
  assert.equal(isReceipt(null), false);
});

test("a receipt with any one character changed fails, or says the same", () => {
  const text = JSON.stringify(included);
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.integer({ min: 0x20, max: 0x7e }), (place, code) => {
      const altered = text.slice(0, place) + String.fromCharCode(code) + text.slice(place + 1);
      let value: unknown;
      try {
        value = JSON.parse(altered);
      } catch {
        return;
      }
      const { standing, receipt } = verifyReceipt(value, trusted);
      if (standing !== "failed") assert.deepEqual(receipt, included);
    }),
    { numRuns: 2000 },
  );
});

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { kindOf, openFileStore } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "errand-files-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const store = openFileStore(folder);
const bytes = (text: string) => new TextEncoder().encode(text);
async function* stream(...parts: Uint8Array[]) {
  yield* parts;
}
const read = async (id: string) => Buffer.concat(await Array.fromAsync((await store.get(id)) ?? [])).toString();
const left = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;

test("what is stored is what comes back, hashed and counted", async () => {
  const put = await store.put(stream(bytes("hello "), bytes("world")), { limit: 100 });
  assert.ok(put.ok);
  assert.deepEqual(
    [put.size, put.sha256, Buffer.from(put.head).toString()],
    [11, createHash("sha256").update("hello world").digest("hex"), "hello world"],
  );
  assert.equal(await read(put.id), "hello world");
  assert.deepEqual(await Array.fromAsync(store.ids()), [put.id]);
  await store.remove(put.id);
  assert.equal(await store.get(put.id), undefined);
});

test("too large, empty, refused by content, broken off: nothing remains", async () => {
  const before = left();
  assert.deepEqual(await store.put(stream(bytes("12345"), bytes("67890")), { limit: 9 }), { ok: false, reason: "too-large" });
  assert.deepEqual(await store.put(stream(), { limit: 9 }), { ok: false, reason: "empty" });
  assert.deepEqual(await store.put(stream(bytes("MZ")), { limit: 9, accept: () => false }), { ok: false, reason: "not-accepted" });
  async function* broken() {
    yield new Uint8Array(1000);
    throw new Error("connection lost");
  }
  await assert.rejects(store.put(broken(), { limit: 10_000 }), /connection lost/);
  assert.equal(left(), before);
});

test("the transform sees what was checked and decides what lies on disk", async () => {
  async function* flip(source: AsyncIterable<Uint8Array>) {
    for await (const part of source) yield part.map((byte) => byte ^ 0xff);
  }
  const put = await store.put(stream(bytes("secret")), { limit: 10, transform: flip });
  assert.ok(put.ok);
  assert.equal(put.sha256, createHash("sha256").update("secret").digest("hex"));
  assert.ok(!(await read(put.id)).includes("secret"));
});

test("an id that is none reaches no file", async () => {
  for (const id of ["../../etc/passwd", "", "a/b", "00000000-0000-0000-0000-00000000000g"]) assert.equal(await store.get(id), undefined);
});

test("kinds are told by content", () => {
  assert.equal(kindOf(bytes("%PDF-1.7\n")), "application/pdf");
  assert.equal(kindOf(Buffer.from("89504e470d0a1a0a0000", "hex")), "image/png");
  assert.equal(kindOf(Buffer.from("ffd8ffe0", "hex")), "image/jpeg");
  assert.equal(kindOf(bytes("餐馆 plain").subarray(0, 4)), "text/plain");
  assert.equal(kindOf(Buffer.from("4d5a9000", "hex")), undefined);
  assert.equal(kindOf(new Uint8Array()), undefined);
});

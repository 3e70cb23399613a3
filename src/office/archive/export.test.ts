// A package is read and checked with what anybody has: unzip's format, SHA-256, Ed25519, RFC 6962. Nothing of the program is used for that.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash, createPublicKey, verify } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { inflateRawSync } from "node:zlib";
import { startTestApp } from "../../../test/support/app.ts";
import { endedCase } from "../../../test/support/archive.ts";
import type { Actor } from "../../identity/index.ts";
import { exportFile } from "../index.ts";

const app = await startTestApp();
const officer = (id: string, post: string): Extract<Actor, { kind: "officer" }> => ({
  kind: "officer",
  id,
  name: id,
  language: "zh",
  posts: [post],
  rights: [],
});
const folder = mkdtempSync(join(tmpdir(), "errand-bag-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The files of a zip, by its central directory. */
function unzip(zip: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = zip.readUInt32LE(end + 16);
  for (let n = zip.readUInt16LE(end + 10); n > 0; n--) {
    const [method, size, name, extra, comment, local] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
      zip.readUInt32LE(at + 42),
    ];
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + size);
    files.set(zip.subarray(at + 46, at + 46 + name).toString(), method === 8 ? inflateRawSync(packed) : packed);
    at += 46 + name + extra + comment;
  }
  return files;
}

const sha256 = (...bytes: (Buffer | string)[]): Buffer => {
  const hash = createHash("sha256");
  for (const one of bytes) hash.update(one);
  return hash.digest();
};
const node = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.of(1), left, right);

/** The root that a leaf and its path give (RFC 9162, 2.1.3.2). */
function rootFrom(leaf: Buffer, index: number, size: number, path: readonly Buffer[]): Buffer {
  let [fn, sn, root] = [index, size - 1, leaf];
  for (const step of path) {
    assert.ok(sn > 0);
    if (fn % 2 === 1 || fn === sn) {
      root = node(step, root);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else root = node(root, step);
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  assert.equal(sn, 0);
  return root;
}

test("a package opens and verifies with nothing of this program", async () => {
  const filed = await endedCase(app);
  await app.news();
  const stranger = await exportFile(app.desk, officer("wan-huimin", "market/archivist"), filed.id);
  assert.deepEqual([stranger.ok, !stranger.ok && stranger.status], [false, 404]);
  const clerk = await exportFile(app.desk, officer("fang-zhiwei", "government/disclosure"), filed.id);
  assert.deepEqual([clerk.ok, !clerk.ok && clerk.status], [false, 403]);
  const made = await exportFile(app.desk, officer("yin-yutong", "government/archivist"), filed.id);
  assert.ok(made.ok);
  const all = unzip(made.bytes);
  const root = made.name.replace(/\.zip$/, "");
  const file = (path: string): Buffer => all.get(`${root}/${path}`) ?? assert.fail(`no ${path} among ${[...all.keys()].join(" ")}`);

  // RFC 8493: the declaration, and every file of the payload under its hash.
  assert.equal(file("bagit.txt").toString(), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
  assert.match(file("bag-info.txt").toString(), /External-Identifier: 980100001-GK·2026-D30-0001\n/);
  for (const name of ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
    for (const line of file(name).toString().trim().split("\n")) {
      const [hash = "", path = ""] = line.split("  ");
      assert.equal(sha256(file(path)).toString("hex"), hash, path);
    }
  const listed = file("manifest-sha256.txt")
    .toString()
    .trim()
    .split("\n")
    .map((line) => `${root}/${line.split("  ")[1]}`);
  assert.deepEqual([...all.keys()].filter((path) => path.startsWith(`${root}/data/`)).toSorted(), listed.toSorted());
  const octets = listed.reduce((sum, path) => sum + (all.get(path)?.length ?? 0), 0);
  assert.match(file("bag-info.txt").toString(), new RegExp(`Payload-Oxum: ${octets}\\.${listed.length}\n`));

  // What the case holds is in it, readable.
  const answers = JSON.parse(file("data/answers/00001.json").toString());
  assert.equal(answers.answers.what, "二〇二五年明湖路改造工程的批准文件");
  assert.equal(answers.applicant.name.length > 0, true);
  const page = file("data/index.html").toString();
  assert.ok(page.includes("二〇二五年明湖路改造工程的批准文件") && !/<script|https?:\/\//.test(page));
  assert.match(file("data/README.txt").toString(), /sha256sum -c manifest-sha256\.txt/);

  // The checkpoint is signed by the log's key, and every entry is in the log that it covers.
  const [body, signature] = [file("data/log/checkpoint.body"), file("data/log/checkpoint.sig")];
  assert.ok(verify(null, body, createPublicKey(file("data/log/key.pem")), signature));
  const [, size = "", rootHash = ""] = body.toString().split("\n");
  const entries = [...all.keys()].filter((path) => path.endsWith(".entry.json"));
  assert.ok(entries.length >= 2);
  for (const path of entries) {
    const name = path.slice(root.length + 1, -".entry.json".length);
    const entry = file(`${name}.entry.json`);
    const proof = JSON.parse(file(`${name}.proof.json`).toString());
    assert.equal(sha256(file(`${name}.nonce`), file(`${name}.body.json`)).toString("hex"), JSON.parse(entry.toString()).body);
    assert.equal(sha256(entry).toString("hex"), proof.commitment);
    const leaf = sha256(Buffer.of(0), Buffer.from(proof.commitment, "hex"));
    assert.equal(proof.size, Number(size));
    const steps = proof.proof.map((one: string) => Buffer.from(one, "hex"));
    assert.equal(rootFrom(leaf, proof.index, proof.size, steps).toString("base64"), rootHash);
  }

  // And with the programs that the README names.
  for (const [path, bytes] of all) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  const cwd = join(folder, root);
  const has = (program: string): boolean => {
    try {
      execFileSync(program, ["--version"], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  };
  if (has("sha256sum")) execFileSync("sha256sum", ["-c", "--quiet", "manifest-sha256.txt", "tagmanifest-sha256.txt"], { cwd });
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
  } catch {
    return;
  }
  const checked = [
    "pkeyutl",
    "-verify",
    "-pubin",
    "-inkey",
    "data/log/key.pem",
    "-rawin",
    "-in",
    "data/log/checkpoint.body",
    "-sigfile",
    "data/log/checkpoint.sig",
  ];
  assert.match(execFileSync("openssl", checked, { cwd, encoding: "utf8" }), /Verified Successfully/);
});

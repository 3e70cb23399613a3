// The keeper's act through the API: a document signed by one and sealed by another, counted, checked by anyone, suspended and made void.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { PDF } from "@libpdf/core";
import { startTestApp } from "../../../test/support/app.ts";
import { errand } from "../../../test/support/errand.ts";
import { letterPacks, letters } from "../../../test/support/letters.ts";
import { readTrustedKeys, verifyFile } from "../../licence/index.ts";
import { changeSeal, sealFigures, sealUses } from "./index.ts";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field
type Json = any;

const app = await startTestApp({ packs: letterPacks });
const { desk } = app;
const { directory, holder, writer, head, keeper, send, openTask, finish, done, numbered, pdfOf } = await letters(app);
const minute = 60_000;

const checked = async (pdf: Uint8Array): Promise<Json> => {
  const answer = await app.request("/api/v1/verify", {
    method: "POST",
    body: Buffer.from(pdf),
    headers: { "content-type": "application/pdf" },
  });
  assert.equal(answer.status, 200);
  return answer.json();
};
const says = ({ findings }: Json, check: string): Json[] => findings.filter((one: Json) => one.check === check);
const trusted = async () => readTrustedKeys(await desk.signing.published(), { zh: "根证书", en: "the authority" });

test("signed by one, sealed by another: one document, one use on record, and anyone learns who, when and with what authority", async () => {
  const id = await numbered("关于工作进展情况的函");
  const before = (await sealUses(desk.pool, { organ: "government", limit: 100 })).length;
  await done(keeper, id, "seal", "sealed");
  const pdf = await pdfOf(id);
  const [use, ...older] = await sealUses(desk.pool, { organ: "government", limit: 100 });
  assert.equal(older.length, before);
  assert.ok(use);
  assert.deepEqual(
    [use.n, use.officer, use.post, use.signer, use.signerPost, use.caseId, use.void],
    [before + 1, keeper, "government/seal-keeper", head, "government/head", id, null],
  );
  assert.match(use.number ?? "", /^云试函〔2026〕\d+号$/);

  const verdict = await checked(pdf);
  assert.equal(verdict.kind, "official-document");
  assert.ok(verdict.holds, JSON.stringify(verdict));
  assert.deepEqual(
    verdict.findings.map(({ check, holds }: Json) => [check, holds]),
    [
      ["signature", true],
      ["binding", true],
      ["issuer", true],
      ["authority", true],
      ["status", true],
      ["record", true],
    ],
  );
  assert.match(says(verdict, "binding")[0].text.zh, /云川市人民政府办公室函云试函〔2026〕\d+号“关于工作进展情况的函”/);
  assert.match(says(verdict, "authority")[0].text.zh, /印章管理岗.*保管和使用本机关印章.*任该岗位.*市政府负责人.*签发/);

  // Offline, with nothing but the file and the authority's key.
  const offline = await verifyFile(pdf, { trustedKeys: await trusted(), now: desk.now(), verifyReceipt: () => [] });
  assert.equal(offline.kind, "official-document");
  assert.deepEqual(
    offline.findings.map(({ holds }) => holds),
    [true, true, true, true, null],
  );
  const stranger = await verifyFile(pdf, { trustedKeys: [], now: desk.now(), verifyReceipt: () => [] });
  assert.equal(stranger.findings.find(({ check }) => check === "issuer")?.holds, false);

  // Posts are named, persons are not.
  const loaded = await PDF.load(pdf);
  const inside = [...loaded.getAttachments().keys()].map((name) => Buffer.from(loaded.getAttachment(name) ?? []).toString()).join();
  const words =
    inside +
    loaded
      .getPages()
      .map((page) => page.extractText().text)
      .join();
  for (const who of [keeper, head, writer])
    for (const name of [who, directory.officer(who)?.name ?? ""]) assert.ok(!words.includes(name), `${name} in the document`);
  await app.integrate();
});

test("errand verify says the same from the file, the published keys and the list, without the server", async () => {
  const id = await numbered("关于离线核验的函");
  await done(keeper, id, "seal", "sealed");
  const folder = mkdtempSync(join(tmpdir(), "errand-seal-"));
  try {
    const [file, keys, list] = ["letter.pdf", "trust.pem", "list.jwt"].map((name) => join(folder, name)) as [string, string, string];
    writeFileSync(file, await pdfOf(id));
    writeFileSync(keys, await desk.signing.published());
    // The test's clock stands; the command's does not, and a list is good for a day.
    const then = desk.now();
    app.at(Date.now());
    writeFileSync(list, await (await app.request("/status/seals/government/0")).text());
    app.at(then);
    const run = await errand(["verify", file, "--key", keys, "--status", list, "--json"]);
    assert.equal(run.status, 0, run.out + run.err);
    const [{ kind, findings }] = JSON.parse(run.out) as Json;
    assert.equal(kind, "official-document");
    assert.deepEqual(
      findings.map(({ check, holds }: Json) => [check, holds]),
      [
        ["signature", true],
        ["binding", true],
        ["issuer", true],
        ["authority", true],
        ["status", true],
      ],
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("one byte altered anywhere is found", async () => {
  const id = await numbered("关于改动的函");
  await done(keeper, id, "seal", "sealed");
  const pdf = await pdfOf(id);
  for (let i = 0; i < 40; i++) {
    const at = Math.floor((pdf.length * i) / 40) + (i % 7);
    const altered = Buffer.from(pdf);
    altered[at] = (altered[at] ?? 0) ^ 1;
    assert.equal((await checked(altered)).holds, false, `byte ${at}`);
  }
  assert.equal((await checked(Buffer.concat([pdf, Buffer.from("\n")]))).holds, false, "something added");
});

test("joint issue: every organ's keeper under its own head; the file bears a signature of each, and all are checked", async () => {
  const id = await numbered("关于联合检查的函", ["market", "fire"]);
  const early = await finish(keeper, id, "seal", "sealed").catch((error: Error) => error);
  assert.ok(early instanceof Error || early.status === 409, "the lead seals last");
  for (const organ of ["market", "fire"]) await done(holder(`${organ}/seal-keeper`), id, "partner-seal", "sealed");
  await done(keeper, id, "seal", "sealed");
  const pdf = await pdfOf(id);
  const verdict = await checked(pdf);
  assert.ok(verdict.holds, JSON.stringify(verdict));
  assert.equal(says(verdict, "issuer").length, 3);
  assert.deepEqual(
    says(verdict, "authority").map(({ text }: Json) => text.zh.split("的印章")[0]),
    ["云川市人民政府办公室", "云川市市场监督管理局", "云川市消防救援支队"],
  );
  for (const organ of ["market", "fire"]) {
    const [use] = await sealUses(desk.pool, { organ, limit: 1 });
    assert.deepEqual([use?.caseId, use?.officer, use?.signer], [id, holder(`${organ}/seal-keeper`), holder(`${organ}/head`)]);
  }
  // Without the last signature it is a file that says of three seals and bears two.
  const cut = pdf.subarray(0, pdf.lastIndexOf("%%EOF", pdf.length - 10) + 6);
  assert.equal((await checked(cut)).holds, false);
});

test("a suspended seal is put on nothing, whoever asks; taken up again it is", async () => {
  const id = await numbered("关于暂停的函");
  const change = (state: "used" | "suspended") =>
    changeSeal(desk.pool, { organ: "government", state, from: desk.now(), at: desk.now(), officer: head, ground: "印章送检" });
  assert.equal(await change("suspended"), "done");
  assert.equal(await change("suspended"), "same");
  app.at(desk.now() + minute);
  const refused = await finish(keeper, id, "seal", "sealed");
  assert.equal(refused.status, 409);
  assert.match(JSON.stringify(await refused.json()), /印章已暂停使用|suspended/);
  assert.equal((await sealFigures(desk.pool, ["government"], desk.now()))[0]?.state, "suspended");
  assert.equal(await change("used"), "done");
  app.at(desk.now() + minute);
  await done(keeper, id, "seal", "sealed");
  assert.ok((await checked(await pdfOf(id))).holds);
});

test("a use made void is void for everyone who checks, offline with the list as well; the seal lost at noon voids what came after", async () => {
  const first = await numbered("关于作废的函");
  await done(keeper, first, "seal", "sealed");
  const pdf = await pdfOf(first);
  const [use] = await sealUses(desk.pool, { organ: "government", limit: 1 });
  const wanted = { organ: "government", at: desk.now(), from: desk.now(), officer: head, ground: "内容有误，另行印发" };
  assert.equal(await changeSeal(desk.pool, { ...wanted, n: 9999, state: "revoked" }), "unknown");
  assert.equal(await changeSeal(desk.pool, { ...wanted, n: use?.n ?? 0, state: "revoked" }), "done");
  assert.equal(await changeSeal(desk.pool, { ...wanted, n: use?.n ?? 0, state: "used" }), "revoked");
  const verdict = await checked(pdf);
  assert.equal(verdict.holds, false);
  assert.equal(says(verdict, "status")[0].holds, false);
  assert.equal(says(verdict, "record")[0].holds, false);
  const list = await (await app.request("/status/seals/government/0")).text();
  const offline = await verifyFile(pdf, { trustedKeys: await trusted(), now: desk.now(), statusLists: [list], verifyReceipt: () => [] });
  assert.equal(offline.findings.find(({ check }) => check === "status")?.holds, false);
  assert.equal((await app.request("/status/seals/government/7")).status, 404);
  assert.equal((await app.request("/status/seals/nobody/0")).status, 404);

  const noon = desk.now();
  app.at(noon + minute);
  const second = await numbered("关于遗失之后的函");
  await done(keeper, second, "seal", "sealed");
  const lost = { ...wanted, at: desk.now(), from: noon, ground: "印章遗失" };
  assert.equal(await changeSeal(desk.pool, { ...lost, state: "revoked" }), "done");
  assert.equal((await checked(await pdfOf(second))).holds, false, "sealed after the loss");
  assert.equal(await changeSeal(desk.pool, { ...lost, from: desk.now(), state: "used", ground: "启用新印章" }), "done");
  assert.equal((await checked(await pdfOf(second))).holds, false, "a new seal does not heal it");
});

test("sealed twice at the same moment there is one document and one use", async () => {
  const id = await numbered("关于同时的函");
  const [{ uses: before = 0 } = {}] = await sealFigures(desk.pool, ["government"], desk.now());
  const no = await openTask(id, "seal");
  const command = { type: "finish", outcome: "sealed" };
  const answers = await Promise.all([1, 2, 3].map(() => send(keeper, `/api/v1/tasks/${id}.${no}/commands`, command)));
  assert.equal(answers.filter(({ status }) => status < 300).length, 1);
  const [{ uses = 0 } = {}] = await sealFigures(desk.pool, ["government"], desk.now());
  assert.equal(uses, before + 1);
  await pdfOf(id);
});

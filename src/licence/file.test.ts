import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { readDetached } from "./cms.ts";
import { DerError, readAll } from "./der.ts";
import { at, letter, order, renderer, seeded, signingKey, trustedKeys } from "./fixtures/sample.ts";
import { allHold, extractReceipt, finding, issueLicence, receiptPdf, signLetter, verifyFile } from "./index.ts";

const receipt = { case: "CZ-2026-0001", applicant: "王𠮷", commitment: "abc" };
const terms = {
  trustedKeys,
  now: at,
  verifyReceipt: (value: unknown) => [finding("record", isDeepStrictEqual(value, receipt), "记录", "record")],
};
const page = {
  issuer: { zh: "澄州市人民政府", en: "Chengzhou City Government" },
  rows: [
    { label: { zh: "申请人", en: "Applicant" }, value: "王𠮷" },
    { label: { zh: "编号", en: "Number" }, value: "CZ-2026-0001" },
  ],
  verifyUrl: "https://chengzhou.example/zh/verify/3",
};
const plain = receiptPdf({ renderer, receipt, lang: "zh", page, at });
const kindOf = async (bytes: Uint8Array | string) => {
  const { kind, findings } = await verifyFile(Buffer.from(bytes), terms);
  return [kind, allHold(findings)];
};

test("a receipt goes into its PDF and comes out as it was, in both languages", async () => {
  for (const lang of ["zh", "en"] as const) {
    assert.equal(await extractReceipt(receiptPdf({ renderer, receipt, lang, page, at })), JSON.stringify(receipt));
  }
  assert.deepEqual(receiptPdf({ renderer, receipt, lang: "zh", page, at }), plain);
  assert.equal(await extractReceipt(Buffer.from("no pdf")), undefined);
});

test("every kind of file is known by its content", async () => {
  const licence = issueLicence(order);
  const signed = signLetter(letter);
  assert.ok(licence.ok && signed.ok);
  assert.deepEqual(await kindOf(licence.pdf), ["licence", true]);
  assert.deepEqual(await kindOf(licence.credential), ["credential", true]);
  assert.deepEqual(await kindOf(`${licence.credential}\n`), ["credential", true]);
  assert.deepEqual(await kindOf(signed.pdf), ["signed-pdf", true]);
  assert.deepEqual(await kindOf(JSON.stringify(receipt)), ["receipt", true]);
  assert.deepEqual(await kindOf(JSON.stringify({ ...receipt, case: "x" })), ["receipt", false]);
  assert.deepEqual(await kindOf(plain), ["receipt-pdf", true]);
});

test("a receipt's page counts only where it is signed", async () => {
  const { findings } = await verifyFile(plain, terms);
  assert.equal(findings.find(({ check }) => check === "page")?.holds, null);
  const signed = receiptPdf({ renderer, receipt, lang: "zh", page, at, signingKey });
  assert.deepEqual(await kindOf(signed), ["receipt-pdf", true]);
  const altered = Uint8Array.from(signed);
  altered[3000] = (altered[3000] ?? 0) ^ 1;
  assert.equal((await kindOf(altered))[1], false);
});

test("whatever else is sent gets an answer in both languages, and is not accepted", async () => {
  const random = seeded(11);
  const noise = Array.from({ length: 60 }, () => randomBytes(Math.floor(random() * 400)));
  const cut = Array.from({ length: 40 }, () => plain.subarray(0, Math.floor(random() * plain.length)));
  const odd = [
    "",
    "%PDF-",
    "%PDF-1.7\n%%EOF",
    "[]",
    "null",
    "a.b.c~",
    `${"[".repeat(100_000)}`,
    "%PDF-1.7 /ByteRange [0 1 2 3] /Contents <00>",
    "\ud800",
  ];
  for (const bytes of [...noise, ...cut, ...odd.map((text) => Buffer.from(text))]) {
    const { findings } = await verifyFile(bytes, terms);
    assert.ok(!allHold(findings));
    for (const { text } of findings) assert.ok(text.zh && text.en);
  }
});

test("malformed signature containers are refused and never throw", () => {
  const random = seeded(13);
  for (let i = 0; i < 500; i++) {
    const bytes = Buffer.from(Array.from({ length: Math.floor(random() * 60) }, () => Math.floor(random() * 256)));
    assert.equal(readDetached(bytes), undefined);
    try {
      readAll(bytes);
    } catch (error) {
      assert.ok(error instanceof DerError);
    }
  }
  assert.throws(() => readAll(Uint8Array.of(0x04, 0x81, 0x01, 0xff)), DerError);
});

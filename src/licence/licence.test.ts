import assert from "node:assert/strict";
import { createHash, X509Certificate } from "node:crypto";
import { test } from "node:test";
import { PDF } from "@libpdf/core";
import { at, authority, letter, order, renderer, seeded, signingKey, source, statusUri, trustedKeys } from "./fixtures/sample.ts";
import {
  allHold,
  issueLicence,
  type LicenceOrder,
  makeAgencyKey,
  makeAuthority,
  readTrustedKeys,
  signLetter,
  signStatusList,
  trustCertificate,
  verifyLicence,
  verifySignedPdf,
} from "./index.ts";
import { readPdfSignature, signPdf } from "./pades.ts";
import { issueSdJwt } from "./sd-jwt.ts";

const day = 24 * 3600 * 1000;
const now = at + day;
const terms = { trustedKeys, now };

function issue(change: Partial<LicenceOrder> = {}) {
  const issued = issueLicence({ ...order, ...change });
  assert.ok(issued.ok, JSON.stringify(issued));
  return issued;
}
const list = (changed: [number, number][], change = {}, key = signingKey) =>
  signStatusList({ uri: statusUri, issuer: "https://chengzhou.example", size: 8192, changed, at, lifetime: 7 * 86_400, ...change }, key);
const said = (findings: readonly { check: string; holds: boolean | null }[]) =>
  Object.fromEntries(findings.map(({ check, holds }) => [check, holds]));
const licence = issue();

test("an issued licence holds in every respect, and says what it says", async () => {
  const check = await verifyLicence(licence.pdf, { ...terms, statusList: list([[4710, 1]]) });
  assert.deepEqual(said(check.findings), { signature: true, credential: true, issuer: true, validity: true, status: true, binding: true });
  assert.ok(allHold(check.findings));
  assert.deepEqual(check.licence, order.licence);
  assert.equal(licence.sha256, createHash("sha256").update(licence.pdf).digest("hex"));
  const issuer = check.findings.find(({ check }) => check === "issuer");
  assert.match(issuer?.text.en ?? "", new RegExp(`澄州市行政审批局.*${signingKey.kid}.*the test's own key`));
});

test("without a status list the signature holds and revocation is said to be unchecked", async () => {
  const { findings } = await verifyLicence(licence.pdf, terms);
  assert.equal(said(findings).status, null);
  assert.ok(allHold(findings));
  assert.match(findings.find(({ check }) => check === "status")?.text.en ?? "", /revocation was not checked/);
});

for (const [name, statusList, holds, says] of [
  ["revoked", list([[4711, 1]]), false, /Revoked/],
  ["suspended", list([[4711, 2]]), false, /Suspended/],
  ["another list", list([], { uri: "https://chengzhou.example/status/2" }), false, /another one/],
  ["too short a list", list([], { size: 64 }), false, /no place/],
  ["an old list", list([], { lifetime: 60 }), null, /out of date/],
  ["no list at all", "not a list", false, /not one that the issuer signed/],
  ["an altered list", `${list([[4711, 1]]).slice(0, -4)}AAAA`, false, /not one that the issuer signed/],
] as const) {
  test(`status: ${name}`, async () => {
    const finding = (await verifyLicence(licence.pdf, { ...terms, statusList })).findings.find(({ check }) => check === "status");
    assert.equal(finding?.holds, holds);
    assert.match(finding?.text.en ?? "", says);
  });
}

test("a status list that another agency signed is refused", async () => {
  const other = await makeAgencyKey({ zh: "另一局", en: "Another Bureau", code: "1" }, authority, at);
  assert.equal(said((await verifyLicence(licence.pdf, { ...terms, statusList: list([], {}, other) })).findings).status, false);
});

test("a key that only lies in the file proves nothing", async () => {
  const stranger = await makeAuthority({ zh: "别处", en: "Elsewhere", code: "2" }, at);
  for (const trusted of [[], [trustCertificate(new X509Certificate(stranger.certificate), source)]]) {
    const { findings } = await verifyLicence(licence.pdf, { ...terms, trustedKeys: trusted });
    assert.equal(said(findings).issuer, false);
    assert.match(findings.find(({ check }) => check === "issuer")?.text.en ?? "", /consistent with the enclosed key only/);
    assert.ok(!allHold(findings));
  }
});

test("an authority of the same name with another key is not believed", async () => {
  const twin = await makeAuthority({ zh: "澄州市电子证照签发机构", en: "Chengzhou Licence Authority", code: "11980000000000000X" }, at);
  const forged = issue({ signingKey: await makeAgencyKey(order.licence.issuer, twin, at) });
  assert.equal(said((await verifyLicence(forged.pdf, terms)).findings).issuer, false);
});

test("trust is read from PEM: the authority, the agency's certificate, or its bare public key", async () => {
  const leaf = new X509Certificate(signingKey.certificate);
  const spki = leaf.publicKey.export({ type: "spki", format: "pem" }).toString();
  for (const pem of [new X509Certificate(authority.certificate).toString(), leaf.toString(), `words\n${spki}\n${leaf}`]) {
    const keys = readTrustedKeys(pem, source);
    assert.ok(keys.length > 0);
    assert.ok(allHold((await verifyLicence(licence.pdf, { ...terms, trustedKeys: keys })).findings));
  }
  assert.deepEqual(readTrustedKeys("nothing", source), []);
  assert.deepEqual(readTrustedKeys("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", source), []);
});

test("validity is that of the city's days: the first and the last count whole", async () => {
  const at0 = (iso: string) =>
    verifyLicence(licence.pdf, { ...terms, now: Date.parse(iso) }).then(({ findings }) => said(findings).validity);
  assert.equal(await at0("2026-09-23T23:59:59+08:00"), false);
  assert.equal(await at0("2026-09-24T00:00:00+08:00"), true);
  assert.equal(await at0("2031-09-23T23:59:59+08:00"), true);
  assert.equal(await at0("2031-09-24T00:00:00+08:00"), false);
  const endless = issue({ licence: { ...order.licence, validTo: null } });
  assert.equal(said((await verifyLicence(endless.pdf, { ...terms, now: Date.parse("2099-01-01") })).findings).validity, true);
});

test("a certificate that was not in force at the time of issue does not carry a licence", async () => {
  const early = issue({ at: at - 30 * day });
  assert.equal(said((await verifyLicence(early.pdf, terms)).findings).issuer, false);
});

const refused = async (bytes: Uint8Array) => (await verifyLicence(bytes, terms)).findings.some(({ holds }) => holds === false);

test("one bit altered in any of 200 random bytes is refused", async () => {
  const seed = Number(process.env.SEED ?? 20260924);
  const random = seeded(seed);
  for (let i = 0; i < 200; i++) {
    const place = Math.floor(random() * licence.pdf.length);
    const altered = Uint8Array.from(licence.pdf);
    altered[place] = (altered[place] ?? 0) ^ (1 << Math.floor(random() * 8));
    assert.ok(await refused(altered), `byte ${place} (seed ${seed})`);
  }
});

test("any bit altered in the signature's container, which no signature covers, is refused", async () => {
  const whole = Buffer.from(licence.pdf);
  const from = whole.lastIndexOf("/Contents <");
  const end = whole.indexOf(">", from);
  const used = whole.subarray(from, end).toString("latin1").replace(/0+$/, "").length;
  for (let place = from; place < from + used + 24; place++) {
    for (const bit of [0, 1, 5, 7]) {
      const altered = Uint8Array.from(licence.pdf);
      altered[place] = (altered[place] ?? 0) ^ (1 << bit);
      const signature = readPdfSignature(altered);
      assert.ok(
        !signature?.holds(signature.covered) || !trustedKeys.some(({ key }) => signature.certificate.verify(key)),
        `byte ${place}, bit ${bit}`,
      );
    }
  }
});

test("anything added, cut off or put before is refused", async () => {
  const bytes = Buffer.from(licence.pdf);
  for (const altered of [
    Buffer.concat([bytes, Buffer.from("\n")]),
    bytes.subarray(0, -1),
    Buffer.concat([Buffer.from("\n"), bytes]),
    bytes.subarray(0, 5),
    Buffer.alloc(0),
  ]) {
    assert.ok(await refused(altered));
  }
  const again = signPdfOver(licence.pdf);
  assert.ok(await refused(again));
});

/** A later revision laid over the signed file, as somebody might who wants another page to be seen. */
function signPdfOver(pdf: Uint8Array): Uint8Array {
  const update =
    "\n99 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n99 1\n0000000000 00000 n \ntrailer\n<< /Size 100 /Root 99 0 R >>\nstartxref\n0\n%%EOF\n";
  return Buffer.concat([Buffer.from(pdf), Buffer.from(update)]);
}

test("a credential of another licence in the same hand's document is refused", async () => {
  const other = issue({ licence: { ...order.licence, number: "CZ-2026-000999" } });
  const data = Buffer.from(JSON.stringify({ licence: order.licence, claims: {}, verifyUrl: "x" }));
  const document = createHash("sha256").update(data).digest("base64url");
  const swapped = (credential: string) => {
    const done = renderer.render({
      template: "x",
      data: {},
      standard: "a-3b",
      lang: "zh",
      title: "x",
      at,
      attachments: [
        {
          name: "licence.sd-jwt",
          mime: "application/dc+sd-jwt",
          relationship: "alternative",
          description: "x",
          bytes: Buffer.from(credential),
        },
        { name: "licence.json", mime: "application/json", relationship: "source", description: "x", bytes: data },
      ],
    });
    assert.ok(done.ok);
    return signPdf(done.pdf, signingKey, { at, reason: "x" });
  };
  assert.equal(said((await verifyLicence(swapped(other.credential), terms)).findings).binding, false);
  const claims = { iss: "x", vct: "urn:errand:licence:premises-permit", iat: at / 1000, nbf: at / 1000, document: { "sha-256": document } };
  const lying = issueSdJwt({ ...claims, number: "CZ-2026-000999" }, { holder_name: "别人" }, signingKey);
  assert.equal(said((await verifyLicence(swapped(lying), terms)).findings).binding, false);
});

test("the file is still PDF/A-3 after signing, and readers find one signature and both attachments", async () => {
  const text = Buffer.from(licence.pdf).toString("latin1");
  assert.match(text, /<pdfaid:part>3<\/pdfaid:part><pdfaid:conformance>B<\/pdfaid:conformance>/);
  assert.match(text, /\/OutputIntents/);
  assert.match(text, /\/SubFilter \/ETSI\.CAdES\.detached/);
  assert.match(text, /\/AFRelationship \/Alternative/);
  assert.doesNotMatch(text, /\/Encrypt|\/JavaScript|\/NeedAppearances true/);
  const pdf = await PDF.load(licence.pdf);
  assert.deepEqual(
    pdf
      .getForm()
      ?.getSignatureFields()
      .map((field) => [field.name, field.isSigned()]),
    [["Signature", true]],
  );
  assert.deepEqual([...pdf.getAttachments().keys()].sort(), ["licence.json", "licence.sd-jwt"]);
  const page = pdf.getPages()[0]?.extractText().text.replace(/\s/g, "") ?? "";
  for (const shown of [order.licence.number, order.licence.holder.name, order.licence.identifier, "经营许可证"])
    assert.ok(page.includes(shown), shown);
});

test("what the template may draw on but the licence does not say stays in the house", async () => {
  const quiet = issue({ data: { ...order.data, applicant: { phone: "13900000000" } } });
  const pdf = await PDF.load(quiet.pdf);
  for (const name of ["licence.json", "licence.sd-jwt"])
    assert.doesNotMatch(Buffer.from(pdf.getAttachment(name) ?? []).toString(), /13900000000/);
});

test("a name that no font has is named, and nothing is issued", () => {
  const issued = issueLicence({ ...order, licence: { ...order.licence, holder: { ...order.licence.holder, name: "王𠮷" } } });
  assert.deepEqual(issued, { ok: false, problem: { kind: "missing-glyph", characters: ["𠮷"] } });
});

test("a letter is signed as a whole", async () => {
  const signed = signLetter(letter);
  assert.ok(signed.ok, JSON.stringify(signed));
  assert.ok(allHold(verifySignedPdf(signed.pdf, terms)));
  const altered = Uint8Array.from(signed.pdf);
  altered[5000] = (altered[5000] ?? 0) ^ 1;
  assert.ok(!allHold(verifySignedPdf(altered, terms)));
  assert.equal(said(verifySignedPdf(signed.pdf, { ...terms, trustedKeys: [] })).issuer, false);
  assert.match(Buffer.from(signed.pdf).toString("latin1"), /<pdfaid:part>2</);
});

import assert from "node:assert/strict";
import { createHash, verify, X509Certificate } from "node:crypto";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { SDJwtVcInstance } from "@sd-jwt/sd-jwt-vc";
import { importX509, jwtVerify } from "jose";
import { at, order, seeded, signingKey, statusUri, trustedKeys } from "./fixtures/sample.ts";
import { allHold, issueLicence, signStatusList, verifyCredential } from "./index.ts";
import { issueSdJwt, readSdJwt } from "./sd-jwt.ts";
import { encodeStatuses, readStatusList } from "./status-list.ts";

const terms = { trustedKeys, now: at };
const issued = issueLicence(order);
assert.ok(issued.ok);
const { credential } = issued;
const publicKey = new X509Certificate(signingKey.certificate).publicKey;

test("another implementation of SD-JWT VC accepts the credential and reads the same claims", async () => {
  const other = new SDJwtVcInstance({
    hasher: (data) =>
      createHash("sha256")
        .update(new Uint8Array(typeof data === "string" ? Buffer.from(data) : data))
        .digest(),
    hashAlg: "sha-256",
    verifier: (data, signature) =>
      verify("sha256", Buffer.from(data), { key: publicKey, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url")),
    statusListFetcher: async () => signStatusList({ uri: statusUri, issuer: "x", size: 8192, changed: [], at, lifetime: 60 }, signingKey),
  });
  const { payload } = await other.verify(credential, { currentDate: at / 1000 });
  assert.deepEqual(payload, readSdJwt(credential)?.claims);
  assert.equal(payload.holder_name, order.licence.holder.name);
});

test("the holder may withhold claims, the issuer's signature holds on", () => {
  const [jwt] = credential.split("~");
  const bare = `${jwt}~`;
  assert.ok(allHold(verifyCredential(bare, terms).findings));
  const claims = readSdJwt(bare)?.claims ?? {};
  assert.equal(claims.number, order.licence.number);
  assert.ok(!("holder_name" in claims) && !("address" in claims));
  assert.doesNotMatch(Buffer.from(jwt?.split(".")[1] ?? "", "base64url").toString(), /澄州云上/);
});

test("any character altered in a bare credential is refused", () => {
  const random = seeded(7);
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~ ";
  for (let i = 0; i < credential.length; i++) {
    const other = letters.charAt(Math.floor(random() * letters.length));
    if (other === credential.charAt(i)) continue;
    const altered = credential.slice(0, i) + other + credential.slice(i + 1);
    assert.ok(!allHold(verifyCredential(altered, terms).findings), `character ${i} → ${other}`);
  }
});

test("disclosures that nobody signed, or twice, or over an open claim, are refused", () => {
  const forged = (claim: unknown) => `${credential}${Buffer.from(JSON.stringify(claim)).toString("base64url")}~`;
  assert.equal(readSdJwt(forged(["salt", "extra", 1])), undefined);
  assert.equal(readSdJwt(`${credential}${credential.split("~")[1]}~`), undefined);
  assert.equal(readSdJwt(credential.slice(0, -1)), undefined);
  assert.equal(readSdJwt(issueSdJwt({ number: "1" }, { number: "2" }, signingKey)), undefined);
  assert.throws(() => issueSdJwt({}, { exp: 1 }, signingKey), RangeError);
});

test("the status list's draft examples are read as it says", () => {
  const wrap = (bits: number, lst: string) => {
    const signed = signStatusList({ uri: "u", issuer: "i", size: 64, changed: [], at, lifetime: 60 }, signingKey).split(".");
    const payload = JSON.parse(Buffer.from(signed[1] ?? "", "base64url").toString());
    payload.status_list = { bits, lst };
    return readStatusList([signed[0], Buffer.from(JSON.stringify(payload)).toString("base64url"), signed[2]].join("."));
  };
  const one = wrap(1, "eNrbuRgAAhcBXQ");
  assert.deepEqual(
    Array.from({ length: 16 }, (_, i) => one?.status(i)),
    [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1],
  );
  assert.equal(one?.status(16), undefined);
  assert.equal(one?.holds, false);
  const two = [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3];
  const packed = inflateSync(
    Buffer.from(
      encodeStatuses(
        12,
        two.map((status, i) => [i, status] as const),
      ),
      "base64url",
    ),
  );
  assert.equal(packed.toString("hex"), "c944f9");
});

test("a status list token is a JWT that others verify", async () => {
  const token = signStatusList(
    { uri: statusUri, issuer: "https://chengzhou.example", size: 8192, changed: [[7, 2]], at, lifetime: 60 },
    signingKey,
  );
  const key = await importX509(new X509Certificate(signingKey.certificate).toString(), "ES256");
  const { payload } = await jwtVerify(token, key, { typ: "statuslist+jwt", currentDate: new Date(at) });
  assert.equal(payload.sub, statusUri);
  const list = readStatusList(token);
  assert.deepEqual([list?.status(6), list?.status(7), list?.status(8191), list?.status(8192)], [0, 2, 0, undefined]);
});

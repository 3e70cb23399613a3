import assert from "node:assert/strict";
import { createCipheriv, createDecipheriv, randomBytes, randomUUID, X509Certificate } from "node:crypto";
import { test } from "node:test";
import { Client } from "pg";
import { cloneDatabase } from "../../test/support/database.ts";
import { mod3736Holds } from "../engine/identifier/index.ts";
import { openDatabases } from "../platform/database/index.ts";
import { order } from "./fixtures/sample.ts";
import {
  allHold,
  changeStatus,
  instrumentBy,
  instrumentRow,
  instrumentsOf,
  instrumentsOfCase,
  issueLicence,
  type LicenceTables,
  openKeyStore,
  readTrustedKeys,
  reserveInstrument,
  type Sealer,
  serveStatusList,
  statusListUri,
  verifyLicence,
} from "./index.ts";

const database = await cloneDatabase();
const databases = openDatabases<LicenceTables>(database);
const db = databases.app;
test.after(() => databases.close());

const ring = randomBytes(32);
const sealer: Sealer = {
  seal(plain, context) {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", ring, nonce).setAAD(Buffer.from(context));
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  },
  open(sealed, context) {
    const bytes = Buffer.from(sealed);
    const cipher = createDecipheriv("aes-256-gcm", ring, bytes.subarray(0, 12))
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(-16));
    return Buffer.concat([cipher.update(bytes.subarray(12, -16)), cipher.final()]);
  },
};
const city = { zh: "澄州市电子证照签发机构", en: "Chengzhou Licence Authority", code: "11980000000000000X" };
const bureau = { zh: "澄州市行政审批局", en: "Chengzhou Permits Bureau", code: "11980100000000000X" };
const now = Date.now();
const publicUrl = "https://chengzhou.example/";

async function run<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
/** As casework.commit does it: as the role that owns the functions. */
const commit = (rows: readonly Record<string, unknown>[]) =>
  run(database.owner, async (client) => {
    await client.query("set role errand_commit");
    for (const row of rows) await client.query("select licence.issue($1)", [row]);
  });
const reserve = (change: Partial<Parameters<typeof reserveInstrument>[1]> = {}) =>
  reserveInstrument(db, {
    caseId: randomUUID(),
    output: "licence",
    id: randomUUID(),
    agency: "permits",
    typeCode: "11100000000013338W0001",
    issuerCode: bureau.code,
    ...change,
  });

test("keys are made once, however many ask at once, and are never readable in the database", async () => {
  const stores = Array.from({ length: 6 }, () => openKeyStore(db, sealer, city));
  const keys = await Promise.all(stores.map((store) => store.signingKey("permits", bureau, now)));
  assert.equal(new Set(keys.map(({ kid }) => kid)).size, 1);
  assert.equal((await db.selectFrom("licence.signing_key").select("kid").execute()).length, 2);
  const [key] = keys;
  const secret = Buffer.from(key?.key.export({ format: "jwk" }).d ?? "", "base64url");
  const dump = await run(database.superuser, (client) => client.query("select string_agg(k::text, ' ') all from licence.signing_key k"));
  assert.ok(!String(dump.rows[0]?.all).includes(secret.toString("hex")));
  const published = readTrustedKeys((await stores[0]?.published()) ?? "", city);
  assert.ok(published[0]?.authority && new X509Certificate(key?.certificate ?? "").checkIssued(published[0].authority));
});

test("a key sealed under another key ring is not made anew: the message says what to restore", async () => {
  await openKeyStore(db, sealer, city).signingKey("permits", bureau, now);
  const foreign = openKeyStore(db, { ...sealer, open: () => null }, city);
  await assert.rejects(foreign.signingKey("permits", bureau, now), /sealed under another key ring/);
});

test("a key in its last year is followed by a new one, and the old certificate stays", async () => {
  const store = openKeyStore(db, sealer, city);
  const first = await store.signingKey("renewing", bureau, now);
  const same = await store.signingKey("renewing", bureau, now + 3 * 365 * 86_400_000);
  const next = await store.signingKey("renewing", bureau, now + 4.5 * 365 * 86_400_000);
  assert.equal(first.kid, same.kid);
  assert.notEqual(first.kid, next.kid);
  assert.equal((await db.selectFrom("licence.signing_key").select("kid").where("agency", "=", "renewing").execute()).length, 2);
});

test("one output is reserved once, also when many ask at once", async () => {
  const caseId = randomUUID();
  const all = await Promise.all(Array.from({ length: 20 }, () => reserve({ caseId })));
  assert.equal(new Set(all.map((r) => JSON.stringify(r))).size, 1);
});

test("a hundred reservations in parallel share no place and no serial, and lists are half full at most", async () => {
  const all = await Promise.all(Array.from({ length: 100 }, () => reserve({ agency: "crowded", typeCode: "T2", size: 64 })));
  assert.equal(new Set(all.map(({ status }) => `${status.list}/${status.index}`)).size, 100);
  assert.equal(new Set(all.map(({ identifier }) => identifier)).size, 100);
  for (const { identifier } of all) assert.ok(mod3736Holds(identifier.split(".").slice(5).join("")), identifier);
  const lists = Map.groupBy(all, ({ status }) => status.list);
  assert.equal(lists.size, 4);
  for (const [, inList] of lists) assert.ok(inList.length <= 32);
  const indexes =
    lists
      .values()
      .next()
      .value?.map(({ status }) => status.index) ?? [];
  assert.notDeepEqual(
    indexes,
    [...indexes].sort((a, b) => a - b),
    "places are drawn, not counted",
  );
});

test("reserved, issued, suspended, restored, revoked: the list follows and the check says so", async () => {
  const store = openKeyStore(db, sealer, city);
  const signingKey = await store.signingKey("permits", bureau, now);
  const caseId = randomUUID();
  const holderBlind = randomBytes(32);
  const reserved = await reserve({ caseId });
  const licence = { ...order.licence, identifier: reserved.identifier };
  const uri = statusListUri(publicUrl, reserved.status.list);
  const issued = issueLicence({ ...order, licence, signingKey, at: now, status: { uri, idx: reserved.status.index } });
  assert.ok(issued.ok);
  const { number, identifier, type, title, validFrom, validTo } = licence;
  const row = instrumentRow({
    id: reserved.id,
    caseId,
    output: "licence",
    number,
    identifier,
    holderBlind,
    type,
    title,
    validFrom,
    validTo,
    sha256: issued.sha256,
    kid: signingKey.kid,
    at: now,
  });
  assert.equal(await instrumentBy(db, identifier), undefined);
  await commit([row]);
  const kept = await instrumentBy(db, identifier);
  assert.equal(kept?.document.toString("hex"), issued.sha256);
  assert.deepEqual([kept?.valid_from, kept?.valid_to, kept?.title, kept?.issued_at], [validFrom, validTo, title, now]);
  assert.equal((await instrumentsOf(db, holderBlind)).length, 1);
  assert.equal((await instrumentsOfCase(db, caseId)).length, 1);
  await assert.rejects(commit([row]), /duplicate key/);
  await assert.rejects(commit([{ ...row, id: randomUUID() }]), /was not reserved/);

  const trusted = readTrustedKeys(await store.published(), city);
  const change = (to: "valid" | "revoked" | "suspended") =>
    changeStatus(db, { id: reserved.id, to, actor: "permits/head", ground: "decision 1", at: now });
  const status = async () =>
    (await serveStatusList(db, reserved.status.list, now, { publicUrl, issuer: publicUrl, keyOf: async () => signingKey })) ?? "";
  const holds = async () =>
    (await verifyLicence(issued.pdf, { trustedKeys: trusted, statusList: await status(), now })).findings.find(
      ({ check }) => check === "status",
    )?.holds;
  assert.equal(await holds(), true);
  assert.equal(await change("suspended"), "done");
  assert.equal(await holds(), false);
  assert.equal(await change("suspended"), "same");
  assert.equal(await change("valid"), "done");
  assert.equal(await holds(), true);
  assert.equal(await change("revoked"), "done");
  assert.equal(await change("valid"), "revoked");
  assert.equal(await holds(), false);
  const changes = await db.selectFrom("licence.change").selectAll().where("instrument", "=", reserved.id).orderBy("seq").execute();
  assert.deepEqual(
    changes.map(({ from, to }) => [from, to]),
    [
      [0, 2],
      [2, 0],
      [0, 1],
    ],
  );
  assert.equal(await changeStatus(db, { id: randomUUID(), to: "revoked", actor: "a", ground: "g", at: now }), "unknown");
  assert.ok(
    allHold(
      (await verifyLicence(issued.pdf, { trustedKeys: trusted, now: Math.max(now, Date.parse("2026-09-24T12:00:00+08:00")) })).findings,
    ),
  );
  assert.equal(await serveStatusList(db, 999_999, now, { publicUrl, issuer: publicUrl, keyOf: async () => signingKey }), undefined);
});

test("the application can neither issue nor alter nor delete by itself", async () => {
  await run(database.app, async (client) => {
    for (const sql of [
      "select licence.issue('{}')",
      "delete from licence.instrument",
      "update licence.instrument set status = 0",
      "delete from licence.change",
      "insert into licence.reservation (case_id, output, instrument, agency, serial, status_list, status_index) values (gen_random_uuid(), 'x', gen_random_uuid(), 'a', 1, 1, 1)",
      "delete from licence.signing_key",
      "update licence.signing_key set sealed = ''",
    ]) {
      await assert.rejects(client.query(sql), /permission denied/, sql);
    }
  });
});

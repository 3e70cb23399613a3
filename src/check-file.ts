// Anyone's check of a file, with this installation's own keys: what holds, what fails, whose key it is.

import { createHash } from "node:crypto";
import type { Desk } from "./casework/index.ts";
import { logVerifiers, verifyReceipt } from "./ledger/index.ts";
import {
  allHold,
  instrumentBy,
  type OfficialStatement,
  readTrustedKeys,
  type StatusListServer,
  serveStatusList,
  type Verdict,
  verifyFile,
} from "./licence/index.ts";
import { recordFinding, serveSealStatuses } from "./office/index.ts";

/** The keys with which this installation's agencies sign their status lists. */
export const statusServer = (desk: Desk): StatusListServer => ({
  publicUrl: desk.publicUrl,
  issuer: desk.publicUrl,
  keyOf: async (id) => {
    const agency = (await desk.organisation.current())?.agency(id);
    if (!agency) throw new Error(`there is no agency ${id}`);
    return desk.signing.signingKey(id, { zh: agency.title.zh, en: agency.title.en, code: agency.uscc }, desk.now());
  },
});

/** Checks a receipt, licence, official document, letter or credential against the keys and the status lists of this installation. */
export async function checkFile(desk: Desk, bytes: Uint8Array): Promise<Verdict> {
  const now = desk.now();
  const own = { zh: "本系统公布的根证书", en: "the authority that this installation publishes" };
  const trustedKeys = readTrustedKeys(await desk.signing.published(), own);
  const logKeys = (await logVerifiers(desk.pool)).map(({ name, publicKey }) => ({ name, publicKey }));
  const terms = { trustedKeys, now, verifyReceipt: (receipt: unknown) => verifyReceipt(receipt, logKeys, now).findings };
  const first = await verifyFile(bytes, terms);
  if (first.official) {
    const official = await verifyFile(bytes, { ...terms, statusLists: await sealLists(desk, first.official) });
    const findings = [...official.findings, await recordFinding(desk.pool, first.official, createHash("sha256").update(bytes).digest())];
    return { kind: official.kind, holds: allHold(findings), findings };
  }
  const instrument = first.licence && (await instrumentBy(desk.licences, first.licence.identifier));
  const statusList = instrument && (await serveStatusList(desk.licences, instrument.status_list, now, statusServer(desk)));
  const check = statusList === undefined ? first : await verifyFile(bytes, { ...terms, statusList });
  return { kind: check.kind, holds: allHold(check.findings), findings: check.findings };
}

/** An organ's list of the states of its seal's uses, by the words of its address; undefined where there is none. */
export async function sealList(desk: Desk, organ: string, list: number, publicUrl = desk.publicUrl): Promise<string | undefined> {
  if (!(await desk.organisation.current())?.agency(organ)) return undefined;
  return serveSealStatuses(desk.pool, organ, list, desk.now(), { publicUrl, key: () => statusServer(desk).keyOf(organ) });
}

/** The lists that a document's seals name, under the address that the installation had when they were applied. */
async function sealLists(desk: Desk, { seals }: OfficialStatement): Promise<string[]> {
  const lists: string[] = [];
  for (const { status } of seals) {
    const [, at = "", organ = "", list = ""] = /^(.*)\/status\/seals\/([a-z][a-z0-9-]*)\/([0-9]{1,6})$/.exec(status.uri) ?? [];
    const found = organ === "" ? undefined : await sealList(desk, organ, Number(list), at);
    if (found !== undefined) lists.push(found);
  }
  return lists;
}

// What is signed of a consent and of its end, with the installation's key, and whether a row is what was signed.
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { canonical, type Keyring } from "../platform/crypto/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { KnownConsent } from "./consent.ts";

/** A consent as it lies. */
export interface ConsentRow {
  id: string;
  party: Buffer;
  about: Buffer;
  giver: Buffer;
  asker: string;
  service: string;
  requirement: string;
  register: string;
  fields: string[];
  purpose: Text;
  given: number;
  until: number;
  signature: Buffer;
  revoked: number | null;
  ended_by: Buffer | null;
  ended_signature: Buffer | null;
}

const pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");
const signers = new WeakMap<Keyring, KeyObject>();

/** The installation's key for consents, made from its keyring. */
function signerOf(keys: Keyring): KeyObject {
  const known =
    signers.get(keys) ??
    createPrivateKey({ key: Buffer.concat([pkcs8, keys.derive("consent signing").bytes]), format: "der", type: "pkcs8" });
  signers.set(keys, known);
  return known;
}

/** Signs the canonical form. */
export const signed = (keys: Keyring, what: unknown): Buffer => sign(null, Buffer.from(canonical(what)), signerOf(keys));
const holdsTrue = (keys: Keyring, what: unknown, signature: Buffer): boolean =>
  verify(null, Buffer.from(canonical(what)), createPublicKey(signerOf(keys)), signature);

/** What the signature is over. */
export type UnsignedConsent = Omit<ConsentRow, "signature" | "revoked" | "ended_by" | "ended_signature">;

/** The signed form of a consent. */
export const consentText = ({ party, about, giver, purpose, ...rest }: UnsignedConsent) => ({
  type: "errand consent 1",
  ...rest,
  purpose: { zh: purpose.zh, en: purpose.en },
  party: party.toString("hex"),
  about: about.toString("hex"),
  giver: giver.toString("hex"),
});
/** The signed form of its end. */
export const endText = (consent: string, at: number, giver: Buffer) => ({
  type: "errand consent revoked 1",
  consent,
  at,
  giver: giver.toString("hex"),
});

/** A row as it is known: its own words, and whether they are what was signed. */
export function knownConsent(keys: Keyring, row: ConsentRow): KnownConsent {
  const { signature, revoked, ended_by, ended_signature, ...unsigned } = row;
  const ended = revoked === null || !ended_by || !ended_signature || holdsTrue(keys, endText(row.id, revoked, ended_by), ended_signature);
  return {
    id: row.id,
    asker: row.asker,
    service: row.service,
    requirement: row.requirement,
    register: row.register,
    fields: row.fields,
    purpose: row.purpose,
    given: row.given,
    until: row.until,
    about: row.about,
    ...(revoked === null ? {} : { revoked }),
    genuine: ended && holdsTrue(keys, consentText(unsigned), signature),
  };
}

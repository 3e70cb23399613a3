// Keys made on first use and kept sealed: the installation's authority, and one key for each agency that signs.
import { X509Certificate } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { exportKey, importKey, makeAgencyKey, makeAuthority, type Subject } from "./certificate.ts";
import type { SigningKey } from "./signing-key.ts";
import type { LicenceTables, SigningKeyRow } from "./tables.ts";

/** How private keys are sealed at rest, under the installation's key ring. `context` is bound into the seal. */
export interface Sealer {
  seal(plain: Uint8Array, context: string): Uint8Array | Promise<Uint8Array>;
  /** Null where it was not sealed under these keys. */
  open(sealed: Uint8Array, context: string): Uint8Array | null | Promise<Uint8Array | null>;
}

export interface KeyStore {
  /** The authority that certifies the agencies' keys; made at its first use. */
  authority(): Promise<SigningKey>;
  /** The key with which an agency signs at `at` (epoch milliseconds); made at its first use and renewed in its last year. */
  signingKey(agency: string, subject: Subject, at: number): Promise<SigningKey>;
  /** Every certificate of the authority, newest first, PEM: what checkers are given to trust. */
  published(): Promise<string>;
}

const year = 365.25 * 24 * 3600 * 1000;

/** Opens the store. `subject` names the authority. Opened keys are kept in memory for the life of the process. */
export function openKeyStore(db: Kysely<LicenceTables>, sealer: Sealer, subject: Subject): KeyStore {
  const opened = new Map<string, Promise<{ key: SigningKey; until: number }>>();
  const use = async (agency: string, at: number, left: number, make: () => Promise<SigningKey>): Promise<SigningKey> => {
    const known = await opened.get(agency);
    if (known && known.until - left > at) return known.key;
    const loading = obtain(db, sealer, agency, at, left, make);
    opened.set(agency, loading);
    loading.catch(() => opened.delete(agency));
    return (await loading).key;
  };
  // Whatever an agency's key lives for, the authority outlives it.
  const authority = (at = Date.now()) => use("", at, 6 * year, () => makeAuthority(subject, at));
  return {
    authority,
    signingKey: (agency, of, at) => use(agency, at, year, async () => makeAgencyKey(of, await authority(at), at)),
    published: async () => {
      await authority();
      const rows = await db
        .selectFrom("licence.signing_key")
        .select("certificate")
        .where("agency", "=", "")
        .orderBy("used_to", "desc")
        .execute();
      return rows.map(({ certificate }) => new X509Certificate(certificate).toString()).join("");
    },
  };
}

async function obtain(
  db: Kysely<LicenceTables>,
  sealer: Sealer,
  agency: string,
  at: number,
  left: number,
  make: () => Promise<SigningKey>,
): Promise<{ key: SigningKey; until: number }> {
  const newest = () =>
    db.selectFrom("licence.signing_key").selectAll().where("agency", "=", agency).orderBy("used_to", "desc").limit(1).executeTakeFirst();
  const found = await newest();
  if (found && found.used_to - left > at) return open(sealer, found);
  const made = await make();
  const certificate = new X509Certificate(made.certificate);
  const sealed = await sealer.seal(exportKey(made.key), contextOf(made.kid));
  const jwk = JSON.stringify(certificate.publicKey.export({ format: "jwk" }));
  await sql`select licence.add_key(${made.kid}, ${agency}, ${Buffer.from(made.certificate)}, ${jwk}::jsonb, ${Buffer.from(sealed)},
    ${certificate.validFromDate}, ${certificate.validToDate}, ${new Date(at + left)})`.execute(db);
  const kept = await newest();
  if (!kept) throw new Error("a key was kept and is not there");
  return open(sealer, kept);
}

async function open(sealer: Sealer, row: SigningKeyRowRead): Promise<{ key: SigningKey; until: number }> {
  const pkcs8 = await sealer.open(row.sealed, contextOf(row.kid));
  if (!pkcs8)
    throw new Error(`The signing key ${row.kid} was sealed under another key ring: restore the key file that belongs to this database.`);
  return { key: importKey(pkcs8, row.certificate), until: row.used_to };
}

type SigningKeyRowRead = { [K in keyof Pick<SigningKeyRow, "kid" | "certificate" | "sealed" | "used_to">]: SigningKeyRow[K]["__select__"] };

const contextOf = (kid: string) => `licence signing key ${kid}`;

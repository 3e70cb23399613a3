// The log's name and key. The private key lies in the database, sealed under the installation key, so that every process
// that may open it signs for the same log.
import { makePrivateKey, makeSigner, makeVerifier, type NoteSigner, type NoteVerifier } from "../engine/merkle/index.ts";
import { type Keyring, open, seal } from "../platform/crypto/index.ts";
import type { Queryable } from "./queryable.ts";

interface Row {
  origin: string;
  public: Buffer;
  sealed: Buffer;
}

const context = (origin: string): string => `log key:${origin}`;

/**
 * The signer of the log in use, which is founded under `origin` (an address without scheme, no spaces, no plus) where
 * none is there yet; an existing log keeps its name. Throws where the installation key does not open the log's key:
 * then the key file is not that of this database.
 */
export async function openLog(db: Queryable, keyring: Keyring, origin: string): Promise<NoteSigner> {
  const [present] = (await db.query<Row>("select origin, public, sealed from ledger.log order by no desc limit 1")).rows;
  const row = present ?? (await found(db, keyring, origin));
  const pkcs8 = open(keyring.derive("log keys"), row.sealed, context(row.origin));
  if (!pkcs8) throw new Error(`the key of the log ${row.origin} does not open under this installation key`);
  return makeSigner(row.origin, pkcs8);
}

async function found(db: Queryable, keyring: Keyring, origin: string): Promise<Row> {
  const { publicKey, sealed } = newKey(keyring, origin);
  const { rows } = await db.query<Row>("select * from ledger.found($1, $2, $3)", [origin, publicKey, sealed]);
  const [row] = rows;
  if (!row) throw new Error("ledger.found gave no answer");
  return row;
}

function newKey(keyring: Keyring, origin: string): { publicKey: Buffer; sealed: Buffer; signer: NoteSigner } {
  const pkcs8 = makePrivateKey();
  const signer = makeSigner(origin, pkcs8);
  return { publicKey: Buffer.from(signer.publicKey), sealed: seal(keyring.derive("log keys"), pkcs8, context(origin)), signer };
}

/**
 * Starts a new log over the same leaves, as the owner: after a restore that does not reach the last checkpoint kept
 * outside, the old name must not sign another history.
 */
export async function foundAnew(owner: Queryable, keyring: Keyring, origin: string): Promise<NoteSigner> {
  const { publicKey, sealed, signer } = newKey(keyring, origin);
  await owner.query("insert into ledger.log (no, origin, public, sealed) select coalesce(max(no), 0) + 1, $1, $2, $3 from ledger.log", [
    origin,
    publicKey,
    sealed,
  ]);
  return signer;
}

/** The keys of all logs of this database, the one in use first. */
export async function logVerifiers(db: Queryable): Promise<NoteVerifier[]> {
  const { rows } = await db.query<Row>("select origin, public from ledger.log order by no desc");
  return rows.map((row) => makeVerifier(row.origin, row.public)).filter((verifier) => verifier !== null);
}

// What casework works with. Everything that another process may change is read through here on each use.
import type { Kysely } from "kysely";
import type { Pool } from "pg";
import type { Catalogue } from "../catalogue/index.ts";
import type { Calendar } from "../engine/calendar/index.ts";
import type { FormContext } from "../engine/form/index.ts";
import type { NoteSigner } from "../engine/merkle/index.ts";
import type { Exchange } from "../exchange/index.ts";
import type { Actor, Ground } from "../identity/index.ts";
import type { KeyStore, LicenceTables } from "../licence/index.ts";
import type { Organisation } from "../organisation/index.ts";
import { canonical, type Keyring } from "../platform/crypto/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { Log } from "../platform/log/index.ts";
import type { Renderer } from "../platform/pdf/index.ts";
import type { AgencyKeys } from "../registry/index.ts";
import type { Office } from "./office.ts";
import type { Recall } from "./recall.ts";
import type { CaseTables } from "./tables.ts";
import type { Vault } from "./vault.ts";

export interface Desk {
  readonly db: Kysely<CaseTables>;
  readonly catalogue: Catalogue;
  readonly organisation: Organisation;
  readonly exchange: Exchange;
  /** Who parties are. */
  readonly ground: Ground;
  readonly calendar: Calendar;
  /** IANA time zone of the installation. */
  readonly zone: string;
  readonly keys: Keyring;
  readonly agencyKeys: AgencyKeys;
  readonly files: Vault;
  /** The same database through the licence room's tables. */
  readonly licences: Kysely<LicenceTables>;
  readonly signing: KeyStore;
  /** The pool under `db`, for rooms that speak SQL. */
  readonly pool: Pool;
  /** Signs for the log. */
  logSigner(): Promise<NoteSigner>;
  /** Loaded when first asked for: most processes render nothing for a while. */
  renderer(): Promise<Renderer>;
  /** Lays out and seals official documents; absent where nothing of that is composed (tools, bulk loading). */
  readonly office?: Office;
  /** An article of law by `law/number`. */
  article(id: string): { readonly title: Text; readonly text?: string } | undefined;
  /** The public page that checks a licence. */
  checkUrl(identifier: string): string;
  /** What seldom changes and is remembered by notice; absent where nobody listens. */
  readonly recall?: Recall;
  readonly log: Log;
  /** Where the public reaches this installation; in QR codes and letters. */
  readonly publicUrl: string;
  /** Epoch milliseconds. */
  now(): number;
  /** What a form's checks need to know of the day and the place. */
  formPlace(now: number): Omit<FormContext, "facts">;
  /** The calendar date of an instant in the installation's zone, `YYYY-MM-DD`. */
  day(at: number): string;
  /** Digest of what an actor asked: the same request again is known by it. */
  digestRequest(actor: Actor, request: unknown): Buffer;
}

/** See {@link Desk.digestRequest}. Keyed, since what is asked may be short and personal, and the digest is stored readable. */
export function digestRequest(keys: Keyring, actor: Actor, request: unknown): Buffer {
  const who = actor.kind === "officer" || actor.kind === "party" ? `${actor.kind}:${actor.id}` : actor.kind;
  return keys.blind("request", canonical({ who, request }));
}

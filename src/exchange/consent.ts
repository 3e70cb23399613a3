// Consents (Personal Information Protection Law, articles 13 to 16): what a party let be asked about it, for which service and
// purpose, which fields, until when; signed with the installation's key, revocable at any time, never altered. A question names
// the consent that it rests on; the holder holds the question against it before it answers.
import { randomUUIDv7 } from "node:crypto";
import type { Pool } from "pg";
import type { Keyring } from "../platform/crypto/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { type ConsentRow, consentText, endText, knownConsent, signed, type UnsignedConsent } from "./consent-signature.ts";
import { partyMark, subjectBlind } from "./subject.ts";

export interface ConsentGround {
  readonly app: Pick<Pool, "query">;
  readonly keys: Keyring;
}

/** What is consented to. */
export interface ConsentTerms {
  /** Where the same consent may come twice, the id under which it is one. */
  readonly id?: string;
  /** The agency that may ask. */
  readonly asker: string;
  /** The service for which, by its pack's id. */
  readonly service: string;
  readonly requirement: string;
  readonly register: string;
  readonly fields: readonly string[];
  readonly purpose: Text;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** Who consents: the party whose data it is, and the person who says so (the party itself, or who acts for it). */
export interface Consenting {
  readonly party: { readonly id: string; readonly identifier: string };
  readonly giver: string;
}

export interface Consent extends Omit<ConsentTerms, "id"> {
  readonly id: string;
  readonly given: number;
  readonly revoked?: number;
}

/** A consent as it lies, verified; what the holder holds a question against. */
export interface KnownConsent extends Consent {
  /** Keyed hash of the identifier that it is about. */
  readonly about: Buffer;
  /** False where the record is not what was signed. */
  readonly genuine: boolean;
}

/** How long a consent holds at the least and at the most, in milliseconds. */
export const consentTime = { least: 30 * 86_400_000, most: 90 * 86_400_000 } as const;

/** Records consents to these terms; their ids, in order. */
export async function giveConsents(
  { app, keys }: ConsentGround,
  { party, giver }: Consenting,
  terms: readonly ConsentTerms[],
  now: number,
): Promise<readonly string[]> {
  if (terms.length === 0) return [];
  const rows = terms.map((one) => {
    const row: UnsignedConsent = {
      id: one.id ?? randomUUIDv7(),
      party: partyMark(keys, party.id),
      about: subjectBlind(keys, party.identifier),
      giver: partyMark(keys, giver),
      asker: one.asker,
      service: one.service,
      requirement: one.requirement,
      register: one.register,
      fields: [...new Set(one.fields)].sort(),
      purpose: one.purpose,
      given: now,
      until: Math.min(Math.max(one.until, now + 1), now + consentTime.most),
    };
    return { row, signature: signed(keys, consentText(row)) };
  });
  const hex = (bytes: Buffer): string => `\\x${bytes.toString("hex")}`;
  await app.query(
    `insert into exchange.consent (id, party, about, giver, asker, service, requirement, register, fields, purpose, given, until, signature)
     select id, party, about, giver, asker, service, requirement, register, fields, purpose, to_timestamp(given / 1000.0), to_timestamp(until / 1000.0),
       signature
     from jsonb_to_recordset($1::jsonb) x (id text, party bytea, about bytea, giver bytea, asker text, service text, requirement text, register text,
       fields text[], purpose jsonb, given bigint, until bigint, signature bytea)
     on conflict (id) do nothing`,
    [
      JSON.stringify(
        rows.map(({ row, signature }) => ({
          ...row,
          party: hex(row.party),
          about: hex(row.about),
          giver: hex(row.giver),
          signature: hex(signature),
        })),
      ),
    ],
  );
  return rows.map(({ row }) => row.id);
}

const columns = `c.id, c.party, c.about, c.giver, c.asker, c.service, c.requirement, c.register, c.fields, c.purpose, c.given, c.until, c.signature,
  e.at revoked, e.giver ended_by, e.signature ended_signature from exchange.consent c left join exchange.consent_end e on e.consent = c.id`;

/** The consents with these ids, by id; one statement, none where there are no ids. */
export async function consentsById({ app, keys }: ConsentGround, ids: readonly string[]): Promise<ReadonlyMap<string, KnownConsent>> {
  if (ids.length === 0) return new Map();
  const { rows } = await app.query<ConsentRow>(`select ${columns} where c.id = any ($1)`, [[...new Set(ids)]]);
  return new Map(rows.map((row) => [row.id, knownConsent(keys, row)]));
}

/** One consent of this party; undefined where it has no such consent. */
export async function ownConsent({ app, keys }: ConsentGround, party: string, id: string): Promise<KnownConsent | undefined> {
  const { rows } = await app.query<ConsentRow>(`select ${columns} where c.id = $1 and c.party = $2`, [id, partyMark(keys, party)]);
  return rows[0] && knownConsent(keys, rows[0]);
}

/** A party's consents, latest first; `before` pages on. */
export async function consentsOf(
  { app, keys }: ConsentGround,
  party: string,
  { before, most = 50 }: { readonly before?: { readonly given: number; readonly id: string }; readonly most?: number } = {},
): Promise<readonly KnownConsent[]> {
  const { rows } = await app.query<ConsentRow>(
    `select ${columns} where c.party = $1 and ($2::bigint is null or (c.given, c.id) < (to_timestamp($2 / 1000.0), $3))
     order by c.given desc, c.id desc limit $4`,
    [partyMark(keys, party), before?.given ?? null, before?.id ?? null, most],
  );
  return rows.map((row) => knownConsent(keys, row));
}

/** One use of a consent. */
export interface ConsentUse {
  readonly at: number;
  readonly state: "found" | "none" | "down" | "late" | "refused" | "reused" | "cut off";
  readonly case?: string;
  readonly draft?: string;
}

/** What these consents were used for, by id, latest first; the latest `most` of all together. */
export async function consentUses(
  { app }: Pick<ConsentGround, "app">,
  ids: readonly string[],
  most = 200,
): Promise<ReadonlyMap<string, readonly ConsentUse[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await app.query<{
    consent: string;
    at: number;
    state: ConsentUse["state"];
    case_id: string | null;
    draft: string | null;
  }>(
    `select r.consent, r.at, coalesce(o.state, 'cut off') state, r.case_id, r.draft
     from exchange.request r left join exchange.outcome o on o.request = r.id where r.consent = any ($1) order by r.at desc limit $2`,
    [[...ids], most],
  );
  const uses = new Map<string, ConsentUse[]>();
  for (const { consent, at, state, case_id, draft } of rows) {
    const one = { at, state, ...(case_id === null ? {} : { case: case_id }), ...(draft === null ? {} : { draft }) };
    uses.set(consent, [...(uses.get(consent) ?? []), one]);
  }
  return uses;
}

/**
 * Revokes a party's own consent: nothing more is asked under it, and what was kept under it is deleted in the same statement. False
 * where the party has no such consent; revoking twice is once.
 */
export async function revokeConsent({ app, keys }: ConsentGround, { party, giver }: Consenting, id: string, now: number): Promise<boolean> {
  const by = partyMark(keys, giver);
  const { rows } = await app.query<{ own: boolean }>(
    `with own as (select id from exchange.consent where id = $1 and party = $2),
     ended as (
       insert into exchange.consent_end (consent, at, giver, signature) select id, to_timestamp($3 / 1000.0), $4, $5 from own on conflict do nothing
     ), forgotten as (
       delete from exchange.kept k using exchange.request r, own where r.id = k.request and r.consent = own.id
     )
     select exists (select 1 from own) own`,
    [id, partyMark(keys, party.id), now, by, signed(keys, endText(id, now, by))],
  );
  return rows[0]?.own === true;
}

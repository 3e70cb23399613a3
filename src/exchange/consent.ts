// Consents (Personal Information Protection Law, articles 13 to 16): what a party let be asked about it, for which service and
// purpose, which fields, until when; signed with the installation's key, revocable at any time, never altered. A question names
// the consent that it rests on; the holder holds the question against it before it answers.
import { createPrivateKey, createPublicKey, type KeyObject, randomUUIDv7, sign, verify } from "node:crypto";
import type { Pool } from "pg";
import { canonical, type Keyring } from "../platform/crypto/index.ts";
import type { Text } from "../platform/i18n/index.ts";
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

const signed = (keys: Keyring, what: unknown): Buffer => sign(null, Buffer.from(canonical(what)), signerOf(keys));
const holdsTrue = (keys: Keyring, what: unknown, signature: Buffer): boolean =>
  verify(null, Buffer.from(canonical(what)), createPublicKey(signerOf(keys)), signature);

interface Row {
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

type Unsigned = Omit<Row, "signature" | "revoked" | "ended_by" | "ended_signature">;

const consentText = ({ party, about, giver, purpose, ...rest }: Unsigned) => ({
  type: "errand consent 1",
  ...rest,
  purpose: { zh: purpose.zh, en: purpose.en },
  party: party.toString("hex"),
  about: about.toString("hex"),
  giver: giver.toString("hex"),
});
const endText = (consent: string, at: number, giver: Buffer) => ({
  type: "errand consent revoked 1",
  consent,
  at,
  giver: giver.toString("hex"),
});

/** Records consents to these terms; their ids, in order. */
export async function giveConsents(
  { app, keys }: ConsentGround,
  { party, giver }: Consenting,
  terms: readonly ConsentTerms[],
  now: number,
): Promise<readonly string[]> {
  if (terms.length === 0) return [];
  const rows = terms.map((one) => {
    const row: Unsigned = {
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

function known(keys: Keyring, row: Row): KnownConsent {
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

/** The consents with these ids, by id; one statement, none where there are no ids. */
export async function consentsById({ app, keys }: ConsentGround, ids: readonly string[]): Promise<ReadonlyMap<string, KnownConsent>> {
  if (ids.length === 0) return new Map();
  const { rows } = await app.query<Row>(`select ${columns} where c.id = any ($1)`, [[...new Set(ids)]]);
  return new Map(rows.map((row) => [row.id, known(keys, row)]));
}

/** One consent of this party; undefined where it has no such consent. */
export async function ownConsent({ app, keys }: ConsentGround, party: string, id: string): Promise<KnownConsent | undefined> {
  const { rows } = await app.query<Row>(`select ${columns} where c.id = $1 and c.party = $2`, [id, partyMark(keys, party)]);
  return rows[0] && known(keys, rows[0]);
}

/** A question as far as a consent speaks of it. */
export interface Consented {
  readonly consent: string;
  readonly asker: string;
  readonly register: string;
  readonly fields: readonly string[];
  /** The pack's id; a question without one rests on no consent. */
  readonly service?: string | undefined;
}

const lacks = {
  unknown: { zh: "没有这份同意书。", en: "There is no such consent." },
  forged: { zh: "同意书的签名不符。", en: "The consent is not what was signed." },
  revoked: { zh: "本人已经撤回同意。", en: "The consent was revoked." },
  expired: { zh: "同意书已经到期。", en: "The consent has ended." },
  asker: { zh: "同意书不是给这个部门的。", en: "The consent was given to another agency." },
  service: { zh: "同意书不是为这个事项给的。", en: "The consent was given for another service." },
  register: { zh: "同意书没有说到这个登记库。", en: "The consent is about another register." },
  fields: { zh: "同意书没有包括其中某个字段。", en: "The consent does not cover one of these fields." },
  person: { zh: "登记的不是同意人本人的信息。", en: "The record is not about the one who consented." },
} as const satisfies Record<string, Text>;

/** Why this consent does not carry this question now; undefined where it does. */
export function consentLack(consent: KnownConsent | undefined, question: Consented, now: number): Text | undefined {
  if (!consent) return lacks.unknown;
  if (!consent.genuine) return lacks.forged;
  if (consent.revoked !== undefined) return lacks.revoked;
  if (consent.until <= now || consent.given > now) return lacks.expired;
  if (consent.asker !== question.asker) return lacks.asker;
  if (consent.service !== question.service) return lacks.service;
  if (consent.register !== question.register) return lacks.register;
  return question.fields.every((name) => consent.fields.includes(name)) ? undefined : lacks.fields;
}

/** Nobody consents for somebody else: what was found must be about the one who consented, or about nobody. */
export function consentMisses({ keys }: Pick<ConsentGround, "keys">, consent: KnownConsent, subjects: readonly string[]): Text | undefined {
  if (subjects.length === 0) return undefined;
  return subjects.some((identifier) => subjectBlind(keys, identifier).equals(consent.about)) ? undefined : lacks.person;
}

/** Does this consent carry this question now: {@link consentsById} and {@link consentLack} for a single question. */
export async function consentHolds(
  ground: ConsentGround,
  question: Consented,
  now: number,
): Promise<{ readonly holds: true; readonly consent: KnownConsent } | { readonly holds: false; readonly why: Text }> {
  const consent = (await consentsById(ground, [question.consent])).get(question.consent);
  const why = consentLack(consent, question, now);
  return consent && !why ? { holds: true, consent } : { holds: false, why: why ?? lacks.unknown };
}

/** A party's consents, latest first; `before` pages on. */
export async function consentsOf(
  { app, keys }: ConsentGround,
  party: string,
  { before, most = 50 }: { readonly before?: { readonly given: number; readonly id: string }; readonly most?: number } = {},
): Promise<readonly KnownConsent[]> {
  const { rows } = await app.query<Row>(
    `select ${columns} where c.party = $1 and ($2::bigint is null or (c.given, c.id) < (to_timestamp($2 / 1000.0), $3))
     order by c.given desc, c.id desc limit $4`,
    [partyMark(keys, party), before?.given ?? null, before?.id ?? null, most],
  );
  return rows.map((row) => known(keys, row));
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

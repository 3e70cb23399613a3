// Who looked at my data: every question that was answered about somebody, every answer used again, every case opened, every
// reading of a register and every file taken out of one.
import { createHash } from "node:crypto";
import type { Pool } from "pg";
import { canonical, type Keyring } from "../platform/crypto/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { subjectBlind } from "./subject.ts";

/** The same look within this long is one. */
const slotLength = 15 * 60_000;

/** One look, as the person concerned may see it. */
export interface Access {
  readonly id: string;
  readonly at: number;
  readonly kind: "asked" | "reused" | "opened" | "read" | "exported";
  /** The agency that looked. */
  readonly agency: string;
  /** The agency that keeps the register; absent for an opened case. */
  readonly holder?: string;
  readonly register?: string;
  /** Where `named`, show of them only what may be about this one. */
  readonly fields?: readonly string[];
  readonly purpose: Text;
  /** The article, or the consent's id; for an opened case neither: the officer's post is the ground. */
  readonly law?: string;
  readonly consent?: string;
  readonly case?: string;
  readonly draft?: string;
  /** The officer's post, for an opened case and a reading. */
  readonly post?: string;
  /** False where nothing was told: no record, a refusal, a register out of order. */
  readonly told: boolean;
  /** The record is about somebody else and names this one: a firm's representative, a child's parent. */
  readonly named: boolean;
  /** It could be told of only from then on, under this law. */
  readonly heldBack?: { readonly until: number; readonly law: string };
  /** Where it stands in the list: when it could first be told of. */
  readonly shownAt: number;
}

interface Row {
  id: string;
  at: number;
  kind: Access["kind"];
  agency: string;
  holder: string | null;
  register: string | null;
  fields: string[] | null;
  purpose: Text;
  law: string | null;
  consent: string | null;
  case_id: string | null;
  draft: string | null;
  post: string | null;
  told: boolean;
  named: boolean;
  held_until: number | null;
  held_law: string | null;
  shown_at: number;
}

/** What of the list is wanted; instants in epoch milliseconds, `to` not included. */
export interface AccessFilter {
  readonly kind?: Access["kind"];
  readonly agency?: string;
  readonly register?: string;
  readonly from?: number;
  readonly to?: number;
}

export interface AccessPage extends AccessFilter {
  /** Pages on from there: an access's `shownAt` and `id`. */
  readonly before?: { readonly at: number; readonly id: string };
  readonly most?: number;
}

/**
 * What was looked at about the person or organisation with this identifier, latest first. What a law holds back is absent until its
 * time has come. An answer's subjects begin with what was asked about and whom its first record is about; who stands further on is
 * only named in it, and is not told what it says.
 */
export async function accessesOf(
  { app, keys }: { readonly app: Pick<Pool, "query">; readonly keys: Keyring },
  identifier: string,
  now: number,
  { before, most = 50, kind, agency, register, from, to }: AccessPage = {},
): Promise<readonly Access[]> {
  const { rows } = await app.query<Row>(
    `select x.*, h.until held_until, h.law held_law, greatest(x.at, h.until) shown_at from (
       select id::text, at, 'asked' kind, asker agency, holder, register, fields, purpose, law, consent, case_id, draft, null::text post,
         state = 'found' told, state = 'found' and subjects[1] <> $1 and subjects[2] is distinct from $1 as named, request_hash hash
       from exchange.answer where subjects @> array[$1::bytea]
       union all
       select r.id::text, o.at, 'reused', r.asker, null, r.register, r.fields, r.purpose, r.law, r.consent, r.case_id, r.draft, null, true, false, r.hash
       from exchange.request r join exchange.outcome o on o.request = r.id and o.state = 'reused' where r.subjects @> array[$1::bytea]
       union all
       select encode(sha256(convert_to(concat_ws('/', case_id, officer, post, purpose, slot), 'utf8')), 'hex'), at, 'opened', agency, null, null, null, words, null, null, case_id, null, post,
         true, false, null
       from exchange.opening where subjects @> array[$1::bytea]
       union all
       select encode(id, 'hex'), at, kind, agency, null, register, fields, words, null, null, case_id, null, post, true, false, null
       from exchange.reading where subjects @> array[$1::bytea]
     ) x left join exchange.held_back h on h.hash = x.hash
     where (h.until is null or h.until <= to_timestamp($5 / 1000.0))
       and ($2::bigint is null or (greatest(x.at, h.until), x.id) < (to_timestamp($2 / 1000.0), $3))
       and ($6::text is null or x.kind = $6) and ($7::text is null or x.agency = $7) and ($8::text is null or x.register = $8)
       and ($9::bigint is null or x.at >= to_timestamp($9 / 1000.0)) and ($10::bigint is null or x.at < to_timestamp($10 / 1000.0))
     order by shown_at desc, x.id desc limit $4`,
    [
      subjectBlind(keys, identifier),
      before?.at ?? null,
      before?.id ?? null,
      most,
      now,
      kind ?? null,
      agency ?? null,
      register ?? null,
      from ?? null,
      to ?? null,
    ],
  );
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    kind: row.kind,
    agency: row.agency,
    ...defined({
      holder: row.holder,
      register: row.register,
      fields: row.fields,
      law: row.law,
      consent: row.consent,
      case: row.case_id,
      draft: row.draft,
      post: row.post,
    }),
    purpose: row.purpose,
    told: row.told,
    named: row.named,
    ...(row.held_until === null || row.held_law === null ? {} : { heldBack: { until: row.held_until, law: row.held_law } }),
    shownAt: row.shown_at,
  }));
}

type Present<T> = { readonly [K in keyof T]?: NonNullable<T[K]> };
const defined = <T extends object>(row: T): Present<T> =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Present<T>;

/**
 * The fields that the one concerned is told were seen. Of a record that only names this one the open fields are about the other: a
 * firm's capital, not its representative.
 */
export function fieldsTold(
  { fields = [], named }: Pick<Access, "fields" | "named">,
  register: { readonly fields: Readonly<Record<string, { readonly class: string }>> } | undefined,
): readonly string[] {
  return fields.filter((field) => !named || (register?.fields[field]?.class ?? "open") !== "open");
}

/** An officer read records of a register, or took them out in a file. */
export interface Reading {
  readonly kind: "read" | "exported";
  readonly officer: string;
  readonly agency: string;
  /** The post in which the officer did so. */
  readonly post: string;
  readonly register: string;
  readonly fields: readonly string[];
  /** What for, in words for the person concerned. */
  readonly purpose: Text;
  readonly case?: string;
  /** Identifiers of those whom the records are about. */
  readonly subjects: readonly string[];
}

/** Those whom one row speaks of, at the most: an export of a whole register is several rows. */
const mostSubjects = 1000;

/** Records readings in one statement; the same within a quarter of an hour is one. What is about nobody is not recorded here. */
export async function recordReadings(
  { app, keys }: { readonly app: Pick<Pool, "query">; readonly keys: Keyring },
  readings: readonly Reading[],
  now: number,
): Promise<void> {
  const slot = now - (now % slotLength);
  const rows = readings.flatMap(({ subjects, purpose, ...rest }) => {
    const blinds = [...new Set(subjects)].map((identifier) => subjectBlind(keys, identifier).toString("hex"));
    const parts = Array.from({ length: Math.ceil(blinds.length / mostSubjects) }, (_, n) =>
      blinds.slice(n * mostSubjects, (n + 1) * mostSubjects),
    );
    return parts.map((part) => ({
      ...rest,
      id: createHash("sha256")
        .update(canonical({ ...rest, slot, subjects: part }))
        .digest("hex"),
      words: purpose,
      subjects: part,
    }));
  });
  if (rows.length === 0) return;
  await app.query(
    `insert into exchange.reading (id, at, kind, agency, officer, post, register, fields, words, case_id, subjects)
     select decode(id, 'hex'), to_timestamp($2 / 1000.0), kind, agency, officer, post, register, fields, words, "case",
       array(select decode(s, 'hex') from jsonb_array_elements_text(subjects) s)
     from jsonb_to_recordset($1::jsonb) x (id text, kind text, agency text, officer text, post text, register text, fields text[], words jsonb,
       "case" uuid, subjects jsonb)
     on conflict do nothing`,
    [JSON.stringify(rows), now],
  );
}

/** A question that the one concerned is told of only later. */
export interface HeldBack {
  /** The question's hash. */
  readonly hash: Buffer;
  readonly until: number;
  readonly law: string;
}

/** When a question asked now is told of, by what a source or a register says; working days count as days here. */
export function toldLater(
  shown: { readonly after: string; readonly law: string },
  now: number,
): { readonly until: number; readonly law: string } {
  const [n = "0", unit = ""] = shown.after.split(" ");
  return { until: now + Number(n) * (unit.startsWith("hour") ? 3_600_000 : 86_400_000), law: shown.law };
}

/** Notes which questions are told of later; before they are asked, so that none is told of too early. */
export async function holdBack({ app }: { readonly app: Pick<Pool, "query"> }, questions: readonly HeldBack[]): Promise<void> {
  if (questions.length === 0) return;
  await app.query(
    `insert into exchange.held_back (hash, until, law)
     select decode(hash, 'hex'), to_timestamp(until / 1000.0), law from jsonb_to_recordset($1::jsonb) x (hash text, until bigint, law text)
     on conflict do nothing`,
    [JSON.stringify(questions.map((one) => ({ ...one, hash: one.hash.toString("hex") })))],
  );
}

/** An officer opened a case. */
export interface Opening {
  readonly case: string;
  /** Identifiers of those whom the case is about. */
  readonly subjects: readonly string[];
  readonly officer: string;
  readonly agency: string;
  /** The post in which the officer did so. */
  readonly post: string;
  /** A key for the reason (`handling`, `oversight`, …) and its words for the person concerned. */
  readonly purpose: { readonly key: string; readonly text: Text };
}

/** Records openings in one statement; the same officer, post and purpose within a quarter of an hour is one, and then writes nothing. */
export async function recordOpenings(
  { app, keys }: { readonly app: Pick<Pool, "query">; readonly keys: Keyring },
  openings: readonly Opening[],
  now: number,
): Promise<void> {
  if (openings.length === 0) return;
  await app.query(
    `insert into exchange.opening (case_id, officer, post, purpose, slot, agency, words, subjects, at)
     select "case", officer, post, purpose, to_timestamp($2 / 1000.0), agency, words, array(select decode(s, 'hex') from jsonb_array_elements_text(subjects) s),
       to_timestamp($3 / 1000.0)
     from jsonb_to_recordset($1::jsonb) x ("case" uuid, officer text, post text, purpose text, agency text, words jsonb, subjects jsonb)
     on conflict do nothing`,
    [
      JSON.stringify(
        openings.map((one) => ({
          case: one.case,
          officer: one.officer,
          post: one.post,
          agency: one.agency,
          purpose: one.purpose.key,
          words: one.purpose.text,
          subjects: one.subjects.map((identifier) => subjectBlind(keys, identifier).toString("hex")),
        })),
      ),
      now - (now % slotLength),
      now,
    ],
  );
}

/** Registers that were asked for a case, or for drafts that became it, and of which none of the questions was answered. */
export async function silentFor(
  { app }: { readonly app: Pick<Pool, "query"> },
  about: { readonly case: string; readonly drafts: readonly string[] },
): Promise<readonly string[]> {
  const { rows } = await app.query<{ register: string }>(
    `select r.register from (
       select id, register from exchange.request where case_id = $1
       union all select id, register from exchange.request where draft = any ($2::uuid[])
     ) r left join exchange.outcome o on o.request = r.id
     group by r.register having bool_and(o.state is null or o.state in ('down', 'late')) order by r.register`,
    [about.case, about.drafts],
  );
  return rows.map(({ register }) => register);
}

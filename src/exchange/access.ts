// Who looked at my data: every question that was answered about somebody, every answer used again, every case opened.
import type { Pool } from "pg";
import type { Keyring } from "../platform/crypto/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { subjectBlind } from "./subject.ts";

/** One look, as the person concerned may see it. */
export interface Access {
  readonly id: string;
  readonly at: number;
  readonly kind: "asked" | "reused" | "opened";
  /** The agency that looked. */
  readonly agency: string;
  /** The agency that keeps the register; absent for an opened case. */
  readonly holder?: string;
  readonly register?: string;
  readonly fields?: readonly string[];
  readonly purpose: Text;
  /** The article, or the consent's id; for an opened case neither: the officer's post is the ground. */
  readonly law?: string;
  readonly consent?: string;
  readonly case?: string;
  readonly draft?: string;
  /** The officer's post, for an opened case. */
  readonly post?: string;
  /** False where nothing was told: no record, a refusal, a register out of order. */
  readonly told: boolean;
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
}

/** What was looked at about the person or organisation with this identifier, latest first; `before` pages on. */
export async function accessesOf(
  { app, keys }: { readonly app: Pick<Pool, "query">; readonly keys: Keyring },
  identifier: string,
  { before, most = 50 }: { readonly before?: { readonly at: number; readonly id: string }; readonly most?: number } = {},
): Promise<readonly Access[]> {
  const { rows } = await app.query<Row>(
    `select * from (
       select id::text, at, 'asked' kind, asker agency, holder, register, fields, purpose, law, consent, case_id, draft, null::text post, state = 'found' told
       from exchange.answer where subjects @> array[$1::bytea]
       union all
       select r.id::text, o.at, 'reused', r.asker, null, r.register, r.fields, r.purpose, r.law, r.consent, r.case_id, r.draft, null, true
       from exchange.request r join exchange.outcome o on o.request = r.id and o.state = 'reused' where r.subjects @> array[$1::bytea]
       union all
       select case_id || '/' || officer || '/' || post || '/' || purpose, at, 'opened', agency, null, null, null, words, null, null, case_id, null, post, true
       from exchange.opening where subjects @> array[$1::bytea]
     ) x
     where $2::bigint is null or (at, id) < (to_timestamp($2 / 1000.0), $3)
     order by at desc, id desc limit $4`,
    [subjectBlind(keys, identifier), before?.at ?? null, before?.id ?? null, most],
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
  }));
}

type Present<T> = { readonly [K in keyof T]?: NonNullable<T[K]> };
const defined = <T extends object>(row: T): Present<T> =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Present<T>;

/** An officer opened a case. */
export interface Opening {
  readonly case: string;
  /** Identifiers of those whom the case is about. */
  readonly subjects: readonly string[];
  readonly officer: string;
  readonly agency: string;
  /** The post in which the officer did so. */
  readonly post: string;
  /** A key for the reason (`handling`, `supervision`, …) and its words for the person concerned. */
  readonly purpose: { readonly key: string; readonly text: Text };
}

const slotLength = 15 * 60_000;

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

/** A question on which the two sides' records do not agree. */
export interface Disagreement {
  readonly hash: string;
  readonly why: "no answer recorded" | "no question recorded" | "no outcome recorded" | "different";
}

/** Holds both sides' records of every question against each other; empty if they agree. Answers that came too late are no disagreement. */
export async function reconcile({ app }: { readonly app: Pick<Pool, "query"> }): Promise<readonly Disagreement[]> {
  const { rows } = await app.query<Disagreement>(`
    select * from (
      select encode(coalesce(r.hash, a.request_hash), 'hex') hash, case
        when r.id is null then 'no question recorded'
        when o.request is null then 'no outcome recorded'
        when a.id is null and o.state not in ('late', 'reused') then 'no answer recorded'
        when a.id is not null and ((r.asker, r.register, r.fields, r.purpose, r.law, r.consent, r.case_id, r.draft)
            is distinct from (a.asker, a.register, a.fields, a.purpose, a.law, a.consent, a.case_id, a.draft)
          or (o.state <> 'late' and (o.state, o.answer_hash) is distinct from (a.state, a.answer_hash))) then 'different'
      end why
      from exchange.request r full join exchange.answer a on a.request_hash = r.hash left join exchange.outcome o on o.request = r.id
    ) x where why is not null order by hash`);
  return rows;
}

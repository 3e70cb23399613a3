// Agreements between agencies: who may ask a register for which fields, for which services, until when.
import type { ClientBase, Pool } from "pg";
import { z } from "zod";
import type { Text } from "../platform/i18n/index.ts";
import { text } from "../platform/yaml/index.ts";

const key = z.string().regex(/^[a-z][a-z0-9-]*$/, "a key: lower-case letters, digits and hyphens, beginning with a letter");
const keys = z.array(key).min(1);

/** How often an asker may need the data: with each case, or in bulk. */
export const frequencies = ["each-case", "daily", "weekly", "monthly", "yearly"] as const;

/** What an agreement says. */
export const agreementTerms = z
  .strictObject({
    /** The agency that asks. */
    asker: key,
    /** The posts that may ask, without the agency; absent: any, and questions put for a party. */
    posts: keys.optional(),
    register: key,
    fields: keys,
    /** The purposes, by pack. */
    services: z.union([z.literal("any"), keys]),
    /** What for, in words. */
    purpose: text,
    law: z
      .string()
      .regex(/^[a-z][a-z0-9-]*\/\d+(-\d+)*$/, "an article: law-id/number")
      .optional(),
    /** First and last day, both included. */
    from: z.iso.date(),
    to: z.iso.date().optional(),
    frequency: z.enum(frequencies),
    /** How long the asker keeps what it got: `with the case`, or a time. */
    retention: z.string().regex(/^(with the case|\d+ (days?|months?|years?))$/, "`with the case`, or a time such as 30 days"),
  })
  .refine((one) => one.to === undefined || one.to >= one.from, { message: "ends before it begins", path: ["to"] });
export type AgreementTerms = z.infer<typeof agreementTerms>;

/** agreements.yaml of a city's folder. */
export const agreementsFile = z.strictObject({
  agreements: z.array(
    agreementTerms.safeExtend({
      id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/, "letters, digits and hyphens, 64 at most"),
      status: z.enum(["active", "suspended", "revoked"]).default("active"),
    }),
  ),
});
export type FiledAgreement = z.infer<typeof agreementsFile>["agreements"][number];

export type AgreementStatus = FiledAgreement["status"];

/** An agreement as it stands. */
export interface Agreement extends Readonly<Omit<AgreementTerms, "posts" | "law" | "to">> {
  readonly id: string;
  readonly posts?: readonly string[];
  readonly law?: string;
  readonly to?: string;
  readonly status: AgreementStatus;
  /** The case that made it. */
  readonly case?: string;
  /** When it was changed last, and by what: `city`, or `case:<id>`. */
  readonly changedAt: number;
  readonly changedBy: string;
}

interface Row {
  id: string;
  asker: string;
  posts: string[] | null;
  register: string;
  fields: string[];
  services: string[] | null;
  purpose: Text;
  law: string | null;
  since: string;
  until: string | null;
  frequency: AgreementTerms["frequency"];
  retention: string;
  status: AgreementStatus;
  case_id: string | null;
  changed_by: string;
  changed_at: number;
}

const columns = `id, asker, posts, register, fields, services, purpose, law, since::text, until::text, frequency, retention, status, case_id,
  changed_by, (extract(epoch from changed_at) * 1000)::bigint changed_at`;

const agreementOf = (row: Row): Agreement => ({
  id: row.id,
  asker: row.asker,
  ...(row.posts === null ? {} : { posts: row.posts }),
  register: row.register,
  fields: row.fields,
  services: row.services ?? "any",
  purpose: row.purpose,
  ...(row.law === null ? {} : { law: row.law }),
  from: row.since,
  ...(row.until === null ? {} : { to: row.until }),
  frequency: row.frequency,
  retention: row.retention,
  status: row.status,
  ...(row.case_id === null ? {} : { case: row.case_id }),
  changedBy: row.changed_by,
  changedAt: Number(row.changed_at),
});

type Db = Pick<Pool, "query"> | Pick<ClientBase, "query">;

/** All agreements, or those that one agency gave or got, or one; by register and asker. */
export async function agreements(db: Db, of: { readonly agency?: string; readonly id?: string } = {}): Promise<readonly Agreement[]> {
  const { rows } = await db.query<Row>(
    `select ${columns} from exchange.agreement
     where ($1::text is null or asker = $1 or register in (select r.id from registry.register r where r.owner = $1)) and ($2::text is null or id = $2)
     order by register, asker, id`,
    [of.agency ?? null, of.id ?? null],
  );
  return rows.map(agreementOf);
}

/** The agreements about these registers, each with the edition of the rules that they belong to: one statement, one moment. */
export async function agreementsAbout(
  db: Db,
  registers: readonly string[],
): Promise<ReadonlyMap<string, { readonly edition: string; readonly agreements: readonly Agreement[] }>> {
  const { rows } = await db.query<{ register: string; edition: string; agreements: Row[] }>({
    name: "exchange-agreements",
    text: `select g.id register, g.edition, coalesce(a.list, '[]') agreements
      from registry.register g
      left join lateral (select jsonb_agg(to_jsonb(x)) list from (select ${columns} from exchange.agreement where register = g.id order by id) x) a on true
      where g.id = any ($1)`,
    values: [registers],
  });
  return new Map(rows.map((row) => [row.register, { edition: row.edition, agreements: row.agreements.map(agreementOf) }]));
}

/** One state that an agreement had. */
export interface AgreementChange {
  readonly at: number;
  /** `city`, or `case:<id>`. */
  readonly by: string;
  readonly status: AgreementStatus;
}

/** Every state that an agreement had, oldest first. */
export async function agreementHistory(db: Db, id: string): Promise<readonly AgreementChange[]> {
  const { rows } = await db.query<AgreementChange>(
    "select (extract(epoch from at) * 1000)::float8 at, by, status from exchange.agreement_change where agreement = $1 order by seq",
    [id],
  );
  return rows;
}

/**
 * Brings the agreements of a city's folder in, as the owner. What is the same stays as it is; terms that changed begin a new state.
 * What a case suspended or revoked is not woken by a file, and agreements no longer named stay, because records name them.
 */
export async function loadAgreements(owner: Pick<ClientBase, "query">, filed: readonly FiledAgreement[]): Promise<void> {
  const rows = filed.map(({ from, to, services, ...one }) => ({
    ...one,
    since: from,
    until: to ?? null,
    services: services === "any" ? null : services,
  }));
  await owner.query(
    `insert into exchange.agreement as old (id, asker, posts, register, fields, services, purpose, law, since, until, frequency, retention, status, changed_by, changed_at)
     select id, asker, posts, register, fields, services, purpose, law, since, until, frequency, retention, status, 'city', now()
     from jsonb_populate_recordset(null::exchange.agreement, $1::jsonb)
     on conflict (id) do update set asker = excluded.asker, posts = excluded.posts, register = excluded.register, fields = excluded.fields,
       services = excluded.services, purpose = excluded.purpose, law = excluded.law, since = excluded.since, until = excluded.until,
       frequency = excluded.frequency, retention = excluded.retention,
       status = case when old.changed_by = 'city' then excluded.status else old.status end,
       changed_by = case when old.changed_by = 'city' then 'city' else old.changed_by end, changed_at = now()
     where (old.asker, old.posts, old.register, old.fields, old.services, old.purpose, old.law, old.since, old.until, old.frequency, old.retention)
         is distinct from (excluded.asker, excluded.posts, excluded.register, excluded.fields, excluded.services, excluded.purpose, excluded.law,
           excluded.since, excluded.until, excluded.frequency, excluded.retention)
       or (old.changed_by = 'city' and old.status <> excluded.status)`,
    [JSON.stringify(rows)],
  );
}

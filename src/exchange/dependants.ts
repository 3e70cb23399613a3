// Who got a value from a register, by both sides' records: whoever has to hear that it was wrong.
import type { Pool } from "pg";
import type { Keyring } from "../platform/crypto/index.ts";
import { subjectBlind } from "./subject.ts";

/** Somebody who was given one of the fields. */
export interface Dependant {
  readonly agency: string;
  readonly case?: string;
  /** The asker's questions: what evidence of a case names. */
  readonly requests: readonly string[];
  /** Those of the fields that were given. */
  readonly fields: readonly string[];
  /** The last time, epoch milliseconds. */
  readonly at: number;
}

/** What was given of a register. */
export interface Given {
  readonly register: string;
  /**
   * Values of the record's keys, as it may have been asked for, from when to when (epoch milliseconds) an answer by them held this record:
   * others may have the same key, and whoever got only those is not told.
   */
  readonly keys: readonly { readonly value: string; readonly from: number; readonly to?: number }[];
  readonly fields: readonly string[];
  /** Before this instant, epoch milliseconds. */
  readonly before: number;
}

/** The answer held the record by one of its keys: what was given in the second in which it began or ended may be either. */
const held = (at: string): string => `exists (select from unnest($1::bytea[], $5::float8[], $6::float8[]) key (mark, begun, ended)
           where key.mark = any (a.subjects) and ${at} >= to_timestamp((key.begun - 1000) / 1000.0)
             and (key.ended is null or ${at} <= to_timestamp((key.ended + 1000) / 1000.0)))`;

const spans = (keys: Keyring, given: Given["keys"], register: string, fields: readonly string[], before: number): readonly unknown[] => [
  given.map(({ value }) => subjectBlind(keys, value)),
  register,
  fields,
  before,
  given.map(({ from }) => from),
  given.map(({ to }) => to ?? null),
];

/** Agencies and cases to which the holder gave the fields, or that used an answer again. */
export async function dependantsOf(
  { app, keys }: { readonly app: Pick<Pool, "query">; readonly keys: Keyring },
  { register, keys: values, fields, before }: Given,
): Promise<readonly Dependant[]> {
  const { rows } = await app.query<{ agency: string; case_id: string | null; requests: string[]; fields: string[]; at: number }>(
    `with given as (
       select r.id, a.asker, a.case_id, a.fields, a.at from exchange.answer a join exchange.request r on r.hash = a.request_hash
       where a.subjects && $1::bytea[] and a.register = $2 and a.fields && $3::text[] and a.state = 'found' and a.at <= to_timestamp($4 / 1000.0)
         and ${held("a.at")}
     ), used as (
       select id, asker, case_id, fields, at from given
       union all
       select r.id, r.asker, r.case_id, r.fields, r.at from given join exchange.outcome o on o.reused = given.id join exchange.request r on r.id = o.request
       where r.fields && $3::text[] and r.at <= to_timestamp($4 / 1000.0)
     )
     select asker agency, case_id, array_agg(distinct id::text) requests, array(select distinct f from used u, unnest(u.fields) f
         where u.asker = used.asker and u.case_id is not distinct from used.case_id and f = any ($3) order by f) fields,
       floor(date_part('epoch', max(at)) * 1000)::float8 at
     from used group by asker, case_id order by asker, case_id`,
    [...spans(keys, values, register, fields, before)],
  );
  return rows.map(({ agency, case_id, requests, fields: given, at }) => ({
    agency,
    ...(case_id === null ? {} : { case: case_id }),
    requests,
    fields: given,
    at,
  }));
}

/** Forgets answers kept for another use that give one of the fields: what was wrong is not used again. How many. */
export async function forgetGiven(
  { app, keys }: { readonly app: Pick<Pool, "query">; readonly keys: Keyring },
  { register, keys: values, fields, before }: Given,
): Promise<number> {
  const { rowCount } = await app.query(
    `delete from exchange.kept k using exchange.request r, exchange.answer a
     where r.id = k.request and a.request_hash = r.hash and a.subjects && $1::bytea[] and k.register = $2 and k.fields && $3::text[]
       and k.at <= to_timestamp($4 / 1000.0) and ${held("a.at")}`,
    [...spans(keys, values, register, fields, before)],
  );
  return rowCount ?? 0;
}

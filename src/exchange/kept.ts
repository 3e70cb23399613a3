// Answers that an agency keeps for reuse: found again for the same party, purpose and record while they are fresh, and forgotten.
import { z } from "zod";
import { type Key, type Keyring, openJson } from "../platform/crypto/index.ts";
import type { Answer } from "./answer.ts";
import type { AskGround } from "./ask.ts";
import { consentsById } from "./consent.ts";
import { consentLack } from "./consent-lack.ts";
import type { Fields, Question } from "./question.ts";
import { recordShape } from "./reach.ts";
import { partyMark } from "./subject.ts";

/** How long an answer may be kept at the most, whatever a later question allows: 90 days. */
export const longestKept = 90 * 86_400_000;

/** By what a kept answer is found. What was asked for one purpose is not used again for another. */
export const keptKey = (keys: Keyring, { key, by, service }: Pick<Question, "key" | "by" | "service">): Buffer =>
  keys.blind("exchange kept", `${service ?? ""} ${by ?? ""} ${key}`);
const keptShape = z.object({ records: z.tuple([recordShape], recordShape), hash: z.string().regex(/^[0-9a-f]{64}$/) });

type Reusable = Pick<Question, "register" | "key" | "by" | "fields" | "asker" | "service" | "ground"> & {
  readonly subject: string;
  readonly fresh: number;
};
type Found = Extract<Answer, { state: "found" }>;

/**
 * An earlier answer to the same agency, for the same party, about the same record, that holds all the fields now asked for and is
 * no older than `fresh`. `request` is the question that it answered. The caller records its use (as `ask` does).
 */
export const freshAnswer = async (ground: AskGround, question: Reusable, now: number): Promise<Found | undefined> =>
  (await freshAnswers(ground, [question], now))[0];

/** A kept answer as it lies, for a caller that read it with something else by exchange.kept_of. */
export interface KeptRow {
  readonly party: Buffer;
  readonly register: string;
  readonly key: Buffer;
  readonly asker: string;
  readonly fields: readonly string[];
  readonly request: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly sealed: Buffer;
}

/**
 * The same for several questions; answers in their order. `read` holds what exchange.kept_of gives for their parties, where the
 * caller read that already.
 */
export async function freshAnswers(
  ground: AskGround,
  questions: readonly Reusable[],
  now: number,
  read?: readonly KeptRow[],
): Promise<readonly (Found | undefined)[]> {
  if (questions.length === 0) return [];
  const { keys, agencyKeys } = ground;
  // What is used again needs its ground as what is asked does.
  const consents = await consentsById(
    ground,
    questions.flatMap((one) => ("consent" in one.ground ? one.ground.consent : [])),
  );
  const groundless = ({ ground: by, asker, register, fields, service }: Reusable): boolean =>
    "consent" in by &&
    consentLack(consents.get(by.consent), { consent: by.consent, asker: asker.agency, register, fields, service }, now) !== undefined;
  const marks = new Map(questions.map(({ subject }) => [subject, partyMark(keys, subject)]));
  const rows = read ?? (await keptOf(ground, [...marks.values()], now));
  if (rows.length === 0) return questions.map(() => undefined);
  return Promise.all(
    questions.map(async (question) => {
      if (groundless(question)) return undefined;
      const [mark, key] = [marks.get(question.subject), keptKey(keys, question)];
      const row = rows.find(
        (one) =>
          mark?.equals(one.party) &&
          one.register === question.register &&
          key.equals(one.key) &&
          one.asker === question.asker.agency &&
          one.at > now - question.fresh &&
          question.fields.every((name) => one.fields.includes(name)),
      );
      return row && opened(await agencyKeys.key(question.asker.agency), row, question.fields);
    }),
  );
}

async function keptOf({ app }: AskGround, marks: readonly Buffer[], now: number): Promise<readonly KeptRow[]> {
  const { rows } = await app.query<KeptRow>({
    name: "exchange-kept-of",
    text: "select k.* from unnest($1::bytea[]) party cross join lateral exchange.kept_of(party, to_timestamp($2 / 1000.0)) k",
    values: [marks, now],
  });
  return rows;
}

/** A kept answer, as it was given then, cut down to the fields now asked for. */
function opened(key: Key, row: { request: string; at: number; sealed: Buffer }, names: readonly string[]): Found | undefined {
  const content = keptShape.safeParse(openJson(key, row.sealed, `exchange answer:${row.request}`));
  if (!content.success) return undefined;
  const only = (record: Fields): Fields => Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));
  const [first, ...rest] = content.data.records;
  const fields = only(first);
  return {
    state: "found",
    request: row.request,
    fields,
    records: [fields, ...rest.map(only)],
    at: row.at,
    reused: true,
    hash: Buffer.from(content.data.hash, "hex"),
  };
}

/** Deletes kept answers that are stale, or whose consents have ended since they may have been kept; how many. */
export async function forgetStale({ app }: Pick<AskGround, "app">, now: number): Promise<number> {
  const { rows } = await app.query<{ n: number }>(
    `with stale as (delete from exchange.kept where until <= to_timestamp($1 / 1000.0) returning 1),
     ended as (
       select id from exchange.consent where until <= to_timestamp($1 / 1000.0) and until > to_timestamp(($1 - $2::bigint) / 1000.0)
       union select consent from exchange.consent_end where at > to_timestamp(($1 - $2::bigint) / 1000.0)
     ), groundless as (
       delete from exchange.kept k using exchange.request r, ended e
       where r.consent = e.id and k.request = r.id and k.until > to_timestamp($1 / 1000.0) returning 1
     )
     select ((select count(*) from stale) + (select count(*) from groundless))::int n`,
    [now, longestKept],
  );
  return rows[0]?.n ?? 0;
}

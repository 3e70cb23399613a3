// An answer that one agency got is handed on to another that takes part in the same matter: nobody is asked again, and the access
// of the one that gets it is recorded with its own purpose and ground, and with the question that was answered.
import type { Pool } from "pg";
import type { Text } from "../platform/i18n/index.ts";
import { messageHash, messageOf } from "./question.ts";
import type { Unrecorded } from "./together.ts";

/** What one agency gets of an answer that was given to another. */
export interface HandedOn {
  /** The question that was answered. */
  readonly from: string;
  /** The agency that gets it, and the case for which. */
  readonly to: { readonly agency: string; readonly case: string };
  readonly service: string;
  readonly purpose: Text;
  /** Without one it rests on the consent on which the answer was got. */
  readonly law?: string | undefined;
  readonly fields: readonly string[];
}

interface Origin {
  readonly id: string;
  readonly register: string;
  readonly consent: string | null;
  readonly subjects: readonly Buffer[];
  readonly hash: Buffer | null;
  readonly origin: string;
}

const reading = `
  select r.id::text, r.register, r.consent, r.subjects, o.answer_hash as hash, coalesce(o.reused, r.id)::text as origin
  from exchange.request r join exchange.outcome o on o.request = r.id where r.id = any($1::uuid[])`;

/** The records of handings-on, for exchange.record in the statement that keeps what was handed on. One look-up for all. */
export async function handOn(
  { app }: { readonly app: Pick<Pool, "query"> },
  given: readonly HandedOn[],
  now: number,
): Promise<Unrecorded["records"]> {
  if (given.length === 0) return [];
  const { rows } = await app.query<Origin>({
    name: "exchange-origins",
    text: reading,
    values: [[...new Set(given.map(({ from }) => from))]],
  });
  const origins = new Map(rows.map((row) => [row.id, row]));
  return given.flatMap(({ from, to, service, purpose, law, fields }) => {
    const origin = origins.get(from);
    if (!origin?.hash) return [];
    const ground = law !== undefined ? { law } : { consent: origin.consent ?? `${from}` };
    const message = messageOf(
      {
        register: origin.register,
        key: `handed on: ${from}`,
        fields,
        purpose,
        service,
        ground,
        asker: { agency: to.agency, actor: "system", case: to.case },
      },
      now,
    );
    return [
      {
        id: message.id,
        at: new Date(now).toISOString(),
        asker: to.agency,
        actor: "system",
        register: origin.register,
        fields,
        service,
        purpose,
        law,
        consent: law === undefined ? ground.consent : undefined,
        case_id: to.case,
        subjects: origin.subjects.map((one) => `\\x${one.toString("hex")}`),
        hash: `\\x${messageHash(message).toString("hex")}`,
        state: "reused",
        answer_hash: `\\x${origin.hash.toString("hex")}`,
        reused: origin.origin,
      },
    ];
  });
}

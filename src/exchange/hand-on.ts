// An answer that one agency got is handed on to another that takes part in the same matter: nobody is asked again, and the access
// of the one that gets it is recorded with its own purpose and ground, and with the question that was answered. It is held against the
// same rules as a question of its own: no agreement for that agency and that purpose, or a consent that was revoked, and it gets nothing.
import type { Pool } from "pg";
import type { Text } from "../platform/i18n/index.ts";
import { type Holder, type Message, messageHash, messageOf } from "./question.ts";

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

/** What may be handed on, and what has to be recorded of it. */
export interface HandingOn {
  /** For exchange.record in the statement that keeps what was handed on. */
  readonly records: readonly Readonly<Record<string, unknown>>[];
  /** Those of `given` that may not be handed on: the agency may ask for itself, and is told why not. */
  readonly barred: readonly HandedOn[];
}

/** Holds handings-on against the holders' rules, and makes the records of those that may be. */
export async function handOn(
  { app, holderOf }: { readonly app: Pick<Pool, "query">; readonly holderOf: (register: string) => Holder },
  given: readonly HandedOn[],
  now: number,
): Promise<HandingOn> {
  if (given.length === 0) return { records: [], barred: [] };
  const { rows } = await app.query<Origin>({
    name: "exchange-origins",
    text: reading,
    values: [[...new Set(given.map(({ from }) => from))]],
  });
  const origins = new Map(rows.map((row) => [row.id, row]));
  const meant = given.map((one) => {
    const origin = origins.get(one.from);
    return { one, origin, message: origin?.hash ? messageFor(one, origin, now) : undefined };
  });
  const allowed = await permitted(
    holderOf,
    meant.flatMap(({ message }) => message ?? []),
  );
  return {
    records: meant.flatMap(({ one, origin, message }) =>
      origin && message && allowed.has(message) ? [recordFor(one, origin, message, now)] : [],
    ),
    barred: meant.flatMap(({ one, message }) => (message && allowed.has(message) ? [] : [one])),
  };
}

/** Those that the registers' holders would answer; each holder is asked once. */
async function permitted(holderOf: (register: string) => Holder, messages: readonly Message[]): Promise<ReadonlySet<Message>> {
  const byHolder = Map.groupBy(messages, ({ register }) => holderOf(register).permits);
  const allowed = new Set<Message>();
  for (const [permits, asked] of byHolder) {
    const said = (await permits?.(asked)) ?? [];
    for (const [at, message] of asked.entries()) if (said[at] === true) allowed.add(message);
  }
  return allowed;
}

const messageFor = ({ from, to, service, purpose, law, fields }: HandedOn, { register, consent }: Origin, now: number): Message =>
  messageOf(
    {
      register,
      key: `handed on: ${from}`,
      fields,
      purpose,
      service,
      ground: law !== undefined ? { law } : { consent: consent ?? from },
      asker: { agency: to.agency, actor: "system", case: to.case },
    },
    now,
  );

const recordFor = ({ to, service, purpose, law, fields }: HandedOn, origin: Origin, message: Message, now: number) => ({
  id: message.id,
  at: new Date(now).toISOString(),
  asker: to.agency,
  actor: "system",
  register: origin.register,
  fields,
  service,
  purpose,
  law,
  consent: message.consent,
  case_id: to.case,
  subjects: origin.subjects.map((one) => `\\x${one.toString("hex")}`),
  hash: `\\x${messageHash(message).toString("hex")}`,
  state: "reused",
  answer_hash: `\\x${origin.hash?.toString("hex")}`,
  reused: origin.origin,
});

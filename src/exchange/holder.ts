// The holder's side inside this installation: may this agency ask for these fields; look up; record; answer.
import { randomUUIDv7 } from "node:crypto";
import { defaultZone, isoDate, type Text } from "../platform/i18n/index.ts";
import { lookUpAll, type Register, type RegistryGround, registerOf } from "../registry/index.ts";
import { holdBack, toldLater } from "./access.ts";
import { consentsById, type KnownConsent } from "./consent.ts";
import { consentLack, consentMisses } from "./consent-lack.ts";
import { type KeptRules, keptRules } from "./kept-rules.ts";
import { type Held, type Holder, type Message, messageHash, type Reply, replyHash } from "./question.ts";
import type { ReasonKey } from "./reason.ts";
import type { Verdict } from "./rules.ts";
import { subjectBlind } from "./subject.ts";

const unknown: Record<"register" | "field" | "key", Text> = {
  register: { zh: "没有这个登记库。", en: "There is no such register." },
  field: { zh: "登记库没有其中某个字段。", en: "The register has no such field." },
  key: { zh: "不能按这个字段查询。", en: "The register cannot be searched by that field." },
};

/** What the holder needs: the registers, and the city's day, on which agreements begin and end. */
export interface HolderGround extends RegistryGround {
  /** IANA time zone of the city; the sample city's unless given. */
  readonly zone?: string;
}

/** Answers for every register that lies in this installation's database. */
export function localHolder(ground: HolderGround): Holder {
  const alone = async (message: Message): Promise<Reply> => {
    const [held] = await answers(ground, [message]);
    if (!held) throw new Error("a question was not answered");
    const { reply, holder, subjects, allowed } = held;
    await ground.app.query(
      `insert into exchange.answer (id, request_hash, at, holder, asker, register, fields, purpose, law, consent, case_id, draft, subjects, state, answer_hash,
         service, post, allowed, reason)
       values ($1, $2, to_timestamp($3 / 1000.0), $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
      [
        randomUUIDv7(),
        messageHash(message),
        message.at,
        holder,
        message.asker,
        message.register,
        message.fields,
        message.purpose,
        message.law ?? null,
        message.consent ?? null,
        message.case ?? null,
        message.draft ?? null,
        [message.key, ...subjects].map((identifier) => subjectBlind(ground.keys, identifier)),
        reply.state,
        replyHash(message, reply),
        message.service ?? null,
        message.post ?? null,
        allowed ?? null,
        reply.state === "refused" ? (reply.reason ?? null) : null,
      ],
    );
    return reply;
  };
  return Object.assign(alone, {
    together: (messages: readonly Message[]) => answers(ground, messages),
    permits: (messages: readonly Message[]) => permits(ground, messages),
  });
}

/**
 * What rules and consents say to these, without a look-up. What was got on somebody's consent may go where that consent still holds, whoever
 * it was given to: with a bundle it is given to all who take part.
 */
async function permits(ground: HolderGround, messages: readonly Message[]): Promise<readonly boolean[]> {
  const ids = [...new Set(messages.map(({ register }) => register))];
  const [kept, consents, registers] = await Promise.all([
    // Nothing looked up comes back with the edition of the rules.
    keptRules(ground, ids, true),
    consentsById(
      ground,
      messages.flatMap(({ consent }) => consent ?? []),
    ),
    Promise.all(ids.map(async (id) => [id, await registerOf(ground, id)] as const)),
  ]);
  const known = new Map(registers);
  return messages.map((message) => {
    const given = consents.get(message.consent ?? "");
    const asked = given ? { ...message, asker: given.asker, ...(given.service === undefined ? {} : { service: given.service }) } : message;
    return judge(ground, kept, consents, known.get(message.register), asked).allowed;
  });
}

/** What a register's rules and a consent say to one question before it is looked up. */
type Barred = Extract<Reply, { state: "refused" }>;

const attempts = 5;

/** May these questions be asked, and what do the registers say: all look-ups in one statement. */
async function answers(ground: HolderGround, messages: readonly Message[]): Promise<readonly Held[]> {
  const consents = await consentsById(
    ground,
    messages.flatMap(({ consent }) => consent ?? []),
  );
  const ids = messages.map(({ register }) => register);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const kept = await keptRules(ground, ids, attempt > 0);
    const allowed = new Map<Message, string>();
    const looked = await lookUpAll(ground, messages, (register, message): Barred | undefined => {
      const said = judge(ground, kept, consents, register, message);
      if (said.allowed) allowed.set(message, said.by);
      return said.allowed ? undefined : { state: "refused", ...said.reason };
    });
    // An agreement changed since its rules were read: everything is looked at again by the new ones.
    if (looked.some(({ edition }, n) => edition !== kept.get(ids[n] ?? "")?.edition)) continue;
    await holdBack(
      ground,
      looked.flatMap(({ register }, n) => {
        const [shown, message] = [register?.shown, messages[n]];
        return shown && message ? [{ ...toldLater(shown, message.at), hash: messageHash(message) }] : [];
      }),
    );
    return looked.map(({ register, barred, found }, n): Held => {
      const message = messages[n];
      const by = message && allowed.get(message);
      const holder = register?.owner ?? "";
      const without = (reply: Reply): Held => ({ reply, holder, subjects: [], ...(by === undefined ? {} : { allowed: by }) });
      const barring = (reason: ReasonKey, text: Text): Held => ({ reply: { state: "refused", reason, text }, holder, subjects: [] });
      if (barred) return { reply: barred, holder, subjects: [] };
      if (found?.state === "refused") return barring(found.why, unknown[found.why]);
      if (found?.state !== "found") return without({ state: found?.state ?? "down" });
      const consent = consents.get(message?.consent ?? "");
      const another = consent && consentMisses(ground, consent, found.subjects);
      if (another) return barring("person", another);
      return { ...without({ state: "found", records: found.records }), subjects: found.subjects };
    });
  }
  throw new Error("the rules are being changed all the time");
}

/** Whether a question may be asked of a register, by what; or why not. */
function judge(
  { zone = defaultZone }: HolderGround,
  kept: ReadonlyMap<string, KeptRules>,
  consents: ReadonlyMap<string, KnownConsent>,
  register: Register | undefined,
  message: Message,
): Verdict {
  const refuse = (key: ReasonKey, text: Text): Verdict => ({ allowed: false, reason: { reason: key, text } });
  if (!register) return refuse("register", unknown.register);
  if (!message.fields.every((name) => Object.hasOwn(register.fields, name))) return refuse("field", unknown.field);
  const { asker, post, fields, service, consent } = message;
  if (consent !== undefined) {
    const lacking = consentLack(consents.get(consent), { ...message, consent }, message.at);
    if (lacking) return refuse("consent", lacking);
  }
  const rules = kept.get(register.id)?.of(register);
  if (!rules) return refuse("register", unknown.register);
  return rules.decide({ asker, post, fields, service, day: isoDate(message.at, zone), consented: consent !== undefined });
}

// The holder's side inside this installation: may this agency ask for these fields; look up; record; answer.
import { randomUUIDv7 } from "node:crypto";
import type { Text } from "../platform/i18n/index.ts";
import { lookUpAll, type Register, type RegistryGround } from "../registry/index.ts";
import { consentLack, consentMisses, consentsById } from "./consent.ts";
import { type Held, type Holder, type Message, messageHash, type Reply, replyHash } from "./question.ts";
import { subjectBlind } from "./subject.ts";

const refuse = (zh: string, en: string): Reply => ({ state: "refused", text: { zh, en } });
const unknown: Record<"register" | "field" | "key", Text> = {
  register: { zh: "没有这个登记库。", en: "There is no such register." },
  field: { zh: "登记库没有其中某个字段。", en: "The register has no such field." },
  key: { zh: "不能按这个字段查询。", en: "The register cannot be searched by that field." },
};

/** Which of these fields the register's owner does not share with this agency. */
export function unshared({ owner, share, fields }: Register, asker: string, names: readonly string[]): readonly string[] {
  if (asker === owner) return [];
  return names.filter((name) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) return true;
    return share[field.class] === "none";
  });
}

/** Answers for every register that lies in this installation's database. */
export function localHolder(ground: RegistryGround): Holder {
  const alone = async (message: Message): Promise<Reply> => {
    const [held] = await answers(ground, [message]);
    if (!held) throw new Error("a question was not answered");
    const { reply, holder, subjects } = held;
    await ground.app.query(
      `insert into exchange.answer (id, request_hash, at, holder, asker, register, fields, purpose, law, consent, case_id, draft, subjects, state, answer_hash)
       values ($1, $2, to_timestamp($3 / 1000.0), $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
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
      ],
    );
    return reply;
  };
  return Object.assign(alone, { together: (messages: readonly Message[]) => answers(ground, messages) });
}

/** May these questions be asked, and what do the registers say: all look-ups in one statement. */
async function answers(ground: RegistryGround, messages: readonly Message[]): Promise<readonly Held[]> {
  const consents = await consentsById(
    ground,
    messages.flatMap(({ consent }) => consent ?? []),
  );
  const looked = await lookUpAll(ground, messages, (register, message) => {
    const lacking =
      message.consent === undefined
        ? undefined
        : consentLack(consents.get(message.consent), { ...message, consent: message.consent }, message.at);
    return bar(register, message) ?? (lacking && { state: "refused" as const, text: lacking });
  });
  return looked.map(({ register, barred, found }, n): Held => {
    const holder = register?.owner ?? "";
    const without = (reply: Reply): Held => ({ reply, holder, subjects: [] });
    if (barred) return without(barred);
    if (found?.state === "found") {
      const consent = consents.get(messages[n]?.consent ?? "");
      const another = consent && consentMisses(ground, consent, found.subjects);
      if (another) return without({ state: "refused", text: another });
      return { reply: { state: "found", records: found.records }, holder, subjects: found.subjects };
    }
    if (found?.state === "refused") return without({ state: "refused", text: unknown[found.why] });
    return without({ state: found?.state ?? "down" });
  });
}

/** Why a question is not answered at all; undefined where it may be asked. */
function bar(register: Register | undefined, message: Message): Reply | undefined {
  if (!register) return { state: "refused", text: unknown.register };
  if (!message.fields.every((name) => Object.hasOwn(register.fields, name))) return { state: "refused", text: unknown.field };
  const withheld = unshared(register, message.asker, message.fields);
  return withheld.length === 0
    ? undefined
    : refuse(
        `${register.title.zh}不向该部门提供：${withheld.join("、")}。`,
        `${register.title.en} does not share with this agency: ${withheld.join(", ")}.`,
      );
}

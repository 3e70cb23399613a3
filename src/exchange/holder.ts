// The holder's side inside this installation: may this agency ask for these fields; look up; record; answer.
import { randomUUIDv7 } from "node:crypto";
import type { Text } from "../platform/i18n/index.ts";
import { lookUp, type Register, type RegistryGround, registerOf } from "../registry/index.ts";
import { type Holder, type Message, messageHash, type Reply, replyHash } from "./question.ts";
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
    const allowed = share[field.class];
    return allowed !== "all" && !allowed.includes(asker);
  });
}

/** Answers for every register that lies in this installation's database. */
export function localHolder(ground: RegistryGround): Holder {
  return async (message) => {
    const { reply, holder, subjects } = await answer(ground, message);
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
}

async function answer(ground: RegistryGround, message: Message): Promise<{ reply: Reply; holder: string; subjects: readonly string[] }> {
  const register = await registerOf(ground, message.register);
  const holder = register?.owner ?? "";
  const without = (reply: Reply) => ({ reply, holder, subjects: [] });
  if (!register) return without({ state: "refused", text: unknown.register });
  if (!message.fields.every((name) => Object.hasOwn(register.fields, name))) return without({ state: "refused", text: unknown.field });
  const withheld = unshared(register, message.asker, message.fields);
  if (withheld.length > 0) {
    return without(
      refuse(
        `${register.title.zh}不向该部门提供：${withheld.join("、")}。`,
        `${register.title.en} does not share with this agency: ${withheld.join(", ")}.`,
      ),
    );
  }
  const found = await lookUp(ground, message);
  if (found.state === "found") return { reply: { state: "found", records: found.records }, holder, subjects: found.subjects };
  if (found.state === "refused") return without({ state: "refused", text: unknown[found.why] });
  return without({ state: found.state });
}

// Whether a consent carries a question: the holder holds every question that names one against it.
import type { Text } from "../platform/i18n/index.ts";
import { type ConsentGround, consentsById, type KnownConsent } from "./consent.ts";
import { subjectBlind } from "./subject.ts";

/** A question as far as a consent speaks of it. */
export interface Consented {
  readonly consent: string;
  readonly asker: string;
  readonly register: string;
  readonly fields: readonly string[];
  /** The pack's id; a question without one rests on no consent. */
  readonly service?: string | undefined;
}

const lacks = {
  unknown: { zh: "没有这份同意书。", en: "There is no such consent." },
  forged: { zh: "同意书的签名不符。", en: "The consent is not what was signed." },
  revoked: { zh: "本人已经撤回同意。", en: "The consent was revoked." },
  expired: { zh: "同意书已经到期。", en: "The consent has ended." },
  asker: { zh: "同意书不是给这个部门的。", en: "The consent was given to another agency." },
  service: { zh: "同意书不是为这个事项给的。", en: "The consent was given for another service." },
  register: { zh: "同意书没有说到这个登记库。", en: "The consent is about another register." },
  fields: { zh: "同意书没有包括其中某个字段。", en: "The consent does not cover one of these fields." },
  person: { zh: "登记的不是同意人本人的信息。", en: "The record is not about the one who consented." },
} as const satisfies Record<string, Text>;

/** Why this consent does not carry this question now; undefined where it does. */
export function consentLack(consent: KnownConsent | undefined, question: Consented, now: number): Text | undefined {
  if (!consent) return lacks.unknown;
  if (!consent.genuine) return lacks.forged;
  if (consent.revoked !== undefined) return lacks.revoked;
  if (consent.until <= now || consent.given > now) return lacks.expired;
  if (consent.asker !== question.asker) return lacks.asker;
  if (consent.service !== question.service) return lacks.service;
  if (consent.register !== question.register) return lacks.register;
  return question.fields.every((name) => consent.fields.includes(name)) ? undefined : lacks.fields;
}

/** Nobody consents for somebody else: what was found must be about the one who consented, or about nobody. */
export function consentMisses({ keys }: Pick<ConsentGround, "keys">, consent: KnownConsent, subjects: readonly string[]): Text | undefined {
  if (subjects.length === 0) return undefined;
  return subjects.some((identifier) => subjectBlind(keys, identifier).equals(consent.about)) ? undefined : lacks.person;
}

/** Does this consent carry this question now: {@link consentsById} and {@link consentLack} for a single question. */
export async function consentHolds(
  ground: ConsentGround,
  question: Consented,
  now: number,
): Promise<{ readonly holds: true; readonly consent: KnownConsent } | { readonly holds: false; readonly why: Text }> {
  const consent = (await consentsById(ground, [question.consent])).get(question.consent);
  const why = consentLack(consent, question, now);
  return consent && !why ? { holds: true, consent } : { holds: false, why: why ?? lacks.unknown };
}

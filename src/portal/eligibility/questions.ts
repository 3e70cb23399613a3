// The questions of several services put together: the same question is asked once, and its answer goes to all that need it.
import { createHash } from "node:crypto";
import { type Answers, type EligibilityField, type EligibilityQuestion, eligibilityNeeds, type Json } from "../../casework/index.ts";
import type { Pack } from "../../catalogue/index.ts";
import { dayOf } from "../../engine/calendar/index.ts";
import type { FormFields } from "../../platform/http/index.ts";
import { dateFrom, type FieldError } from "../../platform/page/index.ts";
import { words } from "./messages.ts";

/** A question on the page. */
export interface Asked {
  /** The name of its field. */
  readonly name: string;
  readonly question: EligibilityQuestion;
}

/** Questions are the same where their words, kind and choices are. */
const nameOf = ({ type, label, options }: EligibilityQuestion): string =>
  `q-${createHash("sha256")
    .update(JSON.stringify([type, label, options ?? null]))
    .digest("hex")
    .slice(0, 10)}`;

export function questionsOf(packs: readonly Pack[]): readonly Asked[] {
  const asked = new Map<string, Asked>();
  for (const pack of packs) {
    for (const question of eligibilityNeeds(pack).questions) {
      const name = nameOf(question);
      if (!asked.has(name)) asked.set(name, { name, question });
    }
  }
  return [...asked.values()];
}

/** What one agency would ask one register for, over all services. */
export interface LookUp {
  readonly asker: string;
  readonly register: string;
  readonly fields: readonly string[];
  readonly key: string | undefined;
}

export function lookUpsOf(packs: readonly Pack[]): readonly LookUp[] {
  const found = new Map<string, LookUp>();
  for (const pack of packs) {
    for (const { source, field } of eligibilityNeeds(pack).fields) {
      const asker = pack.header.agency;
      const name = `${asker} ${source.registry} ${source.key ?? ""}`;
      const before = found.get(name);
      const fields = [...new Set([...(before?.fields ?? []), field])].sort();
      found.set(name, { asker, register: source.registry, fields, key: source.key });
    }
  }
  return [...found.values()];
}

/** What a register said to one look-up; undefined where it did not answer. */
export type Told = ReadonlyMap<LookUp, Readonly<Record<string, string | number>> | undefined>;

/** What is known for one service of what was answered and told. */
export function knownFor(pack: Pack, values: ReadonlyMap<string, Json>, told: Told) {
  const { questions, fields } = eligibilityNeeds(pack);
  const inputs: Record<string, Json> = {};
  const answers: Answers = {};
  for (const question of questions) {
    const value = values.get(nameOf(question));
    if (value === undefined) continue;
    if ("input" in question.of) inputs[question.of.input] = value;
    else answers[question.of.answer] = value;
  }
  const evidence: Record<string, Record<string, Json>> = {};
  for (const one of fields) {
    const value = toldOf(pack, one, told);
    if (value !== undefined) evidence[one.requirement] = { ...evidence[one.requirement], [one.field]: value };
  }
  return { inputs, answers, evidence };
}

function toldOf(pack: Pack, { source, field }: EligibilityField, told: Told): Json | undefined {
  for (const [{ asker, register, key }, record] of told) {
    if (asker === pack.header.agency && register === source.registry && key === source.key) return record?.[field];
  }
  return undefined;
}

/** The answers as they were sent, each of its kind; what is no answer is named. */
export function readAnswers(
  asked: readonly Asked[],
  fields: Pick<FormFields, "get">,
): { readonly values: ReadonlyMap<string, Json>; readonly errors: readonly FieldError[] } {
  const values = new Map<string, Json>();
  const errors: FieldError[] = [];
  for (const { name, question } of asked) {
    const sent = fields.get(name);
    switch (question.type) {
      case "boolean":
        if (sent === "yes" || sent === "no") values.set(name, sent === "yes");
        break;
      case "choice":
        if (sent === undefined || sent === "unknown") break;
        if (Object.hasOwn(question.options ?? {}, sent)) values.set(name, sent);
        else errors.push({ name, text: words.wrongChoice });
        break;
      case "number": {
        if (sent === undefined) break;
        const value = Number(sent.normalize("NFKC").replace(/[,\s]/g, ""));
        if (Number.isFinite(value) && Math.abs(value) < 1e15) values.set(name, value);
        else errors.push({ name, text: words.wrongNumber });
        break;
      }
      case "date": {
        const date = dateFrom({ year: fields.get(`${name}.year`), month: fields.get(`${name}.month`), day: fields.get(`${name}.day`) });
        if (date === undefined) break;
        if (dayOf(date) === null) errors.push({ name, text: words.wrongDate });
        else values.set(name, date);
      }
    }
  }
  return { values, errors };
}

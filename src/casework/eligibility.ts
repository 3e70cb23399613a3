// May somebody have a service, and why: a pack's decision over facts, before there is any application. Nothing is kept here.
import type { Pack, Requirement } from "../catalogue/index.ts";
import { evaluate } from "../engine/decision/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { type RegistrySource, registrySources } from "./evidence.ts";
import { type Answers, type EvidenceFields, factsOf, type Json } from "./facts.ts";

/** A question that the decision needs an answer to. */
export interface EligibilityQuestion {
  /** The decision's own input, or the form's answer that a fact comes from. */
  readonly of: { readonly input: string } | { readonly answer: string };
  readonly type: "boolean" | "number" | "date" | "choice";
  readonly label: Text;
  readonly hint?: Text;
  readonly options?: Readonly<Record<string, Text>>;
}

/** A field that a register may be asked for; by the applicant's own identifier, before anything else is known. */
export interface EligibilityField {
  readonly requirement: string;
  readonly source: RegistrySource;
  readonly field: string;
}

export interface EligibilityNeeds {
  readonly questions: readonly EligibilityQuestion[];
  readonly fields: readonly EligibilityField[];
}

/** What the pack's decision wants to know; nothing for a pack without one. */
export function eligibilityNeeds(pack: Pack): EligibilityNeeds {
  const { eligibility, facts, requirements } = pack.header;
  if (!eligibility) return { questions: [], fields: [] };
  const questions: EligibilityQuestion[] = [];
  const fields: EligibilityField[] = [];
  const fetched = (evidence: string): void => {
    const found = fieldOf(requirements, evidence);
    if (found) fields.push(found);
  };
  const seen = new Set<string>();
  const fact = (name: string): void => {
    const known = Object.hasOwn(facts, name) ? facts[name] : undefined;
    if (!known || seen.has(name)) return;
    seen.add(name);
    if (known.decision !== undefined) for (const input of inputsOf(pack, known.decision)) fact(input);
    if (known.evidence !== undefined) fetched(known.evidence);
    const asked = known.answer === undefined ? undefined : formQuestion(pack, known.answer.slice(1));
    if (asked) questions.push(asked);
  };
  for (const input of inputsOf(pack, eligibility.decision)) {
    const own = Object.hasOwn(eligibility.asks, input) ? eligibility.asks[input] : undefined;
    if (own === undefined) fact(input);
    else if ("evidence" in own) fetched(own.evidence);
    else {
      const { label, type, hint, options } = own;
      questions.push({ of: { input }, type, label, ...(hint ? { hint } : {}), ...(options ? { options } : {}) });
    }
  }
  return { questions, fields };
}

/** The names of the inputs of the file that holds a decision. */
function inputsOf(pack: Pack, decision: string): readonly string[] {
  const [file = ""] = decision.split("#");
  return Object.values(pack.decisions[file]?.inputs ?? {}).map(({ name }) => name);
}

function fieldOf(requirements: readonly Requirement[], evidence: string): EligibilityField | undefined {
  const [requirement = "", field = ""] = evidence.split("/");
  const sources = requirements.filter(({ id }) => id === requirement).flatMap(registrySources);
  const source = sources.find(({ by, fields }) => by === "applicant" && fields.includes(field));
  return source && { requirement, source, field };
}

/** The form's own question, where it is of a kind that has a short answer. */
function formQuestion({ form }: Pack, answer: string): EligibilityQuestion | undefined {
  const [property, field] = [form.schema.properties[answer], form.fields[answer]];
  if (!property || !field) return undefined;
  const common = { of: { answer }, label: field.label, ...(field.hint ? { hint: field.hint } : {}) };
  if (property.type === "boolean") return { ...common, type: "boolean" };
  if (property.type === "number" || property.type === "integer") return { ...common, type: "number" };
  if (property.enum && field.options) return { ...common, type: "choice", options: field.options };
  return property.format === "date" ? { ...common, type: "date" } : undefined;
}

/** What is known of somebody. */
export interface EligibilityKnown {
  /** By the decision's own inputs. */
  readonly inputs: Readonly<Record<string, Json>>;
  /** By the form's answers. */
  readonly answers: Answers;
  readonly evidence: EvidenceFields;
  readonly applicant: "person" | "organisation";
}

export interface Eligibility {
  readonly eligible: "yes" | "no" | "maybe";
  /** Absent where the pack has no rule that fits. */
  readonly why: Text | undefined;
}

const unsure: Eligibility = { eligible: "maybe", why: undefined };

/** What the pack's decision says; `maybe` without a reason where it says nothing, or the pack has none. */
export function eligibilityOf(pack: Pack, known: EligibilityKnown): Eligibility {
  const { eligibility } = pack.header;
  if (!eligibility) return unsure;
  const [file = "", decision = ""] = eligibility.decision.split("#");
  const definitions = pack.decisions[file];
  if (!definitions) return unsure;
  const facts = factsOf(pack, { answers: known.answers, evidence: known.evidence, applicant: known.applicant });
  const inputs = Object.fromEntries(
    inputsOf(pack, eligibility.decision).map((name) => {
      const own = Object.hasOwn(eligibility.asks, name) ? eligibility.asks[name] : undefined;
      if (own === undefined) return [name, facts[name] ?? null];
      if (!("evidence" in own)) return [name, known.inputs[name] ?? null];
      const [requirement = "", field = ""] = own.evidence.split("/");
      return [name, known.evidence[requirement]?.[field] ?? null];
    }),
  );
  return said(evaluate(definitions, { decision, inputs }).value as Json, eligibility.why);
}

const words = ["yes", "no", "maybe"] as const;

function said(value: Json, why: Readonly<Record<string, Text>>): Eligibility {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return unsure;
  const eligible = words.find((word) => word === value.eligible);
  const key = typeof value.why === "string" ? value.why : "";
  return eligible ? { eligible, why: Object.hasOwn(why, key) ? why[key] : undefined } : unsure;
}

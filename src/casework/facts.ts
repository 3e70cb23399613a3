// Facts: the typed, non-personal fields that conditions, routing, statistics and search may see.

import type { Pack } from "../catalogue/index.ts";
import { type Definitions, evaluate } from "../engine/decision/index.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Facts = Record<string, Json>;
export type Answers = Record<string, Json>;
/** What each requirement's source gave, by requirement and field. */
export type EvidenceFields = Record<string, Record<string, Json>>;

/**
 * The value at a JSON pointer (RFC 6901) of plain answers; undefined where there is none. An asterisk stands for every element of a list,
 * and what is behind it for a value of each: a list of these.
 */
export function at(answers: Json | undefined, pointer: string): Json | undefined {
  let value: Json | undefined = answers;
  const parts = pointer.split("/").slice(1);
  for (const [n, part] of parts.entries()) {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(value)) {
      if (name === "*") return value.map((one) => at(one, ["", ...parts.slice(n + 1)].join("/")) ?? null);
      value = /^\d{1,9}$/.test(name) ? value[Number(name)] : undefined;
      if (value === undefined) return undefined;
      continue;
    }
    if (value === null || typeof value !== "object" || Array.isArray(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

const fits = {
  number: (v: Json) => typeof v === "number",
  string: (v: Json) => typeof v === "string",
  boolean: (v: Json) => typeof v === "boolean",
  date: (v: Json) => typeof v === "string" && /^\d{4}-\d{2}-\d{2}$/.test(v),
  list: (v: Json) => Array.isArray(v),
} as const;

const kept = new WeakMap<Definitions, Map<string, Json>>();
const mostKept = 2_000;

/** A decision's value. It depends on the model's inputs alone, and they come back often: a city has so many streets. */
function decided(definitions: Definitions, decision: string, facts: Facts): Json {
  const inputs = Object.fromEntries(Object.values(definitions.inputs).map(({ name }) => [name, facts[name] ?? null]));
  const key = `${decision} ${JSON.stringify(inputs)}`;
  const known = kept.get(definitions) ?? new Map<string, Json>();
  kept.set(definitions, known);
  const found = known.get(key);
  if (found !== undefined) return found;
  const value = evaluate(definitions, { decision, inputs }).value as Json;
  if (known.size >= mostKept) known.clear();
  known.set(key, value);
  return value;
}

/**
 * Reads a case's facts off its answers and evidence, in the order in which the pack declares them, so that a
 * decision may use the facts before it. A fact that has no value of its type is null.
 */
export function factsOf(pack: Pack, from: { answers: Answers; evidence: EvidenceFields; applicant: string }): Facts {
  const facts: Facts = {};
  for (const [name, fact] of Object.entries(pack.header.facts)) {
    let value: Json | undefined;
    if (fact.answer !== undefined) value = at(from.answers, fact.answer);
    else if (fact.evidence !== undefined) {
      const [requirement = "", field = ""] = fact.evidence.split("/");
      value = from.evidence[requirement]?.[field];
    } else if (fact.applicant !== undefined) value = from.applicant;
    else if (fact.decision !== undefined) {
      const [file = "", decision = ""] = fact.decision.split("#");
      const definitions = pack.decisions[file];
      if (definitions) value = decided(definitions, decision, facts);
    }
    facts[name] = value !== undefined && value !== null && fits[fact.type](value) ? value : null;
  }
  return facts;
}

const firsts = new WeakMap<Answers, { readonly pack: Pack; readonly applicant: string; readonly facts: Facts }>();

/** The facts of answers before any register was asked. The same answers are read once, however often they are asked for. */
export function firstFacts(pack: Pack, answers: Answers, applicant: string): Facts {
  const known = firsts.get(answers);
  if (known?.pack === pack && known.applicant === applicant) return known.facts;
  const facts = factsOf(pack, { answers, evidence: {}, applicant });
  firsts.set(answers, { pack, applicant, facts });
  return facts;
}

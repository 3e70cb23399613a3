// Plausible answers to any form: the pack's own worked cases, varied by what the form's schema allows; what a register is
// searched by is taken from that register, who is named lives here.

import type { Json } from "../casework/index.ts";
import type { Pack } from "../catalogue/index.ts";
import type { Property } from "../engine/form/index.ts";
import type { Random } from "../platform/random/index.ts";

/** What the installation knows that a form may ask for. */
export interface Known {
  /** Values of open key fields, by `register/field`. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
  readonly persons: readonly { readonly name: string; readonly identifier: string; readonly phone?: string }[];
}

/**
 * Draws the value of one field. `who` is a number of the applicant's own: an applicant has a place or two and somebody who
 * answers for it, and does not name others each time.
 */
export type Draw = (random: Random, who: number) => Json;

/** How each field of a pack's form is drawn, by property name. */
export function drawsOf(pack: Pack, known: Known): Readonly<Record<string, Draw>> {
  const draw = (name: string, property: Property): Draw => {
    const told = pack.scenarios.flatMap(({ scenario }) => (Object.hasOwn(scenario.data, name) ? [scenario.data[name] as Json] : []));
    const texts = told.length > 0 ? told : (pack.form.fields[name]?.examples ?? [someText(property)]);
    return keyDraw(pack, known, name) ?? drawOf(property, told, known) ?? ((random) => random.pick(texts));
  };
  return Object.fromEntries(Object.entries(pack.form.schema.properties).map(([name, property]) => [name, draw(name, property)]));
}

/** A text for a field that no worked case answers and that gives no example. */
const someText = (property: Property): string =>
  "按附件说明办理".padEnd(Number(property.minLength ?? 1), "。").slice(0, Number(property.maxLength ?? 100));

/** A field by which a register is searched: a key that the register holds. */
function keyDraw(pack: Pack, known: Known, name: string): Draw | undefined {
  for (const source of pack.header.requirements.flatMap(({ sources }) => sources)) {
    if (!("registry" in source) || source.by !== `/${name}`) continue;
    const values = known.keys.get(`${source.registry}/${source.key ?? ""}`);
    if (values && values.length > 0) return ownOf(values);
  }
  return undefined;
}

function drawOf(property: Property, told: readonly Json[], { persons }: Known): Draw | undefined {
  if (property.enum) return (random) => random.pick(property.enum ?? []);
  if (property.type === "boolean") return (random) => random.chance(0.5);
  // A list of groups that may be empty is left so: what stands in it would have to fit the rest.
  if (property.type === "array" && property.items?.type === "object" && Number(property.minItems ?? 0) === 0) return () => [];
  if (property.type === "array" && property.items?.enum) return subset(property.items.enum, Number(property.minItems ?? 1));
  if (property.type === "number" || property.type === "integer") return number(property, told);
  if (property.format === "resident-id" && persons.length > 0) return ownOf(persons.map(({ identifier }) => identifier));
  if (property.format === "phone" || property.format === "cn-phone") {
    const phones = persons.flatMap(({ phone }) => phone ?? []);
    if (phones.length > 0) return ownOf(phones);
  }
  return undefined;
}

/** One of the two values that are this applicant's. */
const ownOf =
  <T extends Json>(values: readonly T[]): Draw =>
  (random, who) =>
    values[(who * 7919 + random.int(0, 1) * 104_729) % values.length] ?? null;

const subset =
  (of: readonly Json[], least: number): Draw =>
  (random) => {
    const some = of.filter(() => random.chance(0.4));
    return some.length >= least ? some : of.slice(0, Math.max(1, least));
  };

/** Around the numbers of the worked cases: from half the smallest to twice the largest, within the schema's bounds. */
function number(property: Property, told: readonly Json[]): Draw {
  const numbers = told.filter((value) => typeof value === "number");
  const bound = (name: string, otherwise: number) => (typeof property[name] === "number" ? property[name] : otherwise);
  const least = Math.max(bound("minimum", bound("exclusiveMinimum", 0) + 1), Math.floor(Math.min(...numbers, 100) / 2));
  const most = Math.max(least, Math.min(bound("maximum", 1_000_000), Math.ceil(Math.max(...numbers, 1) * 2)));
  return (random) => random.int(Math.ceil(least), Math.floor(most));
}

/** A whole set of answers. */
export function answersFor(
  pack: Pack,
  draws: Readonly<Record<string, Draw>>,
  kind: string,
  random: Random,
  who: number,
): Record<string, Json> {
  const fitting = pack.scenarios.filter(({ scenario }) => scenario.applicant.kind === kind);
  const scenarios = fitting.length > 0 ? fitting : pack.scenarios;
  const base = scenarios.length > 0 ? random.pick(scenarios).scenario.data : {};
  const wanted = new Set([...Object.keys(base), ...(pack.form.schema.required ?? [])]);
  return Object.fromEntries(
    Object.entries(draws).flatMap(([name, draw]): [string, Json][] => (wanted.has(name) ? [[name, draw(random, who)]] : [])),
  );
}

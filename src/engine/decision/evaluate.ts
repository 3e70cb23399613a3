// Evaluating a decision model: required decisions first, each once, each seeing only what it requires.

import { bounded, type Context, deeper, type FeelOptions, feelFunction, type Json, toJson, typeOf, within } from "../feel/index.ts";
import { sourceOf } from "../rates/index.ts";
import { closure, evaluateExpression } from "./expression.ts";
import { typeKey } from "./import.ts";
import type { Decision, DecisionService, Definitions, InputData } from "./model.ts";
import type { Run } from "./run.ts";
import { name } from "./scope.ts";
import { conform } from "./types.ts";

export interface EvaluateOptions {
  /** Name or id of a decision or decision service; without it all are evaluated. */
  readonly decision?: string;
  /** Values of input data by name: plain JSON; texts are read as dates where the input is a date. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The moment of `now()` and `today()`, RFC 3339; without it they give null. */
  readonly now?: string;
}

export interface Evaluated {
  /** The decision's value; without `decision` an object of every decision's and decision service's value by name. */
  readonly value: Json;
  /** Why something is null: in English, for logs and the command line. */
  readonly errors: string[];
  /** The rules of decision tables that held, by decision, from 1. */
  readonly hits: Readonly<Record<string, readonly number[]>>;
}

/** A whole evaluation may take so many milliseconds. */
const LIMIT = 2_000;
const MOST_ERRORS = 100;

/** Evaluates one decision or all of them. Never throws: what fails is null and `errors` says why. */
export function evaluate(definitions: Definitions, { decision, inputs, now }: EvaluateOptions): Evaluated {
  const isType = (written: string, value: unknown): boolean | null => {
    const type = typeKey(definitions, written);
    return type === null ? null : conform(value, type, definitions.types, "value").why === null;
  };
  const options: FeelOptions = {
    isType,
    ...(now === undefined ? {} : { now }),
    ...(definitions.rates === undefined ? {} : { rates: sourceOf(definitions.rates) }),
  };
  const run: Run = { definitions, options, reasons: [], current: "", hits: Object.create(null) };
  const evaluation = new Evaluation(definitions, inputs, run, []);
  const all = [...Object.values(definitions.decisions), ...Object.values(definitions.services)];
  const named = all.filter(({ model }) => model === undefined);
  if (decision === undefined) {
    const values = named.map((element): [string, Json] => [element.name, evaluation.value(element)]);
    return { value: Object.fromEntries(values), errors: evaluation.errors(), hits: { ...evaluation.run.hits } };
  }
  const called = (one: (typeof all)[number]): string =>
    one.model === undefined ? one.name : `${aliasOf(definitions, one.model)}.${one.name}`;
  const element = all.find((one) => called(one) === decision) ?? named.find((one) => one.id === decision);
  if (element === undefined) {
    const known = named.map((one) => one.name).join(", ");
    return { value: null, errors: [`there is no decision ${decision}; known: ${known || "none"}`], hits: {} };
  }
  return { value: evaluation.value(element), errors: evaluation.errors(), hits: { ...evaluation.run.hits } };
}

class Evaluation {
  readonly run: Run;
  readonly #definitions: Definitions;
  readonly #inputs: Readonly<Record<string, unknown>>;
  /** Values known so far, by element id. */
  readonly #done: Map<string, unknown>;
  /** Decisions begun and not finished. */
  readonly #open = new Set<string>();
  readonly #errors: string[];
  #left = LIMIT;

  constructor(
    definitions: Definitions,
    inputs: Readonly<Record<string, unknown>>,
    run: Run,
    errors: string[],
    done = new Map<string, unknown>(),
  ) {
    this.#definitions = definitions;
    this.#inputs = inputs;
    this.run = run;
    this.#errors = errors;
    this.#done = done;
  }

  errors(): string[] {
    const all = [...new Set(this.#errors)];
    return all.length > MOST_ERRORS ? [...all.slice(0, MOST_ERRORS), `… and ${all.length - MOST_ERRORS} more`] : all;
  }

  value(element: Decision | DecisionService): Json {
    this.run.current = element.name;
    const work = (): unknown => ("outputs" in element ? this.#service(element) : this.#decision(element.id));
    try {
      const began = performance.now();
      const result = this.#left > 0 ? within(this.#left, work) : { ok: false as const };
      this.#left -= performance.now() - began;
      if (result.ok) return this.#write(result.value, element.name);
      this.#errors.push(`${element.name}: stopped after ${LIMIT} ms: the decision runs too long`);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#errors.push(`${element.name}: recurses too deeply, or its value is too large`);
    }
    this.#open.clear();
    return null;
  }

  #write(value: unknown, what: string): Json {
    const reasons: string[] = [];
    const json = toJson(value, reasons);
    this.#errors.push(...reasons.map((reason) => `${what}: ${reason}`));
    return json;
  }

  #decision(id: string): unknown {
    if (this.#done.has(id)) return this.#done.get(id);
    const decision = this.#definitions.decisions[id];
    if (decision === undefined || decision.value === null) return this.#fail(decision?.name ?? id, "the model gives no logic for it");
    if (this.#open.has(id)) return this.#fail(decision.name, "requires itself");
    this.#open.add(id);
    const scope = this.#scope(decision);
    const { reasons, current } = this.run;
    Object.assign(this.run, { reasons: [], current: decision.name });
    const raw = evaluateExpression(decision.value, scope, this.run);
    const conformed = conform(raw, decision.type, this.#definitions.types, "value");
    const why = conformed.why ?? bounded(conformed.value);
    const value = why === null ? conformed.value : null;
    if (why !== null) this.run.reasons.push(why);
    if (holdsNull(value)) this.#errors.push(...this.run.reasons.map((reason) => `${decision.name}: ${reason}`));
    Object.assign(this.run, { reasons, current });
    this.#open.delete(id);
    this.#done.set(id, value);
    return value;
  }

  #fail(name: string, why: string): null {
    this.#errors.push(`${name}: ${why}`);
    return null;
  }

  #scope(decision: Decision): Context {
    const { inputs, decisions } = this.#definitions;
    const scope: Context = {};
    for (const id of decision.inputs) {
      const input = inputs[id];
      if (input) name(scope, this.#definitions, decision.model, input, this.#input(id));
    }
    for (const id of decision.decisions) {
      const required = decisions[id];
      if (required) name(scope, this.#definitions, decision.model, required, this.#decision(id));
    }
    for (const id of decision.knowledge) this.#knowledge(scope, decision.model, id, new Set());
    return scope;
  }

  #input(id: string): unknown {
    if (this.#done.has(id)) return this.#done.get(id);
    const input = this.#definitions.inputs[id];
    if (input === undefined) return null;
    const found = this.#given(input);
    const given = found?.value ?? null;
    if (found === null) this.#errors.push(`input ${input.name} is not given`);
    const large = bounded(given);
    const conformed = large === null ? conform(given, input.type, this.#definitions.types, "value", true) : { value: null, why: large };
    if (conformed.why !== null) this.#errors.push(`input ${input.name}: ${conformed.why}`);
    this.#done.set(id, conformed.value);
    return conformed.value;
  }

  /** An input's value as it is given: by its name, and for an imported one also by `alias.name`. */
  #given(input: InputData): { readonly value: unknown } | null {
    const alias = input.model === undefined ? "" : aliasOf(this.#definitions, input.model);
    const inner = alias === "" ? undefined : this.#inputs[alias];
    if (typeOf(inner) === "context" && Object.hasOwn(inner as object, input.name)) return { value: (inner as Context)[input.name] };
    for (const wanted of alias === "" ? [input.name] : [`${alias}.${input.name}`, input.name]) {
      if (Object.hasOwn(this.#inputs, wanted)) return { value: this.#inputs[wanted] };
      const key = Object.keys(this.#inputs).find((one) => squeezed(one) === squeezed(wanted));
      if (key !== undefined) return { value: this.#inputs[key] };
    }
    return null;
  }

  /** Puts the function of a business knowledge model or decision service in a scope of `model`. */
  #knowledge(into: Context, model: string | undefined, id: string, above: ReadonlySet<string>): void {
    const { knowledge, services } = this.#definitions;
    const service = services[id];
    if (service) name(into, this.#definitions, model, service, this.#callable(service));
    const called = knowledge[id];
    if (!called || above.has(id)) return;
    const scope: Context = {};
    for (const required of called.knowledge) this.#knowledge(scope, called.model, required, new Set([...above, id]));
    name(into, this.#definitions, model, called, closure(called.logic, called.name, scope, this.run));
  }

  #callable(service: DecisionService): unknown {
    const { inputs, decisions, types } = this.#definitions;
    const parameters = [...service.inputs.map((id) => inputs[id]), ...service.inputDecisions.map((id) => decisions[id])].flatMap(
      (one) => one ?? [],
    );
    return feelFunction(
      parameters.map((one) => one.name),
      (...values) => {
        const given = parameters.map((one, at): [string, unknown] => [
          one.id,
          conform(values[at] ?? null, one.type, types, one.name).value,
        ]);
        return deeper(() => new Evaluation(this.#definitions, {}, this.run, this.#errors, new Map(given)).#outputs(service));
      },
    );
  }

  /** A decision service asked for by itself: its input decisions are taken from the inputs where they are given there. */
  #service(service: DecisionService): unknown {
    const { decisions, types } = this.#definitions;
    const given = service.inputDecisions.flatMap((id): [string, unknown][] => {
      const decision = decisions[id];
      if (!decision || !Object.hasOwn(this.#inputs, decision.name)) return [];
      return [[id, conform(this.#inputs[decision.name], decision.type, types, decision.name, true).value]];
    });
    const inner = given.length === 0 ? this : new Evaluation(this.#definitions, this.#inputs, this.run, this.#errors, new Map(given));
    return inner.#outputs(service);
  }

  #outputs(service: DecisionService): unknown {
    const { decisions, types } = this.#definitions;
    const values = service.outputs.map((id): [string, unknown] => [decisions[id]?.name ?? id, this.#decision(id)]);
    const conformed = conform(values.length === 1 ? values[0]?.[1] : Object.fromEntries(values), service.type, types, "value");
    if (conformed.why !== null) this.#errors.push(`${service.name}: ${conformed.why}`);
    return conformed.value;
  }
}

/** What the evaluated model calls one that it imports. */
const aliasOf = ({ namespace, imports }: Definitions, model: string): string => imports[namespace]?.[model] ?? model;

const squeezed = (name: string): string => name.replace(/\s+/gu, " ").trim();

function holdsNull(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  const type = typeOf(value);
  if (type !== "list" && type !== "context") return false;
  return (Array.isArray(value) ? value : Object.values(value)).some(holdsNull);
}

// Decision tables (DMN 1.5, chapter 8): which rules hit, and what the hit policy makes of them.
import { type Context, compileFeel, type Json, toJson } from "../feel/index.ts";
import type { HitPolicy, Source, Table } from "./model.ts";
import { feel, passes, type Run } from "./run.ts";
import { conform } from "./types.ts";

/** What one rule says: its number from 1 and a value for each output. */
interface Hit {
  readonly rule: number;
  readonly values: readonly unknown[];
}

/**
 * The table's value. Without a hit: the default outputs, else an empty list for the policies that give lists, 0 for a
 * count, null for the others. An input outside its allowed values, or an output outside its own, is null with a reason.
 */
export function evaluateTable(table: Table, scope: Context, run: Run): unknown {
  const inputs: unknown[] = [];
  for (const input of table.inputs) {
    const value = inputValue(input, scope, run);
    if (value === undefined) return null;
    inputs.push(value);
  }
  const matched = table.rules.flatMap((rule, at) => (rule.inputs.every((test, n) => passes(test, inputs[n], scope, run)) ? [at] : []));
  run.hits[run.current] = [...(run.hits[run.current] ?? []), ...matched.map((at) => at + 1)];
  if (matched.length === 0) return withoutHit(table, scope, run);
  const wanted = table.policy === "F" ? matched.slice(0, 1) : matched;
  const hits: Hit[] = [];
  for (const at of wanted) {
    const values = (table.rules[at]?.outputs ?? []).map((source, n) => outputValue(table, n, feel(source, scope, run), scope, run));
    if (values.includes(undefined)) return null;
    hits.push({ rule: at + 1, values });
  }
  return policies[table.policy](hits, table, run);
}

/** Undefined where the input is refused. */
function inputValue(input: Table["inputs"][number], scope: Context, run: Run): unknown {
  const conformed = conform(feel(input.value, scope, run), input.type, run.definitions.types, input.value.text.trim(), true);
  if (conformed.why !== null) run.reasons.push(conformed.why);
  const { value } = conformed;
  if (value === null || input.allowed === null || passes(input.allowed, value, scope, run)) return value;
  run.reasons.push(`${input.value.text.trim()}: ${JSON.stringify(toJson(value))} is not among ${input.allowed.text.trim()}`);
  return undefined;
}

/** Undefined where the output is refused. */
function outputValue(table: Table, at: number, value: unknown, scope: Context, run: Run): unknown {
  const output = table.outputs[at];
  if (output === undefined) return null;
  const name = output.name ?? "output";
  const conformed = conform(value, output.type, run.definitions.types, name);
  if (conformed.why !== null) run.reasons.push(conformed.why);
  if (conformed.value === null || output.allowed === null || passes(output.allowed, conformed.value, scope, run)) return conformed.value;
  run.reasons.push(`${name}: ${JSON.stringify(toJson(value))} is not among ${output.allowed.text.trim()}`);
  return undefined;
}

function withoutHit(table: Table, scope: Context, run: Run): unknown {
  const defaults = table.outputs.map((output) => (output.otherwise === null ? null : feel(output.otherwise, scope, run)));
  if (table.outputs.some((output) => output.otherwise !== null)) {
    const value = row(table, defaults);
    return /^(?:R|O|C)$/.test(table.policy) ? [value] : value;
  }
  if (table.policy === "C#") return 0;
  if (/^(?:R|O|C)$/.test(table.policy)) return [];
  run.reasons.push("no rule of the table holds");
  return null;
}

function row(table: Table, values: readonly unknown[]): unknown {
  if (table.outputs.length === 1) return values[0] ?? null;
  return Object.fromEntries(table.outputs.map((output, at) => [output.name ?? `output ${at + 1}`, values[at] ?? null]));
}

type Policy = (hits: readonly Hit[], table: Table, run: Run) => unknown;

const first: Policy = (hits, table) => row(table, hits[0]?.values ?? []);
const all: Policy = (hits, table) => hits.map((hit) => row(table, hit.values));

const policies = {
  U: (hits, table, run) => {
    if (hits.length === 1) return first(hits, table, run);
    run.reasons.push(`hit policy UNIQUE: rules ${numbers(hits)} hold at once`);
    return null;
  },
  A: (hits, table, run) => {
    const [one, ...others] = hits.map((hit) => JSON.stringify(toJson([...hit.values])));
    if (others.every((other) => other === one)) return first(hits, table, run);
    run.reasons.push(`hit policy ANY: rules ${numbers(hits)} hold at once with different outputs`);
    return null;
  },
  F: first,
  P: (hits, table, run) => first(byPriority(hits, table, run), table, run),
  R: all,
  O: (hits, table, run) => all(byPriority(hits, table, run), table, run),
  C: all,
  "C#": (hits) => hits.length,
  "C+": aggregated("sum"),
  "C<": aggregated("min"),
  "C>": aggregated("max"),
} satisfies Record<HitPolicy, Policy>;

const numbers = (hits: readonly Hit[]): string => hits.map((hit) => hit.rule).join(", ");

/** By the order of the allowed output values, the first output first; rules of equal rank keep their order. */
function byPriority(hits: readonly Hit[], table: Table, run: Run): Hit[] {
  const orders = table.outputs.map(({ allowed }) => (allowed === null ? [] : listed(allowed, run)));
  const rank = (hit: Hit, at: number): number => {
    const found = orders[at]?.indexOf(JSON.stringify(toJson(hit.values[at]))) ?? -1;
    return found === -1 ? Number.MAX_SAFE_INTEGER : found;
  };
  return hits.toSorted((a, b) => {
    for (const at of table.outputs.keys()) {
      const difference = rank(a, at) - rank(b, at);
      if (difference !== 0) return difference;
    }
    return a.rule - b.rule;
  });
}

function listed(source: Source, run: Run): string[] {
  const value: Json = toJson(feel({ text: `[${source.text}]`, line: source.line }, {}, run));
  return Array.isArray(value) ? value.map((item) => JSON.stringify(item)) : [];
}

/** Sum, least or greatest of the hits' values by FEEL's own function, so that dates and durations work too. */
function aggregated(name: "sum" | "min" | "max"): Policy {
  const compiled = compileFeel(`${name}(values)`);
  return (hits, _table, run) => {
    const values = hits.map((hit) => hit.values[0]);
    const value = compiled.ok ? compiled.evaluate({ values }).value : null;
    if (value === null) run.reasons.push(`${name} of ${JSON.stringify(toJson(values))} has no value`);
    return value;
  };
}

// Holds rates with dates and decisions on them against a country's parameter files and worked cases (OpenFisca's country
// template; input data only). Cases that change the law itself ("reforms") are counted and left out: there a case, not a
// date, decides which parameters hold.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { type Definitions, evaluate, parseDmn } from "../../src/engine/decision/index.ts";
import { compileFeel, toJson } from "../../src/engine/feel/index.ts";
import { type Dated, faultsOf, type Rates, type Scale } from "../../src/engine/rates/index.ts";

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);
const isDay = (key: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(key);

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".yaml"))
    .map((path) => join(folder, path))
    .sort();
}

/** `date: value` or `date: { value }`; a mere expectation ("expected") holds nothing. */
function dated(values: unknown): Dated {
  if (!isTree(values)) return [];
  return Object.entries(values)
    .flatMap(([from, written]) => {
      const value = isTree(written) ? written.value : written;
      return isDay(from) && (typeof value === "number" || value === null) ? [{ from, value }] : [];
    })
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** Their units in ours: `currency-EUR/m2` is `EUR/m2`. */
const unitOf = (written: unknown): string => (typeof written === "string" ? written.replace("currency-", "") : "count");

/** Every parameter of a file, nested ones by `name.part`. */
function readParameters(name: string, tree: Tree, into: Record<string, Rates[string]>): void {
  const title = { zh: String(tree.description ?? name), en: String(tree.description ?? name) };
  const metadata = isTree(tree.metadata) ? tree.metadata : {};
  if (Array.isArray(tree.brackets)) {
    const brackets = tree.brackets.filter(isTree).map((one) => ({ above: dated(one.threshold), rate: dated(one.rate) }));
    const scale: Scale = {
      kind: "scale",
      title,
      how: "marginal",
      of: unitOf(metadata.threshold_unit),
      unit: unitOf(metadata.rate_unit),
      brackets,
    };
    into[name] = scale;
  } else if (tree.values !== undefined) into[name] = { kind: "rate", title, unit: unitOf(metadata.unit), values: dated(tree.values) };
  else
    for (const [part, inner] of Object.entries(tree))
      if (isTree(inner) && part !== "metadata") readParameters(`${name}.${part}`, inner, into);
}

function readRates(folder: string): Record<string, Rates[string]> {
  const rates: Record<string, Rates[string]> = {};
  for (const file of files(folder)) {
    const parts = relative(folder, file)
      .replace(/\.yaml$/, "")
      .split(/[/\\]/)
      .slice(1);
    const tree: unknown = parse(readFileSync(file, "utf8"));
    if (parts.at(-1) !== "index" && parts.length > 0 && isTree(tree)) readParameters(parts.join("."), tree, rates);
  }
  return rates;
}

/** The first day of `2016-01` or `2016`; of a year the first month. */
const dayOf = (period: string): string => (period.length === 4 ? `${period}-01-01` : `${period}-01`);

/** A value that may be given by period: the one for this period, or the only one. */
function at(value: unknown, period: string): unknown {
  if (!isTree(value)) return value;
  const keys = Object.keys(value);
  const found = keys.find((key) => key === period) ?? keys.find((key) => period.startsWith(key) || key.startsWith(period)) ?? keys[0];
  return found === undefined ? null : value[found];
}

interface Wanted {
  readonly decision: string;
  readonly period: string;
  readonly inputs: Record<string, unknown>;
  readonly expected: unknown;
}

/** What one case asks: each output, of each person it names, in each period it names. */
function wantedOf(one: Tree): Wanted[] {
  const period = String(one.period);
  const [input, output] = [isTree(one.input) ? one.input : {}, isTree(one.output) ? one.output : {}];
  const persons = isTree(input.persons) ? input.persons : {};
  const household = isTree(input.household) ? input.household : input;
  const personOf = (source: unknown, when: string): Tree => {
    const tree = isTree(source) ? source : {};
    const salary = at(tree.salary, when);
    return { birth: tree.birth ?? null, age: at(tree.age, when) ?? null, salary: typeof salary === "number" ? salary : 0 };
  };
  const named = (list: unknown, when: string): Tree[] =>
    Array.isArray(list) ? list.map((name) => personOf(persons[String(name)], when)) : [];
  const inputsAt = (when: string, person: unknown): Record<string, unknown> => ({
    day: dayOf(when),
    person: personOf(person, when),
    adults: household === input ? [personOf(input, when)] : named(household.adults, when),
    children: named(household.children, when),
    rent: at(input.rent, when) ?? null,
    size: at(household.accommodation_size, when) ?? 0,
    occupancy: at(household.housing_occupancy_status, when) ?? null,
  });
  const of = (outputs: Tree, person: unknown): Wanted[] =>
    Object.entries(outputs).flatMap(([decision, value]) => {
      const byPeriod = isTree(value) ? Object.entries(value) : [[period, value] as const];
      return byPeriod.map(([when, expected]) => ({ decision, period: when, inputs: inputsAt(when, person), expected }));
    });
  const { persons: toldPersons, household: toldHousehold, ...direct } = output;
  return [
    ...of(direct, input),
    ...(isTree(toldPersons) ? Object.entries(toldPersons).flatMap(([name, told]) => (isTree(told) ? of(told, persons[name]) : [])) : []),
    ...(isTree(toldHousehold) ? of(toldHousehold, {}) : []),
  ];
}

/** An expected number may be written as a sum to be worked out. */
function numberOf(expected: unknown): number | null {
  if (typeof expected === "number") return expected;
  const compiled = typeof expected === "string" ? compileFeel(expected) : undefined;
  const value = compiled?.ok ? toJson(compiled.evaluate({}).value) : null;
  return typeof value === "number" ? value : null;
}

function model(rates: Rates): Definitions {
  const parsed = parseDmn(readFileSync(join(import.meta.dirname, "benefits.dmn"), "utf8"), "benefits");
  if (!parsed.ok) throw new Error(parsed.problems.map(({ line, message }) => `benefits.dmn:${line}: ${message.en}`).join("\n"));
  return { ...parsed.definitions, rates };
}

/** Reads the parameters, and runs every case found under `dataDir`. */
export async function benefits(dataDir: string): Promise<{ passed: number; failed: number; lines: string[] }> {
  const root = [join(dataDir, "benefit-rules/openfisca-country-template"), join(dataDir, "openfisca-country-template")].find(existsSync);
  if (root === undefined) return { passed: 0, failed: 0, lines: ["no benefit-rules here"] };
  const lines: string[] = [];
  let [passed, failed, beyond, reforms] = [0, 0, 0, 0];
  const rates = readRates(join(root, "parameters"));
  for (const [name, rate] of Object.entries(rates)) {
    const wrong = faultsOf(rate, () => []).filter(({ level }) => level === "error");
    if (wrong.length === 0) passed += 1;
    else {
      failed += 1;
      lines.push(`parameter ${name}: ${wrong[0]?.message.en}`);
    }
  }
  const definitions = model(rates);
  const known = new Set(Object.values(definitions.decisions).map(({ name }) => name));
  for (const file of files(join(root, "tests"))) {
    for (const document of parseAllDocuments(readFileSync(file, "utf8"))) {
      const cases: unknown = document.toJS();
      for (const one of Array.isArray(cases) ? cases.filter(isTree) : []) {
        const margin = Math.max(Number(one.absolute_error_margin ?? 0), 1e-9);
        for (const { decision, period, inputs, expected } of wantedOf(one)) {
          if (one.reforms !== undefined) reforms += 1;
          // A case may repeat what went in, or name what no parameter file speaks of.
          else if (!known.has(decision)) beyond += 1;
          else {
            const { value, errors } = evaluate(definitions, { decision, inputs });
            const wanted = numberOf(expected);
            if (typeof value === "number" && wanted !== null && Math.abs(value - wanted) <= margin) passed += 1;
            else {
              failed += 1;
              lines.push(
                `${relative(root, file)}: ${String(one.name)}: ${decision} in ${period} is ${value}, not ${wanted} ${errors.join("; ")}`,
              );
            }
          }
        }
      }
    }
  }
  lines.push(
    `${Object.keys(rates).length} parameters read; ${reforms} results of reforms and ${beyond} that no parameter speaks of left out`,
  );
  return { passed, failed, lines };
}

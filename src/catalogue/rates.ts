// `rates/*.yaml` of a pack: amounts, shares and scales with their dates, read, checked and looked up by name.
import { z } from "zod";
import { type Definitions, textsOf } from "../engine/decision/index.ts";
import { type Dated, faultsOf, type Rate, type Rates, type Scale } from "../engine/rates/index.ts";
import { type Problem, parseYaml, type YamlDocument } from "../platform/yaml/index.ts";
import type { PackFiles } from "./files.ts";
import { article, shapes, text } from "./format/index.ts";

const day = z.string().refine((written) => !Number.isNaN(Date.parse(`${written}T00:00:00Z`)) && /^\d{4}-\d{2}-\d{2}$/.test(written), "day");
/** From a day on; null: none holds from then. */
const dated = z.record(day, z.number().nullable());
const common = { title: text, unit: z.string(), law: article.optional(), note: text.optional() };

/** A rate or a scale, as it stands in its file. */
export const ratesFile = z.union([
  z.strictObject({ ...common, values: dated }),
  z.strictObject({
    ...common,
    scale: z.enum(["marginal", "whole", "value"]),
    of: z.string(),
    brackets: z.array(z.strictObject({ above: dated, rate: dated })).min(1),
  }),
]);

const ascending = (values: Readonly<Record<string, number | null>>): Dated =>
  Object.entries(values)
    .map(([from, value]) => ({ from, value }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));

function made(file: z.output<typeof ratesFile>): Rate | Scale {
  const { title, unit, law, note } = file;
  const shared = { title, unit, ...(law === undefined ? {} : { law }), ...(note === undefined ? {} : { note }) };
  if ("values" in file) return { kind: "rate", ...shared, values: ascending(file.values) };
  const brackets = file.brackets.map(({ above, rate }) => ({ above: ascending(above), rate: ascending(rate) }));
  return { kind: "scale", ...shared, how: file.scale, of: file.of, brackets };
}

export interface ReadRates {
  readonly rates: Rates;
  /** By name, for the places of later problems. */
  readonly documents: ReadonlyMap<string, YamlDocument>;
  readonly problems: readonly Problem[];
}

/** Reads the rates of a pack; the file's name is the rate's. */
export function readRates(files: PackFiles): ReadRates {
  const rates: Record<string, Rate | Scale> = {};
  const documents = new Map<string, YamlDocument>();
  const problems: Problem[] = [];
  for (const path of Object.keys(files).sort()) {
    const name = /^rates\/([\w-]+)\.yaml$/.exec(path)?.[1];
    if (name === undefined) continue;
    const read = parseYaml(path, files[path] ?? "", ratesFile, shapes);
    if (!read.ok) {
      problems.push(...read.problems);
      continue;
    }
    const rate = made(read.value);
    rates[name] = rate;
    documents.set(name, read.document);
    for (const { level, path: at, message } of faultsOf(rate, (part) => keysAt(read.document.value, part)))
      problems.push({ file: path, ...read.document.at(at), message, level });
  }
  return { rates, documents, problems };
}

/** The keys of a part of a document, in the order in which they are written. */
function keysAt(value: unknown, path: readonly PropertyKey[]): string[] {
  const part = path.reduce(
    (at: unknown, key) => (typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );
  return typeof part === "object" && part !== null ? Object.keys(part) : [];
}

/** Rates that decisions name and that are not there, and rates that none names. */
export function rateReferences(decisions: Readonly<Record<string, Definitions>>, { rates, documents }: ReadRates): Problem[] {
  const problems: Problem[] = [];
  const used = new Set<string>();
  for (const [file, definitions] of Object.entries(decisions)) {
    for (const { text: source, line } of textsOf(definitions)) {
      for (const [, asked = "", name = ""] of source.matchAll(/\b(rate|scale)\s*\(\s*"([^"]*)"/g)) {
        used.add(name);
        const found = Object.hasOwn(rates, name) ? rates[name] : undefined;
        if (found?.kind === asked) continue;
        const message = found
          ? {
              zh: `“${name}”要用 ${found.kind}(…) 查，不是 ${asked}(…)。`,
              en: `"${name}" is looked up by ${found.kind}(…), not by ${asked}(…).`,
            }
          : { zh: `rates/ 里没有“${name}”。`, en: `rates/ has no "${name}".` };
        problems.push({ file, line, message, level: "error" });
      }
    }
  }
  for (const [name, document] of documents) {
    if (used.has(name)) continue;
    const message = { zh: `没有决策用到“${name}”。`, en: `No decision uses "${name}".` };
    problems.push({ file: document.file, ...document.at([]), message, level: "warning" });
  }
  return problems;
}

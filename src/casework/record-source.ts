// Where the fields of a record come from that a case writes: the words of `records` in pack.yaml. Pure.
import { type PackHeader, piecesOf } from "../catalogue/index.ts";
import { type Answers, at, type EvidenceFields, type Facts, type Json } from "./facts.ts";

export type RecordWrite = PackHeader["records"][number];

/** What a case offers to its records. */
export interface RecordPlace {
  readonly answers: Answers;
  readonly evidence: EvidenceFields;
  readonly facts: Facts;
  readonly applicant: { readonly name: string; readonly identifier: string };
  readonly number: string;
  readonly today: string;
  /** What an output of the case says of itself: its number, identifier, first and last day. */
  output(id: string, what: string): string | undefined;
  /** A field of a record that the case wrote before. */
  record(register: string, field: string): Json | undefined;
}

/** The register that a write is about: named, or answered. */
export const registerNamed = ({ register }: RecordWrite, answers: Answers): string =>
  register.startsWith("/") ? String(at(answers, register) ?? "") : register;

/**
 * The fields of a write with their values, in order, generated ones left out as `generate`, and numbers that grow or shrink as `add`. `identifying` is the register's key field:
 * the name `key` stands for it, and a name such as `/field` for what was answered there.
 */
export function valuesOf(
  { fields }: RecordWrite,
  place: RecordPlace,
  identifying: string | undefined,
): {
  readonly values: Readonly<Record<string, Json>>;
  readonly generate: Readonly<Record<string, string>>;
  readonly add: Readonly<Record<string, number>>;
} {
  const add: Record<string, number> = {};
  const values: Record<string, Json> = {};
  const generate: Record<string, string> = {};
  for (const [said, source] of Object.entries(fields)) {
    const name = said.startsWith("/") ? String(at(place.answers, said) ?? "") : said === "key" ? (identifying ?? said) : said;
    if (source.startsWith("generate:")) generate[name] = source.slice("generate:".length);
    else if (source.startsWith("add:")) add[name] = Number(source.slice("add:".length));
    else {
      const value = joined(source, place);
      if (value !== undefined && value !== null) values[name] = value;
    }
  }
  return { values, generate, add };
}

/** Values written one after another (`record:firms/code + const:-1`) are one text; it lacks where one of them does. */
function joined(source: string, place: RecordPlace): Json | undefined {
  const pieces = piecesOf(source);
  if (pieces.length === 1) return sourceValue(source, place);
  const values = pieces.map((piece) => sourceValue(piece, place));
  return values.some((value) => value === undefined || value === null) ? undefined : values.map(String).join("");
}

/** Whether a write counts in a record that is there: without one there is nothing to count. */
export const counts = ({ fields }: RecordWrite): boolean => Object.entries(fields).some(([, source]) => source.startsWith("add:"));

function sourceValue(source: string, place: RecordPlace): Json | undefined {
  if (source.startsWith("/")) return at(place.answers, source);
  const colon = source.indexOf(":");
  const [kind, rest] = colon < 0 ? [source, ""] : [source.slice(0, colon), source.slice(colon + 1)];
  const [first = "", second = ""] = rest.split("/");
  switch (kind) {
    case "evidence":
      return place.evidence[first]?.[second];
    case "fact":
      return place.facts[rest];
    case "output":
      return place.output(first, second);
    case "record":
      return place.record(first, second);
    case "const":
      return rest;
    case "case":
      return place.number;
    case "today":
      return place.today;
    case "applicant":
      return rest === "name" ? place.applicant.name : place.applicant.identifier;
    default:
      return undefined;
  }
}

/** Whether a write needs something that the same task makes: it is worked out after the documents. */
export const afterOutputs = ({ fields }: RecordWrite): boolean =>
  Object.values(fields).some((source) => piecesOf(source).some((piece) => piece.startsWith("output:")));

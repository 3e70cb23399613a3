// A case's row in the index: grams of what is in it, of who may find it, and of what narrows a search.
import { createHash } from "node:crypto";
import { type Searchable, subjectOf } from "../casework/index.ts";
import type { Hash } from "./grams.ts";
import { exactsOf, type Place, placesOfCase } from "./places.ts";
import { bare, fold, gramsIn } from "./words.ts";

export interface IndexRow {
  readonly caseId: string;
  /** Epoch milliseconds of its beginning. */
  readonly at: number;
  readonly status: "running" | "ended";
  readonly grams: readonly number[];
}

/** Whatever is longer is found by its beginning. */
const [longestWriting, mostGrams] = [200_000, 40_000];

/** One case of so many stands for all of them when it is estimated how many fit. */
export const samples = 256;

/** Everybody who may read every case searches in this scope. */
export const everyCase = "all";
export const agencyScope = (agency: string): string => `agency:${agency}`;
export const partyScope = (blind: Uint8Array): string => `party:${Buffer.from(blind).toString("hex")}`;

/** What kind of work a case is: what the public applies for, an official document, or what the office does for itself. */
export const caseKinds = ["service", "document", "office"] as const;
export type CaseKind = (typeof caseKinds)[number];

export function kindOf({ loaded, documents, texts }: Searchable): CaseKind {
  if (texts.length > 0 || documents.some(({ kind }) => kind === "document")) return "document";
  return loaded.pack.header.audience === "public" ? "service" : "office";
}

/** Names of what a search can be narrowed to. */
export const filterGram = {
  pack: (id: string) => `pack:${id}`,
  agency: (id: string) => `owner:${id}`,
  kind: (kind: CaseKind) => `kind:${kind}`,
  /** `2026`, `2026-09` or `2026-09-23`. */
  time: (day: string) => `time:${day}`,
  sample: (n: number) => `sample:${n}`,
} as const;

/** The row of a case. `day` gives the calendar date of an instant. */
export function rowOf(hash: Hash, day: (at: number) => string, one: Searchable): IndexRow {
  const { row } = one.loaded;
  const { agency, agencies } = subjectOf(row, []);
  const scopes = [
    everyCase,
    ...[agency, ...agencies].map(agencyScope),
    ...[row.party_blind, row.agent_blind].flatMap((b) => (b ? [partyScope(b)] : [])),
  ];
  return {
    caseId: row.id,
    at: row.opened_at,
    status: row.status,
    grams: gramsOfRow(hash, {
      id: row.id,
      day: day(row.opened_at),
      places: placesOfCase(one),
      exacts: exactsOf(one),
      scopes,
      filters: [filterGram.pack(row.pack), filterGram.agency(row.agency), filterGram.kind(kindOf(one))],
    }),
  };
}

/** What a row is made of. */
interface RowContent {
  readonly id: string;
  readonly day: string;
  readonly places: readonly Pick<Place, "writing" | "title">[];
  readonly exacts: readonly string[];
  readonly scopes: readonly string[];
  readonly filters: readonly string[];
}

function gramsOfRow(hash: Hash, { id, day, places, exacts, scopes, filters }: RowContent): number[] {
  const grams = new Set<number>(exacts.map((exact) => hash("exact", bare(exact))));
  for (const name of [...scopes, ...filters, ...timesOf(day), filterGram.sample(sampleOf(id))]) grams.add(hash("scope", name));
  // Titles first: they count whole, however long the rest is.
  for (const place of places.toSorted((a, b) => Number(b.title) - Number(a.title))) {
    if (grams.size >= mostGrams) break;
    for (const gram of gramsOfWriting(hash, place)) grams.add(gram);
  }
  return [...grams];
}

/** The grams of one writing. Apart from cases, so that an index of any size can be made to be measured. */
export function gramsOfWriting(hash: Hash, { writing, title }: Pick<Place, "writing" | "title">): number[] {
  const grams = [...gramsIn(fold(writing.slice(0, longestWriting)))];
  return [...grams.map((gram) => hash("word", gram)), ...(title ? grams.map((gram) => hash("title", gram)) : [])];
}

/** The spans of time in which a day lies. */
export const timesOf = (day: string): string[] => [4, 7, 10].map((length) => filterGram.time(day.slice(0, length)));

const sampleOf = (id: string): number => createHash("sha256").update(id).digest().readUInt8(0) % samples;

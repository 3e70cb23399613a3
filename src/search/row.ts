// Rows of the index: grams of what is in a case or in a conversation about it, of who may find it, and of what narrows a search.
import { type Searchable, subjectOf } from "../casework/index.ts";
import type { Conversation } from "../messages/index.ts";
import { blocksOf, dayNumber } from "./blocks.ts";
import type { Hash } from "./grams.ts";
import { exactsOf, type Place, placesOfCase, placesOfConversation, type Readings } from "./places.ts";
import { bare, fold, gramsIn } from "./words.ts";

export interface IndexRow {
  /** The case's, or the conversation's. */
  readonly id: string;
  readonly caseId: string;
  /** Epoch milliseconds of its beginning. */
  readonly at: number;
  /** The day of that, counted. */
  readonly day: number;
  readonly grams: readonly number[];
}

/** Whatever is longer is found by its beginning. */
const [longestWriting, mostGrams] = [200_000, 40_000];

/** Everybody who may read every case searches in this scope. */
export const everyCase = "all";
export const agencyScope = (agency: string): string => `agency:${agency}`;
/** Who takes part in a conversation: an officer, or whoever holds a post. */
export const partScope = (receiver: string): string => `part:${receiver}`;
export const partyScope = (blind: Uint8Array): string => `party:${Buffer.from(blind).toString("hex")}`;

/** What kind of work a case is: what the public applies for, an official document, or what the office does for itself. */
export const caseKinds = ["service", "document", "office"] as const;
export type CaseKind = (typeof caseKinds)[number];

export function kindOf({ loaded, documents, texts }: Searchable): CaseKind {
  if (texts.length > 0 || documents.some(({ kind }) => kind === "document")) return "document";
  return loaded.pack.header.audience === "public" ? "service" : "office";
}

/** Names of what a search can be narrowed to, and walked through by. */
export const filterGram = {
  pack: (id: string) => `pack:${id}`,
  agency: (id: string) => `owner:${id}`,
  kind: (kind: CaseKind) => `kind:${kind}`,
  status: (status: "running" | "ended") => `status:${status}`,
  year: (year: string) => `year:${year}`,
  block: ({ days, n }: { readonly days: number; readonly n: number }) => `days:${days}:${n}`,
} as const;

/** The rows of a case and of the conversations about it. `day` gives the calendar date of an instant. */
export function rowsOf(
  hash: Hash,
  day: (at: number) => string,
  one: Searchable,
  readings: Readings,
  conversations: readonly Conversation[],
): IndexRow[] {
  const { row } = one.loaded;
  const { agency, agencies } = subjectOf(row, []);
  const filters = [filterGram.pack(row.pack), filterGram.agency(row.agency), filterGram.kind(kindOf(one)), filterGram.status(row.status)];
  const made = (id: string, at: number, content: Omit<RowContent, "day" | "filters">): IndexRow => ({
    id,
    caseId: row.id,
    at,
    day: dayNumber(day(at)),
    grams: gramsOfRow(hash, { ...content, day: day(at), filters }),
  });
  return [
    made(row.id, row.opened_at, {
      places: placesOfCase(one, readings),
      exacts: exactsOf(one),
      scopes: [
        everyCase,
        ...[agency, ...agencies].map(agencyScope),
        ...[row.party_blind, row.agent_blind].flatMap((b) => (b ? [partyScope(b)] : [])),
      ],
    }),
    ...conversations.map((conversation) =>
      made(conversation.thread, conversation.at, {
        places: placesOfConversation(conversation),
        exacts: [],
        scopes: conversation.parts.map(partScope),
      }),
    ),
  ];
}

/** What a row is made of. */
interface RowContent {
  readonly day: string;
  readonly places: readonly Pick<Place, "writing" | "title">[];
  readonly exacts: readonly string[];
  readonly scopes: readonly string[];
  readonly filters: readonly string[];
}

function gramsOfRow(hash: Hash, { day, places, exacts, scopes, filters }: RowContent): number[] {
  const grams = new Set<number>(exacts.map((exact) => hash("exact", bare(exact))));
  for (const name of [...scopes, ...filters, ...timesOf(day)]) grams.add(hash("scope", name));
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

/** The year and the blocks in which a day lies. */
export const timesOf = (day: string): string[] => [
  filterGram.year(day.slice(0, 4)),
  ...blocksOf(dayNumber(day)).map((block) => filterGram.block(block)),
];

// Searching: what an actor may see and what holds all the words that were typed. Hashes find candidates; each is opened, and what does
// not really hold the words, or may not be read, is left out.
import { blindsOf, type Desk, mayRead, type Searchable, searchables, subjectOf } from "../casework/index.ts";
import { tidyIdentifier } from "../engine/identifier/index.ts";
import type { Actor } from "../identity/index.ts";
import { conversationsOf, partsOf } from "../messages/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { count, find, type Hit, mostCounted, type Place, start, type Wanted } from "./find.ts";
import { hashOf } from "./grams.ts";
import { exactsOf, placesOfCase, placesOfConversation, type Place as Writing } from "./places.ts";
import { readingsOf } from "./reading.ts";
import { agencyScope, type CaseKind, everyCase, filterGram, kindOf, partScope, partyScope } from "./row.ts";
import { type Found, foundIn } from "./shown.ts";
import { bare, type Term, termsOf } from "./words.ts";

export type { Place } from "./find.ts";

/** What is looked for. */
export interface Search {
  readonly words: string;
  readonly kind?: CaseKind | undefined;
  /** The agency that answers for the case. */
  readonly agency?: string | undefined;
  readonly pack?: string | undefined;
  /** Of the case's beginning, for example `2026`. */
  readonly year?: string | undefined;
  readonly status?: "running" | "ended" | undefined;
}

/** A case that was found, or a conversation about it. */
export interface Result {
  readonly id: string;
  /** The conversation, where it is one: it is found apart from its case, by those who take part alone. */
  readonly thread?: string;
  readonly number: string;
  readonly pack: string;
  readonly title: Text;
  /** What the case is called by itself: an official document's own title. */
  readonly name: string | undefined;
  readonly kind: CaseKind;
  readonly agency: string;
  readonly status: "running" | "ended";
  /** Of the case, or of the conversation: when it began. */
  readonly openedAt: number;
  readonly found: readonly Found[];
}

export interface Results {
  readonly results: readonly Result[];
  /** Where the next page begins; absent on the last. */
  readonly next?: Place;
  /** So many hold the parts of the words; `about` where not each of them was looked at, or there are more than are counted. */
  readonly count: number;
  readonly about: boolean;
  /** Nothing that was typed can be looked for: no character, letter or digit. */
  readonly tooShort: boolean;
}

/** Candidates are opened in so many rounds at most, where those before turned out to hold something else. */
const mostRounds = 4;

/** One page of what an officer or a party may see and what fits. */
export async function search(
  desk: Desk,
  actor: Actor,
  asked: Search,
  page: { readonly limit: number; readonly after?: Place | undefined },
): Promise<Results> {
  const terms = termsOf(asked.words.replaceAll("\0", ""));
  const wanted = wantedOf(desk, actor, asked, terms);
  if (wanted === undefined) return { results: [], count: 0, about: false, tooShort: true };
  if (wanted.scopes.length === 0) return { results: [], count: 0, about: false, tooShort: false };
  const hash = hashOf(desk.keys);
  const today = desk.day(desk.now());
  const results: Result[] = [];
  const seen = new Set<string>();
  let dropped = false;
  let after: Place | undefined = page.after ?? start;
  for (let round = 0; round < mostRounds && after !== undefined && results.length < page.limit; round++) {
    const lacking = page.limit - results.length;
    const found = await find(desk.pool, hash, wanted, after, lacking + 1, today);
    const hits = found.slice(0, lacking).filter(({ id }) => !seen.has(id));
    for (const { id } of hits) seen.add(id);
    const opened = await openResults(desk, actor, terms, asked, hits);
    if (opened.length < hits.length) dropped = true;
    results.push(...opened);
    after = found.length > lacking ? found[lacking - 1] : undefined;
  }
  const all = page.after === undefined && after === undefined;
  const many = all ? results.length : await count(desk.pool, hash, wanted, today);
  return {
    results,
    ...(after === undefined ? {} : { next: { rank: after.rank, at: after.at, id: after.id } }),
    count: many,
    about: !all && (dropped || many >= mostCounted),
    tooShort: false,
  };
}

/** What is asked of the index; undefined where nothing is long enough. */
function wantedOf(desk: Desk, actor: Actor, asked: Search, terms: readonly Term[]): Wanted | undefined {
  const hash = hashOf(desk.keys);
  const grams = [...new Set(terms.flatMap((term) => term.grams))];
  const exacts = exactForms(asked.words);
  if (grams.length === 0 && exacts.length === 0) return undefined;
  const { kind, agency, pack, year, status } = asked;
  const filters = [
    ...(kind === undefined ? [] : [filterGram.kind(kind)]),
    ...(agency === undefined ? [] : [filterGram.agency(agency)]),
    ...(pack === undefined ? [] : [filterGram.pack(pack)]),
    ...(year === undefined ? [] : [filterGram.year(year)]),
    ...(status === undefined ? [] : [filterGram.status(status)]),
  ];
  return {
    exact: exacts.map((form) => hash("exact", form)),
    title: grams.map((gram) => hash("title", gram)),
    word: grams.map((gram) => hash("word", gram)),
    filters: filters.map((filter) => hash("scope", filter)),
    scopes: scopesOf(desk, actor).map((scope) => hash("scope", scope)),
  };
}

/** What was typed as one whole number: as it stands on paper, and as identifiers are kept. */
function exactForms(typed: string): string[] {
  const forms = [bare(typed.slice(0, 100)), bare(tidyIdentifier(typed.slice(0, 100)))];
  return [...new Set(forms)].filter((form) => /\p{Nd}/v.test(form) && form.length >= 4);
}

/** In what an actor may look: the scopes of whoever may read a case are among its grams. */
function scopesOf(desk: Desk, actor: Actor): string[] {
  if (actor.kind === "party") return blindsOf(desk, actor).map(partyScope);
  if (actor.kind !== "officer") return [];
  const posts = [...actor.posts, ...(actor.acting ?? []).map(({ post }) => post)];
  const agencies = posts.map((post) => agencyScope(post.slice(0, Math.max(0, post.indexOf("/")))));
  return [...new Set([...(actor.rights.includes("read-cases") ? [everyCase] : agencies), ...partsOf(actor).map(partScope)])];
}

/** Opens what was found, in its order; what does not hold the words in the clear, or may not be read, is left out. */
async function openResults(desk: Desk, actor: Actor, terms: readonly Term[], asked: Search, hits: readonly Hit[]): Promise<Result[]> {
  const blinds = blindsOf(desk, actor);
  const read = await searchables(desk, [...new Set(hits.map(({ caseId }) => caseId))]);
  const cases = new Map(
    read.filter(({ loaded }) => mayRead(actor, subjectOf(loaded.row, blinds)).allowed).map((one) => [one.loaded.row.id, one]),
  );
  const readings = await readingsOf(desk.pool, [...cases.values()]);
  const exacts = new Set(exactForms(asked.words));
  const talks = await conversationsOf(desk, hits.some(({ id, caseId }) => id !== caseId) ? [...cases.values()] : []);
  return hits.flatMap(({ id, caseId, rank }): Result[] => {
    const one = cases.get(caseId);
    if (!one) return [];
    if (id === caseId) {
      const writings = placesOfCase(one, readings.get(id) ?? new Map()).flatMap((place) => forReader(actor, place) ?? []);
      const whole = rank === 2 && exactsOf(one).some((exact) => exacts.has(bare(exact)));
      const found = foundIn(writings, whole ? [] : terms, terms);
      const name = writings.find(({ kind, title, personal }) => kind === "answer" && title && !personal)?.writing;
      return found ? [{ ...about(one, name), found: found.shown }] : [];
    }
    const talk = talks.get(caseId)?.find(({ thread }) => thread === id);
    if (!talk || actor.kind !== "officer" || !partsOf(actor).some((part) => talk.parts.includes(part))) return [];
    const found = foundIn(placesOfConversation(talk), terms);
    return found ? [{ ...about(one, undefined), thread: id, openedAt: talk.at, found: found.shown }] : [];
  });
}

/** What is told of a case whatever was found of it. */
function about(one: Searchable, name: string | undefined): Omit<Result, "found"> {
  const { row, pack } = one.loaded;
  return {
    id: row.id,
    number: row.number,
    pack: row.pack,
    title: pack.header.title,
    name,
    kind: kindOf(one),
    agency: row.agency,
    status: row.status,
    openedAt: row.opened_at,
  };
}

/** A writing as it may be looked through: staff find all of it; parties what is their own and what was told them, and see it whole. */
function forReader(actor: Actor, place: Writing): Writing | undefined {
  if (actor.kind !== "party") return place;
  return place.internal || place.kind === "text" || place.kind === "said" ? undefined : { ...place, personal: false };
}

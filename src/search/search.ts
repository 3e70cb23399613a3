// Searching: what an actor may see and what holds all the words that were typed. Hashes find candidates; each is opened, and what does
// not really hold the words, or may not be read, is left out.
import { blindsOf, type Desk, mayRead, searchables, subjectOf } from "../casework/index.ts";
import { tidyIdentifier } from "../engine/identifier/index.ts";
import type { Actor } from "../identity/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { find, type Place, type Rank, start, type Wanted } from "./find.ts";
import { hashOf } from "./grams.ts";
import { exactsOf, placesOfCase, type Place as Writing } from "./places.ts";
import { agencyScope, type CaseKind, everyCase, filterGram, kindOf, partyScope } from "./row.ts";
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

/** A case that was found. */
export interface Result {
  readonly id: string;
  readonly number: string;
  readonly pack: string;
  readonly title: Text;
  /** What the case is called by itself: an official document's own title. */
  readonly name: string | undefined;
  readonly kind: CaseKind;
  readonly agency: string;
  readonly status: "running" | "ended";
  readonly openedAt: number;
  readonly found: readonly Found[];
}

export interface Results {
  readonly results: readonly Result[];
  /** Where the next page begins; absent on the last. */
  readonly next?: Place;
  /** So many cases hold the parts of the words; `about` where that was worked out, or not each of them was looked at. */
  readonly count: number;
  readonly about: boolean;
  /** Nothing that was typed is long enough to be looked for: two characters of Chinese, or a word. */
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
  const results: Result[] = [];
  const seen = { count: 0, about: false, dropped: false };
  let after: Place | undefined = page.after ?? start;
  for (let round = 0; round < mostRounds && after !== undefined; round++) {
    const lacking = page.limit - results.length;
    const hits = await find(desk.pool, hashOf(desk.keys), wanted, after, lacking + 1, desk.day(desk.now()));
    if (round === 0) Object.assign(seen, { count: hits.count, about: hits.about });
    const places = hits.places.slice(0, lacking);
    const opened = await openResults(desk, actor, terms, asked, places);
    if (opened.length < places.length) seen.dropped = true;
    results.push(...opened);
    after = hits.places.length > lacking ? places.at(-1) : undefined;
    if (results.length >= page.limit) break;
  }
  const all = page.after === undefined && after === undefined;
  return {
    results,
    ...(after === undefined ? {} : { next: after }),
    count: all ? results.length : seen.count,
    about: !all && (seen.about || seen.dropped),
    tooShort: false,
  };
}

/** What is asked of the index; undefined where nothing is long enough. */
function wantedOf(desk: Desk, actor: Actor, asked: Search, terms: readonly Term[]): Wanted | undefined {
  const hash = hashOf(desk.keys);
  const grams = [...new Set(terms.flatMap((term) => term.grams))];
  const exacts = exactForms(asked.words);
  if (grams.length === 0 && exacts.length === 0) return undefined;
  const { kind, agency, pack, year } = asked;
  const filters = [
    ...(kind === undefined ? [] : [filterGram.kind(kind)]),
    ...(agency === undefined ? [] : [filterGram.agency(agency)]),
    ...(pack === undefined ? [] : [filterGram.pack(pack)]),
    ...(year === undefined ? [] : [filterGram.time(year)]),
  ];
  return {
    exact: exacts.map((form) => hash("exact", form)),
    title: grams.length === 0 ? null : grams.map((gram) => hash("title", gram)),
    word: grams.length === 0 ? null : grams.map((gram) => hash("word", gram)),
    filters: filters.map((filter) => hash("scope", filter)),
    scopes: scopesOf(desk, actor).map((scope) => hash("scope", scope)),
    status: asked.status,
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
  if (actor.rights.includes("read-cases")) return [everyCase];
  return [...new Set(actor.posts.map((post) => agencyScope(post.slice(0, Math.max(0, post.indexOf("/"))))))];
}

/** Opens what was found, in its order; what does not hold the words in the clear, or may not be read, is left out. */
async function openResults(desk: Desk, actor: Actor, terms: readonly Term[], asked: Search, places: readonly Place[]): Promise<Result[]> {
  const blinds = blindsOf(desk, actor);
  const cases = await searchables(
    desk,
    places.map(({ id }) => id),
  );
  const results = new Map<string, Result>();
  const exacts = new Set(exactForms(asked.words));
  const ranks = new Map<string, Rank>(places.map(({ id, rank }) => [id, rank]));
  for (const one of cases) {
    const { row, pack } = one.loaded;
    if (!mayRead(actor, subjectOf(row, blinds)).allowed) continue;
    const writings = placesOfCase(one).flatMap((place) => forReader(actor, place) ?? []);
    const whole = ranks.get(row.id) === 2 && exactsOf(one).some((exact) => exacts.has(bare(exact)));
    const found = foundIn(writings, whole ? [] : terms, terms);
    if (!found) continue;
    results.set(row.id, {
      id: row.id,
      number: row.number,
      pack: row.pack,
      title: pack.header.title,
      name: writings.find(({ kind, title, personal }) => kind === "answer" && title && !personal)?.writing,
      kind: kindOf(one),
      agency: row.agency,
      status: row.status,
      openedAt: row.opened_at,
      found: found.shown,
    });
  }
  return places.flatMap(({ id }) => results.get(id) ?? []);
}

/** A writing as it may be looked through: staff find all of it; parties what is their own and what was told them, and see it whole. */
function forReader(actor: Actor, place: Writing): Writing | undefined {
  if (actor.kind !== "party") return place;
  return place.internal || place.kind === "text" || place.kind === "said" ? undefined : { ...place, personal: false };
}

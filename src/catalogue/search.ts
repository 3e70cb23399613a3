// Finding a service by the words that people use: Chinese by parts of words, English by beginnings, in either language.
import type { Lang, Text } from "../platform/i18n/index.ts";

/** What a service is found by. */
export interface Findable {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  readonly keywords: Readonly<Record<Lang, readonly string[]>>;
  /** Titles of its life events. */
  readonly lifeEvents: readonly Text[];
}

const LONGEST = 200;

/**
 * The services that fit a query, best first; those that fit equally well stay in their order. Every word has to be found
 * somewhere; what is found in the title counts most, and the reader's language before the other. An empty query finds all.
 */
export function searchServices<S extends Findable>(services: readonly S[], query: string, lang: Lang): readonly S[] {
  const words = wordsOf(query.slice(0, LONGEST));
  if (words.length === 0) return services;
  return services
    .map((service, place) => ({ service, place, score: scoreOf(service, words, lang) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .map(({ service }) => service);
}

/** One case and width, without marks: `Ｃafé` and `cafe` are the same. */
const plain = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();

function wordsOf(query: string): string[] {
  const parts = plain(query).match(/[\p{Script=Han}]+|[\p{Letter}\p{Number}]+/gu) ?? [];
  return [...new Set(parts.flatMap((part) => part.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? []))];
}

const weights = { title: 8, keywords: 5, lifeEvents: 3, summary: 2 } as const;

/** 0 where a word is found nowhere. */
function scoreOf(service: Findable, words: readonly string[], lang: Lang): number {
  let sum = 0;
  for (const word of words) {
    const found = Math.max(...(["zh", "en"] as const).map((one) => fit(service, word, one) * (one === lang ? 1 : 0.8)));
    if (found === 0) return 0;
    sum += found;
  }
  return sum;
}

function fit(service: Findable, word: string, lang: Lang): number {
  const texts: Record<keyof typeof weights, string[]> = {
    title: [service.title[lang]],
    keywords: [...service.keywords[lang]],
    lifeEvents: service.lifeEvents.map((event) => event[lang]),
    summary: [service.summary[lang]],
  };
  return Math.max(
    0,
    ...Object.entries(texts).flatMap(([kind, list]) =>
      list.map((text) => weights[kind as keyof typeof weights] * alike(plain(text), word)),
    ),
  );
}

/** 1 for the same, less for a part; Chinese that stands there only in pieces of two characters counts by their share. */
function alike(text: string, word: string): number {
  if (text === word) return 1;
  if (!/\p{Script=Han}/u.test(word)) {
    const starts = new RegExp(`(?<![\\p{Letter}\\p{Number}])${word.replace(/[^\p{Letter}\p{Number}]/gu, "")}`, "u");
    return starts.test(text) ? 0.8 : 0;
  }
  if (text.includes(word)) return 0.9;
  const pieces = Array.from(word, (_, n) =>
    Array.from(word)
      .slice(n, n + 2)
      .join(""),
  ).filter((piece) => Array.from(piece).length === 2);
  const share = pieces.length === 0 ? 0 : pieces.filter((piece) => text.includes(piece)).length / pieces.length;
  return share >= 0.5 ? 0.5 * share : 0;
}

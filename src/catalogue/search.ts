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

/** What people put around the thing they look for. */
const filler = /怎么样?|怎样|如何|我想要?|我要|哪里|哪儿|在哪|可以|需要|办理/gu;

function wordsOf(query: string): string[] {
  const parts = plain(query).match(/\p{Script=Han}+|[^\P{Letter}\p{Script=Han}]+|\p{Number}+/gu) ?? [];
  const bare = parts.flatMap((part) => part.replace(filler, " ").split(" ")).filter(Boolean);
  return [...new Set(bare.length > 0 ? bare : parts)];
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
  const texts: readonly (readonly [weight: number, text: string])[] = [
    [weights.title, plain(service.title[lang])],
    ...service.keywords[lang].map((text) => [weights.keywords, plain(text)] as const),
    ...service.lifeEvents.map((event) => [weights.lifeEvents, plain(event[lang])] as const),
    [weights.summary, plain(service.summary[lang])],
  ];
  const whole = Math.max(0, ...texts.map(([weight, text]) => weight * alike(text, word)));
  return whole > 0 || !/\p{Script=Han}/u.test(word) ? whole : inPieces(texts, word);
}

/** 1 for the same, less for a part: anywhere in Chinese, at the beginning of a word elsewhere. */
function alike(text: string, word: string): number {
  if (text === word) return 1;
  if (/\p{Script=Han}/u.test(word)) return text.includes(word) ? 0.9 : 0;
  return new RegExp(`(?<![\\p{Letter}\\p{Number}])${word}`, "u").test(text) ? 0.8 : 0;
}

/** Chinese is written without spaces: a long query counts by the pairs of characters that stand anywhere, if most of them do. */
function inPieces(texts: readonly (readonly [number, string])[], word: string): number {
  const characters = Array.from(word);
  const pairs = characters.slice(1).map((second, n) => `${characters[n]}${second}`);
  const best = pairs.map((pair) => Math.max(0, ...texts.map(([weight, text]) => (text.includes(pair) ? weight : 0))));
  const share = best.filter((weight) => weight > 0).length / Math.max(1, pairs.length);
  return share >= 0.5 ? 0.5 * share * (best.reduce((sum, weight) => sum + weight, 0) / pairs.length) : 0;
}

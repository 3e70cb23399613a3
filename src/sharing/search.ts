// Finds resources by words: every gram of two characters that was typed stands somewhere in what is said of them.
import { gramsOf } from "../platform/crypto/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { Resource, Sharing } from "./resources.ts";

export interface ResourceSearch {
  readonly words: string;
  readonly owner?: string | undefined;
  readonly sharing?: Sharing | undefined;
}

/** Characters of a search that count. */
const longest = 100;

/** The resources that fit, those whose titles hold the words first. `agency` names an owner. */
export function searchResources(
  all: readonly Resource[],
  { words, owner, sharing }: ResourceSearch,
  agency: (id: string) => Text | undefined,
): readonly Resource[] {
  const sought = words.replaceAll("\0", "").normalize("NFKC").toLowerCase().trim().slice(0, longest);
  const grams = gramsOf(sought);
  if (sought !== "" && grams.length === 0) return [];
  return all
    .filter((one) => (owner === undefined || one.owner === owner) && (sharing === undefined || one.sharing.includes(sharing)))
    .map((one) => ({ one, score: scoreOf(one, grams, agency(one.owner)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ one }) => one);
}

/** 2: in the titles, 1: elsewhere, 0: not at all. */
function scoreOf(one: Resource, grams: readonly string[], owner: Text | undefined): number {
  const hold = (texts: readonly string[]): boolean => {
    const known = new Set(texts.flatMap((text) => gramsOf(text)));
    const single = texts.join(" ").normalize("NFKC").toLowerCase();
    return grams.every((gram) => known.has(gram) || ([...gram].length === 1 && single.includes(gram)));
  };
  const titles = [one.title.zh, one.title.en, one.id];
  if (hold(titles)) return 2;
  const fields = one.fields.flatMap(({ name, title }) => [name, title.zh, title.en]);
  return hold([...titles, ...fields, ...(owner ? [owner.zh, owner.en] : []), one.update.zh, one.update.en]) ? 1 : 0;
}

// Words of a text that its pack warns of: shown to who writes and to who checks, and refused nowhere.
import { phrasesIn, type Said, type TextDoc } from "../engine/text/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { Loaded } from "./load.ts";
import { ask } from "./step.ts";

export interface TextWarning {
  /** Why these words do not belong here, and what to do. */
  readonly say: Text;
  readonly places: readonly Said[];
}

/** What the pack warns of in such a text, by the facts of the case; nothing for most. */
const rulesFor = ({ pack, snapshot }: Loaded, name: string) =>
  (Object.hasOwn(pack.header.writing, name) ? (pack.header.writing[name]?.warn ?? []) : []).filter(
    ({ when }) => when === undefined || ask(snapshot.facts, when) === true,
  );

/** Whether there is anything that a text is looked through for. */
export const isWatched = (loaded: Loaded, name: string): boolean => rulesFor(loaded, name).length > 0;

/** What the pack warns of in a text that says it. */
export function textWarnings(loaded: Loaded, name: string, text: TextDoc): readonly TextWarning[] {
  return rulesFor(loaded, name)
    .map(({ words, say }) => ({ say, places: phrasesIn(text, words) }))
    .filter(({ places }) => places.length > 0);
}

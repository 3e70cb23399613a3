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

/** What the pack warns of in a text, by the facts of the case; nothing for most. */
export function textWarnings({ pack, snapshot }: Loaded, name: string, text: TextDoc): readonly TextWarning[] {
  const rules = Object.hasOwn(pack.header.writing, name) ? (pack.header.writing[name]?.warn ?? []) : [];
  return rules
    .filter(({ when }) => when === undefined || ask(snapshot.facts, when) === true)
    .map(({ words, say }) => ({ say, places: phrasesIn(text, words) }))
    .filter(({ places }) => places.length > 0);
}

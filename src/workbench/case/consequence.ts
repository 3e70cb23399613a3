// What an outcome will come to, in one sentence: read off the rules themselves, as the case stands.
import { type CaseCommand, type Foreseen, type ForeseenTask, foresee } from "../../casework/index.ts";
import { refusals } from "../../engine/procedure/index.ts";
import { list, type Text } from "../../platform/i18n/index.ts";
import type { Bench } from "../context.ts";
import { postTitle } from "../people.ts";
import type { CaseSheet } from "./part.ts";
import { text } from "./words.ts";

/** The consequence of a command, for the officer who is about to give it. */
export function consequence({ bench, view }: Pick<CaseSheet, "bench" | "view">, command: CaseCommand): Text {
  const seen = foresee(bench.desk, bench.officer, view.loaded, command);
  if (!seen.ok) return Object.hasOwn(refusals, seen.code) ? refusals[seen.code as keyof typeof refusals] : text.goesOn;
  const parts = sentences(bench, seen);
  return { zh: `${parts.map(({ zh }) => zh).join("；")}。`, en: `${capital(parts.map(({ en }) => en).join("; "))}.` };
}

type Seen = Extract<Foreseen, { ok: true }>;

function sentences(bench: Bench, seen: Seen): Text[] {
  const { ends, enters, opens, waits, stops, extends: longer, letters } = seen;
  const first = ends
    ? text.willEnd(ends.zh, ends.en)
    : enters
      ? text.willEnter(enters.zh, enters.en)
      : waits.length > 0
        ? text.willWait(...named(bench, waits))
        : text.goesOn;
  const who = opens.length > 0 && !ends ? [text.willOpen(...named(bench, opens))] : [];
  return [
    first,
    ...who,
    ...stops.map(({ zh, en }) => text.willStop(zh, en)),
    ...longer.map(({ zh, en }) => text.willExtend(zh, en)),
    ...letters.map(({ zh, en }) => text.willSend(zh, en)),
  ];
}

/** Tasks with whom they go to. */
function named({ directory }: Bench, tasks: readonly ForeseenTask[]): [zh: string, en: string] {
  const told = tasks.map(({ title, post }) => ({
    title,
    who: post === "applicant" || post === "system" ? within[post] : postTitle(directory, post),
  }));
  return [
    list(unique(told.map(({ title, who }) => `${title.zh}（${who.zh}）`)), "zh"),
    list(unique(told.map(({ title, who }) => `${title.en} (${who.en})`)), "en"),
  ];
}

/** As they are called within a sentence. */
const within = {
  applicant: { zh: "申请人", en: "the applicant" },
  system: { zh: "系统自动", en: "by itself" },
} as const;

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);

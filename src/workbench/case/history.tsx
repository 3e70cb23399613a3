// What happened, by whom, with which words: read off the entries, the latest first.
import { markTitle, type TimelineLine, timeline } from "../../casework/index.ts";
import { list, type Text } from "../../platform/i18n/index.ts";
import { Code, Details, type Happening, LangText, Timeline } from "../../platform/page/index.ts";
import { actorName } from "../people.ts";
import type { CasePart, CaseSheet } from "./part.ts";
import { text } from "./words.ts";

export const historyPart: CasePart = {
  id: "history",
  title: text.history,
  place: "below",
  show: async (sheet) => <History sheet={sheet} lines={await timeline(sheet.bench.desk, sheet.bench.officer, sheet.view)} />,
};

function History({ sheet, lines }: { sheet: CaseSheet; lines: readonly TimelineLine[] }) {
  return (
    <>
      <Timeline level={3} items={happenings(sheet, lines).toReversed()} />
      <Details summary={text.proof}>
        <ol class="e-digests">
          {lines.map(({ seq, digest }) => (
            <li key={seq} value={seq}>
              <Code>{digest}</Code>
            </li>
          ))}
        </ol>
      </Details>
    </>
  );
}

/** Lines as the timeline shows them; what has no words of its own is left out. */
export function happenings({ bench, view }: Pick<CaseSheet, "bench" | "view">, lines: readonly TimelineLine[]): Happening[] {
  return lines.flatMap((line) => {
    if (line.happened.length === 0 && line.words === undefined) return [];
    const [first, ...rest] = line.happened;
    return [
      {
        key: String(line.seq),
        title: first ?? text.history,
        at: line.at,
        by: actorName(bench.directory, line.actor, line.acting),
        detail: <Detail rest={rest} said={line.words} marks={line.marks.map((pointer) => markTitle(view.loaded.pack, pointer))} />,
      },
    ];
  });
}

function Detail({ rest, said, marks }: { rest: readonly Text[]; said: string | undefined; marks: readonly Text[] }) {
  const joined = (lang: "zh" | "en") =>
    list(
      marks.map((mark) => mark[lang]),
      lang,
    );
  return (
    <>
      {rest.map((one) => (
        <p key={one.zh}>
          <LangText of={one} />
        </p>
      ))}
      {marks.length > 0 ? (
        <p>
          <LangText of={{ zh: `${text.marks.zh}：${joined("zh")}`, en: `${text.marks.en}: ${joined("en")}` }} />
        </p>
      ) : null}
      {said === undefined ? null : <blockquote class="e-said e-lines">{said}</blockquote>}
    </>
  );
}

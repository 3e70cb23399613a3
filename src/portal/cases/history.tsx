// What was submitted in a case, and what has happened since.
import { markTitle } from "../../casework/index.ts";
import { SummaryList, Timeline, useSay } from "../../platform/page/index.ts";
import { answerText } from "../apply/field.tsx";
import type { CaseProps } from "./case.tsx";
import { words } from "./messages.ts";
import { actorName } from "./who.ts";

/** The answers as they stand, page by page. */
export function Said({ view }: CaseProps) {
  const s = useSay();
  const { pack } = view.loaded;
  const { answers, applicant, agent } = view.loaded.secret();
  const rows = view.pages.flatMap(({ fields }) =>
    fields.map((name) => ({
      key: pack.form.fields[name]?.label ?? name,
      value: (
        <span class="e-lines">
          {answerText(pack.form, name, answers[name])
            .map(s)
            .join(s({ zh: "、", en: ", " })) || "—"}
        </span>
      ),
    })),
  );
  const names = [applicant?.name, agent?.name].filter((name) => name !== undefined).join(s({ zh: "、", en: ", " }));
  return <SummaryList rows={[{ key: words.applicant, value: names }, ...rows]} />;
}

export function History({ visit, view, lines }: CaseProps) {
  const s = useSay();
  const { pack } = view.loaded;
  const told = lines.filter(({ happened }) => happened.length > 0).toReversed();
  return (
    <Timeline
      level={3}
      items={told.map(({ seq, at, actor, happened, words: said, marks }) => ({
        key: String(seq),
        title: { zh: happened.map(({ zh }) => zh).join("；"), en: happened.map(({ en }) => en).join("; ") },
        at,
        by: actorName(visit, actor, at),
        detail:
          said === undefined && marks.length === 0 ? undefined : (
            <>
              {said === undefined ? null : <p class="e-lines">{said}</p>}
              {marks.length === 0 ? null : (
                <p>
                  {s(words.marked)}
                  {marks.map((mark) => s(markTitle(pack, mark))).join(s({ zh: "、", en: ", " }))}
                </p>
              )}
            </>
          ),
      }))}
    />
  );
}

// Who urged and supervised this case, and what was answered.
import { notesOf, type TrailNote } from "../../casework/index.ts";
import { DateTime, LangText, Link, Table, Tag } from "../../platform/page/index.ts";
import { answerWord } from "../board/list.tsx";
import { text } from "../board/words.ts";
import { actorName } from "../people.ts";
import { routes } from "../routes.ts";
import type { CasePart, CaseSheet } from "./part.ts";

export const trailPart: CasePart = {
  id: "trail",
  title: text.caseTrail,
  place: "below",
  show: async (sheet) => {
    const notes = await notesOf(sheet.bench.desk, [sheet.view.heading.id]);
    return notes.length === 0 ? undefined : <Trail sheet={sheet} notes={notes} />;
  },
};

function Trail({ sheet: { bench, view }, notes }: { sheet: CaseSheet; notes: readonly TrailNote[] }) {
  const { lang, directory, desk, now } = bench;
  const today = desk.day(now);
  const answers = new Map(notes.flatMap((one) => (one.answers === undefined ? [] : [[one.answers, one] as const])));
  const task = (no: string | undefined) => view.tasks.find((one) => String(one.no) === no)?.title;
  const open = view.mayNote.includes("remark");
  return (
    <Table
      caption={text.caseTrail}
      hideCaption
      rows={notes.filter(({ kind }) => kind !== "answer")}
      rowKey={({ seq }) => String(seq)}
      columns={[
        {
          title: text.trail,
          heads: true,
          cell: (one) => (
            <>
              <LangText of={one.kind === "urge" ? text.urgeTitle : text.superviseTitle} />
              {task(one.task) === undefined ? null : (
                <span class="e-row-more e-muted">
                  <LangText of={task(one.task) ?? ""} />
                </span>
              )}
            </>
          ),
        },
        {
          title: text.by,
          cell: (one) => (
            <span>
              <LangText of={actorName(directory, one.actor)} />
              <span class="e-row-more e-muted">
                <DateTime at={one.at} />
              </span>
            </span>
          ),
        },
        {
          title: text.answer,
          cell: (one) => {
            const answer = answers.get(one.seq);
            return (
              <span>
                {one.until === undefined ? null : <LangText of={text.replyBy(one.until)} />}{" "}
                <Tag kind={answer ? "done" : one.until !== undefined && one.until < today ? "late" : "plain"}>
                  {answerWord({ answered: answer, until: one.until }, today)}
                </Tag>
                {answer ? (
                  <span class="e-row-more e-muted">
                    <LangText of={actorName(directory, answer.actor)} /> <DateTime at={answer.at} />
                  </span>
                ) : open ? (
                  <span class="e-row-more">
                    <Link href={routes.note.to({ lang, id: view.heading.id, kind: "answer" }, { to: String(one.seq) })}>
                      <LangText of={text.answerIt} /> <span class="govuk-visually-hidden">{one.seq}</span>
                    </Link>
                  </span>
                ) : null}
              </span>
            );
          },
        },
      ]}
    />
  );
}

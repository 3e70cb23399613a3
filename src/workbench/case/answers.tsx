// What was applied for: the answers that count, page by page, under the labels that the applicant saw.
import { LangText, SummaryList, Tag } from "../../platform/page/index.ts";
import { answerText } from "../pack-text.ts";
import type { CasePart, CaseSheet } from "./part.ts";
import { text } from "./words.ts";

export const answersPart: CasePart = {
  id: "answers",
  title: text.answers,
  place: "below",
  show: (sheet) => <AnswersByPage sheet={sheet} />,
};

function AnswersByPage({ sheet: { bench, view } }: { sheet: CaseSheet }) {
  const { pack, row } = view.loaded;
  const { answers } = view.loaded.secret();
  const marked = new Set(Object.values(row.run.marks).flat());
  const pages = view.pages.filter(({ fields }) => fields.length > 0);
  if (pages.length === 0) {
    return (
      <p class="e-muted">
        <LangText of={text.noAnswers} />
      </p>
    );
  }
  return (
    <div class="e-columns">
      {pages.map(({ id, fields }) => (
        <section key={id} class="e-answers">
          <h3>
            <LangText of={pack.form.pages.find((page) => page.id === id)?.title ?? id} />
          </h3>
          <SummaryList
            rows={fields.map((field) => ({
              key: pack.form.fields[field]?.label ?? field,
              value: (
                <Answer
                  value={answerText(pack, field, answers[field], bench.lang)}
                  marked={marked.has(`/${field}`)}
                  fetched={pack.form.fields[field]?.from !== undefined}
                />
              ),
            }))}
          />
        </section>
      ))}
    </div>
  );
}

function Answer({ value, marked, fetched }: { value: string | undefined; marked: boolean; fetched: boolean }) {
  return (
    <>
      {value === undefined ? (
        <span class="e-muted">
          <LangText of={text.notAnswered} />
        </span>
      ) : (
        <span class="e-lines">{value}</span>
      )}
      {marked ? (
        <>
          {" "}
          <Tag kind="soon">{text.marked}</Tag>
        </>
      ) : null}
      {fetched && value !== undefined ? (
        <span class="e-row-more e-muted">
          <LangText of={text.fromEvidence} />
        </span>
      ) : null}
    </>
  );
}

// Everything that may be done with the case now, at one place: only what is lawful, each with what will happen.
import type { OutcomeOffer, TaskOffer, TaskView } from "../../casework/index.ts";
import { lawOf } from "../../casework/index.ts";
import { t } from "../../platform/i18n/index.ts";
import { Button, ButtonLink, DateText, Form, LangText, Tag, type Words } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { agencyTitle, officerName } from "../people.ts";
import { routes } from "../routes.ts";
import { urgency } from "../urgency.ts";
import { consequence } from "./consequence.ts";
import type { CasePart, CaseSheet } from "./part.ts";
import { text } from "./words.ts";

export const actionsPart: CasePart = {
  id: "actions",
  title: text.actions,
  place: "first",
  show: (sheet) => <Actions sheet={sheet} />,
};

function Actions({ sheet }: { sheet: CaseSheet }) {
  const { view } = sheet;
  // Mine first, then what is free.
  const order = (offer: TaskOffer) => (taskOf(sheet, offer)?.officer === sheet.bench.officer.id ? 0 : 1);
  const offers = view.offers.toSorted((a, b) => order(a) - order(b));
  return (
    <>
      {offers.map((offer) => {
        const task = taskOf(sheet, offer);
        return task ? <TaskActions key={offer.no} sheet={sheet} offer={offer} task={task} /> : null;
      })}
      {offers.length === 0 ? (
        <p class="e-muted">
          <LangText of={view.heading.status === "ended" ? text.closedCase : text.nothingToDo} />
        </p>
      ) : null}
      <Whole sheet={sheet} />
    </>
  );
}

const taskOf = ({ view }: CaseSheet, { no }: TaskOffer): TaskView | undefined => view.tasks.find((one) => one.no === no);

function TaskActions({ sheet, offer, task }: { sheet: CaseSheet; offer: TaskOffer; task: TaskView }) {
  const { bench, view } = sheet;
  const { lang, desk, now, officer, directory } = bench;
  const { id } = view.heading;
  const can = (command: TaskOffer["commands"][number]) => offer.commands.includes(command);
  const turn = (command: "take" | "release" | "recall") => routes.turn.to({ lang, id, no: task.no, command });
  const due = task.status !== "done" && task.dueAt !== undefined ? urgency(task.dueAt, now, desk) : undefined;
  const law = lawOf(view.loaded, task.no);
  const article = law === undefined ? undefined : desk.article(law);
  return (
    <section class="e-act" aria-labelledby={`task-${task.no}`}>
      <h3 class="e-act__title" id={`task-${task.no}`}>
        <LangText of={task.title} />
        {task.item === undefined ? null : (
          <span class="e-muted">
            {" · "}
            <LangText of={agencyTitle(directory, task.item)} />
          </span>
        )}
      </h3>
      <p class="e-act__state">
        <Tag kind={task.officer === officer.id ? "now" : "plain"}>{stateOf(bench, task)}</Tag>{" "}
        {due?.date === undefined ? null : (
          <span>
            <Tag kind={due.kind}>{due.text}</Tag>{" "}
            <span class="e-muted">
              <LangText of={text.dueBy} /> <DateText of={due.date} />
            </span>
          </span>
        )}
        {article && law ? (
          <span class="e-row-more e-muted">
            <LangText of={text.byLaw} /> <LangText of={citation(article.title, law)} />
          </span>
        ) : null}
      </p>
      {can("take") ? <Turn action={turn("take")} label={text.take} about={task.title} what={text.takeWhat} main /> : null}
      {can("finish") && offer.outcomes.length > 0 ? (
        <ul class="e-outcomes">
          {offer.outcomes.map((outcome) => (
            <Outcome key={outcome.key} sheet={sheet} task={task} outcome={outcome} main={!can("take")} />
          ))}
        </ul>
      ) : null}
      {can("recall") ? <Turn action={turn("recall")} label={text.recall} about={task.title} what={text.recallWhat} /> : null}
      {can("give") || can("release") ? (
        <div class="e-act__lesser">
          {can("give") ? (
            <ButtonLink href={routes.give.to({ lang, id, no: task.no })} kind="second">
              {text.give}
            </ButtonLink>
          ) : null}
          {can("release") ? (
            <Form action={turn("release")}>
              <Button kind="second" about={task.title}>
                {text.release}
              </Button>
            </Form>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}

function stateOf({ officer, directory }: Bench, task: TaskView): Words {
  if (task.status === "done" && task.outcomeTitle) return text.yourOutcome(task.outcomeTitle);
  if (task.officer === undefined) return text.freeToTake;
  return task.officer === officer.id ? text.youHaveIt : text.hadBy(officerName(directory, task.officer));
}

/** An article as it is cited: 《行政许可法》第42条, Administrative Licensing Law, Art. 42. */
const citation = (title: { zh: string; en: string }, law: string) => {
  const article = law.slice(law.indexOf("/") + 1).replaceAll("-", "之");
  return { zh: `《${title.zh.replace(/[《》]/g, "")}》第${article}条`, en: `${title.en}, Art. ${law.slice(law.indexOf("/") + 1)}` };
};

/** An outcome and what it will come to. It is asked for once more on a page of its own, with whatever it needs. */
function Outcome({ sheet, task, outcome, main }: { sheet: CaseSheet; task: TaskView; outcome: OutcomeOffer; main: boolean }) {
  const { lang } = sheet.bench;
  return (
    <li class="e-outcome">
      <ButtonLink
        href={routes.finish.to({ lang, id: sheet.view.heading.id, no: task.no, outcome: outcome.key })}
        kind={main ? "main" : "second"}
      >
        {outcome.title}
      </ButtonLink>
      <span class="e-outcome__what">
        <LangText of={consequence(sheet, { type: "finish", task: task.no, outcome: outcome.key })} />
      </span>
    </li>
  );
}

/** Done at once: it can be undone. */
function Turn(props: { action: string; label: Words; about: Words; what: Words; main?: boolean }) {
  return (
    <Form action={props.action}>
      <div class="e-outcome">
        <Button kind={props.main ? "main" : "second"} about={props.about}>
          {props.label}
        </Button>
        <span class="e-outcome__what">
          <LangText of={props.what} />
        </span>
      </div>
    </Form>
  );
}

const notes = {
  urge: { title: text.urge, what: text.urgeWhat },
  supervise: { title: text.supervise, what: text.superviseWhat },
  remark: { title: text.remark, what: text.remarkWhat },
} as const;

/** What concerns the case as a whole: tasks opened when needed, and words. */
function Whole({ sheet: { bench, view } }: { sheet: CaseSheet }) {
  const { lang } = bench;
  const { id } = view.heading;
  if (view.extras.length === 0 && view.mayNote.length === 0) return null;
  return (
    <section class="e-act" aria-labelledby="when-needed">
      <h3 class="e-act__title" id="when-needed">
        <LangText of={text.more} />
      </h3>
      <ul class="e-needed">
        {view.extras.map(({ key, title }) => (
          <li key={key}>
            <a class="govuk-link" href={routes.open.to({ lang, id, extra: key })}>
              <LangText of={title} />
            </a>
          </li>
        ))}
        {view.mayNote.map((kind) => (
          <li key={kind}>
            <a class="govuk-link" href={routes.note.to({ lang, id, kind })} title={t(notes[kind].what, lang)}>
              <LangText of={notes[kind].title} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

// The form of an applicant's task: the open fields, the evidence to supply again, the answers that may be given.
import type { CaseView, TaskOffer, TaskView, UploadedFile } from "../../casework/index.ts";
import type { Requirement } from "../../catalogue/index.ts";
import {
  Button,
  DateText,
  ErrorSummary,
  errorOf,
  type FieldError,
  Form,
  InsetText,
  Radios,
  Textarea,
  useSay,
} from "../../platform/page/index.ts";
import { supplies } from "../apply/evidence-state.ts";
import { FormFieldInput, type Typed } from "../apply/field.tsx";
import { Supply } from "../apply/supply.tsx";
import type { PartyVisit } from "../context.ts";
import { routes } from "../routes.ts";
import { GroupFields, openList } from "./group-fields.tsx";
import { words } from "./messages.ts";

/** Characters that an applicant may say with an answer. */
export const longest = 2000;

/** One task of the applicant, and what is open in it. */
export interface Doing {
  readonly visit: PartyVisit;
  readonly view: CaseView;
  readonly task: TaskView;
  readonly offer: TaskOffer;
  /** Form fields that are open, in the form's order. */
  readonly fields: readonly string[];
  /** Requirements that are to be supplied again. */
  readonly evidence: readonly Requirement[];
}

/** Several requirements may be open: the names of their fields begin with it. */
export const prefixOf = ({ id }: Requirement): string => `${id}.`;

export function Task(
  props: Doing & {
    readonly typed: Typed;
    readonly errors: readonly FieldError[];
    readonly files: ReadonlyMap<string, UploadedFile>;
    readonly said: string | undefined;
  },
) {
  const s = useSay();
  const { visit, view, task, offer, fields, evidence, typed, errors, files, said } = props;
  const { pack } = view.loaded;
  const [only] = offer.outcomes;
  return (
    <>
      <ErrorSummary errors={errors} />
      <p class="e-caption">
        {s(view.heading.service)} <span class="e-code">{view.heading.number}</span>
      </p>
      <h1>{s(task.title)}</h1>
      {task.dueAt === undefined ? null : (
        <p>
          {s(words.nextBy)}
          <DateText of={task.dueAt} withWeekday />
        </p>
      )}
      {fields.length + evidence.length > 0 ? <p>{s(words.fixIntro)}</p> : null}
      {said === undefined ? null : (
        <InsetText>
          <p>
            <strong>{s(words.fixWords)}</strong>
          </p>
          <p class="e-lines">{said}</p>
        </InsetText>
      )}
      <Form action={routes.task.to({ lang: visit.lang, id: view.heading.id, no: task.no })} upload={evidence.length > 0} keep>
        {fields.map((name) => {
          const list = openList(view, offer, name);
          if (list) return <GroupFields key={name} list={list} typed={typed} errors={errors} />;
          return <FormFieldInput key={name} form={pack.form} name={name} typed={typed} errors={errors} />;
        })}
        {evidence.length > 0 ? (
          <>
            <h2>{s(words.fixEvidence)}</h2>
            {evidence.map((requirement) => (
              <section key={requirement.id} aria-labelledby={`evidence-${requirement.id}`}>
                <h3 id={`evidence-${requirement.id}`}>{s(requirement.title)}</h3>
                <p class="e-muted">{s(supplies(requirement) ? requirement.why : words.fixRegister)}</p>
                <Supply
                  view={{
                    requirement,
                    lang: visit.lang,
                    prefix: prefixOf(requirement),
                    errors,
                    sent: (name) => typed[name]?.[0],
                    file: files.get(requirement.id),
                    declared: false,
                  }}
                />
              </section>
            ))}
          </>
        ) : null}
        {offer.outcomes.length > 1 ? (
          <Radios
            name="outcome"
            label={words.outcome}
            error={errorOf(errors, "outcome")}
            value={typed.outcome?.[0]}
            options={offer.outcomes.map(({ key, title }) => ({ value: key, label: title }))}
          />
        ) : null}
        {offer.outcomes.some(({ reason }) => reason) || fields.length === 0 || evidence.length > 0 ? (
          <Textarea
            name="words"
            label={words.answerWords}
            optional={!offer.outcomes.every(({ reason }) => reason)}
            value={typed.words?.[0]}
            error={errorOf(errors, "words")}
            maxlength={longest}
          />
        ) : null}
        <Button big>{offer.outcomes.length === 1 && only ? only.title : { zh: "提交", en: "Send" }}</Button>
      </Form>
    </>
  );
}

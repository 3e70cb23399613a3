// A page of questions as it is shown: values that a register holds as references, the rest to be typed.
import type { Draft } from "../../casework/index.ts";
import type { AnswerProblem } from "../../engine/form/index.ts";
import { Button, type FieldError, Form, InsetText, Notification, useSay } from "../../platform/page/index.ts";
import type { PartyVisit } from "../context.ts";
import { routes } from "../routes.ts";
import { answerText, FormFieldInput, type Typed } from "./field.tsx";
import type { Journey } from "./journey.ts";
import { words } from "./messages.ts";
import { seenField, seenMark } from "./seen.ts";
import { type At, addressOf, showStep } from "./step-frame.tsx";

/** The fields that are typed on this page: not those whose value a register holds. */
export const ownFields = ({ draft, step, journey }: At): readonly string[] =>
  step.page.fields.filter((name) => !isReference(draft, journey, name));

function isReference({ pack }: Draft, { fields }: Journey, name: string): boolean {
  const from = pack.form.fields[name]?.from;
  if (from === undefined) return false;
  const [requirement = "", field = ""] = from.split("/");
  return (fields[requirement]?.[field] ?? null) !== null;
}

export const referenced = ({ draft, step, journey }: At) =>
  Object.fromEntries(
    step.page.fields.flatMap((name) => (isReference(draft, journey, name) ? [[name, journey.answers[name] ?? null]] : [])),
  );

/** Shows the page with what stands in its form. */
export function questions(
  visit: PartyVisit,
  at: At,
  typed: Typed,
  problems: readonly AnswerProblem[],
  conflict: boolean,
): Response | Promise<Response> {
  const errors: FieldError[] = problems.map(({ field, message }) => ({ ...(field === "" ? {} : { name: field }), text: message }));
  return showStep(
    visit,
    at,
    { errors, ...(conflict ? { status: 409 as const } : {}) },
    <Questions visit={visit} at={at} typed={typed} errors={errors} conflict={conflict} />,
  );
}

function Questions({
  visit,
  at,
  typed,
  errors,
  conflict,
}: {
  visit: PartyVisit;
  at: At;
  typed: Typed;
  errors: readonly FieldError[];
  conflict: boolean;
}) {
  const s = useSay();
  const { draft, step } = at;
  const { page } = step;
  const { form } = draft.pack;
  const own = ownFields(at);
  const [first] = own;
  const label = first === undefined ? undefined : form.fields[first]?.label;
  // One question whose label is the page's title is asked once.
  const heading = own.length === 1 && label !== undefined && s(label) === s(page.title);
  return (
    <>
      {conflict ? <Conflict at={at} own={own} /> : null}
      {heading ? null : <h1>{s(page.title)}</h1>}
      {page.hint ? <p>{s(page.hint)}</p> : null}
      <References at={at} visit={visit} />
      <Form action={addressOf(visit, at)} keep>
        <input
          type="hidden"
          name={seenField}
          value={seenMark(Object.fromEntries(own.map((name) => [name, draft.content.answers[name] ?? null])))}
        />
        {own.map((name) => (
          <FormFieldInput key={name} form={form} name={name} typed={typed} errors={errors} heading={heading} />
        ))}
        <Buttons />
      </Form>
    </>
  );
}

function Buttons() {
  return (
    <div class="govuk-button-group">
      <Button big>{words.saveGoOn}</Button>
      <Button kind="second" name="leave" value="yes">
        {words.later}
      </Button>
    </div>
  );
}

/** Values that a register holds stand here as what they are: references to evidence, to be objected to there. */
function References({ at, visit: { lang } }: { at: At; visit: PartyVisit }) {
  const s = useSay();
  const { draft, step, journey } = at;
  const { form } = draft.pack;
  return (
    <>
      {step.page.fields
        .filter((name) => isReference(draft, journey, name))
        .map((name) => {
          const [requirement = ""] = (form.fields[name]?.from ?? "").split("/");
          const page = form.pages.find((one) => one.from === requirement);
          return (
            <InsetText key={name}>
              <p>
                {s(words.reference)} {s(form.fields[name]?.label ?? name)}
                {s({ zh: "：", en: ": " })}
                <strong>
                  {answerText(form, name, journey.answers[name])
                    .map(s)
                    .join(s({ zh: "、", en: ", " }))}
                </strong>{" "}
                {page ? (
                  <a class="govuk-link" href={routes.draftPage.to({ lang, id: draft.id, page: page.id })}>
                    {s(words.objectTo)}
                  </a>
                ) : null}
              </p>
            </InsetText>
          );
        })}
    </>
  );
}

/** The page as it was saved elsewhere, beside what was typed here. */
function Conflict({ at: { draft }, own }: { at: At; own: readonly string[] }) {
  const s = useSay();
  const { form } = draft.pack;
  return (
    <Notification title={words.otherWindow}>
      <p>{s(words.otherWindowText)}</p>
      <ul>
        {own.map((name) => (
          <li key={name}>
            {s(form.fields[name]?.label ?? name)}
            {s({ zh: "：", en: ": " })}
            {answerText(form, name, draft.content.answers[name])
              .map(s)
              .join(s({ zh: "、", en: ", " })) || s(words.notAnswered)}
          </li>
        ))}
      </ul>
    </Notification>
  );
}

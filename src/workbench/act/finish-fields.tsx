// The fields of an outcome: only those that it needs.
import { applicable, correctable, holdsPlace, markTitle, placesIn } from "../../casework/index.ts";
import { Checkboxes, type Choice, errorOf, type FieldError, LangText, Textarea, Tick } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { answerText, placeText } from "../pack-text.ts";
import { officerName, postTitle } from "../people.ts";
import { PackField, sentName } from "./field.tsx";
import type { Finishing, Typed } from "./finish.tsx";
import { mostWords } from "./said.ts";
import { text } from "./words.ts";

interface Props {
  readonly bench: Bench;
  readonly found: Finishing;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
}

export function FinishFields(props: Props) {
  const { found, typed, errors } = props;
  const { outcome, offer, view } = found;
  return (
    <>
      {offer.fields.length > 0 ? (
        <>
          <h2>
            <LangText of={text.answersTitle} />
          </h2>
          {offer.fields.map((name) => (
            <PackField
              key={name}
              form={view.loaded.pack.form}
              name={name}
              raw={typed.raw}
              error={errorOf(errors, sentName(name))}
              errors={errors}
            />
          ))}
        </>
      ) : null}
      {outcome.marks ? <Marks {...props} /> : null}
      {outcome.redo.length > 0 ? <Redo {...props} /> : null}
      <Textarea
        name="words"
        label={outcome.reason ? text.reason : text.note}
        hint={outcome.reason ? text.reasonHint : text.noteHint}
        optional={!outcome.reason}
        value={typed.words}
        rows={6}
        maxlength={mostWords}
        error={errorOf(errors, "words")}
      />
    </>
  );
}

/** Everything that was asked of the applicant, with what stands there now; what can be marked is casework's to say. */
function Marks({ bench, found: { view }, typed, errors }: Props) {
  const { pack, row } = view.loaded;
  const { answers } = view.loaded.secret();
  const known = correctable(pack);
  const fields = view.pages.flatMap((page) =>
    page.fields.flatMap((field) => [
      { pointer: `/${field}`, value: answerText(pack, field, answers[field], bench.lang) },
      ...placesIn(pack, answers, field).map((pointer) => ({ pointer, value: placeText(pack, pointer, answers, bench.lang) })),
    ]),
  );
  const evidence = applicable(pack, row.facts).map(({ id }) => ({ pointer: `/evidence/${id}`, value: undefined }));
  return (
    <Checkboxes
      name="marks"
      label={text.marks}
      hint={text.marksHint}
      error={errorOf(errors, "marks")}
      values={typed.marks}
      small
      options={[...fields, ...evidence]
        .filter(({ pointer }) => known.has(pointer) || holdsPlace(pack, answers, pointer))
        .map(
          ({ pointer, value }): Choice => ({
            value: pointer,
            label: markTitle(pack, pointer),
            hint: value === undefined ? undefined : value.length > 80 ? `${value.slice(0, 80)}…` : value,
          }),
        )}
    />
  );
}

/** Where the case is sent back: which results do not stand, and whether it comes straight back. */
function Redo({ bench, found: { view, outcome }, typed, errors }: Props) {
  const tasks = view.tasks.filter((task) => outcome.redo.includes(task.no));
  return (
    <>
      <Checkboxes
        name="redo"
        label={text.redo}
        hint={text.redoHint}
        error={errorOf(errors, "redo")}
        values={typed.redo.map(String)}
        small
        options={tasks.map(({ no, title, post, officer, outcomeTitle }) => {
          const who = officer === undefined ? postTitle(bench.directory, post) : officerName(bench.directory, officer);
          return { value: String(no), label: title, hint: redoHint(who, outcomeTitle) };
        })}
      />
      <Tick name="direct" label={text.direct} hint={text.directHint} checked={typed.direct} />
    </>
  );
}

function redoHint(who: string | { zh: string; en: string }, outcome: { zh: string; en: string } | undefined) {
  const name = typeof who === "string" ? { zh: who, en: who } : who;
  if (!outcome) return name;
  const said = text.redoOutcome(outcome.zh, outcome.en);
  return { zh: `${name.zh}，${said.zh}`, en: `${name.en}; ${said.en}` };
}

// The questions, and what would be looked up: the form of the page that says what one could have.
import { list } from "../../platform/i18n/index.ts";
import { Button, DateInput, errorOf, type FieldError, NumberInput, Radios, Tick, useSay } from "../../platform/page/index.ts";
import { fieldTitle, holderOf } from "../apply/evidence-parts.tsx";
import { agencyTitle } from "../context.ts";
import { routes } from "../routes.ts";
import { words } from "./messages.ts";
import type { Matter } from "./page.tsx";
import type { Asked } from "./questions.ts";

interface Props {
  readonly matter: Matter;
  readonly errors: readonly FieldError[];
  readonly sent: (name: string) => string | undefined;
}

export function Ask(props: Props) {
  const { matter } = props;
  return (
    <>
      <ForWhom {...props} />
      {matter.asked.map((asked) => (
        <Question key={asked.name} asked={asked} {...props} />
      ))}
      <LookUps {...props} />
      <Button big>{words.show}</Button>
    </>
  );
}

function ForWhom({ matter: { visit, subjects }, sent }: Props) {
  const { actor } = visit;
  if (subjects.length === 1) return null;
  if (subjects.length === 0)
    return (
      <Radios
        name="kind"
        label={words.forWhom}
        value={sent("kind") ?? "person"}
        options={[
          { value: "person", label: words.person },
          { value: "organisation", label: words.organisation },
        ]}
      />
    );
  return (
    <Radios
      name="for"
      label={words.forWhom}
      value={sent("for") ?? subjects[0]?.id}
      options={subjects.map(({ id, name }) => ({
        value: id,
        label: actor.kind === "party" && id === actor.id ? words.myself(name) : name,
      }))}
    />
  );
}

function Question({ asked: { name, question }, errors, sent }: Props & { readonly asked: Asked }) {
  const common = { name, label: question.label, hint: question.hint, error: errorOf(errors, name) };
  switch (question.type) {
    case "boolean":
      return (
        <Radios
          {...common}
          inline
          value={sent(name)}
          options={[
            { value: "yes", label: { zh: "是", en: "Yes" } },
            { value: "no", label: { zh: "否", en: "No" } },
            { value: "unknown", label: words.notSure },
          ]}
        />
      );
    case "choice":
      return (
        <Radios
          {...common}
          value={sent(name)}
          options={[
            ...Object.entries(question.options ?? {}).map(([value, label]) => ({ value, label })),
            { value: "unknown", label: words.notSure },
          ]}
        />
      );
    case "number":
      return <NumberInput {...common} value={sent(name)} />;
    case "date":
      return <DateInput {...common} value={{ year: sent(`${name}.year`), month: sent(`${name}.month`), day: sent(`${name}.day`) }} />;
  }
}

/** Who would ask whom for what; asked only where the reader ticks it. */
function LookUps({ matter: { visit, registers, lookUps, subjects, here }, sent }: Props) {
  const s = useSay();
  const { lang } = visit;
  if (lookUps.length === 0) return null;
  if (subjects.length === 0) {
    return visit.actor.kind === "anonymous" ? (
      <p class="e-muted">
        <a class="govuk-link" href={routes.signIn.to({ lang }, { next: here })}>
          {s(words.signIn)}
        </a>
      </p>
    ) : null;
  }
  return (
    <section aria-labelledby="look-up">
      <h2 id="look-up">{s(words.lookTitle)}</h2>
      <p>{s(words.lookHelp)}</p>
      <ul>
        {lookUps.map(({ asker, register, fields }) => {
          const [agency, holder] = [s(agencyTitle(visit, asker)), s(holderOf(visit, registers, register))];
          return (
            <li key={`${asker} ${register}`}>
              {s(words.asks(agency, holder))}
              {list(
                fields.map((field) => s(fieldTitle(registers, register, field))),
                lang,
              )}
            </li>
          );
        })}
      </ul>
      <Tick name="look" label={words.lookUp} checked={sent("look") === "yes"} />
    </section>
  );
}

// Finding one's own cases by words: by a form, so that nothing that was typed stands in an address.
import { readForm } from "../../platform/http/index.ts";
import { number } from "../../platform/i18n/index.ts";
import { Button, DateText, EmptyState, ErrorSummary, errorOf, type FieldError, Form, Input, useSay } from "../../platform/page/index.ts";
import { mostCounted, type Place, parsePlace, type Results, search, writePlace } from "../../search/index.ts";
import type { PartyVisit } from "../context.ts";
import { show } from "../frame.tsx";
import { routes } from "../routes.ts";
import { words } from "./messages.ts";

const perPage = 20;

export const findPage = (visit: PartyVisit): Response | Promise<Response> => shown(visit, "");

export async function findDone(visit: PartyVisit): Promise<Response> {
  const form = await readForm(visit.c);
  if (!form.ok) return form.response;
  const said = (form.fields.get("words") ?? "").slice(0, 200);
  const after: Place | undefined = parsePlace(form.fields.get("after"));
  return shown(visit, said, await search(visit.desk, visit.actor, { words: said }, { limit: perPage, after }));
}

function shown(visit: PartyVisit, said: string, results?: Results): Response | Promise<Response> {
  const { lang } = visit;
  const errors: FieldError[] = results?.tooShort ? [{ name: "words", text: words.findMissing }] : [];
  const failed = errors.length > 0;
  return show(
    visit,
    { title: words.find, back: routes.cases.to({ lang }), failed, status: failed ? 422 : 200 },
    <Find lang={lang} said={said} results={failed ? undefined : results} errors={errors} />,
  );
}

interface Props {
  readonly lang: PartyVisit["lang"];
  readonly said: string;
  readonly results: Results | undefined;
  readonly errors: readonly FieldError[];
}

const told = ({ about, count }: Results, n: string) => (about && count >= mostCounted ? words.foundMany(n) : words.found(n, about));

function Find({ lang, said, results, errors }: Props) {
  const s = useSay();
  const action = routes.findCases.to({ lang });
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{s(words.find)}</h1>
      <Form action={action}>
        <Input
          name="words"
          label={words.findGo}
          hint={words.findHint}
          value={said}
          maxlength={200}
          autocomplete="off"
          error={errorOf(errors, "words")}
        />
        <Button>{words.findGo}</Button>
      </Form>
      {results?.results.length === 0 ? (
        <EmptyState title={words.notFound}>
          <p>{s(words.notFoundHelp)}</p>
        </EmptyState>
      ) : null}
      {results && results.results.length > 0 ? (
        <>
          <h2>{s(told(results, number(results.count, lang)))}</h2>
          <ol class="e-found">
            {results.results.map(({ id, title, number: no, openedAt, found }) => (
              <li key={id} class="e-found__one">
                <h3 class="e-found__title">
                  <a class="govuk-link" href={routes.case.to({ lang, id })}>
                    {s(title)} <span class="govuk-visually-hidden">{no}</span>
                  </a>
                </h3>
                <p class="e-found__about">
                  <span class="e-code">{no}</span> · <DateText of={openedAt} />
                </p>
                <ul class="e-found__words">
                  {found.map(({ label, pieces }, n) => (
                    <li key={n}>
                      <span class="e-found__label">{s(label)}</span>{" "}
                      {pieces.map(({ text, mark }, at) => (mark ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>))}
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ol>
          {results.next ? (
            <Form action={action}>
              <input type="hidden" name="words" value={said} />
              <input type="hidden" name="after" value={writePlace(results.next)} />
              <Button kind="second">{words.findMore}</Button>
            </Form>
          ) : null}
        </>
      ) : null}
    </>
  );
}

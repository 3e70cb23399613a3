// Searching for cases and documents: the words are sent by a form, so that no name stands in an address or a log.
import { z } from "zod";
import { type Http, readForm, sendPage } from "../../platform/http/index.ts";
import { type Lang, number, t } from "../../platform/i18n/index.ts";
import {
  Button,
  DateText,
  Details,
  EmptyState,
  ErrorSummary,
  errorOf,
  type FieldError,
  Form,
  Input,
  LangText,
  Link,
  Select,
  Tag,
  useSay,
} from "../../platform/page/index.ts";
import { caseKinds, mostCounted, parsePlace, type Result, type Results, type Search, search, writePlace } from "../../search/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { text } from "./words.ts";

const perPage = 20;

/** What a form may narrow a search to; anything else narrows nothing. */
const filters = z.object({
  kind: z.enum(caseKinds).optional().catch(undefined),
  agency: z.string().max(60).optional().catch(undefined),
  pack: z.string().max(60).optional().catch(undefined),
  year: z
    .string()
    .regex(/^\d{4}$/)
    .optional()
    .catch(undefined),
  status: z.enum(["running", "ended"]).optional().catch(undefined),
});
type Filters = z.infer<typeof filters>;

export const searchPage = (c: Http, bench: Bench): Promise<Response> => show(c, bench, { words: "" });

export async function searched(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const said = (name: string): string | undefined => form.fields.get(name) || undefined;
  const words = (said("find") ?? "").slice(0, 200);
  const narrowed = filters.parse(Object.fromEntries(["kind", "agency", "pack", "year", "status"].map((name) => [name, said(name)])));
  const asked = { ...narrowed, words };
  const results = await search(bench.desk, bench.officer, asked, { limit: perPage, after: parsePlace(said("after")) });
  return show(c, bench, asked, results);
}

async function show(c: Http, bench: Bench, asked: Search, results?: Results): Promise<Response> {
  const { lang, desk, now } = bench;
  const errors: FieldError[] = results?.tooShort ? [{ name: "find", text: text.tooShort }] : [];
  const narrowed = (["kind", "agency", "pack", "year", "status"] as const).some((name) => asked[name] !== undefined);
  const packs = await desk.catalogue.all();
  const agencies = bench.directory.agencies();
  const year = Number(desk.day(now).slice(0, 4));
  const content = (
    <>
      <ErrorSummary errors={errors} />
      <h1>
        <LangText of={text.box} />
      </h1>
      <Form action={routes.search.to({ lang })}>
        <Input
          name="find"
          label={text.search}
          hint={text.hint}
          value={asked.words}
          maxlength={200}
          autocomplete="off"
          error={errorOf(errors, "find")}
        />
        <Details summary={text.narrow} open={narrowed}>
          <div class="e-filters e-search__filters">
            <Select
              name="kind"
              label={text.kind}
              value={asked.kind}
              empty={text.all}
              options={caseKinds.map((value) => ({ value, label: text[value] }))}
            />
            <Select
              name="agency"
              label={text.agency}
              value={asked.agency}
              empty={text.all}
              options={agencies.map(({ id, title }) => ({ value: id, label: title }))}
            />
            <Select
              name="pack"
              label={text.pack}
              value={asked.pack}
              empty={text.all}
              options={packs.map(({ header }) => ({ value: header.id, label: header.title }))}
            />
            <Select
              name="year"
              label={text.year}
              value={asked.year}
              empty={text.all}
              options={Array.from({ length: 15 }, (_, n) => ({
                value: String(year - n),
                label: { zh: `${year - n} 年`, en: String(year - n) },
              }))}
            />
            <Select
              name="status"
              label={text.status}
              value={asked.status}
              empty={text.all}
              options={(["running", "ended"] as const).map((value) => ({ value, label: text[value] }))}
            />
          </div>
        </Details>
        <Button>{text.search}</Button>
      </Form>
      {results === undefined || results.tooShort ? (
        <p class="govuk-hint">
          <LangText of={text.privacy} />
        </p>
      ) : (
        <Found bench={bench} asked={asked} results={results} />
      )}
    </>
  );
  const failed = errors.length > 0;
  return sendPage(c, await framed(bench, { title: text.search, here: "search", failed }, content), failed ? 422 : 200);
}

function Found({ bench, asked, results }: { readonly bench: Bench; readonly asked: Search & Filters; readonly results: Results }) {
  const { lang } = bench;
  if (results.results.length === 0 && results.next === undefined)
    return (
      <EmptyState title={text.nothing}>
        <p>
          <LangText of={text.nothingHint} />
        </p>
      </EmptyState>
    );
  return (
    <section aria-labelledby="found">
      <h2 id="found">
        <LangText of={told(results, number(results.count, lang))} />
      </h2>
      <p class="govuk-hint">
        <LangText of={text.tooManyHint} />
      </p>
      <ol class="e-found">
        {results.results.map((result) => (
          <One key={result.thread ?? result.id} bench={bench} result={result} />
        ))}
      </ol>
      {results.next === undefined ? null : (
        <Form action={routes.search.to({ lang })}>
          <input type="hidden" name="find" value={asked.words} />
          {(["kind", "agency", "pack", "year", "status"] as const).map((name) =>
            asked[name] === undefined ? null : <input key={name} type="hidden" name={name} value={asked[name]} />,
          )}
          <input type="hidden" name="after" value={writePlace(results.next)} />
          <Button kind="second">{text.next}</Button>
        </Form>
      )}
    </section>
  );
}

const addressOf = ({ id, thread }: Result, lang: Lang): string =>
  thread === undefined ? routes.case.to({ lang, id }) : routes.thread.to({ lang, id, thread });

const told = ({ about, count }: Results, n: string) => (about && count >= mostCounted ? text.many(n) : text.results(n, about));

function One({ bench, result }: { readonly bench: Bench; readonly result: Result }) {
  const s = useSay();
  const { lang, directory } = bench;
  return (
    <li class="e-found__one">
      <h3 class="e-found__title">
        <Link href={addressOf(result, lang)}>{result.name ?? t(result.title, lang)}</Link>{" "}
        {result.thread === undefined ? null : <Tag kind="plain">{text.conversation}</Tag>}{" "}
        <Tag kind={result.status === "running" ? "now" : "done"}>{text[result.status]}</Tag>
      </h3>
      <p class="e-found__about">
        <span class="e-code">{result.number}</span>
        {result.name === undefined ? null : (
          <>
            {" · "}
            <LangText of={result.title} />
          </>
        )}
        {" · "}
        <LangText of={agencyTitle(directory, result.agency)} />
        {" · "}
        <LangText of={result.thread === undefined ? text.opened : text.begun} /> <DateText of={result.openedAt} />
      </p>
      {result.found.length === 0 ? (
        <p class="e-found__words">{s(text.identified)}</p>
      ) : (
        <ul class="e-found__words">
          {result.found.map(({ label, pieces }, n) => (
            <li key={n}>
              <span class="e-found__label">
                <LangText of={label} />
              </span>{" "}
              {pieces.map(({ text: words, mark }, at) => (mark ? <mark key={at}>{words}</mark> : <span key={at}>{words}</span>))}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

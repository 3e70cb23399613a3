// Filters of the list that an officer keeps under names: used, passed on by their address, made the default, removed.
import { newId } from "../../casework/index.ts";
import { errorAnswer, flash, type Http, readForm, refuse, sendPage } from "../../platform/http/index.ts";
import {
  BackLink,
  Button,
  CopyableCode,
  Details,
  EmptyState,
  ErrorSummary,
  errorOf,
  type FieldError,
  Form,
  Input,
  LangText,
  Link,
  Table,
  Tag,
} from "../../platform/page/index.ts";
import { deleteFilter, filtersOf, firstFilter, type SavedFilter, saveFilter, sharedFilter } from "../../staffing/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { filterOf, type TaskFilter } from "./filter.ts";
import { text } from "./words.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const longestName = 60;

const queryOf = (filter: TaskFilter): string => String(new URLSearchParams(Object.entries(filter)));

/** The kept filters above the list, and keeping those that are in force. */
export function Saved({ bench: { lang }, filter, saved }: { bench: Bench; filter: TaskFilter; saved: readonly SavedFilter[] }) {
  const now = queryOf(filter);
  const known = saved.some(({ query }) => query === now);
  if (saved.length === 0 && now === "") return null;
  return (
    <div class="e-saved">
      {saved.length === 0 ? null : (
        <p>
          <LangText of={text.saved} />
          {lang === "zh" ? "：" : ": "}
          {saved.map(({ id, name, query }, at) => (
            <span key={id}>
              {at > 0 ? " · " : ""}
              {query === now ? (
                <strong>{name}</strong>
              ) : (
                <a class="govuk-link" href={`${routes.tasks.to({ lang })}?${query}`}>
                  {name}
                </a>
              )}
            </span>
          ))}
          {" · "}
          <Link href={routes.filters.to({ lang })}>
            <LangText of={text.savedTitle} />
          </Link>
          {saved.some(({ first }) => first) ? (
            <>
              {" · "}
              <Link href={routes.tasks.to({ lang }, { all: "1" })}>
                <LangText of={text.showAll} />
              </Link>
            </>
          ) : null}
        </p>
      )}
      {now === "" || known ? null : (
        <Details summary={text.saveThis}>
          <SaveForm lang={lang} query={now} errors={[]} />
        </Details>
      )}
    </div>
  );
}

function SaveForm({
  lang,
  query,
  name,
  errors,
}: {
  lang: "zh" | "en";
  query: string;
  name?: string | undefined;
  errors: readonly FieldError[];
}) {
  return (
    <Form action={routes.filters.to({ lang })}>
      <input type="hidden" name="query" value={query} />
      <Input name="name" label={text.saveName} value={name} maxlength={longestName} autocomplete="off" error={errorOf(errors, "name")} />
      <Button kind="second">{text.saveThis}</Button>
    </Form>
  );
}

export async function filtersPage(c: Http, bench: Bench, said: string | undefined): Promise<Response> {
  return show(c, bench, said, []);
}

async function show(
  c: Http,
  bench: Bench,
  said: string | undefined,
  errors: readonly FieldError[],
  typed?: { query: string; name: string | undefined },
): Promise<Response> {
  const { desk, officer, lang } = bench;
  const saved = await filtersOf(desk.pool, officer.id);
  const content = (
    <>
      <ErrorSummary errors={errors} />
      <h1>
        <LangText of={text.savedTitle} />
      </h1>
      <p>
        <LangText of={text.savedLead} />
      </p>
      {typed ? <SaveForm lang={lang} query={typed.query} name={typed.name} errors={errors} /> : null}
      {saved.length === 0 ? (
        <EmptyState title={text.saved}>
          <p>
            <LangText of={text.noneSaved} />
          </p>
        </EmptyState>
      ) : (
        <Table
          caption={text.savedTitle}
          hideCaption
          rows={saved}
          rowKey={({ id }) => id}
          columns={[
            {
              title: text.saveName,
              heads: true,
              cell: ({ name, query, first }) => (
                <>
                  <a class="govuk-link" href={`${routes.tasks.to({ lang })}?${query}`}>
                    {name}
                  </a>{" "}
                  {first ? <Tag kind="now">{text.isFirst}</Tag> : null}
                </>
              ),
            },
            {
              title: text.link,
              cell: ({ id }) => <CopyableCode label={text.link}>{`${desk.publicUrl}${routes.filter.to({ lang, id })}`}</CopyableCode>,
            },
            {
              title: text.isFirst,
              cell: ({ id, name, first }) => (
                <Form action={routes.filterFirst.to({ lang, id })}>
                  <input type="hidden" name="first" value={first ? "no" : "yes"} />
                  <Button kind="second" about={name}>
                    {first ? text.noFirst : text.makeFirst}
                  </Button>
                </Form>
              ),
            },
            {
              title: text.remove,
              cell: ({ id, name }) => (
                <Form action={routes.filterGone.to({ lang, id })}>
                  <Button kind="second" about={name}>
                    {text.remove}
                  </Button>
                </Form>
              ),
            },
          ]}
        />
      )}
    </>
  );
  const before = <BackLink href={routes.tasks.to({ lang })}>{text.backToList}</BackLink>;
  const page = await framed(bench, { title: text.savedTitle, here: "all", flash: said, failed: errors.length > 0, before }, content);
  return sendPage(c, page, errors.length > 0 ? 422 : 200);
}

/** Keeps the filters that a form names. */
export async function keepFilter(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const { desk, officer, lang, now } = bench;
  // Only what the list itself knows is kept, whatever was sent.
  const given = new URLSearchParams(form.fields.get("query")?.slice(0, 1000) ?? "");
  const query = queryOf(filterOf((name) => given.get(name) ?? undefined));
  const name = form.fields.get("name");
  const again = (said: typeof text.nameNeeded | typeof text.nameTaken | typeof text.tooMany) =>
    show(c, bench, undefined, [{ name: "name", text: said }], { query, name });
  if (name === undefined || [...name].length > longestName || query === "") return again(text.nameNeeded);
  const kept = await saveFilter(desk.pool, { id: newId(now), officer: officer.id, name, query }, now);
  if (kept === "full") return again(text.tooMany);
  if (kept === "taken") {
    const before = (await filtersOf(desk.pool, officer.id)).find((one) => one.name === name);
    if (before?.query !== query) return again(text.nameTaken);
  }
  flash(c, "filter-kept");
  return c.redirect(`${routes.tasks.to({ lang })}?${query}`, 303);
}

/** A kept filter's own address: whoever opens it sees it on their own posts. */
export async function openFilter(c: Http, bench: Bench): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const found = uuid.test(id) ? await sharedFilter(bench.desk.pool, id) : undefined;
  if (!found) return errorAnswer(c, { status: 404, title: text.saved, detail: text.noneSaved });
  return c.redirect(`${routes.tasks.to({ lang: bench.lang })}?${found.query}`, 303);
}

export async function makeFirst(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const id = c.req.param("id") ?? "";
  const none = form.fields.get("first") === "no";
  if (!uuid.test(id) || !(await firstFilter(bench.desk.pool, bench.officer.id, none ? null : id))) return refuse(c, "notFound");
  flash(c, "filter-changed");
  return c.redirect(routes.filters.to({ lang: bench.lang }), 303);
}

export async function dropFilter(c: Http, bench: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const id = c.req.param("id") ?? "";
  if (!uuid.test(id)) return refuse(c, "notFound");
  await deleteFilter(bench.desk.pool, bench.officer.id, id);
  flash(c, "filter-changed");
  return c.redirect(routes.filters.to({ lang: bench.lang }), 303);
}

// A register: looking for records by a key or a name, all of them page by page, and what its steward may do.
import type { VNode } from "preact";
import { type Http, readForm, sendPage } from "../../platform/http/index.ts";
import {
  Breadcrumbs,
  Button,
  EmptyState,
  ErrorSummary,
  errorOf,
  type FieldError,
  Form,
  Input,
  LangText,
  Link,
  Pagination,
  SearchBox,
  Table,
} from "../../platform/page/index.ts";
import { browse, findRecords, type Listed, type Register } from "../../registry/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { groundOf, isPersonal, isSteward, openRegister, recordLook } from "./may.ts";
import { PurposeField } from "./purpose.tsx";
import { headFields, valueText } from "./value.tsx";
import { text } from "./words.ts";

export async function registerPage(c: Http, bench: Bench): Promise<Response> {
  const opened = await openRegister(c, bench);
  if (!opened.ok) return opened.response;
  const { register } = opened;
  const said = c.req.query("q")?.slice(0, 200) ?? "";
  // What is personal is looked for by a form: neither a name nor a number stands in an address.
  if (said !== "" && !isPersonal(register)) {
    const records = await findRecords(groundOf(bench), register, said);
    return show(c, bench, register, {
      content: <Results bench={bench} register={register} records={records} shown={headFields(register, "open")} />,
      said,
    });
  }
  // Records of which nothing may be read without a purpose make no list.
  if (headFields(register, "open").length === 0) return show(c, bench, register, {});
  const after = c.req.query("after") ?? "";
  const listing = await browse(groundOf(bench), register, { after: /^[0-9a-f]{64}$/.test(after) ? after : "" });
  const content = (
    <>
      <h2>
        <LangText of={text.all} />
      </h2>
      <Records bench={bench} register={register} records={listing.records} shown={headFields(register, "open")} />
      <Pagination
        next={
          listing.next === undefined ? undefined : routes.register.to({ lang: bench.lang, register: register.id }, { after: listing.next })
        }
      />
    </>
  );
  return show(c, bench, register, { content });
}

/** A search in a register with personal data: for a purpose, recorded for everybody who is found. */
export async function searchPersonal(c: Http, bench: Bench): Promise<Response> {
  const opened = await openRegister(c, bench);
  if (!opened.ok) return opened.response;
  const { register, post } = opened;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const [words, purpose] = [form.fields.get("words"), form.fields.get("purpose")];
  const errors: FieldError[] = [
    ...(words === undefined ? [{ name: "words", text: text.wordsMissing }] : []),
    ...(purpose === undefined ? [{ name: "purpose", text: text.purposeMissing }] : []),
  ];
  if (words === undefined || purpose === undefined) return show(c, bench, register, { errors, said: words, purpose }, 422);
  const records = await findRecords(groundOf(bench), register, words.slice(0, 200));
  const shown = headFields(register, "all");
  await recordLook(
    bench,
    register,
    post,
    records.map(({ fields }) => fields),
    shown,
    purpose.slice(0, 500),
  );
  return show(c, bench, register, {
    content: <Results bench={bench} register={register} records={records} shown={shown} />,
    said: words,
    purpose,
  });
}

interface Shown {
  readonly content?: VNode;
  readonly errors?: readonly FieldError[];
  readonly said?: string | undefined;
  readonly purpose?: string | undefined;
}

async function show(c: Http, bench: Bench, register: Register, shown: Shown, status: 200 | 422 = 200): Promise<Response> {
  const { lang } = bench;
  const { errors = [], said, purpose, content } = shown;
  const here = { lang, register: register.id };
  const before = <Breadcrumbs items={[{ href: routes.registers.to({ lang }), label: text.registers }]} />;
  const page = (
    <>
      <ErrorSummary errors={errors} />
      <h1>
        <LangText of={register.title} />
      </h1>
      {isSteward(bench, register) ? (
        <p class="e-links">
          {register.match.length > 0 ? (
            <>
              <Link href={routes.duplicates.to(here)}>
                <LangText of={text.duplicates} />
              </Link>
              {" · "}
            </>
          ) : null}
          <Link href={routes.loadRegister.to(here)}>
            <LangText of={text.load} />
          </Link>
          {" · "}
          <Link href={routes.exportRegister.to(here)}>
            <LangText of={text.export} />
          </Link>
          {" · "}
          <Link href={routes.openData.to({ lang })}>
            <LangText of={text.openData} />
          </Link>
        </p>
      ) : null}
      {isPersonal(register) ? (
        <Form action={routes.searchRegister.to(here)}>
          <Input
            name="words"
            label={text.find}
            hint={text.findHint}
            value={said}
            width={20}
            error={errorOf(errors, "words")}
            autocomplete="off"
          />
          <PurposeField value={purpose} errors={errors} />
          <Button>{text.find}</Button>
        </Form>
      ) : (
        <SearchBox action={routes.register.to(here)} label={text.find} value={said} />
      )}
      {content}
    </>
  );
  return sendPage(c, await framed(bench, { title: register.title, here: "registers", before, failed: errors.length > 0 }, page), status);
}

interface RecordsProps {
  readonly bench: Bench;
  readonly register: Register;
  readonly records: readonly Listed[];
  readonly shown: readonly string[];
}

function Results(props: RecordsProps) {
  return (
    <>
      <h2>
        <LangText of={text.found} />
      </h2>
      {props.records.length === 0 ? (
        <EmptyState title={text.nothing}>
          <p>
            <LangText of={text.nothingHint} />
          </p>
        </EmptyState>
      ) : (
        <Records {...props} />
      )}
    </>
  );
}

export function Records({ bench, register, records, shown }: RecordsProps) {
  const names = shown.length > 0 ? shown : Object.keys(register.fields).slice(0, 1);
  return (
    <Table
      caption={register.title}
      hideCaption
      rows={records}
      rowKey={({ id }) => id}
      columns={[
        {
          title: text.record,
          heads: true,
          cell: ({ id, fields }) => {
            const [first = ""] = names;
            const readable = shown.includes(first) && fields[first] !== undefined;
            return (
              <Link href={routes.record.to({ lang: bench.lang, register: register.id, id })}>
                {readable ? valueText(bench, register, first, fields[first]) : <span class="e-code">{id.slice(0, 12)}</span>}
              </Link>
            );
          },
        },
        ...names.slice(shown.length > 0 ? 1 : names.length).map((name) => ({
          title: register.fields[name]?.title ?? name,
          cell: ({ fields }: Listed) => valueText(bench, register, name, fields[name]),
        })),
      ]}
    />
  );
}

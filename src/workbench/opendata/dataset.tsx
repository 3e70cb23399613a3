// A steward opens a dataset of a register, or changes one: words, fields with their classification, licence, pace; a look at the first
// rows before anything is published.
import type { VNode } from "preact";
import {
  classificationTitles,
  datasetChanges,
  datasetsOfRegisters,
  declarationProblems,
  frequencies,
  licences,
  openDataset,
  previewDataset,
  type StewardsDataset,
  themes,
} from "../../opendata/index.ts";
import { flash, type Http, readForm, refuse, sendPage } from "../../platform/http/index.ts";
import {
  Breadcrumbs,
  Button,
  ButtonLink,
  Checkboxes,
  DateTime,
  ErrorSummary,
  errorOf,
  type FieldError,
  Form,
  Input,
  InsetText,
  LangText,
  Link,
  Select,
  Table,
  Textarea,
} from "../../platform/page/index.ts";
import { classificationOf, type Register } from "../../registry/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { actorName } from "../people.ts";
import { openRegister } from "../registry/may.ts";
import { valueText } from "../registry/value.tsx";
import { classes } from "../registry/words.ts";
import { portal, routes } from "../routes.ts";
import { State } from "./list.tsx";
import { declare, errorsOf, type Typed, typedIn, typedOf } from "./typed.ts";
import { changeText, text } from "./words.ts";

/** The register in the address for its steward, and the dataset where one is named; or the answer that there is none. */
export async function opened(
  c: Http,
  bench: Bench,
): Promise<Response | { readonly register: Register; readonly dataset: StewardsDataset | undefined }> {
  const found = await openRegister(c, bench, true);
  if (!found.ok) return found.response;
  const { register } = found;
  const id = c.req.param("id");
  if (id === undefined) return { register, dataset: undefined };
  const dataset = (await datasetsOfRegisters(bench.desk.pool, [register.id])).get(register.id)?.find(({ declared }) => declared.id === id);
  return dataset ? { register, dataset } : refuse(c, "notFound");
}

interface Shown {
  readonly register: Register;
  readonly dataset: StewardsDataset | undefined;
  readonly typed: Typed;
  readonly errors?: readonly FieldError[];
  readonly preview?: VNode;
}

const blank: Typed = { values: { licence: "cc-by-4.0" }, fields: [] };

export async function datasetPage(c: Http, bench: Bench): Promise<Response> {
  const found = await opened(c, bench);
  if (found instanceof Response) return found;
  return show(c, bench, { ...found, typed: found.dataset ? typedOf(found.dataset) : blank });
}

export async function saveDataset(c: Http, bench: Bench): Promise<Response> {
  const found = await opened(c, bench);
  if (found instanceof Response) return found;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const { desk, directory, lang, officer, now } = bench;
  const { register, dataset } = found;
  const typed = typedIn(form.fields);
  const read = declare(typed, register, dataset);
  if (!read.ok) return show(c, bench, { ...found, typed, errors: read.errors }, 422);
  const agencies = new Set(directory.agencies().map(({ id }) => id));
  const known = dataset !== undefined;
  if (form.fields.get("do") === "preview") {
    const problems = declarationProblems(read.declared, [], [register], agencies);
    if (problems.length > 0) return show(c, bench, { ...found, typed, errors: errorsOf(problems) }, 422);
    const rows = await previewDataset(desk.pool, read.declared, { register, day: desk.day(now) });
    return show(c, bench, { ...found, typed, preview: <Preview bench={bench} register={register} fields={typed.fields} rows={rows} /> });
  }
  const problems = await openDataset(desk.pool, read.declared, { register, agencies, known }, { officer: officer.id, at: now });
  if (problems.length > 0) return show(c, bench, { ...found, typed, errors: errorsOf(problems) }, 422);
  flash(c, "dataset-saved");
  return c.redirect(routes.openData.to({ lang }), 303);
}

async function show(c: Http, bench: Bench, shown: Shown, status: 200 | 422 = 200): Promise<Response> {
  const { lang, desk } = bench;
  const { register, dataset, errors = [], preview } = shown;
  const title = dataset ? text.change : text.open;
  const changes = dataset ? await datasetChanges(desk.pool, dataset.declared.id) : [];
  const before = (
    <Breadcrumbs
      items={[
        { href: routes.openData.to({ lang }), label: text.title },
        { href: routes.register.to({ lang, register: register.id }), label: register.title },
      ]}
    />
  );
  const content = (
    <>
      <ErrorSummary errors={errors} />
      <h1>
        <LangText of={title} />
      </h1>
      {dataset ? (
        <p>
          <LangText of={dataset.declared.title} /> <State of={dataset} />{" "}
          {dataset.modified !== undefined || dataset.withdrawn ? (
            <Link href={portal.dataset.to({ lang, id: dataset.declared.id })}>
              <LangText of={text.see} />
            </Link>
          ) : null}
        </p>
      ) : null}
      {preview}
      <DatasetForm bench={bench} {...shown} />
      {dataset && !dataset.withdrawn ? (
        <p>
          <ButtonLink href={routes.withdrawDataset.to({ lang, register: register.id, id: dataset.declared.id })} kind="second">
            {text.withdraw}
          </ButtonLink>
        </p>
      ) : null}
      {changes.length > 0 ? (
        <Table
          caption={text.history}
          rows={changes.map((one, n) => ({ ...one, n }))}
          rowKey={({ n }) => String(n)}
          columns={[
            { title: text.at, heads: true, cell: ({ at }) => <DateTime at={at} /> },
            { title: text.what, cell: ({ what }) => <LangText of={changeText[what]} /> },
            { title: text.who, cell: ({ by }) => <LangText of={by === "city" ? text.city : actorName(bench.directory, by)} /> },
            { title: text.why, cell: ({ why }) => (why ? <LangText of={why} /> : "—") },
          ]}
        />
      ) : null}
    </>
  );
  return sendPage(c, await framed(bench, { title, here: "registers", before, failed: errors.length > 0 }, content), status);
}

function DatasetForm({ bench, register, dataset, typed, errors = [] }: Shown & { readonly bench: Bench }) {
  const { lang } = bench;
  const { values, fields } = typed;
  const all = Object.entries(register.fields);
  const closed = all.filter(([, field]) => field.class !== "open");
  const action = dataset
    ? routes.changeDataset.to({ lang, register: register.id, id: dataset.declared.id })
    : routes.openDataset.to({ lang, register: register.id });
  const input = (name: "titleZh" | "titleEn" | "keywordsZh" | "keywordsEn", hint?: typeof text.keywordsHint) => (
    <Input
      name={name}
      label={text[name]}
      hint={hint}
      value={values[name]}
      maxlength={5000}
      error={errorOf(errors, name)}
      autocomplete="off"
    />
  );
  const area = (name: "descriptionZh" | "descriptionEn") => (
    <Textarea name={name} label={text[name]} value={values[name]} rows={3} error={errorOf(errors, name)} />
  );
  const select = (name: "theme" | "frequency" | "licence", options: readonly { value: string; label: { zh: string; en: string } }[]) => (
    <Select name={name} label={text[name]} value={values[name]} options={options} error={errorOf(errors, name)} />
  );
  return (
    <Form action={action}>
      {dataset ? null : (
        <Input
          name="id"
          label={text.id}
          hint={text.idHint}
          value={values.id}
          width={20}
          maxlength={100}
          code
          error={errorOf(errors, "id")}
          autocomplete="off"
        />
      )}
      {input("titleZh")}
      {input("titleEn")}
      {area("descriptionZh")}
      {area("descriptionEn")}
      {input("keywordsZh", text.keywordsHint)}
      {input("keywordsEn", text.keywordsHint)}
      <Checkboxes
        name="fields"
        label={text.fields}
        hint={text.fieldsHint}
        values={fields}
        small
        options={all.flatMap(([name, field]) =>
          field.class === "open" ? [{ value: name, label: field.title, hint: classificationTitles[classificationOf(field)] }] : [],
        )}
        error={errorOf(errors, "fields")}
      />
      {closed.length > 0 ? (
        <InsetText>
          <p>
            <LangText of={text.notOpen} />
          </p>
          <ul class="e-plain">
            {closed.map(([name, field]) => (
              <li key={name}>
                <LangText of={field.title} />{" "}
                <span class="e-muted">
                  <LangText of={classes[field.class]} /> · <LangText of={classificationTitles[classificationOf(field)]} />
                </span>
              </li>
            ))}
          </ul>
        </InsetText>
      ) : null}
      {select(
        "theme",
        Object.entries(themes).map(([value, label]) => ({ value, label })),
      )}
      {select(
        "frequency",
        Object.entries(frequencies).map(([value, { title }]) => ({ value, label: title })),
      )}
      {select(
        "licence",
        Object.entries(licences).map(([value, { title }]) => ({ value, label: title })),
      )}
      <p class="e-muted">
        <LangText of={text.soon} />
      </p>
      <div class="govuk-button-group">
        <Button name="do" value="save">
          {dataset ? (dataset.withdrawn ? text.again : text.saveChange) : text.save}
        </Button>
        <Button name="do" value="preview" kind="second">
          {text.preview}
        </Button>
      </div>
    </Form>
  );
}

type PreviewProps = {
  readonly bench: Bench;
  readonly register: Register;
  readonly fields: readonly string[];
  readonly rows: Awaited<ReturnType<typeof previewDataset>>;
};

function Preview({ bench, register, fields, rows }: PreviewProps) {
  if (rows.length === 0) {
    return (
      <p>
        <LangText of={text.noRows} />
      </p>
    );
  }
  return (
    <Table
      caption={text.previewTitle}
      rows={rows.map((row, n) => ({ row, n }))}
      rowKey={({ n }) => String(n)}
      columns={fields.map((name, at) => ({
        title: register.fields[name]?.title ?? name,
        heads: at === 0,
        cell: ({ row }: { row: (typeof rows)[number] }) => {
          const said = valueText(bench, register, name, row[name]);
          return said.length > 80 ? `${said.slice(0, 80)}…` : said;
        },
      }))}
    />
  );
}

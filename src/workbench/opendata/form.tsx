// The form of a dataset: words, fields with what they mean, what it covers, theme, pace, licence.
import { classificationTitles, coverable, frequencies, licences, type StewardsDataset, themes } from "../../opendata/index.ts";
import type { Directory } from "../../organisation/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import {
  Button,
  Checkboxes,
  DateInput,
  Details,
  errorOf,
  type FieldError,
  Form,
  Input,
  InsetText,
  LangText,
  Select,
  Textarea,
} from "../../platform/page/index.ts";
import { classificationOf, type Register } from "../../registry/index.ts";
import type { Bench } from "../context.ts";
import { classes } from "../registry/words.ts";
import { routes } from "../routes.ts";
import { meaningName, type Typed } from "./typed.ts";
import { text } from "./words.ts";

interface FormProps {
  readonly bench: Bench;
  readonly register: Register;
  readonly dataset: StewardsDataset | undefined;
  readonly typed: Typed;
  /** How much had become of the dataset when the form was opened. */
  readonly version: number;
  readonly errors?: readonly FieldError[] | undefined;
}

export function DatasetForm({ bench, register, dataset, typed, version, errors = [] }: FormProps) {
  const { lang, directory } = bench;
  const { values, fields, spatial } = typed;
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
      {dataset ? <input type="hidden" name="version" value={version} /> : null}
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
          field.class === "open"
            ? [
                {
                  value: name,
                  label: field.title,
                  hint: classificationTitles[classificationOf(field)],
                  reveals: <Meaning name={name} title={field.title} typed={typed} errors={errors} />,
                },
              ]
            : [],
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
      <Checkboxes
        name="spatial"
        label={text.spatial}
        hint={text.spatialHint}
        values={spatial}
        small
        options={[...coverable(directory, dataset)].map((code) => ({ value: code, label: divisionTitle(directory, code) }))}
        error={errorOf(errors, "spatial")}
      />
      <DateInput name="from" label={text.from} hint={text.fromHint} optional value={typed.from} error={errorOf(errors, "from")} />
      <DateInput name="to" label={text.to} hint={text.toHint} optional value={typed.to} error={errorOf(errors, "to")} />
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

/** A division by its name; a code of elsewhere by itself. */
const divisionTitle = ({ city }: Directory, code: string): Text =>
  city.divisions.find((one) => one.code === code)?.name ?? (code === city.area ? city.name : { zh: code, en: code });

interface MeaningProps {
  readonly name: string;
  readonly title: Text;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
}

/** What a field means, where its title does not say enough; asked where the field is chosen. */
function Meaning({ name, title, typed, errors }: MeaningProps) {
  const said = (["zh", "en"] as const).map((lang) => ({
    lang,
    at: meaningName(name, lang),
    value: typed.meaning[name]?.[lang],
    error: errorOf(errors, meaningName(name, lang)),
  }));
  return (
    <Details summary={text.meaning(title)} open={said.some(({ value, error }) => value !== undefined || error !== undefined)}>
      {said.map(({ lang, at, value, error }) => (
        <Input
          key={lang}
          name={at}
          label={lang === "zh" ? text.meaningZh(title) : text.meaningEn(title)}
          value={value}
          maxlength={5000}
          error={error}
          autocomplete="off"
        />
      ))}
    </Details>
  );
}

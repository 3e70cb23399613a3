// A list of groups in an applicant's task: all of it where the list is open, else exactly the groups and questions that were marked.
import type { CaseView, TaskOffer } from "../../casework/index.ts";
import { type AnswerProblem, type Answers, type Form, groupPlace, groupsOf, readPage, rowForm, rowPage } from "../../engine/form/index.ts";
import { errorOf, type FieldError, Fieldset, useSay } from "../../platform/page/index.ts";
import { entryTitle } from "../apply/entry-list.ts";
import { FormFieldInput, groupLines, type Typed, typedOf } from "../apply/field.tsx";
import { words } from "./messages.ts";

export interface OpenList {
  readonly form: Form;
  readonly name: string;
  readonly groups: readonly Answers[];
  /** Undefined where the whole list is open. */
  readonly places: readonly { readonly n: number; readonly inner?: string }[] | undefined;
}

/** The list of groups that is open in a task under this name; undefined for any other field. */
export function openList({ loaded }: CaseView, offer: TaskOffer, name: string): OpenList | undefined {
  const { form } = loaded.pack;
  if (form.fields[name]?.widget !== "rows") return undefined;
  const places = offer.places.flatMap((pointer) => {
    const place = groupPlace(form, pointer);
    return place?.name === name ? [place] : [];
  });
  return { form, name, groups: groupsOf(loaded.secret().answers[name]), places: places.length > 0 ? places : undefined };
}

/** The groups as they would stand in the form. */
export const typedGroups = ({ name, groups }: OpenList): Typed =>
  Object.fromEntries(
    groups.flatMap((group, n) => Object.entries(group).map(([inner, value]) => [`${name}.${n}.${inner}`, typedOf(value)] as const)),
  );

const openIn = ({ places, form, name }: OpenList, n: number): readonly string[] => {
  const all = Object.keys(form.fields[name]?.rows ?? {});
  if (places === undefined || places.some((place) => place.n === n && place.inner === undefined)) return all;
  return all.filter((inner) => places.some((place) => place.n === n && place.inner === inner));
};

/** What was typed put into the groups as they stand; groups of which nothing is open stay as they are. */
export function readGroups(
  list: OpenList,
  raw: Typed,
): { readonly groups: readonly Answers[]; readonly problems: readonly AnswerProblem[] } {
  const inner = rowForm(list.form, list.name);
  const problems: AnswerProblem[] = [];
  const groups = list.groups.map((group, n): Answers => {
    const open = openIn(list, n);
    const prefix = `${list.name}.${n}.`;
    const row = Object.fromEntries(
      Object.entries(raw).flatMap(([key, said]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), said]] : [])),
    );
    if (!inner || open.length === 0) return group;
    const read = readPage(inner, rowPage, row);
    for (const one of read.problems) if (open.includes(one.field)) problems.push({ ...one, field: `${prefix}${one.field}` });
    const kept = Object.entries(group).filter(([name]) => !open.includes(name));
    return Object.fromEntries([...kept, ...Object.entries(read.answers).filter(([name]) => open.includes(name))]);
  });
  return { groups, problems };
}

/** The name of the question on the page that a pointer into the list means: `founders.1.share`. */
export const nameOfPlace = (pointer: string): string => pointer.split("/").slice(1).join(".");

export function GroupFields({ list, typed, errors }: { list: OpenList; typed: Typed; errors: readonly FieldError[] }) {
  const s = useSay();
  const { form, name, groups, places } = list;
  const [field, inner] = [form.fields[name], rowForm(form, name)];
  if (!field || !inner) return null;
  const most = Number(form.schema.properties[name]?.maxItems ?? 1);
  const typedRows = Object.keys(typed).flatMap((key) => (key.startsWith(`${name}.`) ? [Number(key.split(".")[1]) + 1] : []));
  // Where the whole list is open one more may be written; a group that is emptied goes.
  const count = places ? groups.length : Math.min(most, Math.max(groups.length, ...typedRows) + 1);
  return (
    <Fieldset
      name={name}
      label={field.label}
      hint={places ? undefined : words.emptyGoes}
      error={errorOf(errors, name)}
      optional={!field.required}
    >
      {Array.from({ length: count }, (_, n) => n)
        .filter((n) => openIn(list, n).length > 0)
        .map((n) => {
          const open = openIn(list, n);
          const closed = { ...inner, fields: Object.fromEntries(Object.entries(inner.fields).filter(([one]) => !open.includes(one))) };
          return (
            <section key={n} aria-labelledby={`${name}-group-${n + 1}`}>
              <h3 id={`${name}-group-${n + 1}`}>{s(entryTitle(field, n))}</h3>
              {groupLines(closed, groups[n] ?? {}).map((line) => (
                <p class="e-muted" key={line.zh}>
                  {s(line)}
                </p>
              ))}
              {open.map((question) => (
                <FormFieldInput
                  key={question}
                  form={inner}
                  name={question}
                  sent={`${name}.${n}.${question}`}
                  typed={typed}
                  errors={errors}
                />
              ))}
            </section>
          );
        })}
    </Fieldset>
  );
}

// One form of several: the pages of the parts in their order, every question once, asked where one of the parts that need it is
// wanted and would ask it.
import type { Form, FormField, FormPage, FormRule, Property } from "../../engine/form/index.ts";
import type { Requirement } from "../format/index.ts";
import { choiceField, consentField, type Misfit } from "./composed.ts";
import { both, either, mentions, renamed, type When } from "./condition.ts";
import { type Conditioned, laterConsents } from "./requirements.ts";

const consentLabel = { zh: "以后可以查询什么？", en: "What may be looked up later?" };
const consentHint = {
  zh: "这一部分启动后要查询。没有法律规定可以不经您同意查询，所以要您同意；不同意的，这一部分可能办不了。",
  en: "This is looked up once this part begins. No law lets it be looked up without you, so we ask; without it this part may not be possible.",
};

/** What is looked up and what for. */
function consentOption({ title, sources }: Requirement): { zh: string; en: string } {
  const purposes = sources.flatMap((source) => ("registry" in source && source.law === undefined ? [source.purpose] : []));
  return { zh: `${title.zh}：${purposes.map(({ zh }) => zh).join("；")}`, en: `${title.en}: ${purposes.map(({ en }) => en).join("; ")}` };
}

/** What form.yaml says: the schema, the fields as written, the pages. */
export interface FormSource {
  readonly schema: {
    readonly type: "object";
    readonly required: readonly string[];
    readonly properties: Readonly<Record<string, Property>>;
  };
  readonly fields: Readonly<Record<string, object>>;
  readonly pages: readonly FormPage[];
  readonly rules: readonly FormRule[];
}

/** A form of the bundle's own, which comes first. */
export type OwnForm = Pick<Form, "fields" | "pages" | "rules"> & { readonly schema: Form["schema"] };

interface Asked {
  readonly when: When;
  readonly page: FormPage;
  readonly part: Conditioned;
}

export interface ComposedForm {
  readonly form: FormSource;
  readonly misfits: readonly Misfit[];
}

const choiceTitle = { zh: "要办哪几件？", en: "What would you like to have done?" };
const choiceLabel = { zh: "可以一并办理的事项", en: "What can be done along with it" };
const choiceHint = {
  zh: "没有勾选的不办理，以后可以单独申请。",
  en: "What you leave unticked is not done; you may apply for it by itself later.",
};

/**
 * The form of a bundle. `requirementNames` maps the parts' requirements to the bundle's; a question that the bundle asks itself
 * (`own`) is asked there only. Pure: the same parts give the same form.
 */
export function composeForm(
  parts: readonly Conditioned[],
  requirementNames: Readonly<Record<string, Readonly<Record<string, string>>>>,
  own?: OwnForm,
): ComposedForm {
  const misfits: Misfit[] = [];
  const properties: Record<string, Property> = { ...own?.schema.properties };
  const fields: Record<string, object> = Object.fromEntries(
    Object.entries(own?.fields ?? {}).map(([name, field]) => [name, written(field)]),
  );
  const required = new Set(own?.schema.required ?? []);
  const asked = new Map<string, Asked[]>();
  const elective = parts.filter(({ spec }) => spec.choice);
  for (const part of parts) {
    const { form } = part.pack;
    for (const keyword of Object.keys(form.schema)) {
      if (["$schema", "type", "properties", "required", "additionalProperties", "title", "description"].includes(keyword)) continue;
      misfits.push(misfit(part, `表单的“${keyword}”不能带进一件事里。`, `The form's "${keyword}" cannot be taken into a bundle.`));
    }
    for (const [field, name] of Object.entries(part.fields)) {
      const property = form.schema.properties[field];
      const source = form.fields[field];
      if (!property || !source) continue;
      if (name === choiceField) misfits.push(misfit(part, `“${choiceField}”是保留的名称。`, `"${choiceField}" is taken by bundles.`));
      if (source.required) required.add(name);
      const before = properties[name];
      if (own && Object.hasOwn(own.fields, name)) continue;
      if (before === undefined) {
        properties[name] = property;
        fields[name] = written(source, requirementNames[part.key]);
      } else if (JSON.stringify(before) !== JSON.stringify(property)) {
        if (part.sameAs.has(field) && before.type === property.type) properties[name] = { ...before, allOf: [...alsoOf(before), property] };
        else
          misfits.push(
            misfit(
              part,
              `“${field}”在几个部分里要求不同：用 same 说明是同一个问题，或者用 apart 分开问。`,
              `"${field}" is asked differently by several parts: say with "same" that it is one question, or with "apart" that it is another.`,
            ),
          );
      }
      const filled = requirementNames[part.key]?.[source.from?.split("/")[0] ?? ""];
      if (filled !== undefined && !("from" in (fields[name] ?? {}))) fields[name] = { ...fields[name], from: from(source, filled) };
    }
    for (const page of form.pages) {
      const when = both(part.wanted, page.when === undefined ? undefined : renamed(page.when, { ...part.fields, ...part.factNames }));
      const unknown = [...part.laterNames].find((name) => page.when !== undefined && mentions(page.when, name));
      const open = page.fields.filter((field) => part.fields[field] !== undefined);
      if (unknown !== undefined && open.length > 0)
        misfits.push(
          misfit(
            part,
            `页面“${page.id}”取决于“${unknown}”，它在这一部分启动后才知道。`,
            `The page "${page.id}" depends on "${unknown}", which is known only once the part is opened.`,
          ),
        );
      for (const field of open) {
        const name = part.fields[field] ?? field;
        asked.set(name, [...(asked.get(name) ?? []), { when, page, part }]);
      }
    }
  }
  const pages: FormPage[] = [...(own?.pages ?? [])];
  const consents: FormPage[] = [];
  if (elective.length > 0) {
    const options = Object.fromEntries(elective.map(({ key, pack }) => [key, pack.header.title]));
    properties[choiceField] = { type: "array", uniqueItems: true, items: { type: "string", enum: Object.keys(options) } };
    fields[choiceField] = { label: choiceLabel, hint: choiceHint, options };
    pages.unshift({ id: "parts", title: choiceTitle, fields: [choiceField] });
  }
  const placed = new Set((own?.pages ?? []).flatMap((page) => page.fields));
  const shown = new Set((own?.pages ?? []).flatMap((page) => page.from ?? []));
  for (const part of parts) {
    const later = laterConsents(part);
    if (later.length === 0) continue;
    const name = consentField(part.key);
    const options = Object.fromEntries(later.map((one) => [one.id, consentOption(one)]));
    properties[name] = { type: "array", uniqueItems: true, items: { type: "string", enum: Object.keys(options) } };
    fields[name] = { label: consentLabel, hint: consentHint, options };
    consents.push({
      id: `${part.key}-agree`,
      title: part.pack.header.title,
      fields: [name],
      ...(part.wanted ? { when: part.wanted } : {}),
    });
  }
  for (const part of parts)
    for (const page of part.pack.form.pages) pages.push(...pagesOf(part, page, asked, placed, shown, requirementNames));
  pages.push(...consents);
  const rules = [...(own?.rules ?? []), ...parts.flatMap(rulesOf)];
  return { form: { schema: { type: "object", required: [...required], properties }, fields, pages, rules }, misfits };
}

/**
 * What the part's answers must not be together, in the words of the bundle's fields: refused with the form, where the part is wanted. A
 * rule that speaks of what is known only later is left to the part itself.
 */
function rulesOf({ pack: { form }, fields, factNames, laterNames, wanted }: Conditioned): FormRule[] {
  const unasked = Object.keys(form.fields).filter((field) => fields[field] === undefined);
  return form.rules.flatMap(({ wrong, at, message }): FormRule[] => {
    const name = fields[at];
    const later = [...unasked, ...laterNames].some((one) => mentions(wrong, one));
    if (name === undefined || later) return [];
    return [{ wrong: both(wanted, renamed(wrong, { ...fields, ...factNames })) ?? wrong, at: name, message }];
  });
}

/** A page of a part: its questions that were not asked before, parted where they are needed on different conditions. */
function pagesOf(
  part: Conditioned,
  page: FormPage,
  asked: ReadonlyMap<string, readonly Asked[]>,
  placed: Set<string>,
  shown: Set<string>,
  requirementNames: Readonly<Record<string, Readonly<Record<string, string>>>>,
): FormPage[] {
  const evidence = page.from === undefined ? undefined : requirementNames[part.key]?.[page.from];
  const from = evidence !== undefined && !shown.has(evidence) ? evidence : undefined;
  if (from !== undefined) shown.add(from);
  const groups = new Map<string | undefined, string[]>();
  for (const field of page.fields) {
    const name = part.fields[field];
    if (name === undefined || placed.has(name)) continue;
    placed.add(name);
    const when = either((asked.get(name) ?? []).map((one) => one.when));
    groups.set(when, [...(groups.get(when) ?? []), name]);
  }
  const { from: _from, when: _when, ...rest } = page;
  // What is fetched is shown where one of those that need it would show it: the requirement's own condition says when.
  if (from !== undefined && groups.size === 0) return [{ ...rest, id: `${part.key}-${page.id}`, fields: [], from }];
  return [...groups].map(([when, fields], n) => ({
    ...rest,
    id: n === 0 ? `${part.key}-${page.id}` : `${part.key}-${page.id}-${n + 1}`,
    fields,
    ...(n === 0 && from !== undefined ? { from } : {}),
    ...(when === undefined ? {} : { when }),
  }));
}

const alsoOf = (property: Property): readonly unknown[] => (Array.isArray(property.allOf) ? property.allOf : []);
const from = (field: FormField, requirement: string): string => `${requirement}/${field.from?.split("/")[1] ?? ""}`;

/** A compiled field as form.yaml writes it. */
function written({ required: _required, hidden, ...field }: FormField, requirements?: Readonly<Record<string, string>>): object {
  const { from: source, rows, ...rest } = field;
  const requirement =
    source === undefined ? undefined : (requirements?.[source.split("/")[0] ?? ""] ?? (requirements ? undefined : source.split("/")[0]));
  return {
    ...rest,
    ...(rows ? { rows: Object.fromEntries(Object.entries(rows).map(([name, asked]) => [name, written(asked)])) } : {}),
    ...(requirement === undefined ? {} : { from: `${requirement}/${source?.split("/")[1] ?? ""}` }),
    ...(hidden ? { hidden } : {}),
  };
}

const misfit = (part: Conditioned, zh: string, en: string): Misfit => ({
  path: ["bundle", "parts", part.key],
  message: { zh: `“${part.pack.header.id}”：${zh}`, en: `"${part.pack.header.id}": ${en}` },
});

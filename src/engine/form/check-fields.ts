// Every property has its presentation, every presentation its property, and the two agree.

import type { Report } from "./compile.ts";
import type { FormFile } from "./format.ts";
import type { Form, FormField, Property } from "./model.ts";
import { problemsIn } from "./problems.ts";
import { rowForm } from "./rows.ts";
import { choices, fits } from "./widget.ts";

export function checkFields(form: Form, file: FormFile, report: Report): void {
  const { properties } = form.schema;
  for (const name of Object.keys(file.fields)) {
    if (Object.hasOwn(properties, name)) continue;
    report("field-unknown", ["fields", name], { zh: `schema 中没有“${name}”。`, en: `The schema has no property “${name}”.` }, true);
  }
  for (const [name, property] of Object.entries(properties)) {
    const field = form.fields[name];
    if (field === undefined) {
      report(
        "field-missing",
        ["schema", "properties", name],
        { zh: `“${name}”在 fields 中没有 label。`, en: `“${name}” has no label under fields.` },
        true,
      );
      continue;
    }
    checkWidget(name, field, property, report);
    checkOptions(name, field, property, report);
    checkErrors(name, field, property, report);
    checkExamples(form, name, field, report);
    checkRows(form, name, file, report);
  }
}

/** A list of groups: each question of a group is held to the same, at its own place. */
function checkRows(form: Form, name: string, file: FormFile, report: Report): void {
  const [inner, given] = [rowForm(form, name), file.fields[name]];
  if (form.fields[name]?.widget !== "rows") {
    if (given?.rows) report("widget", ["fields", name, "rows"], { zh: `“${name}”不是成组的列表。`, en: `“${name}” is no list of groups.` });
    return;
  }
  if (!inner) {
    const message = { zh: `“${name}”的每组没有写 rows。`, en: `“${name}” is a list of groups; say their questions under rows.` };
    report("field-missing", ["fields", name], message, true);
    return;
  }
  checkFields(inner, { ...file, fields: given?.rows ?? {} }, (rule, [head, ...path], message, key) =>
    report(
      rule,
      head === "fields" ? ["fields", name, "rows", ...path] : ["schema", "properties", name, "items", ...path.slice(0)],
      message,
      key,
    ),
  );
}

function checkWidget(name: string, field: FormField, property: Property, report: Report): void {
  if (fits(field.widget, property)) return;
  report("widget", ["fields", name, "widget"], {
    zh: `控件 ${field.widget} 与“${name}”的类型不符。`,
    en: `The widget ${field.widget} does not suit the type of “${name}”.`,
  });
}

function checkOptions(name: string, field: FormField, property: Property, report: Report): void {
  const wanted = choices(property) ?? [];
  const given = Object.keys(field.options ?? {});
  for (const value of wanted.filter((one) => !given.includes(one))) {
    report("options", ["fields", name, "options"], { zh: `选项“${value}”没有文字。`, en: `The option “${value}” has no text.` });
  }
  for (const value of given.filter((one) => !wanted.includes(one))) {
    const message = { zh: `“${value}”不在 enum 中。`, en: `“${value}” is not in the enum.` };
    report("options", ["fields", name, "options", value], message, true);
  }
}

function checkErrors(name: string, field: FormField, property: Property, report: Report): void {
  for (const keyword of Object.keys(field.errors ?? {})) {
    if (keyword === "required" || Object.hasOwn(property, keyword)) continue;
    const message = { zh: `“${name}”的 schema 中没有 ${keyword}。`, en: `The schema of “${name}” has no ${keyword}.` };
    report("errors", ["fields", name, "errors", keyword], message, true);
  }
}

function checkExamples(form: Form, name: string, field: FormField, report: Report): void {
  for (const [at, value] of (field.examples ?? []).entries()) {
    const one: Form = { ...form, pages: [{ id: name, title: field.label, fields: [name] }] };
    const [problem] = problemsIn(one, { [name]: value }, [name], {}).filter((found) => found.field === name);
    if (problem) {
      const { zh, en } = problem.message;
      report("examples", ["fields", name, "examples", at], {
        zh: `示例不符合 schema：${zh}`,
        en: `The example does not keep to the schema: ${en}`,
      });
    }
  }
}

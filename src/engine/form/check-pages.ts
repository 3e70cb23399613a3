// Every property stands on exactly one page, or is hidden; conditions can be read and look back only.
import { compileFeel } from "../feel/index.ts";
import type { Report } from "./compile.ts";
import type { FormFile } from "./format.ts";
import type { Form } from "./model.ts";

export function checkPages(form: Form, file: FormFile, report: Report): void {
  const places = new Map<string, string>();
  const ids = new Set<string>(["check"]);
  for (const [at, page] of form.pages.entries()) {
    const path = ["pages", at];
    if (ids.has(page.id))
      report("page-twice", [...path, "id"], { zh: `页面标识“${page.id}”已被占用。`, en: `The page id “${page.id}” is taken.` });
    ids.add(page.id);
    if (page.fields.length === 0 && page.from === undefined) {
      report("page-empty", path, {
        zh: `页面“${page.id}”既没有 fields 也没有 from。`,
        en: `The page “${page.id}” has neither fields nor from.`,
      });
    }
    checkLists(form, at, report);
    for (const [n, name] of page.fields.entries()) checkPlace(name, page.id, [...path, "fields", n], file, places, report);
    checkCondition(form, at, report);
  }
  for (const [name, field] of Object.entries(file.fields)) {
    if (places.has(name) || field.hidden === true) continue;
    report(
      "page-none",
      ["fields", name],
      { zh: `“${name}”不在任何页面上，也没有标为 hidden。`, en: `“${name}” is on no page and not marked as hidden.` },
      true,
    );
  }
}

/** A list of groups has a page of its own, one group a page behind it, and an end. */
function checkLists(form: Form, at: number, report: Report): void {
  const page = form.pages[at];
  for (const [n, name] of (page?.fields ?? []).entries()) {
    if (form.fields[name]?.widget !== "rows") continue;
    const property = form.schema.properties[name];
    if (page?.fields.length !== 1 || page.from !== undefined)
      report("widget", ["pages", at, "fields", n], {
        zh: `“${name}”是成组的列表，一页只能有它一项，也不能有 from。`,
        en: `“${name}” is a list of groups: it stands on a page of its own, without other fields and without from.`,
      });
    if (typeof property?.maxItems !== "number" || property.maxItems > mostGroups)
      report("schema", ["schema", "properties", name], {
        zh: `“${name}”由申请人填写，请用 maxItems 写明最多几项（不超过${mostGroups}）。`,
        en: `“${name}” is filled in by applicants: say with maxItems how many there may be (${mostGroups} at most).`,
      });
    if (form.fields[name]?.from !== undefined)
      report("widget", ["fields", name, "from"], {
        zh: `“${name}”是成组的列表，不能整项从材料取值。`,
        en: `“${name}” is a list of groups and cannot be taken from evidence.`,
      });
  }
}

/** As many as one applicant can be asked to go through. */
const mostGroups = 100;

function checkPlace(name: string, page: string, path: PropertyKey[], file: FormFile, places: Map<string, string>, report: Report): void {
  const before = places.get(name);
  if (before !== undefined)
    report("page-twice", path, { zh: `“${name}”已在页面“${before}”上。`, en: `“${name}” is already on the page “${before}”.` });
  places.set(name, page);
  const field = Object.hasOwn(file.fields, name) ? file.fields[name] : undefined;
  if (field === undefined) report("field-unknown", path, { zh: `没有“${name}”这一项。`, en: `There is no field “${name}”.` });
  else if (field.hidden === true)
    report("page-twice", path, { zh: `“${name}”标为 hidden，不能放在页面上。`, en: `“${name}” is hidden and cannot stand on a page.` });
}

function checkCondition(form: Form, at: number, report: Report): void {
  const source = form.pages[at]?.when;
  if (source === undefined) return;
  const path = ["pages", at, "when"];
  const names = Object.fromEntries(Object.keys(form.schema.properties).map((name) => [name, null]));
  const compiled = compileFeel(source, names);
  if (!compiled.ok) {
    const { zh, en } = compiled.message;
    report("when", path, {
      zh: `条件有误（第${compiled.column}个字符）：${zh}`,
      en: `The condition is wrong at character ${compiled.column}: ${en}`,
    });
    return;
  }
  const words = new Set(source.replace(/"(?:[^"\\]|\\.)*"/g, '""').match(/[\p{L}_][\p{L}\p{N}_-]*/gu) ?? []);
  const later = form.pages.slice(at).flatMap((page) => page.fields);
  for (const name of later.filter((one) => words.has(one))) {
    report("when-later", path, {
      zh: `条件用到了“${name}”，但它在本页或者后面才填写。`,
      en: `The condition uses “${name}”, which is asked on this page or later.`,
    });
  }
}

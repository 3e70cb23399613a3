// form.yaml compiled: all problems at once, each with its place.
import { createHash } from "node:crypto";
import type { Text } from "../../platform/i18n/index.ts";
import { parseYaml, type YamlDocument } from "../../platform/yaml/index.ts";
import { checkFields } from "./check-fields.ts";
import { checkPages } from "./check-pages.ts";
import { checkRules } from "./check-rules.ts";
import { type FormFile, form as format, shapes } from "./format.ts";
import type { Form, FormField, Property } from "./model.ts";
import { isRows } from "./rows.ts";
import { keepSchema } from "./validator.ts";
import { defaultWidget } from "./widget.ts";

export interface FormProblem {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: Text;
  /** Which rule is broken, for tests and editors. */
  readonly rule: FormFault;
}

export type FormFault =
  | "format"
  | "schema"
  | "field-unknown"
  | "field-missing"
  | "widget"
  | "options"
  | "errors"
  | "examples"
  | "page-twice"
  | "page-empty"
  | "page-none"
  | "when"
  | "rule"
  | "when-later";

/** Reports a problem at the place of a path in the file; `key` points at the key instead of its value. */
export type Report = (rule: FormFault, path: readonly PropertyKey[], message: Text, key?: boolean) => void;

/** Compiles a form. The result is plain JSON; `document` has the places of what it is made of. Never throws on any text. */
export function compileForm(yamlText: string): { ok: true; form: Form; document: YamlDocument } | { ok: false; problems: FormProblem[] } {
  const parsed = parseYaml("form.yaml", yamlText, format, shapes);
  if (!parsed.ok) {
    const problems = parsed.problems.map(({ line, column, message }) => ({ line, column: column ?? 1, message, rule: "format" as const }));
    return { ok: false, problems };
  }
  const { value, document } = parsed;
  const problems: FormProblem[] = [];
  const report = reporter(document, problems);
  const hash = hashOf(yamlText);
  const schema = schemaOf(value);
  const sound = checkSchema(schema, hash, report);
  const form = formOf(value, hash, sound);
  if (sound) checkFields(form, value, report);
  checkPages(form, value, report);
  checkRules(form, report);
  if (problems.length > 0) return { ok: false, problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column) };
  return { ok: true, form, document };
}

/** The same form again from a text that was compiled before: nothing is looked for in it. Throws where it cannot be read. */
export function compiledForm(yamlText: string): Form {
  const parsed = parseYaml("form.yaml", yamlText, format, shapes);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message.en);
  return formOf(parsed.value, hashOf(yamlText), true);
}

const hashOf = (yamlText: string): string => createHash("sha256").update(yamlText).digest("hex");

const schemaOf = ({ schema }: FormFile): Form["schema"] =>
  ({ ...schema, additionalProperties: schema.additionalProperties ?? false }) as unknown as Form["schema"];

/** Without its fields where the schema is not sound. */
function formOf(value: FormFile, hash: string, sound: boolean): Form {
  const made = { hash, schema: schemaOf(value), fields: sound ? fieldsOf(value) : {}, pages: value.pages, rules: value.rules };
  return JSON.parse(JSON.stringify(made)) as Form;
}

function reporter(document: YamlDocument, problems: FormProblem[]): Report {
  return (rule, path, message, key = false) => {
    problems.push({ ...(key ? document.keyAt(path) : document.at(path)), message, rule });
  };
}

function fieldsOf({ schema, fields }: Pick<FormFile, "schema" | "fields">): Record<string, FormField> {
  const properties = schema.properties as Record<string, Property>;
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const property = properties[name];
      if (property === undefined) return [];
      const widget = field.widget ?? defaultWidget(property, field as Pick<FormField, "lines">);
      const rows =
        field.rows &&
        fieldsOf({ schema: { properties: {}, ...property.items, type: "object" } as unknown as FormFile["schema"], fields: field.rows });
      const required = schema.required?.includes(name) ?? false;
      return [[name, { ...field, ...(rows ? { rows } : {}), widget, hidden: field.hidden ?? false, required } as FormField]];
    }),
  );
}

const plain = /^(?:string|number|integer|boolean)$/;

/** The schema compiles, and every property is of a kind that a page can ask for. */
function checkSchema(schema: Form["schema"], hash: string, report: Report): boolean {
  let sound = true;
  const wrong = (path: readonly PropertyKey[], zh: string, en: string): void => {
    sound = false;
    report("schema", path, { zh, en });
  };
  for (const [name, property] of Object.entries(schema.properties)) {
    const path = ["schema", "properties", name];
    const single = plain.test(String(property.type));
    const many = property.type === "array" && typeof property.items === "object" && Array.isArray(property.items?.enum);
    const groups = isRows(property) && Object.values(property.items.properties ?? {}).every(({ type }) => plain.test(String(type)));
    if (!single && !many && !groups) {
      wrong(
        path,
        `“${name}”的 type 应为 string、number、integer、boolean，或者 items 有 enum、或者 items 为 object（其中只有简单类型）的 array。`,
        `The type of “${name}” must be string, number, integer or boolean, or array with items that have an enum or are objects of such types.`,
      );
    }
    for (const [inner, { pattern }] of [["", property] as const, ...Object.entries(property.items?.properties ?? {})]) {
      if (typeof pattern !== "string" || !slow.test(pattern)) continue;
      wrong(
        [...path, ...(inner === "" ? [] : ["items", "properties", inner]), "pattern"],
        "该正则表达式可能极慢（重复之中又有重复），请改写。",
        "This pattern may be very slow (a repetition inside a repetition). Rewrite it.",
      );
    }
  }
  for (const [at, name] of (schema.required ?? []).entries()) {
    if (!Object.hasOwn(schema.properties, name))
      wrong(["schema", "required", at], `required 中的“${name}”没有定义。`, `“${name}” is required but not defined.`);
  }
  if (!sound) return false;
  const compiled = keepSchema(hash, schema);
  if (!compiled.ok) {
    const names = Object.keys(schema.properties);
    const at =
      names.find((name) => !isRegex(schema.properties[name]?.pattern)) ??
      names.find((name) => compiled.reason.includes(`/properties/${name}`) || compiled.reason.includes(`properties/${name}/`));
    const path = at === undefined ? ["schema"] : ["schema", "properties", at];
    wrong(path, `不是有效的 JSON Schema：${compiled.reason}`, `This is no valid JSON Schema: ${compiled.reason}`);
  }
  return sound;
}

/** Ajv names no place for a pattern that is none. */
function isRegex(pattern: unknown): boolean {
  if (typeof pattern !== "string") return true;
  try {
    return new RegExp(pattern, "u") !== undefined;
  } catch {
    return false;
  }
}

/** A group with a repetition inside that is itself repeated: the usual shape of a pattern that backtracks without end. */
const slow = /\((?:[^()\\]|\\.)*[+*}](?:[^()\\]|\\.)*\)(?:[+*]|\{\d+,)/;

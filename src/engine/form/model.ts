// A compiled form: plain JSON, addressed by its hash.
import type { Text } from "../../platform/i18n/index.ts";
import type { Json } from "../feel/index.ts";

/** Answers by property name. A property that was not answered is absent. */
export type Answers = Readonly<Record<string, Json>>;

export const widgets = [
  "text",
  "textarea",
  "number",
  "date",
  "radios",
  "checkboxes",
  "select",
  "yes-no",
  "identifier",
  "phone",
  "email",
  "address",
  "rows",
] as const;
export type Widget = (typeof widgets)[number];

/** The JSON Schema of one answer, as far as forms use it; further keywords are Ajv's. */
export interface Property {
  /** `object` inside a list of groups only. */
  readonly type: "string" | "number" | "integer" | "boolean" | "array" | "object";
  readonly format?: string;
  readonly enum?: readonly Json[];
  readonly items?: Property;
  readonly properties?: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
  readonly [keyword: string]: unknown;
}

export interface FormField {
  readonly label: Text;
  readonly hint?: Text;
  readonly widget: Widget;
  /** Stands behind the box: square metres. */
  readonly unit?: Text;
  /** Height of a textarea. */
  readonly lines?: number;
  /** A label for every value of the property's `enum` (of its items', for checkboxes), in the order shown. */
  readonly options?: Readonly<Record<string, Text>>;
  /** The questions of each group, where the answer is a list of groups. */
  readonly rows?: Readonly<Record<string, FormField>>;
  /** What one group is called, where the answer is a list of groups: a founder. */
  readonly entry?: Text;
  /** `requirement/field`: the value is a reference to evidence and is not typed where that is found. */
  readonly from?: string;
  readonly class?: "personal" | "sensitive";
  /** The purpose for `autocomplete` (HTML; WCAG 1.3.5). */
  readonly autocomplete?: string;
  /** Messages of the form's own, by JSON Schema keyword. */
  readonly errors?: Readonly<Record<string, Text>>;
  readonly examples?: readonly Json[];
  /** Why it is asked although a register holds the like of it. */
  readonly held?: { readonly none: Text };
  /** On no page: set by the system or through the API. */
  readonly hidden: boolean;
  readonly required: boolean;
}

export interface FormPage {
  readonly id: string;
  readonly title: Text;
  readonly hint?: Text;
  readonly fields: readonly string[];
  /** A requirement whose evidence this page shows. */
  readonly from?: string;
  /** FEEL over facts and the answers of earlier reachable pages; the page is shown where it is true. */
  readonly when?: string;
}

/** What answers must not be together, in words of the form's own. */
export interface FormRule {
  /** FEEL over facts and the answers that count; where it is true, the answers are refused. */
  readonly wrong: string;
  /** The field at which it is said. */
  readonly at: string;
  readonly message: Text;
}

export interface Form {
  /** SHA-256 of the text it was compiled from, in hexadecimal. */
  readonly hash: string;
  /** JSON Schema 2020-12 of all answers. */
  readonly schema: {
    readonly properties: Readonly<Record<string, Property>>;
    readonly required?: readonly string[];
    readonly [keyword: string]: unknown;
  };
  readonly fields: Readonly<Record<string, FormField>>;
  readonly pages: readonly FormPage[];
  readonly rules: readonly FormRule[];
}

/** Fields of an HTML form by name; several values under one name as a list. */
export type RawPage = Readonly<Record<string, string | readonly string[]>>;

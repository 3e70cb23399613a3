// Data packages (Data Package 1 and Table Schema 1 of Frictionless Data): what datapackage.json may say.
import { z } from "zod";
import { about, key } from "../format.ts";

const name = z.string().regex(/^[-a-z0-9._/]+$/, "lower-case letters, digits, and - . _ / only");

function readable(pattern: string): boolean {
  try {
    new RegExp(pattern, "u");
    return true;
  } catch {
    return false;
  }
}

const constraints = z.object({
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  minLength: z.number().int().min(0).optional(),
  maxLength: z.number().int().min(0).optional(),
  minimum: z.union([z.string(), z.number()]).optional(),
  maximum: z.union([z.string(), z.number()]).optional(),
  pattern: z.string().max(500).refine(readable, "a regular expression that can be read").optional(),
  enum: z.array(z.unknown()).min(1).optional(),
});

export const types = [
  "string",
  "number",
  "integer",
  "boolean",
  "object",
  "array",
  "date",
  "time",
  "datetime",
  "year",
  "yearmonth",
  "duration",
  "geopoint",
  "geojson",
  "any",
] as const;

const field = z.object({
  name: z.string().min(1).max(200),
  type: z.enum(types).default("string"),
  format: z.string().default("default"),
  title: z.string().max(500).optional(),
  description: z.string().max(5000).optional(),
  constraints: constraints.optional(),
  trueValues: z.array(z.string()).default(["true", "True", "TRUE", "1"]),
  falseValues: z.array(z.string()).default(["false", "False", "FALSE", "0"]),
  decimalChar: z.string().length(1).default("."),
  groupChar: z.string().length(1).optional(),
  bareNumber: z.boolean().default(true),
});
export type TableField = z.infer<typeof field>;

const schema = z.object({
  fields: z.array(field).min(1),
  missingValues: z.array(z.string()).default([""]),
  primaryKey: z.union([z.string(), z.array(z.string())]).optional(),
});
export type TableSchema = z.infer<typeof schema>;

const dialect = z.object({
  delimiter: z.string().min(1).max(5).default(","),
  quoteChar: z.string().length(1).default('"'),
  escapeChar: z.string().length(1).optional(),
  skipInitialSpace: z.boolean().default(false),
  header: z.boolean().default(true),
  commentChar: z.string().length(1).optional(),
});

const resource = z
  .object({
    name,
    title: z.string().optional(),
    path: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
    data: z.unknown().optional(),
    format: z.string().optional(),
    mediatype: z.string().optional(),
    encoding: z.string().default("utf-8"),
    dialect: dialect.prefault({}),
    schema: schema.optional(),
  })
  .refine((one) => (one.path === undefined) !== (one.data === undefined), {
    message: "a resource has either a path or data",
    path: ["path"],
  });
export type Resource = z.infer<typeof resource>;

/** What a package says beside the standard when it is to be published here: everything that a dataset needs, in both languages. */
const published = about.extend({ id: key }).refine(({ temporal }) => temporal?.to === undefined || temporal.to >= temporal.from, {
  message: "the last day is before the first",
  path: ["temporal", "to"],
});

export const descriptor = z.object({
  name: name.optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  resources: z.array(resource).min(1),
  errand: published.optional(),
});
export type Descriptor = z.infer<typeof descriptor>;

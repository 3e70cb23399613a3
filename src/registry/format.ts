// registers.yaml: which agency keeps what, how each field is protected and checked, who may ask for it, and who decides on corrections.
import { z } from "zod";
import type { Text } from "../platform/i18n/index.ts";
import { key, text } from "../platform/yaml/index.ts";

/** 无条件共享 / 有条件共享 (an agreement or the person's consent) / 不予共享. */
const sharing = z.enum(["unconditional", "conditional", "none"]);
/** How grave it would be if it got out (GB/T 43697-2024). */
const classification = z.enum(["core", "important", "general-1", "general-2", "general-3", "general-4"]);

const field = z.strictObject({
  /** `open`: readable. `personal`: sealed, may be a key. `sensitive`: sealed and never searchable. */
  class: z.enum(["open", "personal", "sensitive"]),
  /** `geometry`: GeoJSON (RFC 7946) as text: a Point, a line or an area in WGS 84. */
  type: z.enum(["text", "number", "date", "choice", "geometry"]),
  title: text,
  /** The words for each value of a choice. */
  values: z.record(key, text).optional(),
  /** Holds the identifier of a person or organisation whom the record is about. */
  subject: z.boolean().default(false),
  /** By default that of the class: open general-1, personal general-3, sensitive general-4. */
  classification: classification.optional(),
  /** A record without it is refused. */
  required: z.boolean().default(false),
  /** A regular expression that a whole text must fit, with the words for whoever got it wrong. */
  pattern: z.strictObject({ is: z.string().min(1).max(200), says: text }).optional(),
  /** Bounds of a number, or of a date. */
  least: z.union([z.number(), z.iso.date()]).optional(),
  most: z.union([z.number(), z.iso.date()]).optional(),
});

/** When two records are likely to be one: all of `same` are equal, and `alike` shares so many two-character grams (Dice, 0 to 1). */
const match = z.strictObject({
  id: key,
  title: text,
  same: z.array(key).default([]),
  alike: z.strictObject({ field: key, least: z.number().min(0.1).max(1) }).optional(),
});

export const register = z.strictObject({
  id: key,
  title: text,
  /** The agency that keeps it and under whose key it is sealed. */
  owner: key,
  /** Who decides whether a value is wrong. */
  steward: z.string().regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/, "officer"),
  /** How often it is brought up to date, in words. */
  update: text,
  /** The same as a pace that it is held to; without it, it is brought up to date whenever something happens. */
  every: z.enum(["day", "week", "month", "quarter", "year"]).optional(),
  /** Fields that records are looked up by; the first identifies a record. */
  keys: z.array(key).min(1),
  /** An open text that records can be searched by, also from forms. */
  search: key.optional(),
  /** A text, also a personal one, by which the owner's officers search; a personal one through keyed hashes of its grams. */
  find: key.optional(),
  /** Where several records have a key: the one with the greatest value of this open field comes first. */
  latest: key.optional(),
  /** The open date from which a new record holds; without it a new record holds since ever. */
  begins: key.optional(),
  /** The fields of a series: records with the same values of `of` are its points, `value` over `period`. */
  series: z.strictObject({ of: z.array(key).min(1), period: key, value: key }).optional(),
  retention: z.enum(["permanent", "30 years", "10 years"]),
  /** On what condition other agencies get the fields of a class. The owner may always ask. */
  share: z.strictObject({ open: sharing, personal: sharing, sensitive: sharing }),
  /** Where a class is not shared: the article that says so (`law-id/article`), and why. */
  withheld: z.strictObject({ law: z.string().regex(/^[a-z][a-z0-9-]*\/\d+(-\d+)*$/, "article"), why: text }).optional(),
  /** Where a law lets those concerned be told later that it was asked: how long after (`30 days`), and that law. */
  shown: z
    .strictObject({
      after: z.string().regex(/^\d+ (workdays?|days?|hours?)$/, "time"),
      law: z.string().regex(/^[a-z][a-z0-9-]*\/\d+(-\d+)*$/, "article"),
    })
    .optional(),
  /** Other agencies whose cases may write into it. The owner's may always. */
  writers: z.union([z.literal("all"), z.array(key)]).default([]),
  match: z.array(match).default([]),
  fields: z.record(key, field),
});

export const registersFile = z.strictObject({ registers: z.array(register) });
export type Register = z.infer<typeof register>;
export type Field = z.infer<typeof field>;
export type MatchRule = z.infer<typeof match>;

/** A field's value: dates as `YYYY-MM-DD`, choices by their key, geometries as GeoJSON text. */
export type Value = string | number;
export type Fields = Readonly<Record<string, Value>>;

const byClass = { open: "general-1", personal: "general-3", sensitive: "general-4" } as const;

/** How a field is classified: as it says itself, or as its class is. */
export const classificationOf = (one: Field): z.infer<typeof classification> => one.classification ?? byClass[one.class];

/** Whether cases of this agency may write into the register. */
export const mayWrite = ({ owner, writers }: Pick<Register, "owner" | "writers">, agency: string): boolean =>
  agency === owner || writers === "all" || writers.includes(agency);

/** What does not fit in a row: the column, and how to put it right. */
export interface RowProblem {
  readonly column: string;
  readonly message: Text;
}

// What an owner says of a dataset that it opens (a city's datasets.yaml), and the description that is made of it.
import { z } from "zod";
import {
  type Classification,
  classifications,
  type Format,
  type Frequency,
  formats,
  frequencies,
  type Licence,
  licences,
  type Theme,
  themes,
} from "./vocabulary.ts";

const names = <K extends string>(table: Readonly<Record<K, unknown>>): [K, ...K[]] => Object.keys(table) as [K, ...K[]];

export const key = z.string().regex(/^[a-z][a-z0-9-]{0,99}$/, "a key: lower-case letters, digits and hyphens, beginning with a letter");
export const text = z.strictObject({ zh: z.string().trim().min(1).max(5000), en: z.string().trim().min(1).max(5000) });
const word = z.string().trim().min(1).max(100);
export const theme = z.enum(names<Theme>(themes));
export const frequency = z.enum(names<Frequency>(frequencies));
export const licence = z.enum(names<Licence>(licences));
export const format = z.enum(names<Format>(formats));

/** What every dataset says of itself, whoever brings it. */
export const about = z.strictObject({
  title: text,
  description: text,
  keywords: z.strictObject({ zh: z.array(word).max(30), en: z.array(word).max(30) }).default({ zh: [], en: [] }),
  theme,
  licence: licence.default("cc-by-4.0"),
  frequency,
  /** Codes of the divisions that it covers; the city where none is named. */
  spatial: z.array(z.string().regex(/^\d{6,9}$/, "six to nine digits")).default([]),
  /** The days that it covers. */
  temporal: z.strictObject({ from: z.iso.date(), to: z.iso.date().optional() }).optional(),
});

/** A declaration: a dataset of a register's open fields, or of the services on offer. */
export const declared = about.extend({
  id: key,
  from: z.union([
    z.strictObject({ register: key, fields: z.array(key).min(1) }),
    /** The public services on offer. */
    z.strictObject({ services: z.literal(true), owner: key }),
  ]),
  /** What fields mean, where their titles do not say enough. */
  meaning: z.record(key, text).default({}),
});
export type Declared = z.infer<typeof declared>;

/** datasets.yaml */
export const datasetsFile = z.strictObject({
  /** The service by which a person says that published data is wrong. */
  complaint: key.optional(),
  datasets: z.array(declared),
});

/** A declaration as it is kept: with its owner, and where complaints go. */
export const kept = declared.extend({ agency: key, complaint: key.optional() });
export type Kept = z.infer<typeof kept>;

/** A field of a table that is published. */
const field = z.strictObject({
  name: z.string().min(1).max(200),
  title: text,
  type: z.enum(["text", "number", "date", "choice", "geometry", "other"]),
  meaning: text.optional(),
  classification: z.enum(classifications),
  /** The words for each value of a choice. */
  values: z.record(z.string(), text).optional(),
});
export type PublishedField = z.infer<typeof field>;

const distribution = z.strictObject({
  /** The file's name in addresses. */
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,199}$/),
  format,
  /** Where the bytes lie; absent for what is made when asked for, under `path`. */
  file: z.uuid().optional(),
  path: z.string().optional(),
  bytes: z.number().int().min(0).optional(),
  /** Hex. */
  sha256: z.string().length(64).optional(),
});
export type Distribution = z.infer<typeof distribution>;

/** The whole description of a published dataset, as it is kept and as everything is made from. */
export const entry = about.extend({
  id: key,
  agency: key,
  classification: z.enum(classifications),
  fields: z.array(field),
  distributions: z.array(distribution).min(1),
  /** What the making of it saw: rows, and for each field the share of rows that have a value (0 to 1). */
  quality: z.strictObject({ rows: z.number().int().min(0), filled: z.record(z.string(), z.number()) }),
  /** Its first rows, for a look. */
  preview: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))).max(10),
  complaint: key.optional(),
});
export type Entry = z.infer<typeof entry>;

/** A published dataset. Instants in epoch milliseconds. */
export interface Dataset extends Entry {
  readonly uid: string;
  readonly issued: number;
  readonly modified: number;
}

const rank = (one: Classification): number => classifications.indexOf(one);
/** The gravest of several levels: core before important before general 4 … 1. */
export function gravest(levels: readonly Classification[]): Classification {
  const weight = (one: Classification) => (one.startsWith("general") ? rank(one) : 10 - rank(one));
  return levels.reduce((most, one) => (weight(one) > weight(most) ? one : most), "general-1");
}

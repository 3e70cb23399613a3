// What the API takes and gives of open datasets: as a register's steward declares them.
import { z } from "zod";
import { type AgencyPackage, type DatasetChange, datasetState, declaration, type StewardsDataset } from "../opendata/index.ts";
import { instant, text } from "./shapes.ts";

const key = z.string().max(100);
const state = z.enum(["coming", "published", "withdrawn"]);
const temporal = z.object({ from: z.iso.date(), to: z.iso.date().optional() });

/** A dataset in the list. */
export const datasetLine = z.object({
  id: z.string(),
  agency: z.string(),
  /** The register that it is made of; absent for a data package. */
  register: z.string().optional(),
  title: text,
  /** `coming`: declared, and about to be made. */
  state,
  /** When what is published changed last, or went (RFC 3339). */
  modified: instant.optional(),
  href: z.string(),
});

const change = z.object({
  at: instant,
  /** `city`, `package`, `operator`, or `officer:<id>`. */
  by: z.string(),
  what: z.enum(["opened", "changed", "withdrawn"]),
  why: text.optional(),
});

/** A dataset as it is declared, and what became of it. */
export const datasetWhole = datasetLine.extend({
  description: text,
  keywords: z.object({ zh: z.array(z.string()), en: z.array(z.string()) }),
  theme: z.string(),
  licence: z.string(),
  frequency: z.string(),
  spatial: z.array(z.string()),
  temporal: temporal.optional(),
  fields: z.array(z.string()),
  meaning: z.record(z.string(), text),
  /** Why it was withdrawn. */
  why: text.optional(),
  history: z.array(change),
});

const said = declaration.omit({ id: true, from: true }).extend({ fields: z.array(key).min(1).max(200) });

/** A dataset as it is to be. */
export const datasetBody = said;
/** A new dataset of a register. */
export const newDataset = said.extend({ id: declaration.shape.id, register: key });

const words = z.string().trim().min(1).max(500);
export const withdrawal = z.strictObject({ why: z.strictObject({ zh: words, en: words }) });

const iso = (at: number): string => new Date(at).toISOString();
const href = (id: string): string => `/api/v1/datasets/${id}`;

/** A register's dataset as a line. */
export const lineOf = (one: StewardsDataset): z.infer<typeof datasetLine> => ({
  id: one.declared.id,
  agency: one.declared.agency,
  ...("register" in one.declared.from ? { register: one.declared.from.register } : {}),
  title: one.declared.title,
  state: datasetState(one),
  ...stamp(one.withdrawn?.at ?? one.modified),
  href: href(one.declared.id),
});

const stamp = (at: number | undefined) => (at === undefined ? {} : { modified: iso(at) });

/** A data package as a line. */
export const packageLineOf = (one: {
  id: string;
  agency: string;
  title: { zh: string; en: string };
  modified: number;
  withdrawn: boolean;
}) => ({
  id: one.id,
  agency: one.agency,
  title: one.title,
  state: one.withdrawn ? ("withdrawn" as const) : ("published" as const),
  ...stamp(one.modified),
  href: href(one.id),
});

const historyOf = (changes: readonly DatasetChange[]) =>
  changes.map(({ at, by, what, why }) => ({ at: iso(at), by, what, ...(why ? { why } : {}) }));

/** A register's dataset as it is declared. */
export function wholeOf(one: StewardsDataset, changes: readonly DatasetChange[]): z.infer<typeof datasetWhole> {
  const { id: _, agency: __, complaint: ___, from, ...about } = one.declared;
  return {
    ...about,
    ...lineOf(one),
    fields: "register" in from ? from.fields : [],
    ...(one.withdrawn?.why ? { why: one.withdrawn.why } : {}),
    history: historyOf(changes),
  };
}

/** A data package as it was brought in. */
export function packageOf({ dataset, withdrawn }: AgencyPackage, changes: readonly DatasetChange[]): z.infer<typeof datasetWhole> {
  const { description, keywords, theme, licence, frequency, spatial, temporal: days, fields } = dataset;
  return {
    ...packageLineOf({ ...dataset, withdrawn }),
    description,
    keywords,
    theme,
    licence,
    frequency,
    spatial,
    ...(days ? { temporal: days } : {}),
    fields: fields.map(({ name }) => name),
    meaning: Object.fromEntries(fields.flatMap(({ name, meaning }) => (meaning ? [[name, meaning]] : []))),
    ...("why" in dataset && dataset.why ? { why: dataset.why } : {}),
    history: historyOf(changes),
  };
}

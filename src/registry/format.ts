// registers.yaml: which agency keeps what, how each field is protected, and who may ask for it.
import { z } from "zod";

const key = z.string().regex(/^[a-z][a-z0-9-]*$/, "a key: lower-case letters, digits and hyphens, beginning with a letter");
const text = z.strictObject({ zh: z.string().trim().min(1), en: z.string().trim().min(1) });
/** 无条件共享 / 有条件共享 (an agreement or the person's consent) / 不予共享. */
const sharing = z.enum(["unconditional", "conditional", "none"]);

const field = z
  .strictObject({
    /** `open`: readable. `personal`: sealed, may be a key. `sensitive`: sealed and never searchable. */
    class: z.enum(["open", "personal", "sensitive"]),
    type: z.enum(["text", "number", "date", "choice"]),
    title: text,
    /** The words for each value of a choice. */
    values: z.record(key, text).optional(),
    /** Holds the identifier of a person or organisation whom the record is about. */
    subject: z.boolean().default(false),
  })
  .refine((one) => (one.type === "choice") === (one.values !== undefined), {
    message: "a choice has values, and nothing else has",
    path: ["values"],
  });

export const register = z
  .strictObject({
    id: key,
    title: text,
    /** The agency that keeps it and under whose key it is sealed. */
    owner: key,
    /** Fields that records are looked up by; the first identifies a record. */
    keys: z.array(key).min(1),
    /** An open text that records can be searched by. */
    search: key.optional(),
    /** Where several records have a key: the one with the greatest value of this open field comes first. */
    latest: key.optional(),
    retention: z.enum(["permanent", "30 years", "10 years"]),
    /** On what condition other agencies get the fields of a class. The owner may always ask. */
    share: z.strictObject({ open: sharing, personal: sharing, sensitive: sharing }),
    /** Where a class is not shared: the article that says so (`law-id/article`), and why. */
    withheld: z.strictObject({ law: z.string().regex(/^[a-z][a-z0-9-]*\/\d+(-\d+)*$/, "an article: law-id/number"), why: text }).optional(),
    fields: z.record(key, field),
  })
  .check(({ value, issues }) => {
    const wrong = (path: (string | number)[], message: string) => issues.push({ code: "custom", input: value, path, message });
    for (const [at, name] of value.keys.entries()) {
      const found = value.fields[name];
      if (!found) wrong(["keys", at], `there is no field ${name}`);
      else if (found.class === "sensitive") wrong(["keys", at], `${name} is sensitive and cannot be searched by`);
    }
    if (Object.values(value.share).includes("none") && value.withheld === undefined)
      wrong(["share"], "a class that is not shared needs its legal ground: withheld: { law, why }");
    for (const name of ["search", "latest"] as const) {
      const named = value[name];
      if (named !== undefined && value.fields[named]?.class !== "open") wrong([name], `${named} is no open field`);
    }
  });

export const registersFile = z.strictObject({ registers: z.array(register) });
export type Register = z.infer<typeof register>;
export type Field = z.infer<typeof field>;

/** A field's value: dates as `YYYY-MM-DD`, choices by their key. */
export type Value = string | number;
export type Fields = Readonly<Record<string, Value>>;

/** Why a row does not fit its register; undefined if it does. */
export function rowProblem(definition: Register, row: Fields): string | undefined {
  const [id = ""] = definition.keys;
  if (row[id] === undefined || row[id] === "") return `${id} is missing`;
  for (const [name, value] of Object.entries(row)) {
    const found = Object.hasOwn(definition.fields, name) ? definition.fields[name] : undefined;
    if (!found) return `there is no field ${name}`;
    if ((found.type === "number") !== (typeof value === "number")) return `${name} is no ${found.type}`;
    if (found.type === "number" && !Number.isFinite(value)) return `${name} is no number`;
    if (found.type === "date" && !z.iso.date().safeParse(value).success) return `${name} is no date (YYYY-MM-DD)`;
    if (found.type === "choice" && !Object.hasOwn(found.values ?? {}, value))
      return `${name} is none of ${Object.keys(found.values ?? {}).join(", ")}`;
  }
  return undefined;
}

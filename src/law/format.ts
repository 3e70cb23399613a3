// One law as data: law/<id>.yaml. An article without text is known by its number only.
import { z } from "zod";
import type { Text } from "../platform/i18n/index.ts";

const title = z.strictObject({ zh: z.string().trim().min(1), en: z.string().trim().min(1) });
const day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "day");
const span = z.strictObject({ from: day, to: day.optional() });

export const law = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, "key"),
  title,
  /** Where the text was taken from: the act and date of this version. */
  source: z.string().trim().min(1),
  /** The days on which this version is in force; `to` is the last of them. */
  "in-force": span,
  articles: z.record(
    z.string().regex(/^\d+(-\d+)*$/, "article number"),
    z.strictObject({
      /** The Chinese text, a paragraph a line. */
      text: z.string().trim().min(1).optional(),
      /** Where it differs from the law's. */
      "in-force": span.optional(),
    }),
  ),
});

export type Law = z.infer<typeof law>;
/** Laws by their id. */
export type Laws = ReadonlyMap<string, Law>;

export const shapes: Readonly<Record<string, Text>> = {
  key: {
    zh: "以小写字母开头，由小写字母、数字和连字符组成的键",
    en: "a key: lower-case letters, digits and hyphens, beginning with a letter",
  },
  day: { zh: "形如 2026-09-24 的日期", en: "a date such as 2026-09-24" },
  "article number": { zh: "条的号码，例如 42", en: "the number of an article, such as 42" },
};

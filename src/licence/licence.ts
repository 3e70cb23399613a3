// What an electronic licence says of itself (fields after GB/T 36903), whoever issues it and for whatever subject.
import { z } from "zod";

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const name = z.object({ zh: z.string().min(1), en: z.string().min(1) });

/** A licence's own fields: the same in the template's data, in the attached data and in the credential. */
export const licenceSchema = z.object({
  /** The number that people quote. */
  number: z.string().min(1),
  /** Identifier after GB/T 36904, with its check character. */
  identifier: z.string().min(1),
  /** Key of the kind of licence. */
  type: z.string().min(1),
  title: name,
  /** `uri` names the installation or agency as issuer of credentials; `code` is its credit code. */
  issuer: z.object({ zh: z.string().min(1), en: z.string().min(1), code: z.string().min(1), uri: z.string().min(1) }),
  holder: z.object({ name: z.string().min(1), identifier: z.string().nullable(), kind: z.string().nullable() }),
  /** Calendar dates in the city's time zone; null where it has no end. The last day counts whole. */
  validFrom: day,
  validTo: day.nullable(),
  /** The calendar date of issue. */
  issued: day,
});
export type Licence = Readonly<z.infer<typeof licenceSchema>>;

/** The names under which the parts lie inside the document. */
export const parts = { credential: "licence.sd-jwt", data: "licence.json", receipt: "receipt.json" } as const;

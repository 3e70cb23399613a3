// What a city's folder says about itself and its bodies: city.yaml and organisation.yaml.
import { z } from "zod";
import { isRight } from "../access/index.ts";
import { checkUscc } from "../engine/identifier/index.ts";
import { isZone } from "../platform/i18n/index.ts";
import { text } from "../platform/yaml/index.ts";

const key = z.string().regex(/^[a-z][a-z0-9-]*$/, "a key: lower-case letters, digits and hyphens, beginning with a letter");
const day = z.iso.date();

/** city.yaml */
export const cityFile = z.strictObject({
  id: key,
  name: text,
  /** Six digits of the city itself; identifiers of outputs carry it. */
  area: z.string().regex(/^\d{6}$/, "six digits"),
  timeZone: z.string().refine(isZone, "a time zone such as Asia/Shanghai"),
  /** A sample city is fictional and open to everybody; it is served on the loopback address only. */
  sample: z.boolean().default(false),
  /** The installation's own divisions: six digits, or nine for a subdistrict with the agency that looks after it. */
  divisions: z.array(
    z.strictObject({ code: z.string().regex(/^(\d{6}|\d{9})$/, "six or nine digits"), name: text, agency: key.optional() }),
  ),
  /** In the order in which they are shown. */
  lifeEvents: z.array(z.strictObject({ id: key, title: text })),
  /** What paper would cost: a printed page and a delivered document, in the city's money, and who says so. Without it pages are counted alone. */
  paper: z.strictObject({ page: z.number().nonnegative(), delivery: z.number().nonnegative(), source: text }).optional(),
});

/** A time of day by the city's clock. */
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "time");

export { clock as clockShape, day as dayShape, key as keyShape };

/** A post as it is described. */
export const postShape = z.strictObject({
  id: key,
  title: text,
  duties: z.array(text).min(1),
  rights: z.array(z.string().refine(isRight, "a right that posts may carry")).default([]),
});
/** An agency as it is described, without its posts. */
export const agencyShape = z.strictObject({
  id: key,
  title: text,
  code: z.string().regex(/^\d{9}$/, "nine digits"),
  uscc: z.string().refine((code) => checkUscc(code).valid, "a valid unified social credit code"),
  phone: z.string().trim().min(1).max(40),
  address: text,
});
const agency = agencyShape.extend({ posts: z.array(postShape).min(1) });
/** `agency/post` */
export const postName = z.string().regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/, "a post: agency/post");
const appointment = z
  .strictObject({ post: postName, from: day, to: day.optional() })
  .refine((one) => one.to === undefined || one.to >= one.from, { message: "ends before it begins", path: ["to"] });
/** An officer as they are described, without their appointments. */
export const officerShape = z.strictObject({
  id: key,
  name: z.string().trim().min(1).max(80),
  phone: z.string().trim().min(1).max(40),
  language: z.enum(["zh", "en"]).default("zh"),
});
const officer = officerShape.extend({ posts: z.array(appointment).min(1) });

/** organisation.yaml */
export const organisationFile = z.strictObject({ agencies: z.array(agency).min(1), officers: z.array(officer).min(1) });

export type CityFile = z.infer<typeof cityFile>;
export type OrganisationFile = z.infer<typeof organisationFile>;

// What may be asked to change who works where, as the pages and the API say it. Who asks is never part of it.
import { z } from "zod";
import { agencyShape, clockShape, dayShape, keyShape, officerShape, postName, postShape } from "./format.ts";

const reason = z.string().trim().min(1).max(500);
const period = { from: dayShape, to: dayShape };
const packs = z.array(keyShape).min(1).max(100);

/** One command on the organisation. Putting an agency, a post or an officer adds it, or changes all of it that is named. */
export const organisationCommand = z.discriminatedUnion("type", [
  agencyShape.extend({ type: z.literal("put-agency") }),
  /** From the day after `to` it is at work no more. */
  z.strictObject({ type: z.literal("end-agency"), id: keyShape, to: dayShape }),
  postShape.omit({ id: true }).extend({ type: z.literal("put-post"), post: postName }),
  /** What tasks still need it for is done by the successor's holders. */
  z.strictObject({ type: z.literal("end-post"), post: postName, to: dayShape, successor: postName.optional() }),
  officerShape.extend({ type: z.literal("put-officer") }),
  /** Leaves the service: every appointment ends. */
  z.strictObject({ type: z.literal("end-officer"), id: keyShape, to: dayShape }),
  z.strictObject({ type: z.literal("appoint"), officer: keyShape, post: postName, from: dayShape, to: dayShape.optional() }),
  z.strictObject({ type: z.literal("end-appointment"), officer: keyShape, post: postName, from: dayShape, to: dayShape }),
  /**
   * An officer hands posts on to another for a while; `packs`: in cases of these services alone; `begins` and `ends`: from this time of
   * the first day, until that of the last (`HH:MM` by the city's clock).
   */
  z.strictObject({
    type: z.literal("delegate"),
    posts: z.array(postName).min(1).max(20),
    officer: keyShape,
    ...period,
    begins: clockShape.optional(),
    ends: clockShape.optional(),
    packs: packs.optional(),
    reason,
  }),
  /** Who stands in for a post while its holder is away, or while it is vacant. */
  z.strictObject({ type: z.literal("substitute"), post: postName, for: keyShape.optional(), officer: keyShape, ...period, reason }),
  z.strictObject({ type: z.literal("end-acting"), id: z.uuid() }),
  z.strictObject({ type: z.literal("leave"), officer: keyShape, ...period }),
  /** Comes back: `to` is the last day of being away; a day before the first: it did not come about. */
  z.strictObject({ type: z.literal("end-leave"), id: z.uuid(), to: dayShape }),
]);

export type OrganisationCommand = z.infer<typeof organisationCommand>;

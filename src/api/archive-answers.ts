// How routes of the archive ask for staff and answer.
import { z } from "zod";
import type { Refused } from "../casework/index.ts";
import type { Actor } from "../identity/index.ts";
import { Refuse } from "./refuse.ts";

const refusal = (zh: string, en: string) => ({ ok: false, status: 403, code: "forbidden", title: { zh, en } }) as const;
const forStaff = refusal("只供工作人员使用。", "This is for staff.");
/** Figures of an archive that one neither keeps nor oversees. */
export const forbidden = refusal(
  "您不管理这个单位的档案，看不到它的统计。",
  "You keep no archive of this agency: its figures are not for you.",
);

export type Officer = Extract<Actor, { kind: "officer" }>;

/** Whoever works here; the archive is for nobody else. */
export function staff(actor: Actor): Officer {
  if (actor.kind === "officer") return actor;
  throw new Refuse(forStaff);
}

/** What was done, or why it was not. */
export function done<T extends { readonly ok: true }>(result: T | Refused): T {
  if (result.ok) return result;
  throw new Refuse(result);
}

export const made = { 201: { description: "Done", schema: z.object({ id: z.string() }) } };
export const ok = (what: string) => ({ 200: { description: what, schema: z.object({ id: z.string() }) } });

// Everything that the page and the file of looks are made from.

import { z } from "zod";
import { ownDrafts } from "../../casework/index.ts";
import type { Access } from "../../exchange/index.ts";
import { Cursors } from "../../platform/http/index.ts";
import type { PartyVisit } from "../context.ts";
import { registersOf } from "../services/registers.ts";
import { filterOf, readWanted, type Wanted } from "./filter.ts";
import { ownCases } from "./own.ts";
import type { Known } from "./said.ts";
import { type Subject, subjectsOf } from "./subjects.ts";

export interface Looked extends Known {
  readonly visit: PartyVisit;
  readonly subjects: readonly Subject[];
  readonly subject: Subject;
  readonly wanted: Wanted;
  readonly accesses: readonly Access[];
  /** The cursor of what follows. */
  readonly next: string | undefined;
}

const place = z.tuple([z.number(), z.string()]);

/** Up to `most` looks from where the address says; refused by name where it asks for somebody else's or carries no cursor of ours. */
export async function gather(visit: PartyVisit, most: number): Promise<Looked | "notFound" | "badCursor"> {
  const { c, desk, actor } = visit;
  const wanted = readWanted(c);
  const { subjects, subject } = await subjectsOf(visit, wanted.about);
  if (!subject) return "notFound";
  const cursors = new Cursors(desk.keys.derive("portal cursors").bytes);
  const { about: _, ...filter } = wanted;
  const scope = `looked ${actor.id} ${subject.id} ${JSON.stringify(filter)}`;
  const after = c.req.query("after");
  const from = after === undefined ? undefined : place.safeParse(cursors.open(scope, after));
  if (from && !from.success) return "badCursor";
  const rows = await desk.exchange.accessesOf(subject.identifier, {
    ...filterOf(wanted, desk.zone),
    most: most + 1,
    ...(from ? { before: { at: from.data[0], id: from.data[1] } } : {}),
  });
  const accesses = rows.slice(0, most);
  const last = accesses.at(-1);
  const [registers, cases, drafts] = await Promise.all([
    registersOf(visit),
    ownCases(
      visit,
      accesses.flatMap((one) => one.case ?? []),
    ),
    ownDrafts(
      desk,
      actor,
      accesses.flatMap((one) => one.draft ?? []),
    ),
  ]);
  const next = rows.length > most && last ? cursors.seal(scope, [last.shownAt, last.id]) : undefined;
  return { visit, subjects, subject, wanted, accesses, registers, cases, drafts, next };
}

// Whose data the reader may ask about: the reader, and the organisations for which the reader may act today.
import { type Party as KnownParty, partiesById } from "../../identity/index.ts";
import type { PartyVisit } from "../context.ts";

export type Subject = KnownParty;

/** All of them, and the one asked for by its party id; undefined where the reader may not ask about that one. */
export async function subjectsOf(
  { desk, actor }: PartyVisit,
  asked: string | undefined,
): Promise<{ readonly subjects: readonly Subject[]; readonly subject: Subject | undefined }> {
  const known = await partiesById(desk.ground, [actor.id, ...actor.actsFor]);
  const subjects = [actor.id, ...actor.actsFor].flatMap((id) => known.get(id) ?? []);
  return { subjects, subject: subjects.find(({ id }) => id === (asked ?? actor.id)) };
}

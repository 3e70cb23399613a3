// How a party is known to casework: by blind indexes, so that its cases are found without reading who it is.
import type { Actor } from "../identity/index.ts";
import type { Desk } from "./desk.ts";

/** The blind index under which the cases of a party are found. */
export const partyBlind = (desk: Pick<Desk, "keys">, party: string): Buffer => desk.keys.mark("case party", party);

/** The party with this index, where it is still known who that is without opening a case. */
export const partyBehind = (desk: Pick<Desk, "keys">, blind: Buffer): string | undefined => desk.keys.marked("case party", blind);

/** The blind indexes of everyone that this actor is or acts for; none for officers and the system. */
export function blindsOf(desk: Pick<Desk, "keys">, actor: Actor): readonly Buffer[] {
  return actor.kind === "party" ? [actor.id, ...actor.actsFor].map((id) => partyBlind(desk, id)) : [];
}

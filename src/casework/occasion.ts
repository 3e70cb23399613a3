// What the system does by itself in a case: each occasion once, however often its job runs.
import type { Desk } from "./desk.ts";
import { idFor } from "./number.ts";
import type { Refused } from "./refusal.ts";

/** The command of an occasion: the same occasion has the same id, so that done twice it counts once. */
export const commandOf = (desk: Pick<Desk, "keys">, occasion: string): string =>
  idFor(desk.keys.derive("command ids").bytes, "system", occasion);

/** Throws where the case was busy, so that the job is tried again; any other refusal means that the case went on without this. */
export function settle(done: { readonly ok: true } | Refused): void {
  if (!done.ok && done.status === 503) throw new Error("the case is busy");
}

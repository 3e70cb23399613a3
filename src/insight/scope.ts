// Who sees which figures: those who answer for the whole city see all of it, whoever leads an agency sees that agency.
import { type Directory, powersOf } from "../organisation/index.ts";

/** The agencies whose figures an officer sees; null sees all, none sees nothing. */
export function seenAgencies(
  directory: Directory,
  { id, rights }: { readonly id: string; readonly rights: readonly string[] },
  day: string,
): readonly string[] | null {
  if (["administer", "supervise", "read-cases"].some((right) => rights.includes(right))) return null;
  return [...powersOf(directory, id, day).leads].sort();
}

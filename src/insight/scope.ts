// Who sees which figures: those who answer for the whole city see all of it, whoever leads an agency sees that agency.

/** The agencies whose figures an officer sees; null sees all, none sees nothing. */
export const seenAgencies = ({
  rights,
  leads = [],
}: {
  readonly rights: readonly string[];
  readonly leads?: readonly string[];
}): readonly string[] | null =>
  ["administer", "supervise", "read-cases"].some((right) => rights.includes(right)) ? null : leads.toSorted();

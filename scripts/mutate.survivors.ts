// Mutants that no test can see, each with the reason why it changes nothing that matters.

export interface Survivor {
  file: string;
  /** As `npm run mutate` prints it. */
  mutant: string;
  why: string;
}

export const survivors: readonly Survivor[] = [
  {
    file: "decide.ts",
    mutant: "if (refusal) return refusal;  →  (left out)",
    why: "On the day for which a task waited it opens, so that settling finds somebody who can act and refuses nothing; said for the type.",
  },
  {
    file: "settle.ts",
    mutant:
      '(task) => live(task) || (task.status === "waiting" && isEarly(model, task, draft.context)),  →  (task) => live(task) || (task.status === "waiting" || isEarly(model, task, draft.context)),',
    why: "What waits for another task waits for one that is live or that waits for its day, which is found by itself; what waits in vain was voided before.",
  },
  {
    file: "rates/faults.ts",
    mutant: "if (before !== undefined && from < before)  →  if (before !== undefined && from <= before)",
    why: "The same date cannot come twice: YAML refuses a key that does.",
  },
  {
    file: "canonical.ts",
    mutant: "members.sort(([a], [b]) => (a < b ? -1 : 1));  →  members.sort(([a], [b]) => (a <= b ? -1 : 1));",
    why: "No two members of an object have the same name.",
  },
  {
    file: "check-tasks.ts",
    mutant:
      "for (let at: Key | undefined = caller; at !== undefined && !passed.has(at); at = own(stage.tasks, at)?.after?.task) {  →  for (let at: Key | undefined = caller; at !== undefined || !passed.has(at); at = own(stage.tasks, at)?.after?.task) {",
    why: "Walks one step further, to undefined or round the circle once more, and then ends with the same answer.",
  },
  {
    file: "compile.ts",
    mutant:
      "if (key !== undefined && member !== undefined) found[key] = member;  →  if (key !== undefined || member !== undefined) found[key] = member;",
    why: "A name or a member that could not be read has been reported, so that the model is never handed out.",
  },
];

// Mutants that no test can see, each with the reason why it changes nothing that matters.

export interface Survivor {
  file: string;
  /** As `npm run mutate` prints it. */
  mutant: string;
  why: string;
}

export const survivors: readonly Survivor[] = [];

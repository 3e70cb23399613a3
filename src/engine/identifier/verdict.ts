import type { Text } from "../../platform/i18n/index.ts";

/** The answer of a check: `why` is null exactly when the number is valid; otherwise it says what is wrong and what to do. */
export interface Verdict {
  readonly valid: boolean;
  readonly why: Text | null;
}

export const valid: Verdict = { valid: true, why: null };

export const invalid = (zh: string, en: string): Verdict => ({ valid: false, why: { zh, en } });

// What a check found, said plainly in both languages.
import type { Text } from "../platform/i18n/index.ts";

/**
 * One thing that was checked. `holds` is null where it could not be decided with what was at hand; such a finding refuses nothing,
 * and its text says what is missing.
 */
export interface Finding {
  readonly check: "format" | "signature" | "issuer" | "credential" | "binding" | "validity" | "status" | "authority" | "record" | "page";
  readonly holds: boolean | null;
  readonly text: Text;
}

export const finding = (check: Finding["check"], holds: boolean | null, zh: string, en: string): Finding => ({
  check,
  holds,
  text: { zh, en },
});

/** True where something was checked and nothing failed. */
export const allHold = (findings: readonly { readonly holds: boolean | null }[]): boolean =>
  findings.some(({ holds }) => holds === true) && findings.every(({ holds }) => holds !== false);

// What of a case is sealed: who applies, what was answered, what was said. Shapes only; the sealing is in secrets.ts.
import type { Evidence } from "./evidence.ts";
import type { Answers } from "./facts.ts";

/** A party as the case needs it, copied at submission: what was true then stays readable as it was. */
export interface PartyCopy {
  readonly id: string;
  readonly kind: "person" | "organisation";
  readonly name: string;
  readonly identifier: string;
  readonly phone?: string;
}

/** The sealed content of a data version. */
export interface CaseSecret {
  readonly applicant: PartyCopy | undefined;
  readonly agent?: PartyCopy;
  readonly answers: Answers;
  /**
   * What was found and declared when the case was opened, by the number of its piece of evidence: a case is opened in one go. Files, which
   * are opened without the rest when the store is swept, and pieces that came later are sealed by themselves, in their rows.
   */
  readonly evidence?: Readonly<Record<number, Evidence["content"]>>;
}

/** The sealed content of an entry. */
export interface EntrySecret {
  readonly words?: string;
  readonly marks?: readonly string[];
  /** A message to others who work on the case. Not among `words`: only those it went to read it. */
  readonly message?: {
    readonly text: string;
    readonly to: readonly string[];
    /** Documents and evidence of the case that go with it, by their numbers. */
    readonly attached?: readonly { readonly kind: "document" | "evidence"; readonly no: number }[];
  };
  /** A comment on a text: where it belongs, and the words there as they were. */
  readonly comment?: { readonly line: number; readonly from: number; readonly to: number; readonly quote: string };
  /** What the caller was told, so that the same command sent again is told the same. */
  readonly reply: Record<string, unknown>;
}

/** The sealed content of a document row: the key of its file in the store, and the letter's or licence's own title. */
export interface DocumentSecret {
  /** The file's own key, in base64. */
  readonly key: string;
}

// The case page is a list of parts; each is a function of the case as this officer may see it.
import type { VNode } from "preact";
import type { CaseView, NumberedEvidence } from "../../casework/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import type { Bench } from "../context.ts";

/** What every part may look at. */
export interface CaseSheet {
  readonly bench: Bench;
  readonly view: CaseView;
  readonly evidence: readonly NumberedEvidence[];
}

/** A part of the case page. */
export interface CasePart {
  /** Its anchor on the page. */
  readonly id: string;
  readonly title: Text;
  /** `first`: the first screen's main column. `beside`: next to it. `below`: after it, in the whole width. */
  readonly place: "first" | "beside" | "below";
  /** Nothing where the part has nothing to say about this case. */
  readonly show: (sheet: CaseSheet) => VNode | undefined | Promise<VNode | undefined>;
}

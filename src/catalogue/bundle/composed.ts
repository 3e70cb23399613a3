// A bundle put together: its parts with what each takes from the bundle and what it waits for.
import type { Text } from "../../platform/i18n/index.ts";
import type { Feed, PartSpec } from "../format/index.ts";
import type { Pack } from "../pack.ts";

/** One part of a bundle, pinned to a version of its pack. */
export interface ComposedPart {
  readonly key: string;
  readonly pack: Pack;
  readonly spec: PartSpec;
  /** Field of the part's form → field of the bundle's that answers it. What the part is fed or fetches later is not among them. */
  readonly fields: Readonly<Record<string, string>>;
  /** Requirement of the part → requirement of the bundle whose evidence is handed on. */
  readonly requirements: Readonly<Record<string, string>>;
  /** Requirement that is met only once the part is opened → the bundle's, in which the applicant supplies it where no register knows. */
  readonly supplies: Readonly<Record<string, string>>;
  /** Field of the part → what another part yields for it. */
  readonly feeds: Readonly<Record<string, Feed>>;
  /** The bundle's question whether registers may be asked once the part is opened, where no law lets them be asked without. */
  readonly consent: string | undefined;
  /** Parts that have to come out right before this one is opened. */
  readonly awaits: readonly string[];
}

export type ComposedParts = Readonly<Record<string, ComposedPart>>;

/** What a part came to, as the bundle counts it. */
export const partOutcomes = ["granted", "refused", "closed", "not-opened"] as const;
export type PartOutcome = (typeof partOutcomes)[number];

/** The outcome of a part's task, by the kind of the end that its case came to. */
export const outcomeOfEnd = { success: "granted", failure: "refused", none: "closed" } as const satisfies Record<
  "success" | "failure" | "none",
  PartOutcome
>;

/** The one stage of a bundle's procedure where it is made. */
export const partsStage = "parts";
/** The extra of a bundle's procedure that is open while every running part waits for the applicant. */
export const waitingExtra = "waiting";
/** The extra in which the applicant supplies what a part needs and no register knew when it was to be opened. */
export const supplyExtra = (part: string): string => `supply-${part}`;
/** The extra in which the applicant answers what a newer version asks besides, where a running bundle is moved to it. */
export const moreExtra = "more";
/** The outcome with which the applicant goes on without the part. */
export const withoutPart = "without";
/** The field and the fact in which the applicant's choice of parts stands. */
export const choiceField = "chosenParts";
export const choiceFact = "chosen parts";

/** The question of a part for consent to what is asked once it is opened. */
export const consentField = (part: string): string => `agree_${part.replaceAll("-", "_")}`;

/** Something that cannot be put together: where in pack.yaml, and why. */
export interface Misfit {
  readonly path: readonly PropertyKey[];
  readonly message: Text;
}

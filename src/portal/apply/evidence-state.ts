// What an evidence page shows: a table of situations, decided from the requirement and what came of it so far.

import { type Answered, type DraftContent, registrySources } from "../../casework/index.ts";
import type { Requirement } from "../../catalogue/index.ts";
import { canAsk } from "./journey.ts";

/** How long the page waits for a register before it offers another way, in milliseconds. */
export const patience = 10_000;

export type Situation =
  /** A register may be asked; the page says who, what and why. */
  | { readonly kind: "offer" }
  | { readonly kind: "looking" }
  /** It takes longer than {@link patience}. */
  | { readonly kind: "late" }
  | { readonly kind: "found"; readonly answer: Extract<Answered, { state: "found" }> }
  | { readonly kind: "none" | "down" }
  /** No register knows it, or the applicant would rather supply it. */
  | { readonly kind: "supply" };

export function situationOf(requirement: Requirement, content: DraftContent, now: number, own: boolean): Situation {
  const answer = content.answered[requirement.id];
  const given = content.given[requirement.id];
  if (answer?.state === "found") return { kind: "found", answer };
  if (own && supplies(requirement)) return { kind: "supply" };
  if (answer?.state === "asked") return now - answer.at < patience ? { kind: "looking" } : { kind: "late" };
  if (answer?.state === "none") return { kind: "none" };
  if (answer?.state === "unavailable") return { kind: "down" };
  if (given && given.consent !== true && supplies(requirement)) return { kind: "supply" };
  return canAsk(requirement, content) ? { kind: "offer" } : { kind: "supply" };
}

export const uploadOf = (requirement: Requirement) =>
  requirement.sources.flatMap((source) => ("upload" in source ? [source.upload] : []))[0];
export const declarationOf = (requirement: Requirement) =>
  requirement.sources.flatMap((source) => ("declaration" in source ? [source.declaration] : []))[0];
/** The applicant can supply it, by a file or a declaration. */
export const supplies = (requirement: Requirement): boolean =>
  uploadOf(requirement) !== undefined || declarationOf(requirement) !== undefined;
/** The register that would be asked first, whose law or consent the page names. */
export const firstSource = (requirement: Requirement) => registrySources(requirement)[0];

import { type Journey, stepAfter } from "./journey.ts";

/** Where a finished page leads. After a change from the check: back to it, unless it led to a page that is not finished. */
export function onward(
  journey: Journey,
  at: { readonly step: { readonly page: { readonly id: string } }; readonly fromCheck: boolean },
): string {
  if (!at.fromCheck) return stepAfter(journey, at.step.page.id);
  return journey.steps.find(({ problems }) => problems.length > 0)?.page.id ?? "check";
}

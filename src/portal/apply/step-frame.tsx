// What every page of an application has around its question: where one is, the way back, errors at the top.
import type { ComponentChildren } from "preact";
import type { Draft } from "../../casework/index.ts";
import { ErrorSummary, type FieldError, useSay } from "../../platform/page/index.ts";
import type { PartyVisit } from "../context.ts";
import { show } from "../frame.tsx";
import { routes } from "../routes.ts";
import { stepAddress } from "./drafts.tsx";
import type { Journey, Step } from "./journey.ts";
import { words } from "./messages.ts";

/** One page of one draft. */
export interface At {
  readonly draft: Draft;
  readonly journey: Journey;
  readonly step: Step;
  /** The reader came from the check to change one answer, and goes back there. */
  readonly fromCheck: boolean;
}

/** The address of this page, with where it was come from. */
export const addressOf = ({ lang }: PartyVisit, { draft, step, fromCheck }: At): string =>
  routes.draftPage.to({ lang, id: draft.id, page: step.page.id }, { from: fromCheck ? "check" : undefined });

export function showStep(
  visit: PartyVisit,
  at: At,
  props: { readonly errors?: readonly FieldError[]; readonly refresh?: number; readonly status?: 200 | 409 | 422 },
  content: ComponentChildren,
): Response | Promise<Response> {
  const { draft, step } = at;
  const errors = props.errors ?? [];
  return show(
    visit,
    {
      title: { zh: `${step.page.title.zh} - ${draft.pack.header.title.zh}`, en: `${step.page.title.en} - ${draft.pack.header.title.en}` },
      back: backOf(visit, at),
      failed: errors.length > 0,
      refresh: props.refresh,
      status: props.status ?? (errors.length > 0 ? 422 : 200),
    },
    <>
      <ErrorSummary errors={errors} />
      <Caption at={at} />
      {content}
    </>,
  );
}

function backOf({ lang }: PartyVisit, { draft, journey, step, fromCheck }: At): string {
  if (fromCheck) return stepAddress(lang, draft.id, "check");
  const before = journey.steps[journey.steps.findIndex(({ page }) => page.id === step.page.id) - 1];
  return before ? stepAddress(lang, draft.id, before.page.id) : routes.drafts.to({ lang });
}

function Caption({ at: { draft, journey, step } }: { at: At }) {
  const s = useSay();
  const n = journey.steps.findIndex(({ page }) => page.id === step.page.id) + 1;
  return (
    <p class="e-caption">
      {s(draft.pack.header.title)} <span class="e-figures">{s(words.step(n, journey.steps.length))}</span>
    </p>
  );
}

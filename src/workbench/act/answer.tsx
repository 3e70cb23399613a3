// What comes after a command: back to the case with a word; or the case as it stands now, and why the command was refused.
import type { VNode } from "preact";
import { type Acted, type CaseView, caseView, type Refused, timeline } from "../../casework/index.ts";
import { errorAnswer, flash, type Http } from "../../platform/http/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { LangText, Notification, Timeline } from "../../platform/page/index.ts";
import { happenings } from "../case/history.tsx";
import { sendCase } from "../case/page.tsx";
import { text } from "../case/words.ts";
import type { Bench } from "../context.ts";
import { routes } from "../routes.ts";
import { closed, type flashes } from "../words.ts";

export interface After {
  readonly id: string;
  readonly done: keyof typeof flashes;
  /** What was typed and would be lost. */
  readonly typed?: string | undefined;
  /** The version that the officer had before them. */
  readonly seen?: number | undefined;
  /** Shows the form again, where it can be sent again as it is or put right. */
  readonly again?: (refusal: Refused, view: CaseView, notice: VNode) => Promise<Response | undefined>;
}

/** Answers a form whose command has been given. */
export async function answer(c: Http, bench: Bench, result: Acted | Refused, after: After): Promise<Response> {
  if (result.ok) {
    flash(c, after.done);
    return c.redirect(routes.case.to({ lang: bench.lang, id: after.id }), 303);
  }
  const view = await caseView(bench.desk, bench.officer, after.id);
  if ("ok" in view) return errorAnswer(c, { status: 404, ...closed.noCase });
  const notice = await refusalNotice(bench, view, result.title, after);
  const again = await after.again?.(result, view, notice);
  if (again) return again;
  const status = result.status === 403 || result.status === 412 || result.status === 503 ? result.status : 409;
  return sendCase(c, bench, view, { notice, status });
}

/** Why it was not done, what happened meanwhile, and what was typed. */
export async function refusalNotice(
  bench: Bench,
  view: CaseView,
  why: Text,
  { typed, seen }: Pick<After, "typed" | "seen">,
): Promise<VNode> {
  const lines =
    seen === undefined || seen >= view.heading.version ? [] : await timeline(bench.desk, bench.officer, view, { after: seen, limit: 20 });
  const items = happenings({ bench, view }, lines);
  return (
    <Notification title={text.notDone}>
      <p>
        <LangText of={why} />
      </p>
      {items.length > 0 ? (
        <>
          <p>
            <LangText of={text.meanwhile} />
          </p>
          <Timeline level={3} items={items} />
        </>
      ) : null}
      {typed === undefined ? null : (
        <>
          <p>
            <LangText of={text.youWrote} />
          </p>
          <blockquote class="e-said e-lines">{typed}</blockquote>
        </>
      )}
    </Notification>
  );
}

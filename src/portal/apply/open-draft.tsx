// Opens the reader's own draft for a page. Nobody else's exists; one that became a case leads to the case.
import { type Draft, type DraftContent, readDraft, saveDraft } from "../../casework/index.ts";
import { errorAnswer, flash, refuse } from "../../platform/http/index.ts";
import type { Messages } from "../../platform/i18n/index.ts";
import type { PartyVisit } from "../context.ts";
import { param } from "../handle.ts";
import { routes } from "../routes.ts";

const words = {
  busy: { zh: "这份申请正在多个窗口里保存", en: "This application is being saved in several windows" },
  busyText: { zh: "您刚才填的没有写入。请返回上一页再按一次。", en: "What you just sent was not written. Go back and press once more." },
} as const satisfies Messages;

/** Runs a page on the draft of the address. */
export const withDraft =
  (page: (visit: PartyVisit, draft: Draft) => Response | Promise<Response>) =>
  async (visit: PartyVisit): Promise<Response> => {
    const { c, desk, actor, lang } = visit;
    const draft = await readDraft(desk, actor, param(visit, "id"));
    if (!draft) return refuse(c, "notFound");
    if (draft.submitted === undefined) return page(visit, draft);
    flash(c, "already-submitted");
    return c.redirect(routes.case.to({ lang, id: draft.submitted }), 303);
  };

const attempts = 5;

/**
 * Saves what one page changes; others may save other pages meanwhile, so the change is made again on what they left.
 * `change` gives null where it no longer fits.
 */
export async function change(
  visit: PartyVisit,
  draft: Draft,
  change: (content: DraftContent) => DraftContent | null,
): Promise<Draft | "changed" | Response> {
  const { c, desk, actor } = visit;
  let latest: Draft | undefined = draft;
  for (let attempt = 0; attempt < attempts && latest && latest.submitted === undefined; attempt++) {
    const content = change(latest.content);
    if (content === null) return "changed";
    if (await saveDraft(desk, actor, latest, content)) return { ...latest, content, version: latest.version + 1 };
    latest = await readDraft(desk, actor, draft.id);
  }
  if (!latest) return refuse(c, "notFound");
  if (latest.submitted !== undefined) return c.redirect(routes.case.to({ lang: visit.lang, id: latest.submitted }), 303);
  return errorAnswer(c, { status: 503, title: words.busy, detail: words.busyText });
}

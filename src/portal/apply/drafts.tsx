// Unfinished applications: listed, taken up again, deleted.
import { type Draft, type DraftLine, deleteDraft, listDrafts } from "../../casework/index.ts";
import { flash, readForm } from "../../platform/http/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { ConfirmForm, DateText, DateTime, EmptyState, Table, useSay } from "../../platform/page/index.ts";
import type { PartyVisit } from "../context.ts";
import { show } from "../frame.tsx";
import { routes } from "../routes.ts";
import { journeyOf, stepToResume } from "./journey.ts";
import { words } from "./messages.ts";

export async function draftsPage(visit: PartyVisit): Promise<Response> {
  const { desk, actor, lang } = visit;
  const drafts = await listDrafts(desk, actor);
  const titled = await Promise.all(
    drafts.map(async (draft) => ({ ...draft, title: (await desk.catalogue.current(draft.pack))?.header.title ?? words.drafts })),
  );
  return show(visit, { title: words.drafts, forms: false, back: routes.home.to({ lang }) }, <Drafts drafts={titled} visit={visit} />);
}

function Drafts({ drafts, visit: { lang } }: { drafts: readonly (DraftLine & { readonly title: Text })[]; visit: PartyVisit }) {
  const s = useSay();
  return (
    <>
      <h1>{s(words.drafts)}</h1>
      {drafts.length === 0 ? (
        <EmptyState title={words.noDrafts}>
          <p>{s(words.noDraftsHelp)}</p>
        </EmptyState>
      ) : (
        <Table
          caption={words.drafts}
          hideCaption
          rows={drafts}
          rowKey={({ id }) => id}
          columns={[
            {
              title: words.service,
              heads: true,
              cell: ({ id, title }) => (
                <a class="govuk-link" href={routes.draft.to({ lang, id })}>
                  {s(title)}
                </a>
              ),
            },
            { title: words.savedAt, cell: ({ updatedAt }) => <DateTime at={updatedAt} /> },
            { title: words.keptUntil, cell: ({ expiresAt }) => <DateText of={expiresAt} /> },
            {
              title: words.actions,
              cell: ({ id, title }) => (
                <a class="govuk-link" href={routes.draftDelete.to({ lang, id })}>
                  {s(words.delete)}
                  <span class="govuk-visually-hidden"> {s(title)}</span>
                </a>
              ),
            },
          ]}
        />
      )}
    </>
  );
}

/** A draft's own address leads to the page where it goes on. */
export function resumeDraft({ c, desk, actor, lang }: PartyVisit, draft: Draft): Response {
  return c.redirect(stepAddress(lang, draft.id, stepToResume(journeyOf(desk, draft, actor))), 303);
}

/** The address of a page of a draft, or of the check. */
export const stepAddress = (lang: PartyVisit["lang"], id: string, step: string): string =>
  step === "check" ? routes.draftCheck.to({ lang, id }) : routes.draftPage.to({ lang, id, page: step });

export function deletePage(visit: PartyVisit, draft: Draft): Response | Promise<Response> {
  const { lang } = visit;
  return show(visit, { title: words.deleteTitle, back: routes.drafts.to({ lang }) }, <Delete visit={visit} draft={draft} />);
}

function Delete({ visit: { lang }, draft }: { visit: PartyVisit; draft: Draft }) {
  const s = useSay();
  return (
    <>
      <h1>{s(words.deleteTitle)}</h1>
      <ConfirmForm action={routes.draftDelete.to({ lang, id: draft.id })} yes={words.deleteYes} back={routes.drafts.to({ lang })}>
        <p>{s(words.deleteText(s(draft.pack.header.title)))}</p>
      </ConfirmForm>
    </>
  );
}

export async function deleteDone({ c, desk, actor, lang }: PartyVisit, draft: Draft): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  if (form.fields.get("confirm") !== "yes") return c.redirect(routes.draftDelete.to({ lang, id: draft.id }), 303);
  await deleteDraft(desk, actor, draft.id);
  flash(c, "draft-deleted");
  return c.redirect(routes.drafts.to({ lang }), 303);
}

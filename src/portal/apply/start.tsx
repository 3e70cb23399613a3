// The first page of applying: for whom. It begins a draft.

import { beginDraft, type DraftLine, listDrafts } from "../../casework/index.ts";
import type { Pack } from "../../catalogue/index.ts";
import { type Party as KnownParty, partiesById } from "../../identity/index.ts";
import { readForm, refuse } from "../../platform/http/index.ts";
import { Button, ErrorSummary, errorOf, type FieldError, Form, InsetText, Radios, useSay } from "../../platform/page/index.ts";
import type { PartyVisit } from "../context.ts";
import { keptAnswers } from "../eligibility/keep.ts";
import { show } from "../frame.tsx";
import { param } from "../handle.ts";
import { routes } from "../routes.ts";
import { offeredService } from "../services/service.tsx";
import { beginning, startAnswers } from "../services/serving.ts";
import { words } from "./messages.ts";

interface Choice {
  /** Party id. */
  readonly id: string;
  readonly name: string;
  readonly self: boolean;
}

async function serviceOf(visit: PartyVisit): Promise<Pack | undefined> {
  const pack = await offeredService(visit, param(visit, "id"));
  return pack?.header.channels.online ? pack : undefined;
}

/** Everybody for whom the reader may apply for this service. */
async function choicesOf({ desk, actor }: PartyVisit, { header: { applicants } }: Pack): Promise<readonly Choice[]> {
  const organisations: ReadonlyMap<string, KnownParty> = applicants.includes("organisation")
    ? await partiesById(desk.ground, actor.actsFor)
    : new Map();
  return [
    ...(applicants.includes(actor.party) ? [{ id: actor.id, name: actor.name, self: true }] : []),
    ...[...organisations.values()].map(({ id, name }) => ({ id, name, self: false })),
  ];
}

export async function startPage(visit: PartyVisit): Promise<Response> {
  const pack = await serviceOf(visit);
  return pack ? start(visit, pack, []) : refuse(visit.c, "notFound");
}

export async function startDone(visit: PartyVisit): Promise<Response> {
  const { c, desk, actor, lang } = visit;
  const pack = await serviceOf(visit);
  if (!pack) return refuse(c, "notFound");
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const choices = await choicesOf(visit, pack);
  const chosen = choices.length === 1 ? choices[0] : choices.find(({ id }) => id === form.fields.get("for"));
  if (!chosen) return start(visit, pack, [{ name: "for", text: words.forWhomMissing }]);
  const content = {
    answers: { ...startAnswers(pack, (name) => c.req.query(name)), ...keptAnswers(pack, form.fields) },
    given: {},
    answered: {},
    ...(chosen.self ? {} : { onBehalfOf: chosen.id }),
  };
  const id = await beginDraft(desk, actor, pack, content, form.fields.once);
  return c.redirect(routes.draft.to({ lang, id }), 303);
}

async function start(visit: PartyVisit, pack: Pack, errors: readonly FieldError[]): Promise<Response> {
  const { lang, desk, actor } = visit;
  const { title, id } = pack.header;
  const [choices, drafts] = await Promise.all([choicesOf(visit, pack), listDrafts(desk, actor)]);
  return show(
    visit,
    {
      title: words.applyFor(title[lang]),
      back: routes.service.to({ lang, id }),
      failed: errors.length > 0,
      status: errors.length > 0 ? 422 : 200,
    },
    <Start visit={visit} pack={pack} choices={choices} draft={drafts.find((one) => one.pack === id)} errors={errors} />,
  );
}

function Start(props: {
  visit: PartyVisit;
  pack: Pack;
  choices: readonly Choice[];
  draft: DraftLine | undefined;
  errors: readonly FieldError[];
}) {
  const s = useSay();
  const { visit, pack, choices, draft, errors } = props;
  const { lang } = visit;
  const { header } = pack;
  const [only] = choices;
  const here = beginning(visit, pack, Object.fromEntries(Object.keys(header.start).map((name) => [name, visit.c.req.query(name)])));
  const title = <p class="e-caption">{s(header.title)}</p>;
  return (
    <>
      <ErrorSummary errors={errors} />
      {draft ? (
        <InsetText>
          <p>
            {s(words.unfinished)}
            {s({ zh: "。", en: "." })}{" "}
            <a class="govuk-link" href={routes.draft.to({ lang, id: draft.id })}>
              {s(words.goOn)}
            </a>
          </p>
        </InsetText>
      ) : null}
      {title}
      {only ? (
        <Form action={here}>
          {choices.length === 1 ? (
            <>
              <h1>{s(words.forWhom)}</h1>
              <p>
                <strong>{only.self ? s(words.myself(only.name)) : only.name}</strong>
              </p>
            </>
          ) : (
            <Radios
              name="for"
              label={words.forWhom}
              heading
              error={errorOf(errors, "for")}
              options={choices.map(({ id, name, self }) => ({ value: id, label: self ? words.myself(name) : name }))}
            />
          )}
          <p class="e-muted">{s(words.saved)}</p>
          <Button big>{words.begin}</Button>
        </Form>
      ) : (
        <>
          <h1>{s(words.forWhom)}</h1>
          <p>{s(header.applicants.includes("organisation") ? words.onlyOrganisations : words.onlyPersons)}</p>
        </>
      )}
    </>
  );
}

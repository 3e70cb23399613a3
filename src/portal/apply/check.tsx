// Everything said, once more, with a way to change each; then the declaration and the one button that submits.

import { applying, closeDraft, type Draft, type Refused, submit } from "../../casework/index.ts";
import type { Requirement } from "../../catalogue/index.ts";
import { groupsOf as entriesOf, rowForm } from "../../engine/form/index.ts";
import { type Party as KnownParty, partiesById } from "../../identity/index.ts";
import { readForm } from "../../platform/http/index.ts";
import { size, type Text } from "../../platform/i18n/index.ts";
import {
  Button,
  ErrorSummary,
  errorOf,
  type FieldError,
  Form,
  InsetText,
  Notification,
  SummaryList,
  type SummaryRow,
  Tick,
  useSay,
} from "../../platform/page/index.ts";
import type { PartyVisit } from "../context.ts";
import { show } from "../frame.tsx";
import { refusedPage } from "../refused.tsx";
import { routes } from "../routes.ts";
import { type RegisterTitles, registersOf } from "../services/registers.ts";
import { stepAddress } from "./drafts.tsx";
import { entryTitle } from "./entry-list.ts";
import { fieldTitle, holderOf, inOrder, valueText } from "./evidence-parts.tsx";
import { answerText, groupLines } from "./field.tsx";
import { answeredOf, type Journey, journeyOf, type Step } from "./journey.ts";
import { words } from "./messages.ts";
import { seenField, seenMark } from "./seen.ts";

interface Checking {
  readonly visit: PartyVisit;
  readonly draft: Draft;
  readonly journey: Journey;
  readonly registers: RegisterTitles;
  readonly applicants: ReadonlyMap<string, KnownParty>;
  readonly errors: readonly FieldError[];
  /** It was changed elsewhere since it was shown. */
  readonly changed: boolean;
}

export const checkPage = (visit: PartyVisit, draft: Draft): Promise<Response> => shown(visit, draft, [], false);

async function shown(visit: PartyVisit, draft: Draft, errors: readonly FieldError[], changed: boolean): Promise<Response> {
  const { desk, actor, lang } = visit;
  const { onBehalfOf } = draft.content;
  const journey = journeyOf(desk, draft, actor);
  const [registers, applicants] = await Promise.all([
    registersOf(visit),
    partiesById(desk.ground, [actor.id, ...(onBehalfOf === undefined ? [] : [onBehalfOf])]),
  ]);
  const last = journey.steps.at(-1);
  return show(
    visit,
    {
      title: words.check,
      back: last ? stepAddress(lang, draft.id, last.page.id) : routes.drafts.to({ lang }),
      failed: errors.length > 0,
      status: errors.length > 0 ? 422 : changed ? 409 : 200,
    },
    <Check visit={visit} draft={draft} journey={journey} registers={registers} applicants={applicants} errors={errors} changed={changed} />,
  );
}

/** What the reader has seen of the draft when submitting. */
const shownOf = ({ content }: Draft) => ({ answers: content.answers, given: content.given, answered: answeredOf(content) });

export async function checkDone(visit: PartyVisit, draft: Draft): Promise<Response> {
  const { c, desk, actor, lang } = visit;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  if (form.fields.get("agree") !== "yes") return shown(visit, draft, [{ name: "agree", text: words.agreeMissing }], false);
  if (form.fields.get(seenField) !== seenMark(shownOf(draft))) return shown(visit, draft, [], true);
  const { content, pack } = draft;
  const who = await applying(desk, actor, pack, content.onBehalfOf);
  if (!who.ok) return refusedPage(visit, who);
  const submission = {
    pack,
    data: content.answers,
    evidence: Object.values(content.given),
    answered: answeredOf(content),
    ...(content.consents ? { consents: content.consents } : {}),
    applicant: who.applicant,
    ...(who.agent ? { agent: who.agent } : {}),
    language: lang,
    channel: "online" as const,
  };
  const done = await submit(desk, actor, submission, `draft:${draft.id}`);
  if (!done.ok) return done.status === 422 && done.errors ? shown(visit, draft, missingOf(done), false) : refusedPage(visit, done);
  await closeDraft(desk, actor, draft.id, done.id);
  return c.redirect(routes.submitted.to({ lang, id: done.id }), 303);
}

const missingOf = ({ errors = [] }: Refused): FieldError[] => errors.map(({ detail }) => ({ text: detail }));

function Check(props: Checking) {
  const s = useSay();
  const { visit, draft, journey, errors, changed } = props;
  const { lang } = visit;
  const { header } = draft.pack;
  const open = journey.steps.filter(({ problems }) => problems.length > 0);
  return (
    <>
      <ErrorSummary errors={errors} />
      {changed ? (
        <Notification title={words.checkChanged}>
          <p>{s(words.checkChangedText)}</p>
        </Notification>
      ) : null}
      <p class="e-caption">{s(header.title)}</p>
      <h1>{s(words.check)}</h1>
      <SummaryList rows={applicantRows(props)} />
      {groupsOf(draft.pack, journey.steps).map(({ title, steps }, n) => (
        <div key={title ? s(title) : String(n)}>
          {title ? <h2>{s(title)}</h2> : null}
          {steps.map((step) => (
            <section key={step.page.id} aria-labelledby={`page-${step.page.id}`}>
              <Heading under={title !== undefined} id={`page-${step.page.id}`}>
                {s(step.page.title)}
              </Heading>
              <SummaryList rows={rowsOf(props, step)} />
            </section>
          ))}
        </div>
      ))}
      {open.length > 0 ? (
        <Unfinished draft={draft} open={open} lang={lang} />
      ) : (
        <Form action={routes.draftCheck.to({ lang, id: draft.id })} keep>
          <input type="hidden" name={seenField} value={seenMark(shownOf(draft))} />
          <h2>{s(words.declaration)}</h2>
          <InsetText>
            <p>{s(header.declaration ?? words.plainDeclaration)}</p>
          </InsetText>
          <Tick name="agree" label={words.agree} error={errorOf(errors, "agree")} />
          <p class="e-muted">{s(words.submitHint)}</p>
          <Button big>{words.submit}</Button>
        </Form>
      )}
    </>
  );
}

const Heading = ({ under, id, children }: { under: boolean; id: string; children: string }) =>
  under ? (
    <h3 class="e-check__title" id={id}>
      {children}
    </h3>
  ) : (
    <h2 class="e-check__title" id={id}>
      {children}
    </h2>
  );

/** The steps by the part of a bundle that asks them first; all together where the service is no bundle. */
function groupsOf(pack: Draft["pack"], steps: readonly Step[]): { title: Text | undefined; steps: Step[] }[] {
  const keys = Object.keys(pack.parts ?? {}).toSorted((a, b) => b.length - a.length);
  const groups: { title: Text | undefined; steps: Step[] }[] = [];
  for (const step of steps) {
    const title = pack.parts?.[keys.find((key) => step.page.id.startsWith(`${key}-`)) ?? ""]?.pack.header.title;
    const last = groups.at(-1);
    if (last && last.title === title) last.steps.push(step);
    else groups.push({ title, steps: [step] });
  }
  return groups;
}

function Unfinished({ draft, open, lang }: { draft: Draft; open: readonly Step[]; lang: PartyVisit["lang"] }) {
  const s = useSay();
  return (
    <section class="e-unfinished" aria-labelledby="unfinished">
      <h2 id="unfinished">{s(words.finishFirst)}</h2>
      <ul>
        {open.map(({ page }) => (
          <li key={page.id}>
            {s(words.missing(s(page.title)))}{" "}
            <a class="govuk-link" href={`${stepAddress(lang, draft.id, page.id)}?from=check`}>
              {s(words.finishNow)}
              <span class="govuk-visually-hidden"> {s(page.title)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function applicantRows({ draft, applicants, visit: { actor } }: Checking): SummaryRow[] {
  const { onBehalfOf } = draft.content;
  const name = (id: string): string => applicants.get(id)?.name ?? "";
  return onBehalfOf === undefined
    ? [{ key: words.applicant, value: actor.name }]
    : [
        { key: words.applicant, value: name(onBehalfOf) },
        { key: words.agent, value: actor.name },
      ];
}

function rowsOf(props: Checking, step: Step): SummaryRow[] {
  const { visit, draft, journey } = props;
  const { form } = draft.pack;
  const change = `${stepAddress(visit.lang, draft.id, step.page.id)}?from=check`;
  const rows: SummaryRow[] = step.page.fields.flatMap((name) => {
    const whole = { key: form.fields[name]?.label ?? name, value: <Texts of={answerText(form, name, journey.answers[name])} />, change };
    const inner = rowForm(form, name);
    const groups = entriesOf(journey.answers[name]);
    if (!inner || groups.length === 0) return [whole];
    return groups.map((group, n) => ({
      key: entryTitle(form.fields[name], n),
      value: <Texts of={groupLines(inner, group)} />,
      change: `${stepAddress(visit.lang, draft.id, step.page.id)}?from=check&entry=${n + 1}`,
    }));
  });
  return step.requirement
    ? [...rows, { key: step.requirement.title, value: <Evidence {...props} requirement={step.requirement} />, change }]
    : rows;
}

/** What was found, said and sent for one requirement. */
function Evidence({ visit, draft, registers, requirement }: Checking & { readonly requirement: Requirement }) {
  const s = useSay();
  const { id } = requirement;
  const { given, answered } = draft.content;
  const [own, answer] = [given[id], answered[id]];
  const found = answer?.state === "found" ? answer : undefined;
  const nothing = !found && !own?.declared && !own?.file;
  return (
    <>
      {found ? (
        <>
          <p>
            {s(own?.objection === undefined ? words.asUsed : words.asWrong)}
            {s({ zh: "：", en: ": " })}
            {s(holderOf(visit, registers, found.register))}
          </p>
          {own?.objection === undefined ? (
            <ul class="govuk-list">
              {inOrder(requirement, found).map(([name, value]) => (
                <li key={name}>
                  <span class="e-muted">{s(fieldTitle(registers, found.register, name))}</span>{" "}
                  {s(valueText(visit, registers, found.register, name, value))}
                </li>
              ))}
            </ul>
          ) : (
            <p>{own.objection}</p>
          )}
        </>
      ) : null}
      {own?.declared ? <p>{s(words.asDeclared)}</p> : null}
      {own?.file ? (
        <p>
          {s(words.asUploaded)}
          {s({ zh: "：", en: ": " })}
          {own.file.name} <span class="e-muted">{size(own.file.size, visit.lang)}</span>
        </p>
      ) : null}
      {nothing ? <span class="e-muted">{s(answer?.state === "asked" ? words.asLooking : words.notSupplied)}</span> : null}
    </>
  );
}

function Texts({ of }: { of: readonly Text[] }) {
  const s = useSay();
  if (of.length === 0) return <span class="e-muted">{s(words.notAnswered)}</span>;
  const [only] = of;
  if (of.length === 1 && only) return <span class="e-lines">{s(only)}</span>;
  return (
    <ul class="govuk-list">
      {of.map((one) => (
        <li key={one.zh}>{s(one)}</li>
      ))}
    </ul>
  );
}

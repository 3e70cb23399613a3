// What could I have: a few questions, what registers hold if the reader agrees, and for each service whether and why. Works signed
// out; nothing that is answered here is kept, unless the reader begins an application with it.
import { type Eligibility, eligibilityOf, type Json } from "../../casework/index.ts";
import type { Pack } from "../../catalogue/index.ts";
import { readForm, refuse } from "../../platform/http/index.ts";
import { list, type Text } from "../../platform/i18n/index.ts";
import { ButtonLink, EmptyState, ErrorSummary, type FieldError, Form, useSay } from "../../platform/page/index.ts";
import type { PartyVisit, Visit } from "../context.ts";
import { show } from "../frame.tsx";
import { type Subject, subjectsOf } from "../looked/subjects.ts";
import { routes } from "../routes.ts";
import { type LifeEvent, lifeEventsOf } from "../services/find.ts";
import { words as services } from "../services/messages.ts";
import { type RegisterTitles, registersOf } from "../services/registers.ts";
import { Ask } from "./ask.tsx";
import { lookUp } from "./look-up.ts";
import { words } from "./messages.ts";
import { type Asked, knownFor, type LookUp, lookUpsOf, questionsOf, readAnswers, type Told } from "./questions.ts";
import { Results } from "./results.tsx";

/** What the page is about: a life event, one service, or all. */
export interface Matter {
  readonly visit: Visit;
  readonly title: Text | undefined;
  readonly packs: readonly Pack[];
  readonly asked: readonly Asked[];
  readonly lookUps: readonly LookUp[];
  readonly registers: RegisterTitles;
  /** Whose data may be looked up; none for those who are not signed in. */
  readonly subjects: readonly Subject[];
  readonly here: string;
  /** Life events to choose from first, where none and no service is named. */
  readonly choice: readonly LifeEvent[];
}

export interface Result {
  readonly pack: Pack;
  readonly eligibility: Eligibility;
  /** What an application could begin with. */
  readonly answers: Readonly<Record<string, Json>>;
}

async function matterOf(visit: Visit): Promise<Matter | undefined> {
  const { c, desk, lang } = visit;
  const [event, service] = [c.req.query("event"), c.req.query("service")];
  const all = await desk.catalogue.services();
  const found = event === undefined ? undefined : lifeEventsOf(visit, all).find(({ id }) => id === event);
  const one = service === undefined ? undefined : all.find(({ header }) => header.id === service);
  if ((event !== undefined && !found) || (service !== undefined && !one)) return undefined;
  const packs = (one ? [one] : (found?.services ?? all)).filter(({ header }) => header.eligibility !== undefined);
  const answerable = (services: readonly Pack[]) => services.some(({ header }) => header.eligibility !== undefined);
  const events = event === undefined && service === undefined ? lifeEventsOf(visit, all).filter((one) => answerable(one.services)) : [];
  const { actor } = visit;
  const subjects = actor.kind === "party" ? (await subjectsOf({ ...visit, actor }, undefined)).subjects : [];
  return {
    visit,
    title: one?.header.title ?? found?.title,
    packs,
    asked: questionsOf(packs),
    lookUps: lookUpsOf(packs),
    registers: await registersOf(visit),
    subjects,
    here: routes.eligibility.to({ lang }, { event, service }),
    choice: events.length > 1 ? events : [],
  };
}

export async function eligibilityPage(visit: Visit): Promise<Response> {
  const matter = await matterOf(visit);
  if (!matter) return refuse(visit.c, "notFound");
  if (matter.choice.length > 0) return show(visit, { title: words.title }, <Choose matter={matter} />);
  return shown(matter, { errors: [], sent: () => undefined });
}

interface Sent {
  readonly errors: readonly FieldError[];
  readonly sent: (name: string) => string | undefined;
}

function shown(matter: Matter, { errors, sent }: Sent): Response | Promise<Response> {
  const status = errors.length > 0 ? 422 : 200;
  return show(
    matter.visit,
    { title: words.title, failed: errors.length > 0, status },
    <Page matter={matter} errors={errors} sent={sent} />,
  );
}

/** What it is about is asked first: nobody is asked about things that have nothing to do with it. */
function Choose({ matter: { visit, choice } }: { readonly matter: Matter }) {
  const s = useSay();
  return (
    <>
      <h1>{s(words.title)}</h1>
      <p class="e-lead">{s(words.choose)}</p>
      <ul class="govuk-list">
        {choice.map(({ id, title }) => (
          <li key={id}>
            <a class="govuk-link" href={routes.eligibility.to({ lang: visit.lang }, { event: id })}>
              {s(title)}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function Page({ matter, errors, sent }: { matter: Matter } & Sent) {
  const s = useSay();
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1>{s(words.title)}</h1>
      {matter.title ? <p class="e-caption">{s(words.about(s(matter.title)))}</p> : null}
      {matter.packs.length === 0 ? (
        <EmptyState title={words.nothing}>
          <p>
            <a class="govuk-link" href={routes.services.to({ lang: matter.visit.lang })}>
              {s(services.services)}
            </a>
          </p>
        </EmptyState>
      ) : (
        <>
          <p class="e-lead">{s(words.lead)}</p>
          <Form action={matter.here}>
            <Ask matter={matter} errors={errors} sent={sent} />
          </Form>
        </>
      )}
    </>
  );
}

export async function eligibilityDone(visit: Visit): Promise<Response> {
  const { c } = visit;
  const matter = await matterOf(visit);
  if (!matter) return refuse(c, "notFound");
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const { fields } = form;
  const { values, errors } = readAnswers(matter.asked, fields);
  const subject = matter.subjects.find(({ id }) => id === fields.get("for")) ?? matter.subjects[0];
  if (errors.length > 0) return shown(matter, { errors, sent: fields.get });
  const told = subject && fields.get("look") === "yes" ? await lookUp(visit as PartyVisit, subject, matter.lookUps) : undefined;
  const kind = subject?.kind ?? (fields.get("kind") === "organisation" ? "organisation" : "person");
  const results = matter.packs.map((pack) => resultOf(visit, pack, kind, values, told ?? new Map()));
  const silent = told !== undefined && [...told.values()].some((record) => record === undefined);
  return show(
    visit,
    { title: words.result },
    <>
      <Results matter={matter} results={results} subject={subject} silent={silent} />
      <ButtonLink href={matter.here} kind="second">
        {words.again}
      </ButtonLink>
    </>,
  );
}

function resultOf({ lang }: Visit, pack: Pack, kind: "person" | "organisation", values: ReadonlyMap<string, Json>, told: Told): Result {
  const known = knownFor(pack, values, told);
  const { applicants } = pack.header;
  if (!applicants.includes(kind)) {
    const names = (l: "zh" | "en") =>
      list(
        applicants.map((one) => services[one][l]),
        l,
      );
    return { pack, eligibility: { eligible: "no", why: words.otherKind(names(lang)) }, answers: {} };
  }
  return { pack, eligibility: eligibilityOf(pack, { ...known, applicant: kind }), answers: known.answers };
}

// The reader's consents, and those of the organisations for which the reader may act: what for, what they were used for, and
// the way to revoke each.
import { z } from "zod";
import type { ConsentUse, KnownConsent } from "../../exchange/index.ts";
import { Cursors, refuse } from "../../platform/http/index.ts";
import { list } from "../../platform/i18n/index.ts";
import {
  ButtonLink,
  DateText,
  DateTime,
  EmptyState,
  Pagination,
  SummaryList,
  Tag,
  type TagKind,
  useSay,
  type Words,
} from "../../platform/page/index.ts";
import { fieldTitle, holderOf } from "../apply/evidence-parts.tsx";
import { agencyTitle, type PartyVisit } from "../context.ts";
import { show } from "../frame.tsx";
import { ownCases } from "../looked/own.ts";
import { SubjectTabs } from "../looked/subject-tabs.tsx";
import { type Subject, subjectsOf } from "../looked/subjects.ts";
import { routes } from "../routes.ts";
import { type RegisterTitles, registersOf } from "../services/registers.ts";
import { states, words } from "./messages.ts";

const perPage = 20;
const place = z.tuple([z.number(), z.string()]);

interface Shown {
  readonly visit: PartyVisit;
  readonly subjects: readonly Subject[];
  readonly subject: Subject;
  readonly consents: readonly KnownConsent[];
  readonly uses: ReadonlyMap<string, readonly ConsentUse[]>;
  readonly cases: ReadonlySet<string>;
  readonly registers: RegisterTitles;
  readonly services: ReadonlyMap<string, Words>;
  readonly next: string | undefined;
  readonly later: boolean;
}

export async function consentsPage(visit: PartyVisit): Promise<Response> {
  const { c, desk, actor, lang } = visit;
  const asked = c.req.query("about");
  const { subjects, subject } = await subjectsOf(visit, asked);
  if (!subject) return refuse(c, "notFound");
  const cursors = new Cursors(desk.keys.derive("portal cursors").bytes);
  const scope = `consents ${actor.id} ${subject.id}`;
  const after = c.req.query("after");
  const from = after === undefined ? undefined : place.safeParse(cursors.open(scope, after));
  if (from && !from.success) return refuse(c, "badCursor");
  const rows = await desk.exchange.consents.of(subject.id, {
    most: perPage + 1,
    ...(from ? { before: { given: from.data[0], id: from.data[1] } } : {}),
  });
  const consents = rows.slice(0, perPage);
  const [last, uses, registers, services] = [
    consents.at(-1),
    await desk.exchange.consents.uses(consents.map(({ id }) => id)),
    await registersOf(visit),
    await titlesOf(visit, consents),
  ];
  const cases = await ownCases(
    visit,
    [...uses.values()].flatMap((of) => of.flatMap((one) => one.case ?? [])),
  );
  const next =
    rows.length > perPage && last
      ? routes.consents.to({ lang }, { about: asked, after: cursors.seal(scope, [last.given, last.id]) })
      : undefined;
  const shown: Shown = { visit, subjects, subject, consents, uses, cases, registers, services, next, later: after !== undefined };
  return show(visit, { title: words.title, forms: false }, <Page {...shown} />);
}

/** Services by their names; what looked into eligibility was for all of them. */
async function titlesOf({ desk }: PartyVisit, consents: readonly KnownConsent[]): Promise<ReadonlyMap<string, Words>> {
  const ids = [...new Set(consents.map(({ service }) => service))];
  return new Map(
    await Promise.all(ids.map(async (id) => [id, (await desk.catalogue.current(id))?.header.title ?? words.eligibility] as const)),
  );
}

function Page({ visit, subjects, subject, consents, next, later, ...rest }: Shown) {
  const s = useSay();
  const { lang, actor } = visit;
  const here = (about: string | undefined) => routes.consents.to({ lang }, { about });
  return (
    <>
      <h1>{s(words.title)}</h1>
      <p>{s(words.lead)}</p>
      <SubjectTabs visit={visit} subjects={subjects} subject={subject} to={here} />
      {consents.length === 0 ? (
        <EmptyState title={words.none}>
          <p>{s(words.noneHelp)}</p>
        </EmptyState>
      ) : null}
      {consents.map((consent) => (
        <One key={consent.id} visit={visit} subject={subject} consent={consent} {...rest} />
      ))}
      {later ? (
        <p>
          <a class="govuk-link" href={here(subject.id === actor.id ? undefined : subject.id)}>
            {s(words.newest)}
          </a>
        </p>
      ) : null}
      <Pagination next={next} />
    </>
  );
}

/** Where a consent stands. */
export function standing(consent: KnownConsent, now: number): { readonly kind: TagKind; readonly text: Words; readonly holds: boolean } {
  if (!consent.genuine) return { kind: "late", text: words.broken, holds: false };
  if (consent.revoked !== undefined) return { kind: "plain", text: words.isRevoked, holds: false };
  if (consent.until <= now) return { kind: "plain", text: words.ended, holds: false };
  return { kind: "done", text: words.holds, holds: true };
}

type OneProps = Pick<Shown, "visit" | "subject" | "registers" | "services" | "uses" | "cases"> & { readonly consent: KnownConsent };

function One({ visit, subject, consent, registers, services, uses, cases }: OneProps) {
  const s = useSay();
  const { lang, desk } = visit;
  const { kind, text, holds } = standing(consent, desk.now());
  const used = uses.get(consent.id) ?? [];
  const about = subject.id === visit.actor.id ? undefined : subject.id;
  return (
    <section aria-labelledby={`consent-${consent.id}`}>
      <h2 id={`consent-${consent.id}`}>
        <Line visit={visit} registers={registers} consent={consent} /> <Tag kind={kind}>{text}</Tag>
      </h2>
      <SummaryList
        rows={[
          { key: words.service, value: s(services.get(consent.service) ?? consent.service) },
          ...termRows(s, lang, registers, consent),
          { key: words.given, value: <DateTime at={consent.given} /> },
          consent.revoked === undefined
            ? { key: words.until, value: <DateText of={consent.until} /> }
            : { key: words.revoked, value: <DateTime at={consent.revoked} /> },
          {
            key: words.used,
            value:
              used.length === 0 ? (
                s(words.unused)
              ) : (
                <ul class="govuk-list">
                  {used.map((one) => (
                    <li key={`${one.at} ${one.state}`}>
                      <DateTime at={one.at} />
                      {s({ zh: "：", en: ": " })}
                      {s(states[one.state])}
                      {one.case !== undefined && cases.has(one.case) ? (
                        <>
                          {" "}
                          <a class="govuk-link" href={routes.case.to({ lang, id: one.case })}>
                            {s(words.yourCase)}
                          </a>
                        </>
                      ) : null}
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
      {holds ? (
        <ButtonLink href={routes.consent.to({ lang, id: consent.id }, { about })} kind="second">
          {words.revoke}
        </ButtonLink>
      ) : null}
    </section>
  );
}

export function Line({ visit, registers, consent }: { visit: PartyVisit; registers: RegisterTitles; consent: KnownConsent }) {
  const s = useSay();
  const asker = agencyTitle(visit, consent.asker);
  const holder = holderOf(visit, registers, consent.register);
  return <>{s({ zh: words.line(asker.zh, holder.zh).zh, en: words.line(asker.en, holder.en).en })}</>;
}

/** What was consented to, in words. */
export const termRows = (s: (of: Words) => string, lang: "zh" | "en", registers: RegisterTitles, consent: KnownConsent) => [
  { key: words.purpose, value: s(consent.purpose) },
  {
    key: words.fields,
    value: list(
      consent.fields.map((field) => s(fieldTitle(registers, consent.register, field))),
      lang,
    ),
  },
];

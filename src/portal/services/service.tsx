// One service: everything to know before applying, and the one button that begins.
import type { Pack } from "../../catalogue/index.ts";
import { refuse } from "../../platform/http/index.ts";
import { list, type Text } from "../../platform/i18n/index.ts";
import {
  Breadcrumbs,
  ButtonLink,
  Details,
  ProcedurePicture,
  SummaryList,
  type SummaryRow,
  usePage,
  useSay,
} from "../../platform/page/index.ts";
import { agencyTitle, type Visit } from "../context.ts";
import { show } from "../frame.tsx";
import { param } from "../handle.ts";
import { words as all } from "../messages.ts";
import { routes } from "../routes.ts";
import { Costs, type Real, realOf } from "./costs.tsx";
import { Articles, articleOf } from "./law.tsx";
import { words } from "./messages.ts";
import { Needs, needsOf } from "./needs.tsx";
import { PartsOfBundle } from "./parts.tsx";
import { procedureOf } from "./picture.ts";
import { type RegisterTitles, registersOf } from "./registers.ts";
import { timeText } from "./time-text.ts";

/** A service that the public is offered; undefined for anything else. */
export async function offeredService({ desk }: Pick<Visit, "desk">, id: string): Promise<Pack | undefined> {
  const pack = await desk.catalogue.current(id);
  return pack?.header.audience === "public" ? pack : undefined;
}

export async function servicePage(visit: Visit): Promise<Response> {
  const { c, lang, directory } = visit;
  const pack = await offeredService(visit, param(visit, "id"));
  if (!pack) return refuse(c, "notFound");
  const events = directory?.city.lifeEvents ?? [];
  const event = events.find(({ id }) => pack.header.lifeEvents.includes(id));
  const crumbs = [
    { href: routes.home.to({ lang }), label: all.home },
    { href: `${routes.services.to({ lang })}${event ? `#event-${event.id}` : ""}`, label: event?.title ?? words.services },
  ];
  const [registers, real] = await Promise.all([registersOf(visit), realOf(visit.desk, pack)]);
  return show(
    visit,
    { title: pack.header.title, forms: false, before: <Breadcrumbs items={crumbs} /> },
    <Service visit={visit} pack={pack} registers={registers} real={real} />,
  );
}

function Service({ visit, pack, registers, real }: { visit: Visit; pack: Pack; registers: RegisterTitles; real: Real | undefined }) {
  const s = useSay();
  const { header } = pack;
  return (
    <>
      <h1>{s(header.title)}</h1>
      <p class="e-lead">{s(header.summary)}</p>
      <Start pack={pack} />
      <h2>{s(words.costs)}</h2>
      <Costs pack={pack} real={real} registers={registers} />
      <PartsOfBundle visit={visit} pack={pack} />
      <Who pack={pack} />
      {header.eligibility ? (
        <p>
          <a class="govuk-link" href={routes.eligibility.to({ lang: visit.lang }, { service: header.id })}>
            {s(words.couldHave)}
          </a>
        </p>
      ) : null}
      <h2>{s(words.needs)}</h2>
      <Needs needs={needsOf(visit, header.requirements, registers)} />
      <h2>{s(words.long)}</h2>
      <HowLong visit={visit} pack={pack} />
      <h2>{s(words.fees)}</h2>
      <Fees visit={visit} pack={pack} />
      <h2>{s(words.visits)}</h2>
      <p>
        {s(header.visits.count === 0 ? words.noVisit : words.someVisits(header.visits.count))}{" "}
        {header.visits.reason ? s(header.visits.reason) : null}
      </p>
      <h2>{s(words.steps)}</h2>
      <ProcedurePicture {...procedureOf(visit, pack)} />
      {header.outputs.some(({ kind }) => kind === "licence") ? (
        <p>
          {s(words.gives)}
          {s(all.colon)}
          {header.outputs
            .filter(({ kind }) => kind === "licence")
            .map(({ title }) => s(title))
            .join(s(all.and))}
        </p>
      ) : null}
      <h2>{s(words.law)}</h2>
      <p class="e-muted">{s(words.lawHelp)}</p>
      <Articles articles={header.law.map((id) => articleOf(visit.desk, id))} />
      {header.faq.length > 0 ? <h2>{s(words.faq)}</h2> : null}
      {header.faq.map(({ q, a }) => (
        <Details key={s(q)} summary={q}>
          <p>{s(a)}</p>
        </Details>
      ))}
      <h2>{s(words.contact)}</h2>
      <Contact visit={visit} pack={pack} />
      {header.notes.length > 0 ? (
        <Details summary={words.notes}>
          {header.notes.map((note) => (
            <p key={s(note)}>{s(note)}</p>
          ))}
        </Details>
      ) : null}
      <Start pack={pack} />
    </>
  );
}

function Start({ pack: { header } }: { pack: Pack }) {
  const s = useSay();
  const { lang } = usePage();
  return header.channels.online ? (
    <ButtonLink href={routes.apply.to({ lang, id: header.id })} big>
      {words.start}
    </ButtonLink>
  ) : (
    <p>{s(words.offline)}</p>
  );
}

function Who({ pack: { header } }: { pack: Pack }) {
  const s = useSay();
  const { lang } = usePage();
  return (
    <>
      <h2>{s(words.who)}</h2>
      <p>
        {list(
          header.applicants.map((kind) => s(words[kind])),
          lang,
        )}
      </p>
      {header.conditions.length > 0 ? (
        <>
          <h3>{s(words.conditions)}</h3>
          <ul>
            {header.conditions.map((one) => (
              <li key={s(one)}>{s(one)}</li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

function HowLong({ visit, pack: { header } }: { visit: Visit; pack: Pack }) {
  const s = useSay();
  const { statutory, promised } = header.time;
  const law = statutory.law === undefined ? undefined : articleOf(visit.desk, statutory.law);
  const value = (time: string, note: Text | undefined, basis?: Text) => (
    <>
      <strong>{s(timeText(time))}</strong>
      {note ? <p class="e-notes">{s(note)}</p> : null}
      {basis ? (
        <p class="e-notes">
          {s(words.basis)}
          {s(basis)}
        </p>
      ) : null}
    </>
  );
  return (
    <SummaryList
      rows={[
        { key: words.promised, value: value(promised.time, promised.note) },
        { key: words.byLaw, value: value(statutory.time, statutory.note, law?.name) },
      ]}
    />
  );
}

function Fees({ visit, pack: { header } }: { visit: Visit; pack: Pack }) {
  const s = useSay();
  if (header.fees.length === 0) return <p>{s(words.free)}</p>;
  const rows = header.fees.map(({ item, amount, law }) => ({
    key: item,
    value: `${s(words.yuan(amount))}${s({ zh: "（", en: " (" })}${s(articleOf(visit.desk, law).name)}${s({ zh: "）", en: ")" })}`,
  }));
  const sum = header.fees.reduce((total, { amount }) => total + amount, 0);
  return <SummaryList rows={rows.length > 1 ? [...rows, { key: words.total, value: s(words.yuan(sum)) }] : rows} />;
}

function Contact({ visit, pack: { header } }: { visit: Visit; pack: Pack }) {
  const s = useSay();
  const { lang } = usePage();
  const ways = (["online", "counter", "post"] as const).filter((way) => header.channels[way]).map((way) => s(words[way]));
  const phone = (number: string) => (
    <a class="govuk-link e-code" href={`tel:${number.replaceAll(/[^\d+]/g, "")}`}>
      {number}
    </a>
  );
  const rows: SummaryRow[] = [
    { key: words.agency, value: s(agencyTitle(visit, header.agency)) },
    { key: words.channels, value: list(ways, lang) },
    ...(header.place ? [{ key: words.place, value: s(header.place) }] : []),
    ...(header.hours ? [{ key: words.hours, value: s(header.hours) }] : []),
    ...(header.phones
      ? [
          { key: words.questions, value: phone(header.phones.questions) },
          { key: words.complaints, value: phone(header.phones.complaints) },
        ]
      : []),
  ];
  return <SummaryList rows={rows} />;
}

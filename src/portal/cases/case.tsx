// One case for its applicant: what to do now, how far it is, how much time is left, what came of it, what happened.
import {
  bundleOf,
  type CaseView,
  documentsOf,
  type Errands,
  errandsOf,
  type FiledDocument,
  type TimelineLine,
  timeline,
} from "../../casework/index.ts";
import { type Instrument, instrumentsOfCase } from "../../licence/index.ts";
import { date, isoDate, size } from "../../platform/i18n/index.ts";
import { ButtonLink, DateText, Details, ProcedurePicture, Progress, Table, Tag, useSay } from "../../platform/page/index.ts";
import { agencyTitle, type PartyVisit } from "../context.ts";
import { show } from "../frame.tsx";
import { routes } from "../routes.ts";
import { Four, Typed } from "../services/costs.tsx";
import { type RegisterTitles, registersOf } from "../services/registers.ts";
import { Clocks } from "./clocks.tsx";
import { Corrected, type CorrectedData, correctedData } from "./corrected.tsx";
import { History, Said } from "./history.tsx";
import { words } from "./messages.ts";
import { PartOf, type PartSheet, Parts, partSheets, partTodos, Todos } from "./parts.tsx";
import { progressOf } from "./progress.ts";
import { ReceiptLinks } from "./receipt-links.tsx";
import { atWork } from "./who.ts";

export interface CaseProps {
  readonly visit: PartyVisit;
  readonly view: CaseView;
  readonly documents: readonly FiledDocument[];
  readonly licences: readonly Instrument[];
  readonly lines: readonly TimelineLine[];
  readonly corrected: readonly CorrectedData[];
  /** What it cost, once it has ended. */
  readonly errands: Errands | undefined;
  readonly registers: RegisterTitles;
  /** Of a bundle: its parts. */
  readonly sheets: readonly PartSheet[];
  /** Of a part: the bundle that it belongs to. */
  readonly bundle: Awaited<ReturnType<typeof bundleOf>>;
}

/** Seconds between looks while the system makes documents. */
const pace = 3;

export async function casePage(visit: PartyVisit, view: CaseView): Promise<Response> {
  const { desk, actor, lang } = visit;
  const [documents, licences, lines, corrected, errands, registers, sheets, bundle] = await Promise.all([
    documentsOf(desk, view),
    instrumentsOfCase(desk.licences, view.heading.id),
    timeline(desk, actor, view),
    correctedData(visit, view.heading.id),
    view.heading.end ? errandsOf(desk, view.loaded) : undefined,
    registersOf(visit),
    partSheets(visit, view),
    bundleOf(desk, actor, view),
  ]);
  const props = { visit, view, documents, licences, lines, corrected, errands, registers, sheets, bundle };
  return show(
    visit,
    {
      title: { zh: `${view.heading.service.zh} ${view.heading.number}`, en: `${view.heading.service.en} ${view.heading.number}` },
      back: bundle?.readable ? routes.case.to({ lang, id: bundle.id }) : routes.cases.to({ lang }),
      forms: false,
      refresh: working(props) ? pace : undefined,
    },
    <Case {...props} />,
  );
}

/** The system is at it this moment: documents are made, or parts opened. */
const working = ({ visit, view, sheets }: CaseProps): boolean =>
  view.loaded.pack.parts
    ? // A part for which the applicant is asked first is not about to be opened.
      ownTodos(visit, view).length === 0 && sheets.some(({ part }) => part.status === "opening" && !part.silent)
    : atWork(visit, view)?.system === true;

function Case(props: CaseProps) {
  const s = useSay();
  const { visit, view } = props;
  const { heading } = view;
  const { lang, desk } = visit;
  return (
    <>
      <p class="e-caption">
        <span class="e-code">{heading.number}</span>
      </p>
      <h1>{s(heading.service)}</h1>
      <PartOf bundle={props.bundle} />
      <p>
        <State view={view} /> {s(words.handledBy)}
        {s({ zh: "：", en: ": " })}
        {s(agencyTitle(visit, heading.agency))}
      </p>
      {heading.end ? <Result {...props} /> : <Now {...props} />}
      <Parts visit={visit} sheets={props.sheets} />
      <Corrected data={props.corrected} lang={lang} />
      <h2>{s(words.progress)}</h2>
      <ProcedurePicture {...progressOf(visit, view)} />
      {view.clocks.length > 0 || heading.status === "running" ? (
        <h2>{s(props.sheets.length > 0 ? words.jointClock : words.clocks)}</h2>
      ) : null}
      <Clocks view={view} desk={desk} />
      {props.sheets.length > 0 ? null : (
        <>
          <h2>{s(words.documents)}</h2>
          <Documents {...props} />
        </>
      )}
      <h2>{s(words.receipt)}</h2>
      <ReceiptLinks lang={lang} id={heading.id} />
      <h2>{s(words.said)}</h2>
      <Details summary={words.openSaid}>
        <Said {...props} />
      </Details>
      <h2>{s(words.history)}</h2>
      <History {...props} />
      {props.errands ? <Cost {...props} errands={props.errands} /> : null}
      <Further view={view} lang={lang} />
    </>
  );
}

/** What the case cost the person, beside what the service promised when it began. */
function Cost({ view, errands, registers }: CaseProps & { readonly errands: Errands }) {
  const s = useSay();
  const { pack } = view.loaded;
  return (
    <>
      <h2>{s(words.cost)}</h2>
      <Four promised={pack.header.errands} real={errands} />
      {errands.held.length > 0 ? <Typed pack={pack} registers={registers} fields={errands.held} /> : null}
    </>
  );
}

function State({ view: { heading } }: { view: CaseView }) {
  if (!heading.end) return <Tag kind="now">{heading.stage}</Tag>;
  return <Tag kind={heading.end.kind === "success" ? "done" : "plain"}>{heading.end.title}</Tag>;
}

/** The case's own tasks that are the applicant's, each with the address at which it is done. */
const ownTodos = ({ lang, desk }: PartyVisit, view: CaseView) =>
  view.offers.flatMap(({ no, commands }) => {
    const task = commands.includes("finish") ? view.tasks.find((one) => one.no === no) : undefined;
    if (!task) return [];
    const hint = task.dueAt === undefined ? undefined : words.by(date(isoDate(task.dueAt, desk.zone), lang));
    const href = routes.task.to({ lang, id: view.heading.id, no });
    return [{ title: task.title, hint, href, status: { kind: "soon" as const, label: words.yourTurn } }];
  });

/** What the applicant has to do, or who is at work. */
function Now({ visit, view, sheets }: CaseProps) {
  const s = useSay();
  if (sheets.length > 0) {
    const asked = [...ownTodos(visit, view), ...partTodos(visit, sheets)];
    if (asked.length > 0) return <Todos items={asked} />;
    return (
      <p>
        {s(words.wholeProgress)} {s(words.nothingToDo)}
      </p>
    );
  }
  const { lang } = visit;
  const now = atWork(visit, view);
  const mine = ownTodos(visit, view);
  if (mine.length > 0) return <Todos items={mine} />;
  if (now?.system) return <Progress title={words.making} seconds={pace} href={routes.case.to({ lang, id: view.heading.id })} />;
  return (
    <p>
      {now ? s(words.working(s(now.who), s(now.what))) : null} {s(words.nothingToDo)}
    </p>
  );
}

function Result({ visit: { lang }, view, documents }: CaseProps) {
  const s = useSay();
  const { end } = view.heading;
  if (!end) return null;
  const after = view.loaded.pack.header.texts.after[end.key];
  const licence = documents.findLast(({ kind }) => kind === "licence") ?? documents.at(-1);
  return (
    <section class={`e-result e-result--${end.kind}`} aria-labelledby="result">
      <h2 id="result">
        {s(words.result)}
        {s({ zh: "：", en: ": " })}
        {s(end.title)}
      </h2>
      {after ? <p>{s(after)}</p> : null}
      {licence ? (
        <ButtonLink href={routes.document.to({ lang, id: view.heading.id, no: licence.no })}>
          {{ zh: `${words.download.zh}${licence.title.zh}`, en: `${words.download.en}: ${licence.title.en}` }}
        </ButtonLink>
      ) : null}
    </section>
  );
}

function Documents({ visit: { lang }, view, documents, licences }: CaseProps) {
  const s = useSay();
  if (documents.length === 0) return <p class="e-muted">{s(words.noDocuments)}</p>;
  return (
    <>
      <Table
        caption={words.documents}
        hideCaption
        rows={documents}
        rowKey={({ no }) => String(no)}
        columns={[
          {
            title: words.document,
            heads: true,
            cell: ({ no, title, size: bytes, number }) => (
              <>
                <a class="govuk-link" href={routes.document.to({ lang, id: view.heading.id, no })}>
                  {s(title)}
                </a>{" "}
                <span class="e-muted e-small">
                  {number ? `${number} ` : ""}PDF, {size(bytes, lang)}
                </span>
              </>
            ),
          },
          { title: words.madeAt, cell: ({ madeAt }) => <DateText of={madeAt} /> },
        ]}
      />
      {licences.map(({ identifier, title }) => (
        <p key={identifier}>
          <a class="govuk-link" href={routes.check.to({ lang, identifier })}>
            {s(words.checkIt)}
            {s({ zh: "：", en: ": " })}
            {s(title)}
          </a>
        </p>
      ))}
    </>
  );
}

function Further({ view: { mayNote, mayWithdraw, heading, loaded }, lang }: { view: CaseView; lang: PartyVisit["lang"] }) {
  const s = useSay();
  // Of a bundle each part is urged by itself.
  const urge = mayNote.includes("urge") && !loaded.pack.parts;
  if (!urge && !mayWithdraw) return null;
  return (
    <>
      <h2>{s(words.more)}</h2>
      <ul>
        {urge ? (
          <li>
            <a class="govuk-link" href={routes.urge.to({ lang, id: heading.id })}>
              {s(words.urge)}
            </a>
          </li>
        ) : null}
        {mayWithdraw ? (
          <li>
            <a class="govuk-link" href={routes.withdraw.to({ lang, id: heading.id })}>
              {s(loaded.pack.parts ? words.withdrawWhole : words.withdraw)}
            </a>
          </li>
        ) : null}
      </ul>
    </>
  );
}

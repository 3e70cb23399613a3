// The parts of a bundle on its one page: where each stands, its clock, what came of it, what it costs; and one list of what is
// asked of the applicant in any of them.
import { askedIn, type CaseView, documentsOf, type FiledDocument, type PartView, partsOf } from "../../casework/index.ts";
import { date, isoDate, size, type Text } from "../../platform/i18n/index.ts";
import {
  DateText,
  Details,
  SummaryList,
  type SummaryRow,
  Tag,
  type TagKind,
  TaskList,
  usePage,
  useSay,
} from "../../platform/page/index.ts";
import { holderOf } from "../apply/evidence-parts.tsx";
import { agencyTitle, type PartyVisit } from "../context.ts";
import { routes } from "../routes.ts";
import { registersOf } from "../services/registers.ts";
import { timeText } from "../services/time-text.ts";
import { Clocks } from "./clocks.tsx";
import { partStatus, words } from "./messages.ts";

/** A part with the letters and licences of its case. */
export interface PartSheet {
  readonly part: PartView;
  readonly documents: readonly FiledDocument[];
  /** Who does not answer, where the part waits for a register. */
  readonly silent: Text | undefined;
}

/** Empty for a case that is no bundle. */
export async function partSheets(visit: PartyVisit, view: CaseView): Promise<readonly PartSheet[]> {
  const { desk, actor } = visit;
  const parts = await partsOf(desk, actor, view);
  const registers = parts.some(({ silent }) => silent) ? await registersOf(visit) : new Map();
  return Promise.all(
    parts.map(async (part) => ({
      part,
      documents: part.case ? await documentsOf(desk, part.case) : [],
      silent: part.silent && holderOf(visit, registers, part.silent.register),
    })),
  );
}

/** What the applicant has to do in any of the parts: each with the address at which it is done. */
export function partTodos({ desk, lang }: PartyVisit, sheets: readonly PartSheet[]) {
  return askedIn(sheets.map(({ part }) => part)).flatMap(({ part, offer }) => {
    const task = part.case?.tasks.find(({ no }) => no === offer.no);
    if (!part.case || !task) return [];
    const hint = task.dueAt === undefined ? undefined : words.by(date(isoDate(task.dueAt, desk.zone), lang));
    return [
      {
        title: { zh: `${part.title.zh}：${task.title.zh}`, en: `${part.title.en}: ${task.title.en}` },
        hint,
        href: routes.task.to({ lang, id: part.case.heading.id, no: offer.no }),
        status: { kind: "soon" as const, label: words.yourTurn },
      },
    ];
  });
}

export function Todos({ items }: { items: Parameters<typeof TaskList>[0]["items"] }) {
  const s = useSay();
  return (
    <>
      <h2>{s(words.doNow)}</h2>
      <TaskList id="todo" items={items} />
    </>
  );
}

export function Parts({ visit, sheets }: { visit: PartyVisit; sheets: readonly PartSheet[] }) {
  const s = useSay();
  if (sheets.length === 0) return null;
  return (
    <>
      <h2>{s(words.parts)}</h2>
      {sheets.map((sheet) => (
        <section key={sheet.part.key} class="e-bundle-part" aria-labelledby={`part-${sheet.part.key}`}>
          <h3 id={`part-${sheet.part.key}`}>
            {s(sheet.part.title)} <State part={sheet.part} />
          </h3>
          <SummaryList rows={rowsOf(visit, sheet)} />
          {sheet.part.case && sheet.part.case.heading.status === "running" ? (
            <Details summary={words.partClock}>
              <Clocks view={sheet.part.case} desk={visit.desk} />
            </Details>
          ) : null}
        </section>
      ))}
    </>
  );
}

const kinds = {
  granted: "done",
  refused: "late",
  closed: "plain",
  "not-opened": "plain",
} as const satisfies Record<NonNullable<PartView["outcome"]>, TagKind>;

function State({ part }: { part: PartView }) {
  const { outcome, outcomeTitle, status, case: view } = part;
  if (outcome !== undefined && outcomeTitle) return <Tag kind={kinds[outcome]}>{outcomeTitle}</Tag>;
  if (view?.heading.end) return <Tag kind={view.heading.end.kind === "success" ? "done" : "plain"}>{view.heading.end.title}</Tag>;
  if (view) return <Tag kind="now">{view.heading.stage}</Tag>;
  return <Tag kind="plain">{partStatus[status]}</Tag>;
}

function rowsOf(visit: PartyVisit, { part, documents, silent }: PartSheet): SummaryRow[] {
  const { lang } = visit;
  const { case: view, dueAt: due } = part;
  return [
    { key: words.handledBy, value: <Said of={agencyTitle(visit, part.agency)} /> },
    ...(view ? [{ key: words.number, value: <PartLink lang={lang} view={view} /> }] : []),
    ...(part.because.length > 0
      ? [
          {
            key: part.status === "not-opened" ? words.whyNot : words.waitsFor,
            value: <Said of={part.status === "not-opened" ? words.without(part.because) : named(part.because)} />,
          },
        ]
      : []),
    ...(silent && part.silent
      ? [
          { key: words.waitsFor, value: <Said of={words.silentRegister(silent)} /> },
          { key: words.givesUp, value: <DateText of={part.silent.until} withWeekday /> },
        ]
      : []),
    ...(due === undefined ? [] : [{ key: words.due, value: <DateText of={due} /> }]),
    ...(due === undefined && !view && part.status === "waiting"
      ? [{ key: words.due, value: <Said of={words.afterwards(timeText(part.promised))} /> }]
      : []),
    ...(documents.length > 0 && view ? [{ key: words.documents, value: <Papers lang={lang} view={view} documents={documents} /> }] : []),
    ...(part.fees.length > 0 ? [{ key: words.fees, value: <Said of={feesText(part.fees)} /> }] : []),
    ...(view && (view.mayWithdraw || view.mayNote.includes("urge"))
      ? [{ key: words.more, value: <Further lang={lang} part={part} view={view} /> }]
      : []),
  ];
}

function Said({ of }: { of: Text }) {
  const s = useSay();
  return <>{s(of)}</>;
}

const named = (titles: readonly Text[]): Text => ({ zh: titles.map(({ zh }) => zh).join("、"), en: titles.map(({ en }) => en).join(", ") });

/** What a part costs, item by item. Paying comes with the office that asks for it. */
export const feesText = (fees: PartView["fees"]): Text => ({
  zh: fees.map(({ item, amount }) => `${item.zh} ${amount} 元`).join("；"),
  en: fees.map(({ item, amount }) => `${item.en} ¥${amount}`).join("; "),
});

function PartLink({ lang, view }: { lang: PartyVisit["lang"]; view: CaseView }) {
  const s = useSay();
  return (
    <a class="govuk-link" href={routes.case.to({ lang, id: view.heading.id })}>
      <span class="e-code">{view.heading.number}</span>
      <span class="govuk-visually-hidden"> {s(view.heading.service)}</span>
    </a>
  );
}

function Papers({ lang, view, documents }: { lang: PartyVisit["lang"]; view: CaseView; documents: readonly FiledDocument[] }) {
  const s = useSay();
  return (
    <ul class="govuk-list">
      {documents.map(({ no, title, size: bytes, number }) => (
        <li key={no}>
          <a class="govuk-link" href={routes.document.to({ lang, id: view.heading.id, no })}>
            {s(title)}
          </a>{" "}
          <span class="e-muted e-small">
            {number ? `${number} ` : ""}PDF, {size(bytes, lang)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Further({ lang, part, view }: { lang: PartyVisit["lang"]; part: PartView; view: CaseView }) {
  const s = useSay();
  const { id } = view.heading;
  return (
    <ul class="govuk-list">
      {view.mayNote.includes("urge") ? (
        <li>
          <a class="govuk-link" href={routes.urge.to({ lang, id })}>
            {s(words.urgePart(part.title))}
          </a>
        </li>
      ) : null}
      {view.mayWithdraw ? (
        <li>
          <a class="govuk-link" href={routes.withdraw.to({ lang, id })}>
            {s(words.withdrawPart(part.title))}
          </a>
        </li>
      ) : null}
    </ul>
  );
}

/** Above the page of a part: the one thing that it belongs to. */
export function PartOf({ bundle }: { bundle: { readonly id: string; readonly title: Text; readonly readable: boolean } | undefined }) {
  const s = useSay();
  const { lang } = usePage();
  if (!bundle) return null;
  return (
    <p>
      {s(words.partOf)}
      {bundle.readable ? (
        <a class="govuk-link" href={routes.case.to({ lang, id: bundle.id })}>
          {s(bundle.title)}
        </a>
      ) : (
        s(bundle.title)
      )}
    </p>
  );
}

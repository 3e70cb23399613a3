// The parts of evidence pages: what would be asked, what was found, how to supply something oneself.

import {
  type Answered,
  consentSources,
  consentUntil,
  type DraftContent,
  type Json,
  type RegistrySource,
  registrySources,
  type UploadedFile,
} from "../../casework/index.ts";
import type { Pack, Requirement } from "../../catalogue/index.ts";
import { date, list, type Text } from "../../platform/i18n/index.ts";
import {
  DateText,
  DateTime,
  errorOf,
  type FieldError,
  Radios,
  SummaryList,
  type SummaryRow,
  Textarea,
  useSay,
} from "../../platform/page/index.ts";
import { agencyTitle, type PartyVisit, type Visit } from "../context.ts";
import { routes } from "../routes.ts";
import { Articles, articleOf } from "../services/law.tsx";
import type { RegisterTitles } from "../services/registers.ts";
import { beginning } from "../services/serving.ts";
import { declarationOf, supplies, uploadOf } from "./evidence-state.ts";
import { words } from "./messages.ts";
import { Supply, type SupplyView, Upload } from "./supply.tsx";

/** Everything that an evidence page is drawn from. */
export interface EvidenceView {
  readonly visit: PartyVisit;
  readonly requirement: Requirement;
  readonly content: DraftContent;
  readonly registers: RegisterTitles;
  readonly errors: readonly FieldError[];
  /** The service by which a register is put right, where one is offered. */
  readonly correction: Pack | undefined;
  /** What was sent, where it is shown again. */
  readonly sent: (name: string) => string | undefined;
  /** The file that came with what was sent, else the one that the draft has. */
  readonly file: UploadedFile | undefined;
}

/** The part of it in which the applicant supplies something. */
export const supplyOf = ({ visit, requirement, content, errors, sent, file }: EvidenceView): SupplyView => ({
  requirement,
  lang: visit.lang,
  prefix: "",
  errors,
  sent,
  file,
  declared: content.given[requirement.id]?.declared === true,
});

/** The body that keeps a register, with the name of the register. */
export function holderOf(visit: Pick<Visit, "directory">, registers: RegisterTitles, id: string): Text {
  const register = registers.get(id);
  if (!register) return { zh: id, en: id };
  const agency = agencyTitle(visit, register.owner);
  return { zh: `${agency.zh}（${register.title.zh}）`, en: `${agency.en} (${register.title.en})` };
}

export function fieldTitle(registers: RegisterTitles, register: string, field: string): Text {
  return registers.get(register)?.fields[field]?.title ?? { zh: field, en: field };
}

/** A register's value in words: choices by their titles, dates as dates, bodies by their names. */
export function valueText(
  { directory }: Pick<Visit, "directory">,
  registers: RegisterTitles,
  register: string,
  name: string,
  value: Json,
): Text {
  const field = registers.get(register)?.fields[name];
  const text = value === null || typeof value === "object" ? "" : String(value);
  if (field?.type === "date" && /^\d{4}-\d{2}-\d{2}$/.test(text)) return { zh: date(text, "zh"), en: date(text, "en") };
  return field?.values?.[text] ?? directory?.agency(text)?.title ?? { zh: text, en: text };
}

/** Who holds it, what is asked, why, and on which ground: said before anybody is asked, of each register that may be. */
export function WhatIsAsked(view: EvidenceView) {
  const s = useSay();
  const { visit, requirement } = view;
  const sources = registrySources(requirement);
  const consent = consentSources(requirement);
  if (sources.length === 0) return null;
  const until = Math.max(...consent.map((source) => consentUntil(source, visit.desk.now())));
  return (
    <>
      {sources.length > 1 ? <p>{s(words.inTurn)}</p> : null}
      {sources.map((source) => (
        <Asked key={source.registry} view={view} source={source} />
      ))}
      {consent.length > 0 ? (
        <>
          <p>{s(words.consent)}</p>
          <p>
            {s(words.consentUntil)}
            <DateText of={until} />
            {s({ zh: "。", en: ". " })}
            <a class="govuk-link" href={routes.consents.to({ lang: visit.lang })}>
              {s(words.consentWhere)}
            </a>
          </p>
        </>
      ) : null}
      <p class="e-muted">{s(words.recorded)}</p>
    </>
  );
}

function Asked({ view: { visit, registers }, source }: { view: EvidenceView; source: RegistrySource }) {
  const s = useSay();
  const law = source.law === undefined ? undefined : articleOf(visit.desk, source.law);
  const rows: SummaryRow[] = [
    { key: words.whoHolds, value: s(holderOf(visit, registers, source.registry)) },
    {
      key: words.whatAsked,
      value: list(
        source.fields.map((field) => s(fieldTitle(registers, source.registry, field))),
        visit.lang,
      ),
    },
    { key: words.whyAsked, value: `${s(source.purpose)}${s({ zh: "。", en: "." })}` },
    { key: words.ground, value: law ? <Articles articles={[law]} /> : s(words.yourConsent) },
  ];
  return <SummaryList rows={rows} />;
}

/** What a register said, in the order in which it was asked. */
export function inOrder(requirement: Requirement, { register, fields }: Extract<Answered, { state: "found" }>): [string, Json][] {
  const asked = registrySources(requirement).find(({ registry }) => registry === register)?.fields ?? [];
  return Object.entries(fields).toSorted(([a], [b]) => asked.indexOf(a) - asked.indexOf(b));
}

/** What a register said, as it said it. */
export function Found({
  answer,
  view: { visit, registers, requirement },
}: {
  answer: Extract<Answered, { state: "found" }>;
  view: EvidenceView;
}) {
  const s = useSay();
  return (
    <>
      <p>
        <strong>{s(holderOf(visit, registers, answer.register))}</strong>
        <br />
        <span class="e-muted">
          {s(words.foundAt)} <DateTime at={answer.at} />
        </span>
      </p>
      <SummaryList
        rows={inOrder(requirement, answer).map(([name, value]) => ({
          key: fieldTitle(registers, answer.register, name),
          value: s(valueText(visit, registers, answer.register, name, value)) || s(words.empty),
        }))}
      />
    </>
  );
}

/** For each value that was found: a way to have the register put right. */
function Corrections({ view: { visit, requirement, registers, content, correction } }: { view: EvidenceView }) {
  const s = useSay();
  const answer = content.answered[requirement.id];
  if (!correction || answer?.state !== "found") return null;
  return (
    <>
      <p>{s(words.correctHelp)}</p>
      <ul>
        {inOrder(requirement, answer).map(([field]) => (
          <li key={field}>
            <a class="govuk-link" href={beginning(visit, correction, { register: answer.register, field })}>
              {s(words.correctField(s(fieldTitle(registers, answer.register, field))))}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Use it, say that it is wrong, or supply it: three ways on. */
export function Judge({ view }: { view: EvidenceView }) {
  const { requirement, content, errors, sent } = view;
  const given = content.given[requirement.id];
  const chosen =
    sent("choice") ?? (given?.objection !== undefined ? "wrong" : given?.file || given?.declared ? "own" : given ? "use" : undefined);
  const objecting = declarationOf(requirement) === undefined && uploadOf(requirement) !== undefined;
  return (
    <Radios
      name="choice"
      label={words.right}
      error={errorOf(errors, "choice")}
      value={chosen}
      options={[
        { value: "use", label: words.use },
        {
          value: "wrong",
          label: words.wrong,
          hint: words.wrongHint,
          reveals: (
            <>
              <Textarea
                name="objection"
                label={words.wrongWhat}
                error={errorOf(errors, "objection")}
                value={sent("objection") ?? given?.objection}
                rows={4}
              />
              <Corrections view={view} />
              {objecting ? <Upload view={supplyOf(view)} name="proof" /> : null}
            </>
          ),
        },
        ...(supplies(requirement) ? [{ value: "own", label: words.ownChoice, reveals: <Supply view={supplyOf(view)} /> }] : []),
      ]}
    />
  );
}

/** Why it is needed at all, with the article behind it. */
export function Why({ view: { requirement, visit } }: { view: EvidenceView }) {
  const s = useSay();
  const law = requirement.law === undefined ? undefined : articleOf(visit.desk, requirement.law);
  return (
    <>
      <p>{s(requirement.why)}</p>
      {law?.text !== undefined ? <Articles articles={[law]} /> : null}
      {law && law.text === undefined ? (
        <p class="e-muted">
          {s(words.under)}
          {s(law.name)}
        </p>
      ) : null}
    </>
  );
}

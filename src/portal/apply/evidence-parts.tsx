// The parts of evidence pages: what would be asked, what was found, how to supply something oneself.

import { type Answered, type DraftContent, type Json, registrySources, type UploadedFile } from "../../casework/index.ts";
import type { Requirement } from "../../catalogue/index.ts";
import { date, list, type Text } from "../../platform/i18n/index.ts";
import { DateTime, errorOf, type FieldError, Radios, SummaryList, type SummaryRow, Textarea, useSay } from "../../platform/page/index.ts";
import { agencyTitle, type PartyVisit, type Visit } from "../context.ts";
import { Articles, articleOf } from "../services/law.tsx";
import type { RegisterTitles } from "../services/registers.ts";
import { declarationOf, firstSource, supplies, uploadOf } from "./evidence-state.ts";
import { words } from "./messages.ts";
import { Supply, type SupplyView, Upload } from "./supply.tsx";

/** Everything that an evidence page is drawn from. */
export interface EvidenceView {
  readonly visit: PartyVisit;
  readonly requirement: Requirement;
  readonly content: DraftContent;
  readonly registers: RegisterTitles;
  readonly errors: readonly FieldError[];
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

/** Who holds it, what is asked, why, and on which ground: said before anybody is asked. */
export function WhatIsAsked({ visit, requirement, registers }: EvidenceView) {
  const s = useSay();
  const source = firstSource(requirement);
  if (!source) return null;
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
  return (
    <>
      <SummaryList rows={rows} />
      {law ? null : <p>{s(words.consent)}</p>}
      <p class="e-muted">{s(words.recorded)}</p>
    </>
  );
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

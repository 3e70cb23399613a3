// What shows that the requirements are met: from which register it came, when and why, what the applicant objects to.
import { applicable, type NumberedEvidence } from "../../casework/index.ts";
import type { Requirement } from "../../catalogue/index.ts";
import { size, t } from "../../platform/i18n/index.ts";
import { DateText, LangText, Link, SummaryList, Tag } from "../../platform/page/index.ts";
import { type Register, registers } from "../../registry/index.ts";
import type { Bench } from "../context.ts";
import { plain } from "../pack-text.ts";
import { agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import type { CasePart, CaseSheet } from "./part.ts";
import { text } from "./words.ts";

export const evidencePart: CasePart = {
  id: "evidence",
  title: text.evidence,
  place: "below",
  show: async (sheet) => {
    const known = await registers({ app: sheet.bench.desk.pool });
    return <EvidenceList sheet={sheet} known={new Map(known.map((one) => [one.id, one]))} />;
  },
};

interface Shown {
  readonly sheet: CaseSheet;
  readonly known: ReadonlyMap<string, Register>;
}

function EvidenceList({ sheet, known }: Shown) {
  const { view, evidence } = sheet;
  const { pack, row } = view.loaded;
  const asked = new Set(applicable(pack, row.facts).map(({ id }) => id));
  const requirements = pack.header.requirements.filter(({ id }) => asked.has(id) || evidence.some((one) => one.requirement === id));
  if (requirements.length === 0) {
    return (
      <p class="e-muted">
        <LangText of={text.noEvidenceYet} />
      </p>
    );
  }
  return (
    <div class="e-columns">
      {requirements.map((requirement) => {
        const given = evidence.filter((one) => one.requirement === requirement.id);
        return (
          <section key={requirement.id} class="e-evidence">
            <h3>
              <LangText of={requirement.title} />
            </h3>
            {given.length === 0 ? (
              <p class={requirement.optional ? "e-muted" : ""}>
                {requirement.optional ? <LangText of={text.optionalNotGiven} /> : <Tag kind="soon">{text.notGiven}</Tag>}
              </p>
            ) : null}
            {given.toReversed().map((one, i) => (
              <Piece key={one.no} sheet={sheet} known={known} requirement={requirement} one={one} old={i > 0} />
            ))}
          </section>
        );
      })}
    </div>
  );
}

function Piece({ sheet, known, requirement, one, old }: Shown & { requirement: Requirement; one: NumberedEvidence; old: boolean }) {
  const { bench, view } = sheet;
  const { content } = one;
  const register = one.register === undefined ? undefined : known.get(one.register);
  const source = requirement.sources.find((candidate) => "registry" in candidate && candidate.registry === one.register);
  const asked = source && "registry" in source ? source : undefined;
  return (
    <div class={old ? "e-evidence__piece e-evidence__piece--old" : "e-evidence__piece"}>
      <p>
        {old ? (
          <>
            <Tag>{text.replaced}</Tag>{" "}
          </>
        ) : null}
        <Origin bench={bench} one={one} register={register} /> <DateText of={one.fetchedAt} />
        {asked ? (
          <span class="e-row-more e-muted">
            <LangText of={text.purpose} />
            {bench.lang === "zh" ? "：" : ": "}
            <LangText of={asked.purpose} />
            {" · "}
            <LangText of={text.ground} />
            {bench.lang === "zh" ? "：" : ": "}
            <Ground bench={bench} law={asked.law} />
          </span>
        ) : null}
      </p>
      {content.objection === undefined ? null : (
        <div class="e-objection">
          <p>
            <Tag kind="soon">{text.objection}</Tag>
          </p>
          <p class="e-lines">{content.objection}</p>
        </div>
      )}
      {content.file ? (
        <p>
          <Link href={routes.evidenceFile.to({ lang: bench.lang, id: view.heading.id, no: one.no })}>{content.file.name}</Link>{" "}
          <span class="e-muted">
            {content.file.kind.toUpperCase()} · {size(content.file.size, bench.lang)}
          </span>
        </p>
      ) : null}
      {content.fields ? (
        <SummaryList
          rows={Object.entries(content.fields).map(([name, value]) => ({
            key: register?.fields[name]?.title ?? name,
            value: registerValue(bench, register, name, value),
          }))}
        />
      ) : null}
    </div>
  );
}

function Origin({ bench, one, register }: { bench: Bench; one: NumberedEvidence; register: Register | undefined }) {
  if (one.source === "declaration") return <LangText of={text.declared} />;
  if (one.source === "upload") return <LangText of={text.uploaded} />;
  const owner = register && agencyTitle(bench.directory, register.owner);
  const title = register?.title ?? { zh: one.register ?? "", en: one.register ?? "" };
  return <LangText of={owner ? { zh: `${owner.zh}“${title.zh}”`, en: `${title.en}, ${owner.en}` } : title} />;
}

function Ground({ bench, law }: { bench: Bench; law: string | undefined }) {
  if (law === undefined) return <LangText of={text.consent} />;
  const article = law.slice(law.indexOf("/") + 1);
  const title = bench.desk.article(law)?.title;
  return <LangText of={title ? { zh: `《${title.zh}》第${article}条`, en: `${title.en}, Art. ${article}` } : law} />;
}

/** A register's value in words: choices by their names, bodies by their titles. */
function registerValue({ lang, directory }: Bench, register: Register | undefined, name: string, value: unknown): string {
  const words = register?.fields[name]?.values?.[String(value)] ?? (typeof value === "string" ? directory.agency(value)?.title : undefined);
  return words ? t(words, lang) : (plain(value, lang) ?? "—");
}

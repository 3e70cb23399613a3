// Cases beside this one: what it answers, carries out or withdraws, what answers it, and what may be begun from it.
import { type RelatedCase, relatedCases, valueGiven } from "../../casework/index.ts";
import { ButtonLink, Code, DateText, LangText } from "../../platform/page/index.ts";
import { routes } from "../routes.ts";
import type { CasePart, CaseSheet } from "./part.ts";
import { relations, text } from "./words.ts";

export const relatedPart: CasePart = {
  id: "related",
  title: text.related,
  place: "first",
  show: async (sheet) => {
    const { bench, view } = sheet;
    const [related, begun] = await Promise.all([relatedCases(bench.desk, bench.officer, view.heading.id), leadsOf(sheet)]);
    return related.length === 0 && begun.length === 0 ? undefined : <Related sheet={sheet} related={related} begun={begun} />;
  },
};

interface Begun {
  readonly href: string;
  readonly title: { readonly zh: string; readonly en: string };
}

/** What the pack lets be begun from this stage, with what the address brings along. */
async function leadsOf({ bench, view: { loaded } }: CaseSheet): Promise<Begun[]> {
  const { desk, lang } = bench;
  const { stage } = loaded.row;
  const leads = loaded.pack.header.leads.filter((lead) => lead.in.includes(stage));
  return Promise.all(
    leads.map(async ({ to, title, give }) => {
      const query = new URLSearchParams();
      for (const [name, source] of Object.entries(give)) {
        const value = await valueGiven(desk, loaded, source, undefined, desk.now());
        for (const one of Array.isArray(value) ? value : [value]) if (typeof one === "string") query.append(name, one);
      }
      return { title, href: `${routes.start.to({ lang, service: to })}?${query}` };
    }),
  );
}

function Related({ sheet, related, begun }: { sheet: CaseSheet; related: readonly RelatedCase[]; begun: readonly Begun[] }) {
  const { lang } = sheet.bench;
  return (
    <>
      {related.length === 0 ? null : (
        <ul class="govuk-list">
          {related.map((one) => (
            <li key={`${one.kind}:${one.id}`}>
              <LangText of={relations[one.kind][one.inverse ? "inverse" : "direct"]} />{" "}
              {one.readable ? (
                <a class="govuk-link" href={routes.case.to({ lang, id: one.id })}>
                  <Name one={one} />
                </a>
              ) : (
                <Name one={one} />
              )}{" "}
              <span class="e-muted">
                <LangText of={one.standing} /> · <DateText of={one.openedAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {begun.length === 0 ? null : (
        <div class="govuk-button-group">
          {begun.map(({ href, title }) => (
            <ButtonLink key={href} href={href} kind="second">
              {title}
            </ButtonLink>
          ))}
        </div>
      )}
    </>
  );
}

const Name = ({ one }: { one: RelatedCase }) => (
  <>
    <LangText of={one.title} /> <Code>{one.documentNumber ?? one.number}</Code>
  </>
);

// One thing at once: a part's page says what it is a part of; the bundle's page shows its parts.
import { bundleOf, type PartView, partsOf } from "../../casework/index.ts";
import { DateText, LangText, Table, Tag, type TagKind } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import type { CasePart } from "./part.ts";
import { partStatus, text } from "./words.ts";

/** Nothing where the case neither is a bundle nor belongs to one. */
export const bundlePart: CasePart = {
  id: "bundle",
  title: text.bundle,
  place: "first",
  show: async ({ bench, view }) => {
    const { desk, officer, lang } = bench;
    const [parts, bundle] = await Promise.all([partsOf(desk, officer, view), bundleOf(desk, officer, view)]);
    if (parts.length > 0) return <Parts bench={bench} parts={parts} />;
    if (!bundle) return undefined;
    return (
      <p>
        <LangText of={text.partOf} />{" "}
        {bundle.readable ? (
          <a class="govuk-link" href={routes.case.to({ lang, id: bundle.id })}>
            <LangText of={bundle.title} /> <span class="e-code">{bundle.number}</span>
          </a>
        ) : (
          <>
            <LangText of={bundle.title} /> <span class="e-code">{bundle.number}</span>
          </>
        )}
      </p>
    );
  },
};

const kinds = {
  "left-out": "plain",
  waiting: "plain",
  opening: "now",
  running: "now",
  ended: "done",
  "not-opened": "plain",
} as const satisfies Record<PartView["status"], TagKind>;

function Parts({ bench, parts }: { bench: Bench; parts: readonly PartView[] }) {
  const { lang, directory } = bench;
  return (
    <Table
      caption={text.bundle}
      hideCaption
      rows={parts}
      rowKey={({ key }) => key}
      columns={[
        {
          title: text.part,
          heads: true,
          cell: ({ title, case: view }) =>
            view ? (
              <a class="govuk-link" href={routes.case.to({ lang, id: view.heading.id })}>
                <LangText of={title} />
              </a>
            ) : (
              <LangText of={title} />
            ),
        },
        { title: text.ownedBy, cell: ({ agency }) => <LangText of={agencyTitle(directory, agency)} /> },
        {
          title: text.partState,
          cell: ({ status, outcome, outcomeTitle }) => (
            <Tag kind={outcome === "refused" ? "late" : kinds[status]}>{outcomeTitle ?? partStatus[status]}</Tag>
          ),
        },
        {
          title: text.partDue,
          cell: ({ dueAt }) => (dueAt === undefined ? "—" : <DateText of={dueAt} />),
        },
      ]}
    />
  );
}

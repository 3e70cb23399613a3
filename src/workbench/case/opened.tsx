// The cases that this one opened: a document's receiving organs with who has signed for it and who has not, what is followed up.
import { type OpenedCase, openedCases } from "../../casework/index.ts";
import { Code, DateTime, LangText, Table, Tag } from "../../platform/page/index.ts";
import { agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import type { CasePart, CaseSheet } from "./part.ts";
import { text } from "./words.ts";

/** Nothing where the case opened none; a bundle's parts are shown by a part of their own. */
export const openedPart: CasePart = {
  id: "opened",
  title: text.opened,
  place: "first",
  show: async (sheet) => {
    const { bench, view } = sheet;
    const opened = await openedCases(bench.desk, bench.officer, view);
    return opened.length === 0 ? undefined : <Opened sheet={sheet} opened={opened} />;
  },
};

function Opened({ sheet: { bench }, opened }: { sheet: CaseSheet; opened: readonly OpenedCase[] }) {
  const { lang, directory, desk } = bench;
  const now = desk.now();
  const waiting = opened.filter(({ toldAt }) => toldAt === undefined);
  return (
    <>
      <p>
        <LangText of={text.openedSum(opened.length, waiting.length)} />
      </p>
      <Table
        caption={text.opened}
        hideCaption
        rows={opened}
        rowKey={({ id }) => id}
        columns={[
          {
            title: text.ownedBy,
            heads: true,
            cell: ({ agency, number, id, readable }) => (
              <>
                <LangText of={agencyTitle(directory, agency)} />
                <span class="e-row-more">
                  {readable ? (
                    <a class="govuk-link" href={routes.case.to({ lang, id })}>
                      <Code>{number}</Code>
                    </a>
                  ) : (
                    <Code>{number}</Code>
                  )}
                </span>
              </>
            ),
          },
          {
            title: text.partState,
            cell: ({ toldAt, outcome, standing, due }) =>
              toldAt === undefined ? (
                <Tag kind={due !== undefined && due < now ? "late" : "now"}>{standing}</Tag>
              ) : (
                <>
                  <Tag kind="done">{outcome ?? standing}</Tag>
                  <span class="e-row-more">
                    <DateTime at={toldAt} />
                  </span>
                </>
              ),
          },
          { title: text.standsNow, cell: ({ standing }) => <LangText of={standing} /> },
          { title: text.urgedTimes, numeric: true, cell: ({ urged }) => (urged === 0 ? "—" : String(urged)) },
          { title: text.answeredBy, cell: ({ answered }) => (answered === undefined ? "—" : <Code>{answered}</Code>) },
        ]}
      />
    </>
  );
}

// The cases that this one opened: a document's receiving organs with who has received, signed for, read and answered it, what is followed up.
// Of a case elsewhere no more is shown than that: where it stands there is for those who may read it.
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
          { title: text.cameThere, cell: ({ openedAt }) => <DateTime at={openedAt} /> },
          {
            title: text.heardOf,
            cell: ({ toldAt, outcome, standing, due }) => (
              <>
                <Tag kind={toldAt !== undefined ? "done" : due !== undefined && due < now ? "late" : "now"}>
                  {toldAt === undefined ? text.notHeardOf : (outcome ?? text.heardOf)}
                </Tag>
                {toldAt === undefined ? null : (
                  <span class="e-row-more">
                    <DateTime at={toldAt} />
                  </span>
                )}
                {standing === undefined ? null : (
                  <span class="e-row-more">
                    <LangText of={standing} />
                  </span>
                )}
              </>
            ),
          },
          ...(opened.some(({ receives }) => receives)
            ? [{ title: text.readThere, cell: ({ readAt }: OpenedCase) => (readAt === undefined ? "—" : <DateTime at={readAt} />) }]
            : []),
          {
            title: text.urgedTimes,
            cell: ({ urged, urgedAt }) =>
              urgedAt === undefined ? (
                "—"
              ) : (
                <>
                  <LangText of={text.times(urged)} />
                  <span class="e-row-more">
                    <DateTime at={urgedAt} />
                  </span>
                </>
              ),
          },
          {
            title: text.answeredBy,
            cell: ({ answered }) =>
              answered === undefined ? (
                "—"
              ) : (
                <>
                  <Code>{answered.number}</Code>
                  <span class="e-row-more">
                    <DateTime at={answered.at} />
                  </span>
                </>
              ),
          },
        ]}
      />
    </>
  );
}

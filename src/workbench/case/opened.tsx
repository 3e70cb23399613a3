// The cases that this one opened: a document's receiving organs with who has received, signed for, read and answered it, what is followed up.
// Of a case elsewhere no more is shown than that: where it stands there is for those who may read it.
import { type OpenedCase, openedCases } from "../../casework/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
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
  const unanswered = opened.filter((one) => one.unanswered !== undefined);
  return (
    <>
      <p>
        <LangText of={text.openedSum(opened.length, waiting.length)} />
        {unanswered.length === 0 ? null : (
          <>
            {" "}
            <LangText of={text.unansweredSum(unanswered.length)} />
          </>
        )}
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
          { title: text.partState, cell: (one) => <State one={one} now={now} /> },
        ]}
      />
    </>
  );
}

/** Everything that is known of it here, a line each; one column, so that it stands beside others and on a telephone. */
function State({ one, now }: { one: OpenedCase; now: number }) {
  const { openedAt, toldAt, outcome, standing, due, receives, readAt, urged, urgedAt, unanswered, answered } = one;
  return (
    <div>
      <Tag kind={toldAt !== undefined ? "done" : due !== undefined && due < now ? "late" : "now"}>
        {toldAt === undefined ? text.notHeardOf : (outcome ?? text.heardOf)}
      </Tag>
      {standing === undefined ? null : (
        <span class="e-row-more">
          <LangText of={standing} />
        </span>
      )}
      <When label={text.cameThere} at={openedAt} />
      {toldAt === undefined ? null : <When label={outcome ?? text.heardOf} at={toldAt} />}
      {readAt !== undefined ? (
        <When label={text.readThere} at={readAt} />
      ) : receives ? (
        <span class="e-row-more e-muted">
          <LangText of={text.unreadThere} />
        </span>
      ) : null}
      {urgedAt === undefined ? null : <When label={text.urgedTimes(urged)} at={urgedAt} />}
      {unanswered === undefined ? null : (
        <span class="e-row-more">
          {unanswered.by !== undefined && unanswered.by < now ? (
            <Tag kind="late">{text.unanswered}</Tag>
          ) : (
            <LangText of={text.unanswered} />
          )}{" "}
          <LangText of={text.since} /> <DateTime at={unanswered.since} />
        </span>
      )}
      {unanswered?.by === undefined ? null : <When label={text.wantedBy} at={unanswered.by - 1} />}
      {answered === undefined ? null : (
        <span class="e-row-more">
          <LangText of={text.answeredBy} /> <Code>{answered.number}</Code> <DateTime at={answered.at} />
        </span>
      )}
    </div>
  );
}

/** One thing that came of it, and when. */
const When = ({ label, at }: { label: Text; at: number }) => (
  <span class="e-row-more e-muted">
    <LangText of={label} /> <DateTime at={at} />
  </span>
);

// What is on a disposal list: where it stands, and its lines.
import type { DisposalLine, DisposalList, FilePlan } from "../../office/index.ts";
import { DateText, EmptyState, LangText, Link, SummaryList, Table, Tag, useSay } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { agencyTitle, officerName, postTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { stateKinds } from "./lists.tsx";
import { listStates, retentions, text } from "./words.ts";

export function Summary({ bench, list }: { bench: Bench; list: DisposalList }) {
  const { directory } = bench;
  return (
    <SummaryList
      rows={[
        { key: text.agency, value: <LangText of={agencyTitle(directory, list.agency)} /> },
        { key: text.state, value: <Tag kind={stateKinds[list.state]}>{listStates[list.state]}</Tag> },
        { key: text.when, value: <DateText of={list.madeAt} /> },
        { key: text.by, value: officerName(directory, list.madeBy) },
        { key: text.lines, value: list.lines },
        { key: text.review, value: `${list.reviewed} / ${list.lines}` },
        { key: text.destroy, value: list.toDestroy },
        ...(list.state === "executing" || list.state === "done"
          ? [
              { key: text.destroyed, value: list.destroyed },
              { key: text.resultKept, value: list.kept },
              { key: text.resultHeld, value: list.held },
            ]
          : []),
        {
          key: text.approvals,
          value:
            list.approvals.length === 0 ? (
              <LangText of={text.noApprovals} />
            ) : (
              <ul class="govuk-list">
                {list.approvals.map(({ officer, post, at }) => (
                  <li key={post}>
                    {officerName(directory, officer)} · <LangText of={postTitle(directory, post)} /> · <DateText of={at} />
                  </li>
                ))}
              </ul>
            ),
        },
      ]}
    />
  );
}

export function Lines({ bench, lines, plan, choose }: { bench: Bench; lines: readonly DisposalLine[]; plan: FilePlan; choose: boolean }) {
  const { lang } = bench;
  const say = useSay();
  if (lines.length === 0) return <EmptyState title={text.none} />;
  const results = { destroyed: text.destroyed, kept: text.resultKept, held: text.resultHeld } as const;
  return (
    <Table
      caption={text.lines}
      hideCaption
      rows={lines}
      rowKey={(line) => line.case}
      columns={[
        ...(choose
          ? [
              {
                title: text.choose,
                cell: (line: DisposalLine) => (
                  <input
                    type="checkbox"
                    name="cases"
                    value={line.case}
                    aria-label={`${say(text.choose)} ${line.number}`}
                    checked={line.decision === null}
                  />
                ),
              },
            ]
          : []),
        {
          title: text.number,
          heads: true,
          cell: (line) => (
            <Link href={routes.archiveFile.to({ lang, id: line.case })}>
              <span class="e-code">{line.number}</span>
            </Link>
          ),
        },
        { title: text.service, cell: ({ service }) => <LangText of={service} /> },
        { title: text.class, cell: (line) => <LangText of={plan.classes.find(({ id }) => id === line.class)?.title ?? line.class} /> },
        { title: text.retention, cell: ({ retention }) => <LangText of={retentions[retention]} /> },
        { title: text.due, cell: ({ dueOn }) => dueOn ?? "—" },
        {
          title: text.decision,
          cell: ({ decision, until }) =>
            decision === null ? (
              <LangText of={text.undecided} />
            ) : (
              <>
                <LangText of={text[decision]} /> {until ?? ""}
              </>
            ),
        },
        { title: text.result, cell: ({ result }) => (result === null ? "—" : <Tag kind="done">{results[result]}</Tag>) },
      ]}
    />
  );
}

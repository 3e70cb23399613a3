// The list for paper: everything that the filters leave, without boxes and buttons.
import { worklist } from "../../casework/index.ts";
import { type Http, sendPage } from "../../platform/http/index.ts";
import { BackLink, DateText, LangText, Table } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { officerName, shortPost } from "../people.ts";
import { routes } from "../routes.ts";
import { words } from "../words.ts";
import { queryOf, readFilter } from "./filter.ts";
import { taskLines } from "./row.ts";
import { text } from "./words.ts";

const mostRows = 200;

export async function printPage(c: Http, bench: Bench): Promise<Response> {
  const { desk, directory, lang, now } = bench;
  const filter = readFilter(c);
  const lines = await taskLines(bench, await worklist(desk, { ...queryOf(bench, filter), limit: mostRows }));
  const title = text.printTitle(desk.day(now));
  const content = (
    <>
      <h1>
        <LangText of={title} />
      </h1>
      <p>
        <LangText of={text.printLead(lines.length)} />
      </p>
      <Table
        caption={title}
        hideCaption
        rows={lines}
        rowKey={({ id }) => id}
        columns={[
          { title: words.number, heads: true, cell: ({ row }) => <span class="e-code">{row.number}</span> },
          {
            title: words.task,
            cell: ({ service, task, facts }) => (
              <span>
                <LangText of={task} />
                <span class="e-row-more">
                  <LangText of={service} />
                </span>
                {facts === "" ? null : <span class="e-row-more e-muted">{facts}</span>}
              </span>
            ),
          },
          { title: words.post, cell: ({ row }) => <LangText of={shortPost(directory, row.post)} /> },
          {
            title: text.who,
            cell: ({ row }) => <LangText of={row.officer === null ? text.freeNow : officerName(directory, row.officer)} />,
          },
          {
            title: words.due,
            cell: ({ urgency }) => (
              <span>
                {urgency.date === undefined ? null : <DateText of={urgency.date} />}
                <span class="e-row-more">
                  <LangText of={urgency.text} />
                </span>
              </span>
            ),
          },
        ]}
      />
    </>
  );
  const before = <BackLink href={routes.tasks.to({ lang }, { ...filter })}>{text.backToList}</BackLink>;
  return sendPage(c, await framed(bench, { title, here: "all", before }, content));
}

// What an archive holds and what it destroyed, by class and year: figures stay when files go.
import { archiveFigures, archivesOf, currentPlan, lendingFigures } from "../../office/index.ts";
import { type Http, refuse, sendPage } from "../../platform/http/index.ts";
import { EmptyState, FilterPanel, LangText, Select, SummaryList, Table } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { retentions, text } from "./words.ts";

export async function archiveFiguresPage(c: Http, bench: Bench): Promise<Response> {
  const { desk, officer, directory, lang } = bench;
  const agencies = archivesOf(directory, officer);
  const agency = c.req.query("agency") || agencies[0];
  if (agency === undefined || !agencies.includes(agency)) return refuse(c, "forbidden");
  const [figures, lending, plan] = await Promise.all([archiveFigures(desk, agency), lendingFigures(desk, agency), currentPlan(desk.pool)]);
  const content = (
    <>
      <h1>
        <LangText of={text.figures} />
      </h1>
      <p>
        <LangText of={agencyTitle(directory, agency)} />
        {lang === "zh" ? "。" : ". "}
        <LangText of={text.figuresLead} />
      </p>
      {agencies.length > 1 ? (
        <FilterPanel action={routes.archiveFigures.to({ lang })} active={[]} clear={routes.archiveFigures.to({ lang })}>
          <Select
            name="agency"
            label={text.agency}
            value={agency}
            options={agencies.map((id) => ({ value: id, label: agencyTitle(directory, id) }))}
          />
        </FilterPanel>
      ) : null}
      <SummaryList
        rows={[
          { key: text.loansAsked, value: lending.asked },
          { key: text.loansLent, value: lending.lent },
          { key: text.loansReturned, value: lending.returned },
          { key: text.loansOverdue, value: lending.overdue },
          { key: text.holdsStanding, value: lending.holds },
        ]}
      />
      {figures.length === 0 ? (
        <EmptyState title={text.none} />
      ) : (
        <Table
          caption={text.figures}
          hideCaption
          rows={figures}
          rowKey={(row) => `${row.year} ${row.class} ${row.retention}`}
          columns={[
            { title: text.year, heads: true, cell: ({ year }) => year },
            { title: text.class, cell: (row) => <LangText of={plan.classes.find(({ id }) => id === row.class)?.title ?? row.class} /> },
            { title: text.retention, cell: ({ retention }) => <LangText of={retentions[retention]} /> },
            { title: text.kept, numeric: true, cell: ({ kept }) => kept },
            { title: text.destroyed, numeric: true, cell: ({ destroyed }) => destroyed },
          ]}
        />
      )}
    </>
  );
  return sendPage(c, await framed(bench, { title: text.figures, here: "archive-figures" }, content));
}

// What an archive holds and what it destroyed, by class and year: figures stay when files go.
import { agencyArchives, archiveFigures, archivesOf, currentPlan, lendingFigures, seesEveryArchive } from "../../office/index.ts";
import { type Http, refuse, sendPage } from "../../platform/http/index.ts";
import { EmptyState, FilterPanel, LangText, Link, Select, SummaryList, Table } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { retentions, text } from "./words.ts";

export async function archiveFiguresPage(c: Http, bench: Bench): Promise<Response> {
  const { desk, officer, directory, lang } = bench;
  const whole = seesEveryArchive(officer);
  const agencies = whole ? directory.agencies().map(({ id }) => id) : archivesOf(directory, officer);
  const asked = c.req.query("agency");
  const city = whole && (asked ?? "") === "";
  const agency = city ? undefined : asked || agencies[0];
  if (!city && (agency === undefined || !agencies.includes(agency))) return refuse(c, "forbidden");
  const counted = agency === undefined ? agencies : [agency];
  const [figures, lending, plan, archives] = await Promise.all([
    archiveFigures(desk, counted),
    lendingFigures(desk, counted),
    currentPlan(desk.pool),
    city ? agencyArchives(desk, counted) : [],
  ]);
  const content = (
    <>
      <h1>
        <LangText of={text.figures} />
      </h1>
      <p>
        <LangText of={agency === undefined ? text.wholeCity : agencyTitle(directory, agency)} />
        {lang === "zh" ? "。" : ". "}
        <LangText of={text.figuresLead} />
      </p>
      {agencies.length > 1 ? (
        <FilterPanel action={routes.archiveFigures.to({ lang })} active={[]} clear={routes.archiveFigures.to({ lang })}>
          <Select
            name="agency"
            label={text.agency}
            value={agency ?? ""}
            options={[
              ...(whole ? [{ value: "", label: text.wholeCity }] : []),
              ...agencies.map((id) => ({ value: id, label: agencyTitle(directory, id) })),
            ]}
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
      {archives.length > 0 ? (
        <Table
          caption={text.byAgency}
          rows={archives}
          rowKey={(row) => row.agency}
          columns={[
            {
              title: text.agency,
              heads: true,
              cell: (row) => (
                <Link href={routes.archiveFigures.to({ lang }, { agency: row.agency })}>
                  <LangText of={agencyTitle(directory, row.agency)} />
                </Link>
              ),
            },
            { title: text.kept, numeric: true, cell: ({ kept }) => kept },
            { title: text.fallsDue, numeric: true, cell: ({ due }) => due },
            { title: text.destroyed, numeric: true, cell: ({ destroyed }) => destroyed },
          ]}
        />
      ) : null}
      {figures.length === 0 ? (
        <EmptyState title={text.none} />
      ) : (
        <Table
          caption={text.byClass}
          hideCaption={!city}
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

// Figures of the office for those who answer for it: time per stage, load per post, paper saved; each opens to its cases.
import { type Http, refuse, sendCsv, sendPage } from "../../platform/http/index.ts";
import { number, type Text, t } from "../../platform/i18n/index.ts";
import { Button, EmptyState, LangText, Link, Select, Table, Tabs, useSay } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { type Asked, askedOf, type InsightKind, insightKinds, periods, queryOf } from "./asked.ts";
import { Bars } from "./bars.tsx";
import { figuresOf, type Line, written } from "./table.ts";
import { text } from "./words.ts";

const leads = { time: text.timeLead, load: text.loadLead, paper: text.paperLead } as const;

export async function insightPage(c: Http, bench: Bench): Promise<Response> {
  const asked = askedOf(c, bench);
  if (!asked) return refuse(c, insightKinds.some((kind) => kind === c.req.param("kind")) ? "forbidden" : "notFound");
  const { lang, directory } = bench;
  const { kind } = asked;
  const { heads, lines, chart } = await figuresOf(bench, asked);
  const tab = (one: InsightKind) => ({
    href: routes.insight.to({ lang, kind: one }, queryOf(asked)),
    label: text[one],
    current: one === kind,
  });
  const content = (
    <>
      <h1>
        <LangText of={text.insight} />
      </h1>
      <Tabs label={text.insight} items={insightKinds.map(tab)} />
      <form method="get" action={routes.insight.to({ lang, kind })} class="e-filters">
        {asked.choice.length < 2 ? null : (
          <Select
            name="agency"
            label={text.agency}
            value={asked.agency}
            empty={text.allAgencies}
            options={asked.choice.map((id) => ({ value: id, label: agencyTitle(directory, id) }))}
          />
        )}
        <Select
          name="months"
          label={text.period}
          value={asked.period}
          empty={text.months["12"]}
          options={periods.map((value) => ({ value, label: text.months[value] }))}
        />
        <div class="e-filters__act">
          <Button kind="second">{text.show}</Button>
        </div>
      </form>
      <h2>
        <LangText of={text[kind]} />
      </h2>
      <p>
        <LangText of={leads[kind]} />
      </p>
      {kind === "paper" ? <Prices bench={bench} /> : null}
      {lines.length === 0 ? (
        <EmptyState title={text.none}>
          <p>
            <LangText of={text.noneText} />
          </p>
        </EmptyState>
      ) : (
        <>
          {chart ? <Bars title={chart.title} bars={chart.bars} /> : null}
          <p>
            <Link href={routes.insightFile.to({ lang, kind }, queryOf(asked))}>
              <LangText of={text.file} />
            </Link>
          </p>
          <Table
            caption={text[kind]}
            hideCaption
            rows={lines}
            rowKey={({ key }) => key}
            columns={[
              {
                title: heads[0] ?? text.service,
                heads: true,
                cell: (line) => <Title bench={bench} asked={asked} line={line} />,
              },
              ...heads.slice(1).map((title, n) => ({
                title,
                numeric: true,
                cell: (line: Line) => <Value bench={bench} asked={asked} line={line} n={n} title={title} />,
              })),
            ]}
          />
        </>
      )}
    </>
  );
  return sendPage(c, await framed(bench, { title: text.insight, here: "insight" }, content));
}

function Title({ bench, asked, line }: { readonly bench: Bench; readonly asked: Asked; readonly line: Line }) {
  const { lang } = bench;
  const { title, more, behind } = line;
  return (
    <>
      {behind === undefined ? (
        <LangText of={title} />
      ) : (
        <Link href={routes.insightCases.to({ lang, kind: asked.kind }, { months: asked.period, ...behind })}>
          <LangText of={title} />
        </Link>
      )}
      {more.zh === "" ? null : (
        <span class="e-row-more e-muted">
          <LangText of={more} />
        </span>
      )}
    </>
  );
}

/** A value; it leads to its own cases where it has any of its own. */
function Value({ bench: { lang }, asked, line, n, title }: { bench: Bench; asked: Asked; line: Line; n: number; title: Text }) {
  const s = useSay();
  const value = written(line, n, lang);
  const query = line.each?.[n];
  if (query === undefined) return <>{value}</>;
  return (
    <Link href={routes.insightCases.to({ lang, kind: asked.kind }, { months: asked.period, ...query })}>
      {value}
      <span class="govuk-visually-hidden">
        {" "}
        {s(title)}: {s(line.title)}
      </span>
    </Link>
  );
}

function Prices({ bench: { directory, lang } }: { readonly bench: Bench }) {
  const { paper } = directory.city;
  if (!paper)
    return (
      <p class="govuk-hint">
        <LangText of={text.noMoney} />
      </p>
    );
  return (
    <p class="govuk-hint">
      <LangText of={text.moneyLead(number(paper.page, lang), number(paper.delivery, lang))} /> <LangText of={text.source} />{" "}
      <LangText of={paper.source} />
    </p>
  );
}

export async function insightFile(c: Http, bench: Bench): Promise<Response> {
  const asked = askedOf(c, bench);
  if (!asked) return refuse(c, "notFound");
  const { lang, desk, now } = bench;
  const { heads, lines } = await figuresOf(bench, asked);
  const [first, ...rest] = heads.map((head) => t(head, lang));
  return sendCsv(c, `${asked.kind}-${desk.day(now)}`, [
    [first ?? "", "", ...rest],
    ...lines.map(({ title, more, values, least }) => [
      t(title, lang),
      t(more, lang),
      ...values.map((value, n) => (Number.isNaN(value) ? "" : `${value}${least?.[n] ? "+" : ""}`)),
    ]),
  ]);
}

// The registers of numbers of the reader's own bodies: which words and years there are, and each number with its case.
import { type NumberSeries, numberSeries, type TakenNumber, takenNumbers } from "../../casework/index.ts";
import { type Http, refuse, sendCsv, sendPage } from "../../platform/http/index.ts";
import { dateTime, number, type Text, t } from "../../platform/i18n/index.ts";
import { Breadcrumbs, Code, DateTime, LangText, Link, Pagination, Table, Tag } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { agencyTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { states, text } from "./words.ts";

const perPage = 50;
const mostRows = 100_000;

/** An officer looks at the registers of the bodies in which he has a post; whoever administers, at all. */
const maySee = ({ officer, directory }: Bench, organ: string): boolean =>
  officer.rights.includes("administer") || officer.posts.some((post) => directory.post(post)?.agency === organ);

export async function numbersPage(c: Http, bench: Bench): Promise<Response> {
  const { desk, directory, lang } = bench;
  const organs = directory.agencies().filter(({ id }) => maySee(bench, id));
  const rows = (
    await Promise.all(organs.map(async ({ id }) => (await numberSeries(desk, id)).map((series) => ({ organ: id, ...series }))))
  ).flat();
  const content = (
    <>
      <h1>
        <LangText of={text.numbers} />
      </h1>
      <p>
        <LangText of={text.lead} />
      </p>
      {rows.length === 0 ? (
        <p class="e-muted">
          <LangText of={text.none} />
        </p>
      ) : (
        <Table
          caption={text.numbers}
          hideCaption
          rows={rows}
          rowKey={({ organ, word, year }) => `${organ} ${word} ${year}`}
          columns={[
            {
              title: text.word,
              heads: true,
              cell: ({ organ, word, year }) => (
                <span>
                  <Link href={routes.numberSeries.to({ lang, organ }, { word, year: String(year) })}>{word}</Link>
                  <span class="e-row-more e-muted">
                    <LangText of={agencyTitle(directory, organ)} />
                  </span>
                </span>
              ),
            },
            { title: text.year, numeric: true, cell: ({ year }) => String(year) },
            { title: text.last, numeric: true, cell: ({ last }) => number(last, lang) },
          ]}
        />
      )}
    </>
  );
  return sendPage(c, await framed(bench, { title: text.numbers, here: "numbers" }, content));
}

/** The series that the address names, where the reader may look at it. */
async function seriesOf(c: Http, bench: Bench): Promise<(NumberSeries & { readonly organ: string }) | undefined> {
  const organ = c.req.param("organ") ?? "";
  if (!bench.directory.agency(organ) || !maySee(bench, organ)) return undefined;
  const [word, year] = [c.req.query("word"), Number(c.req.query("year"))];
  const found = (await numberSeries(bench.desk, organ)).find((one) => one.word === word && one.year === year);
  return found && { organ, ...found };
}

export async function numberSeriesPage(c: Http, bench: Bench): Promise<Response> {
  const { desk, directory, lang } = bench;
  const series = await seriesOf(c, bench);
  if (!series) return refuse(c, "notFound");
  const { organ, word, year } = series;
  const asked = c.req.query("before");
  const before = asked === undefined ? undefined : Number(asked);
  if (before !== undefined && !(Number.isSafeInteger(before) && before > 0 && before < 2 ** 31)) return refuse(c, "badCursor");
  const found = await takenNumbers(desk, { organ, word, year, limit: perPage + 1, ...(before === undefined ? {} : { before }) });
  const rows = found.slice(0, perPage);
  const at = (more: Record<string, string> = {}) => routes.numberSeries.to({ lang, organ }, { word, year: String(year), ...more });
  const next = found.length > perPage ? at({ before: String(rows.at(-1)?.n ?? 1) }) : undefined;
  const whys = await reasons(bench, rows);
  const title: Text = { zh: `${word} ${year} 年`, en: `${word} ${year}` };
  const content = (
    <>
      <h1>
        <LangText of={title} />
      </h1>
      <p>
        <LangText of={agencyTitle(directory, organ)} /> ·{" "}
        <Link href={routes.numberFile.to({ lang, organ }, { word, year: String(year) })}>
          <LangText of={text.file} />
        </Link>
      </p>
      <Table
        caption={title}
        hideCaption
        rows={rows}
        rowKey={({ n }) => String(n)}
        columns={[
          { title: text.n, heads: true, cell: ({ n }) => String(n) },
          {
            title: text.case,
            cell: ({ caseId, caseNumber }) => (
              <Link href={routes.case.to({ lang, id: caseId })}>
                <Code>{caseNumber}</Code>
              </Link>
            ),
          },
          { title: text.when, cell: ({ takenAt }) => <DateTime at={takenAt} /> },
          {
            title: text.state,
            cell: (one) => (
              <span>
                <Tag kind={({ used: "done", open: "now", void: "late" } as const)[one.state]}>{states[one.state]}</Tag>
                {whys.has(one.n) ? (
                  <span class="e-row-more e-muted">
                    <LangText of={whys.get(one.n) ?? text.destroyed} />
                  </span>
                ) : null}
              </span>
            ),
          },
        ]}
      />
      {before === undefined ? null : (
        <p>
          <Link href={at()}>
            <LangText of={text.first} />
          </Link>
        </p>
      )}
      <Pagination next={next} />
    </>
  );
  const crumbs = <Breadcrumbs items={[{ href: routes.numbers.to({ lang }), label: text.numbers }]} />;
  return sendPage(c, await framed(bench, { title, here: "numbers", before: crumbs }, content));
}

/** Why numbers are void, by number. */
async function reasons({ desk }: Bench, rows: readonly TakenNumber[]): Promise<ReadonlyMap<number, Text>> {
  const gone = rows.filter(({ state }) => state === "void");
  const packs = new Map(
    (await Promise.all([...new Set(gone.map(({ pack }) => pack))].map((id) => desk.catalogue.current(id)))).flatMap((pack) =>
      pack ? [[pack.header.id, pack] as const] : [],
    ),
  );
  return new Map(
    gone.map(({ n, later, end, pack }): [number, Text] => {
      if (later !== null) return [n, text.later(later)];
      const title = end === null ? undefined : packs.get(pack)?.header.texts.ends[end];
      return [n, title ? text.ended(title) : text.destroyed];
    }),
  );
}

export async function numberFile(c: Http, bench: Bench): Promise<Response> {
  const { desk, lang, setting } = bench;
  const series = await seriesOf(c, bench);
  if (!series) return refuse(c, "notFound");
  const { organ, word, year } = series;
  const rows = await takenNumbers(desk, { organ, word, year, limit: mostRows });
  const whys = await reasons(bench, rows);
  const say = (of: Text) => t(of, lang);
  return sendCsv(c, `numbers-${organ}-${year}`, [
    [text.word, text.year, text.n, text.printed, text.case, text.when, text.state, text.why].map(say),
    ...rows.map((one) => [
      word,
      String(year),
      String(one.n),
      one.state === "used" ? (one.printed ?? "") : "",
      one.caseNumber,
      dateTime(one.takenAt, lang, setting.zone),
      say(states[one.state]),
      whys.has(one.n) ? say(whys.get(one.n) ?? text.destroyed) : "",
    ]),
  ]);
}

// The cases behind one figure, newest first: who sees the figure sees which cases it counts.
import { z } from "zod";
import { type WorkRow, worklist } from "../../casework/index.ts";
import { finished, type Place, sheets, stays } from "../../insight/index.ts";
import { Cursors, type Http, readKeyset, refuse, sendCsv, sendPage } from "../../platform/http/index.ts";
import { dateTime, number, type Text, t } from "../../platform/i18n/index.ts";
import { Breadcrumbs, Code, EmptyState, LangText, Link, Pagination, Table } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { stageTitle } from "../pack-text.ts";
import { agencyTitle, officerName, postTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { type Asked, askedOf, queryOf } from "./asked.ts";
import { workStates } from "./table.ts";
import { text } from "./words.ts";

const key = z.string().regex(/^[a-z][a-z0-9-]*$/);
const names = {
  time: z.object({ pack: key, agency: key, stage: key }),
  load: z.object({
    post: z.string().regex(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/),
    officer: key.optional(),
    state: z.enum(workStates).default("done"),
  }),
  paper: z.object({ agency: key, pack: key }),
} as const;
/** A time that has no end is null in a cursor. */
const placeShape = z.tuple([
  z
    .number()
    .nullable()
    .transform((at) => at ?? Number.POSITIVE_INFINITY),
  z.string(),
  z.number(),
]);

/** One figure's cases as rows of one shape. */
interface Behind {
  readonly title: Text;
  /** Which part of it, where it has several. */
  readonly what?: Text;
  readonly query: Readonly<Record<string, string>>;
  readonly heads: readonly Text[];
  rows(after: Place | undefined, limit: number): Promise<readonly Row[]>;
}
interface Row {
  readonly id: string;
  readonly number: string;
  readonly cells: readonly string[];
  readonly place: Place;
}

const perPage = 50;
const mostInFile = 10_000;

async function behindOf(c: Http, bench: Bench, asked: Asked): Promise<Behind | undefined> {
  const { desk, directory, lang } = bench;
  const { since } = asked;
  const query = c.req.query();
  const when = (at: number): string => dateTime(at, lang, desk.zone);
  const sees = (agency: string): boolean => asked.choice.includes(agency);
  const packOf = async (id: string) => desk.catalogue.current(id);
  if (asked.kind === "time") {
    const read = names.time.safeParse(query);
    if (!read.success || !sees(read.data.agency)) return undefined;
    const pack = await packOf(read.data.pack);
    const service = pack?.header.title ?? { zh: read.data.pack, en: read.data.pack };
    const stage = pack ? stageTitle(pack, read.data.stage) : { zh: read.data.stage, en: read.data.stage };
    return {
      title: { zh: `${service.zh}：${stage.zh}`, en: `${service.en}: ${stage.en}` },
      query: read.data,
      heads: [text.case, text.entered, text.left, text.days],
      rows: async (after, limit) =>
        (await stays(desk.pool, { ...read.data, since, after, limit })).map((one) => ({
          ...one,
          cells: [when(one.entered), when(one.left), number(one.days, lang)],
          place: [one.left, one.id, one.n],
        })),
    };
  }
  if (asked.kind === "load") {
    const read = names.load.safeParse(query);
    if (!read.success || !sees(read.data.post.slice(0, read.data.post.indexOf("/")))) return undefined;
    const { post, officer, state } = read.data;
    const waits = state === "open" || state === "overdue";
    const of = postTitle(directory, post);
    const who = officer === undefined ? undefined : officerName(directory, officer);
    return {
      title: who === undefined ? of : { zh: `${of.zh}：${who}`, en: `${of.en}: ${who}` },
      what: text[state],
      query: officer === undefined ? { post, state } : { post, officer, state },
      heads: waits ? [text.case, text.due, text.officer, text.how] : [text.case, text.finishedAt, text.officer, text.how],
      rows: async (after, limit) => {
        if (waits)
          return (await waiting(bench, { post, officer, overdue: state === "overdue", after, limit })).map((one) => openRow(bench, one));
        return (await finished(desk.pool, { post, officer, late: state === "late", since, after, limit })).map((one) => ({
          ...one,
          cells: [when(one.at), officerName(directory, one.officer), t(one.late ? text.tooLate : text.inTime, lang)],
          place: [one.at, one.id, one.no],
        }));
      },
    };
  }
  const read = names.paper.safeParse(query);
  if (!read.success || !sees(read.data.agency)) return undefined;
  const pack = await packOf(read.data.pack);
  const service = pack?.header.title ?? { zh: read.data.pack, en: read.data.pack };
  const of = agencyTitle(directory, read.data.agency);
  return {
    title: { zh: `${of.zh}：${service.zh}`, en: `${of.en}: ${service.en}` },
    query: read.data,
    heads: [text.case, text.made, text.pages],
    rows: async (after, limit) =>
      (await sheets(desk.pool, { ...read.data, since, after, limit })).map((one) => ({
        ...one,
        cells: [when(one.at), number(one.pages, lang)],
        place: [one.at, one.id, one.no],
      })),
  };
}

/** What a post has to do now, or what of it an officer has taken, the most urgent first. */
const waiting = (
  { desk, now }: Bench,
  asked: { post: string; officer: string | undefined; overdue: boolean; after: Place | undefined; limit: number },
): Promise<readonly WorkRow[]> =>
  worklist(desk, {
    posts: [asked.post],
    limit: asked.limit,
    ...(asked.officer === undefined ? {} : { takenBy: asked.officer }),
    ...(asked.overdue ? { until: now } : {}),
    ...(asked.after ? { after: { due: asked.after[0], case: asked.after[1], no: asked.after[2] } } : {}),
  });

function openRow({ desk, directory, lang, now }: Bench, { case_id, number: no, no: task, due_at, officer }: WorkRow): Row {
  const due = Number.isFinite(due_at) ? dateTime(due_at, lang, desk.zone) : "";
  const how = due_at < now ? text.tooLate : text.inTime;
  return {
    id: case_id,
    number: no,
    cells: [due, officer === null ? "" : officerName(directory, officer), t(how, lang)],
    place: [due_at, case_id, task],
  };
}

export async function insightCasesPage(c: Http, bench: Bench): Promise<Response> {
  const asked = askedOf(c, bench);
  const behind = asked && (await behindOf(c, bench, asked));
  if (!asked || !behind) return refuse(c, "notFound");
  const { desk, officer, lang } = bench;
  const cursors = new Cursors(desk.keys.derive("workbench cursors").bytes);
  const query = { months: asked.period, ...behind.query };
  const scope = `insight:${officer.id}:${asked.kind}:${new URLSearchParams(query)}`;
  const keyset = await readKeyset(c, { cursors, scope, key: placeShape, limit: perPage });
  if (!keyset.ok) return keyset.response;
  const { key: after, limit } = keyset.keyset;
  const rows = await behind.rows(after, limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const here = (more: Record<string, string> = {}) => routes.insightCases.to({ lang, kind: asked.kind }, { ...query, ...more });
  const before = <Breadcrumbs items={[{ href: routes.insight.to({ lang, kind: asked.kind }, queryOf(asked)), label: text[asked.kind] }]} />;
  const content = (
    <>
      <h1>
        <LangText of={behind.title} />
      </h1>
      <p>
        <LangText of={behind.what ?? text.cases} />
        {behind.what === text.open || behind.what === text.overdue ? null : (
          <>
            {" · "}
            <LangText of={text.months[asked.period]} />
          </>
        )}
      </p>
      {shown.length === 0 ? (
        <EmptyState title={text.none}>
          <p>
            <LangText of={text.noneText} />
          </p>
        </EmptyState>
      ) : (
        <>
          <p>
            <Link href={routes.insightCasesFile.to({ lang, kind: asked.kind }, query)}>
              <LangText of={text.file} />
            </Link>
          </p>
          <Table
            caption={text.cases}
            hideCaption
            rows={shown}
            rowKey={({ place }) => place.join(" ")}
            columns={[
              {
                title: text.case,
                heads: true,
                cell: ({ id, number: no }) => (
                  <Link href={routes.case.to({ lang, id })}>
                    <Code>{no}</Code>
                  </Link>
                ),
              },
              ...behind.heads.slice(1).map((title, n) => ({ title, cell: ({ cells }: Row) => cells[n] ?? "" })),
            ]}
          />
        </>
      )}
      {after ? (
        <p>
          <Link href={here()}>
            <LangText of={text.first} />
          </Link>
        </p>
      ) : null}
      <Pagination next={rows.length > limit && last ? here({ after: cursors.seal(scope, last.place) }) : undefined} />
    </>
  );
  return sendPage(c, await framed(bench, { title: behind.title, here: "insight", before }, content));
}

export async function insightCasesFile(c: Http, bench: Bench): Promise<Response> {
  const asked = askedOf(c, bench);
  const behind = asked && (await behindOf(c, bench, asked));
  if (!asked || !behind) return refuse(c, "notFound");
  const rows = await behind.rows(undefined, mostInFile);
  return sendCsv(c, `${asked.kind}-cases-${bench.desk.day(bench.now)}`, [
    behind.heads.map((head) => t(head, bench.lang)),
    ...rows.map(({ number: no, cells }) => [no, ...cells]),
  ]);
}

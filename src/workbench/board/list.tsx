// The tasks behind a number of the board: who has each, when it was due, how often it was urged; and urging or supervising several.
import { z } from "zod";
import { notesOf, type Trail, trailOf, type WorkCursor, type WorkQuery, type WorkRow, worklist } from "../../casework/index.ts";
import { Cursors, type Http, keysetPage, readKeyset, sendPage } from "../../platform/http/index.ts";
import { dateTime, type Text, t } from "../../platform/i18n/index.ts";
import { BackLink, Button, DateText, EmptyState, Form, LangText, Link, Pagination, Table, Tag, useSay } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { sendFile } from "../csv.ts";
import { framed } from "../frame.tsx";
import { officerName, postTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { type TaskLine, taskLines } from "../tasks/row.ts";
import { soonUntil } from "../urgency.ts";
import { words } from "../words.ts";
import { asked, BoardFilters } from "./page.tsx";
import { type BoardFilter, postsOf, readBoardFilter, type View } from "./scope.ts";
import { text } from "./words.ts";

const place = z.tuple([z.number().nullable(), z.string(), z.number()]);
const mostRows = 5000;
const pageOf = 200;

function queryOf(bench: Bench, view: View, filter: BoardFilter): Omit<WorkQuery, "limit" | "after"> {
  const { now, desk } = bench;
  const posts = [...postsOf(bench, view)].flatMap(([post, agency]) =>
    (filter.post === undefined || post === filter.post) && (filter.agency === undefined || agency === filter.agency) ? [post] : [],
  );
  const soon = soonUntil(now, desk);
  return {
    posts,
    ...(filter.service === undefined ? {} : { pack: filter.service }),
    ...(filter.officer === undefined ? {} : filter.officer === "none" ? { free: true } : { takenBy: filter.officer }),
    ...(filter.colour === "red" ? { until: now } : filter.colour === "yellow" ? { from: now, until: soon } : { until: soon }),
  };
}

export async function boardListPage(c: Http, bench: Bench, flash: string | undefined): Promise<Response> {
  const read = await asked(c, bench);
  if (!read.ok) return read.response;
  const { view } = read;
  const { desk, lang, officer } = bench;
  const filter = readBoardFilter(c);
  const cursors = new Cursors(desk.keys.derive("workbench cursors").bytes);
  const scope = `board:${officer.id}:${view}:${JSON.stringify(filter)}`;
  const keyset = await readKeyset(c, { cursors, scope, key: place, limit: 50 });
  if (!keyset.ok) return keyset.response;
  const { key, limit, direction } = keyset.keyset;
  const rows = await worklist(desk, {
    ...queryOf(bench, view, filter),
    limit: limit + 1,
    ...(key ? { after: cursorOf(key), back: direction === "before" } : {}),
  });
  const page = keysetPage(c, {
    cursors,
    scope,
    keyset: keyset.keyset,
    rows,
    keyOf: (row): [number | null, string, number] => [Number.isFinite(row.due_at) ? row.due_at : null, row.case_id, row.no],
  });
  const lines = await taskLines(bench, page.rows);
  const trails = await trailsOf(bench, page.rows);
  const packs = await desk.catalogue.all();
  const here = routes.boardList.to({ lang, view });
  const content = (
    <>
      <h1>
        <LangText of={text.listTitle} />
      </h1>
      <BoardFilters
        bench={bench}
        view={view}
        filter={filter}
        action={here}
        colour
        services={packs.map(({ header }) => ({ value: header.id, label: header.title }))}
      />
      {lines.length === 0 ? (
        <EmptyState title={text.nothing}>
          <p>
            <LangText of={text.noneText} />
          </p>
        </EmptyState>
      ) : (
        <>
          <Tasks bench={bench} lines={lines} trails={trails} />
          <Pagination previous={page.previous} next={page.next} />
          <p class="e-list-foot">
            {key ? (
              <Link href={routes.boardList.to({ lang, view }, { ...filter })}>
                <LangText of={text.first} />
              </Link>
            ) : null}
            <Link href={routes.boardListFile.to({ lang, view }, { ...filter })}>
              <LangText of={text.export} />
            </Link>
          </p>
        </>
      )}
    </>
  );
  const before = <BackLink href={routes.board.to({ lang, view })}>{text.back}</BackLink>;
  return sendPage(c, await framed(bench, { title: text.listTitle, here: "board", flash, before }, content));
}

const cursorOf = ([due, id, no]: z.infer<typeof place>): WorkCursor => ({ due: due ?? Number.POSITIVE_INFINITY, case: id, no });

type Trails = ReadonlyMap<string, Trail>;

/** What was urged and supervised of these rows: one statement. */
async function trailsOf({ desk }: Bench, rows: readonly WorkRow[]): Promise<Trails> {
  const notes = await notesOf(desk, [...new Set(rows.map(({ case_id }) => case_id))]);
  return new Map(rows.map(({ case_id, no }) => [`${case_id}.${no}`, trailOf(notes, case_id, no)]));
}

function Tasks({ bench, lines, trails }: { bench: Bench; lines: readonly TaskLine[]; trails: Trails }) {
  const { lang, directory, officer } = bench;
  return (
    <Form action={routes.chase.to({ lang, kind: "urge" })}>
      <input type="hidden" name="back" value={bench.setting.path} />
      <Table
        caption={text.listTitle}
        hideCaption
        rows={lines}
        rowKey={({ id }) => id}
        columns={[
          { title: text.choose, cell: (line) => <Choose line={line} /> },
          {
            title: words.number,
            heads: true,
            cell: ({ row, service, task }) => (
              <>
                <Link href={routes.case.to({ lang, id: row.case_id })}>
                  <span class="e-code">{row.number}</span>
                </Link>
                <span class="e-row-more">
                  <LangText of={service} />
                </span>
                <span class="e-row-more e-muted">
                  <LangText of={task} />
                </span>
              </>
            ),
          },
          {
            title: text.who,
            cell: ({ row }) => (
              <span>
                <LangText of={row.officer === null ? text.free : officerName(directory, row.officer)} />
                <span class="e-row-more e-muted">
                  <LangText of={postTitle(directory, row.post)} />
                </span>
              </span>
            ),
          },
          {
            title: words.due,
            cell: ({ urgency }) => (
              <span>
                <Tag kind={urgency.kind}>{urgency.text}</Tag>
                {urgency.date === undefined ? null : (
                  <span class="e-row-more e-muted">
                    <DateText of={urgency.date} />
                  </span>
                )}
              </span>
            ),
          },
          { title: text.trail, cell: ({ id }) => <TrailSaid bench={bench} trail={trails.get(id)} /> },
        ]}
      />
      <div class="e-list-acts">
        <Button kind="second">{text.urge}</Button>
        {officer.rights.includes("supervise") ? (
          <Button kind="second" formaction={routes.chase.to({ lang, kind: "supervise" })}>
            {text.supervise}
          </Button>
        ) : null}
      </div>
    </Form>
  );
}

function Choose({ line: { row, id, task } }: { line: TaskLine }) {
  const say = useSay();
  return <input class="e-choose" type="checkbox" name="task" value={id} aria-label={say(text.chooseRow(row.number, say(task)))} />;
}

/** How often it was urged, when last, and which supervision waits for its answer. */
export function TrailSaid({ bench: { desk, now }, trail }: { bench: Bench; trail: Trail | undefined }) {
  if (!trail || (trail.urged === 0 && trail.supervised.length === 0)) return <span class="e-muted">—</span>;
  const today = desk.day(now);
  return (
    <span>
      {trail.urged === 0 ? null : (
        <span class="e-row-more">
          <LangText of={text.urged(trail.urged)} />
          {trail.lastUrged === undefined ? null : (
            <span class="e-muted">
              {" "}
              <LangText of={text.last} /> <DateText of={trail.lastUrged} />
            </span>
          )}
        </span>
      )}
      {trail.supervised.map((one) => (
        <span key={one.seq} class="e-row-more">
          <LangText of={one.until === undefined ? text.supervisedOnce : text.replyBy(one.until)} />{" "}
          <Tag kind={one.answered ? "done" : one.until !== undefined && one.until < today ? "late" : "soon"}>{answerWord(one, today)}</Tag>
        </span>
      ))}
    </span>
  );
}

export const answerWord = (one: { readonly answered: unknown; readonly until?: string | undefined }, today: string): Text =>
  one.answered ? text.answered : one.until !== undefined && one.until < today ? text.lateAnswer : text.notAnswered;

export async function boardListFile(c: Http, bench: Bench): Promise<Response> {
  const read = await asked(c, bench);
  if (!read.ok) return read.response;
  const { desk, directory, lang, now } = bench;
  const query = queryOf(bench, read.view, readBoardFilter(c));
  const rows: WorkRow[] = [];
  for (;;) {
    const last = rows.at(-1);
    const more = await worklist(desk, {
      ...query,
      limit: pageOf,
      ...(last ? { after: { due: last.due_at, case: last.case_id, no: last.no } } : {}),
    });
    rows.push(...more);
    if (more.length < pageOf || rows.length >= mostRows) break;
  }
  const trails = await trailsOf(bench, rows);
  const heads = [
    words.number,
    words.service,
    words.task,
    words.post,
    words.officer,
    words.due,
    text.urgeTitle,
    text.last,
    text.supervised,
    text.answer,
  ];
  const lines = (await taskLines(bench, rows)).map(({ id, row, service, task }) => {
    const trail = trails.get(id);
    const latest = trail?.supervised.at(-1);
    return [
      row.number,
      t(service, lang),
      t(task, lang),
      t(postTitle(directory, row.post), lang),
      row.officer === null ? "" : officerName(directory, row.officer),
      Number.isFinite(row.due_at) ? dateTime(row.due_at, lang, desk.zone) : t(words.noDue, lang),
      String(trail?.urged ?? 0),
      trail?.lastUrged === undefined ? "" : dateTime(trail.lastUrged, lang, desk.zone),
      latest?.until ?? "",
      latest ? t(answerWord(latest, desk.day(now)), lang) : "",
    ];
  });
  return sendFile(c, `board-tasks-${desk.day(now)}.csv`, [heads.map((head) => t(head, lang)), ...lines]);
}

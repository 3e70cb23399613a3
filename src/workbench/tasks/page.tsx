// The list that is worked through: everything that the officer's posts have to do, most urgent first.
import { z } from "zod";
import { type WorkCursor, worklist } from "../../casework/index.ts";
import { Cursors, type Http, keysetPage, readKeyset, sendPage } from "../../platform/http/index.ts";
import { type Text, t } from "../../platform/i18n/index.ts";
import { type ActiveFilter, EmptyState, LangText, Link, Pagination } from "../../platform/page/index.ts";
import { filtersOf } from "../../staffing/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { shortPost } from "../people.ts";
import { routes } from "../routes.ts";
import { queryOf, readFilter, type TaskFilter, tidyNumber } from "./filter.ts";
import { Filters } from "./filters.tsx";
import { taskLines } from "./row.ts";
import { Saved } from "./saved.tsx";
import { TaskTable } from "./table.tsx";
import { text } from "./words.ts";

const place = z.tuple([z.number().nullable(), z.string(), z.number()]);

export async function tasksPage(c: Http, bench: Bench, flash: string | undefined): Promise<Response> {
  const filter = readFilter(c);
  const saved = await filtersOf(bench.desk.pool, bench.officer.id);
  const first = saved.find((one) => one.first);
  // The list begins with the officer's own filter; everything stands under an address of its own.
  if (first && new URL(c.req.url).search === "" && flash === undefined) {
    return c.redirect(`${routes.tasks.to({ lang: bench.lang })}?${first.query}`, 303);
  }
  const cursors = new Cursors(bench.desk.keys.derive("workbench cursors").bytes);
  const scope = `tasks:${bench.officer.id}:${JSON.stringify(filter)}`;
  const read = await readKeyset(c, { cursors, scope, key: place, limit: 50 });
  if (!read.ok) return read.response;
  const { key, limit, direction } = read.keyset;
  const rows = await worklist(bench.desk, {
    ...queryOf(bench, filter),
    limit: limit + 1,
    ...(key ? { after: cursorOf(key), back: direction === "before" } : {}),
  });
  const page = keysetPage(c, {
    cursors,
    scope,
    keyset: read.keyset,
    rows,
    // An unbounded due date has no number in JSON.
    keyOf: (row): [number | null, string, number] => [Number.isFinite(row.due_at) ? row.due_at : null, row.case_id, row.no],
  });
  const lines = await taskLines(bench, page.rows);
  const { lang } = bench;
  const services = await bench.desk.catalogue.all();
  const active = activeFilters(bench, filter, (id) => services.find((pack) => pack.header.id === id)?.header.title);
  const title = filter.who === "mine" ? text.mine : filter.who === "free" ? text.free : text.title;
  const content = (
    <>
      <h1>
        <LangText of={title} />
      </h1>
      <Filters
        bench={bench}
        filter={filter}
        active={active}
        services={services.map(({ header }) => ({ value: header.id, label: header.title }))}
      />
      <Saved bench={bench} filter={filter} saved={saved} />
      {lines.length === 0 ? (
        <Nothing bench={bench} filter={filter} />
      ) : (
        <>
          <TaskTable bench={bench} lines={lines} back={bench.setting.path} />
          <Pagination previous={page.previous} next={page.next} />
          <p class="e-list-foot">
            {key ? (
              <Link href={routes.tasks.to({ lang }, { ...filter })}>
                <LangText of={text.first} />
              </Link>
            ) : null}
            <Link href={routes.tasksFile.to({ lang }, { ...filter })}>
              <LangText of={text.export} />
            </Link>
            <Link href={routes.print.to({ lang }, { ...filter })}>
              <LangText of={text.print} />
            </Link>
          </p>
        </>
      )}
    </>
  );
  return sendPage(c, await framed(bench, { title, here: hereOf(filter), flash }, content));
}

const cursorOf = ([due, id, no]: z.infer<typeof place>): WorkCursor => ({ due: due ?? Number.POSITIVE_INFINITY, case: id, no });

function hereOf({ post, who }: TaskFilter): string {
  if (who) return who === "mine" ? "taken" : "free";
  return post === undefined ? "all" : `post:${post}`;
}

/** Each filter in force, with the address that leaves it out. */
function activeFilters({ directory, lang }: Bench, filter: TaskFilter, service: (id: string) => Text | undefined): ActiveFilter[] {
  const said: Record<keyof TaskFilter, Text | string | undefined> = {
    post: filter.post && shortPost(directory, filter.post),
    service: filter.service && (service(filter.service) ?? filter.service),
    who: filter.who && (filter.who === "mine" ? text.onlyMine : text.onlyFree),
    due: filter.due && text[filter.due],
    number: filter.number && tidyNumber(filter.number),
  };
  return Object.entries(said).flatMap(([name, label]) =>
    label === undefined ? [] : [{ label, without: routes.tasks.to({ lang }, { ...filter, [name]: undefined }) }],
  );
}

function Nothing({ bench: { officer, lang }, filter }: { bench: Bench; filter: TaskFilter }) {
  if (Object.keys(filter).length === 0) {
    return (
      <EmptyState title={text.emptyTitle}>
        <p>{t(officer.posts.length === 0 ? text.noPost : text.emptyText, lang)}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={filter.number ? text.numberFound(tidyNumber(filter.number)) : text.noneTitle}>
      <p>
        {t(text.noneText, lang)}{" "}
        <Link href={routes.tasks.to({ lang })}>
          <LangText of={text.clear} />
        </Link>
      </p>
    </EmptyState>
  );
}

// What an officer has to do: the list, the boards, who stands in for whom, search, how work goes.
import type { Hono } from "hono";
import type { HttpEnv } from "../../platform/http/index.ts";
import { chase, chasedPage } from "../board/chase.tsx";
import { boardListFile, boardListPage } from "../board/list.tsx";
import { boardFile, boardPage } from "../board/page.tsx";
import { supervisedPage } from "../board/supervised.tsx";
import type { WorkbenchContext } from "../context.ts";
import { read, words, work } from "../doors.ts";
import { duePage } from "../due/page.tsx";
import { insightCasesFile, insightCasesPage } from "../insight/cases.tsx";
import { insightFile, insightPage } from "../insight/page.tsx";
import { mePage } from "../me.tsx";
import { change, changePage } from "../organisation/change.tsx";
import { standInsPage } from "../organisation/stand-ins.tsx";
import { routes } from "../routes.ts";
import { searched, searchPage } from "../search/page.tsx";
import { shownAt } from "../shown-at.ts";
import { staff } from "../staff.ts";
import { tasksFile } from "../tasks/file.ts";
import { keysPage } from "../tasks/keys.tsx";
import { tasksPage } from "../tasks/page.tsx";
import { printPage } from "../tasks/print.tsx";
import { dropFilter, filtersPage, keepFilter, makeFirst, openFilter } from "../tasks/saved.tsx";
import { giveMany, releaseMany, takeMany, takenPage } from "../tasks/take.tsx";

export function workPages(app: Hono<HttpEnv>, context: WorkbenchContext): void {
  app.get(routes.tasks.pattern, staff(context, work, tasksPage));
  app.get(routes.tasksFile.pattern, staff(context, work, tasksFile));
  app.post(routes.take.pattern, staff(context, work, takeMany));
  app.get(routes.taken.pattern, staff(context, work, takenPage));
  app.get(routes.take.pattern, shownAt(routes.tasks.to));
  app.post(routes.giveMany.pattern, staff(context, work, giveMany));
  app.get(routes.giveMany.pattern, shownAt(routes.tasks.to));
  app.post(routes.released.pattern, staff(context, work, releaseMany));
  app.get(routes.released.pattern, shownAt(routes.tasks.to));
  app.get(routes.print.pattern, staff(context, work, printPage));
  app.get(routes.keys.pattern, staff(context, read, keysPage));
  app.get(routes.filters.pattern, staff(context, work, filtersPage));
  app.post(routes.filters.pattern, staff(context, work, keepFilter));
  app.get(routes.filter.pattern, staff(context, work, openFilter));
  app.post(routes.filterFirst.pattern, staff(context, work, makeFirst));
  app.post(routes.filterGone.pattern, staff(context, work, dropFilter));
  app.get(routes.filterFirst.pattern, shownAt(routes.filters.to));
  app.get(routes.filterGone.pattern, shownAt(routes.filters.to));
  app.get(routes.due.pattern, staff(context, read, duePage));
  app.get(routes.me.pattern, staff(context, read, mePage));
  // Before the boards, whose addresses begin like it.
  app.get(routes.supervised.pattern, staff(context, read, supervisedPage));
  app.get(routes.boardFile.pattern, staff(context, read, boardFile));
  app.get(routes.boardListFile.pattern, staff(context, read, boardListFile));
  app.get(routes.boardList.pattern, staff(context, read, boardListPage));
  app.get(routes.board.pattern, staff(context, read, boardPage));
  app.post(routes.chase.pattern, staff(context, words, chase));
  app.get(
    routes.chase.pattern,
    shownAt(({ lang }) => routes.board.to({ lang, view: "mine" })),
  );
  app.get(routes.chased.pattern, staff(context, read, chasedPage));
  app.get(routes.standIns.pattern, staff(context, read, standInsPage));
  app.get(routes.change.pattern, staff(context, read, changePage));
  app.post(routes.change.pattern, staff(context, words, change));
  app.get(routes.search.pattern, staff(context, read, searchPage));
  app.post(routes.search.pattern, staff(context, read, searched));
  app.get(routes.insight.pattern, staff(context, read, insightPage));
  app.get(routes.insightFile.pattern, staff(context, read, insightFile));
  app.get(routes.insightCases.pattern, staff(context, read, insightCasesPage));
  app.get(routes.insightCasesFile.pattern, staff(context, read, insightCasesFile));
}

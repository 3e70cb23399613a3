// The archive: found, lent, held, disposed of.
import type { Hono } from "hono";
import type { HttpEnv } from "../../platform/http/index.ts";
import { archiveFiguresPage } from "../archive/figures.tsx";
import { exportBag, filedDocument, filePage, hold } from "../archive/file.tsx";
import { holdsPage, lift } from "../archive/holds.tsx";
import { borrow, lendingPage, loanDeed } from "../archive/lending.tsx";
import { certificateFile, listDeed, listPage } from "../archive/list.tsx";
import { listsPage, make } from "../archive/lists.tsx";
import { archivePage, searchArchive } from "../archive/search.tsx";
import type { WorkbenchContext } from "../context.ts";
import { read, work } from "../doors.ts";
import { routes } from "../routes.ts";
import { shownAt } from "../shown-at.ts";
import { staff } from "../staff.ts";

export function archivePages(app: Hono<HttpEnv>, context: WorkbenchContext): void {
  app.get(routes.archive.pattern, staff(context, read, archivePage));
  app.post(routes.archiveSearch.pattern, staff(context, read, searchArchive));
  app.get(routes.archiveSearch.pattern, shownAt(routes.archive.to));
  app.get(routes.archiveFile.pattern, staff(context, read, filePage));
  app.get(routes.archiveDocument.pattern, staff(context, read, filedDocument));
  app.post(routes.archiveExport.pattern, staff(context, read, exportBag));
  app.get(routes.archiveExport.pattern, shownAt(routes.archiveFile.to));
  app.post(routes.archiveHold.pattern, staff(context, work, hold));
  app.get(routes.archiveHold.pattern, shownAt(routes.archiveFile.to));
  app.get(routes.archiveHolds.pattern, staff(context, read, holdsPage));
  app.post(routes.archiveLift.pattern, staff(context, work, lift));
  app.get(routes.archiveLift.pattern, shownAt(routes.archiveHolds.to));
  app.get(routes.archiveLending.pattern, staff(context, read, lendingPage));
  app.post(routes.archiveLending.pattern, staff(context, work, borrow));
  app.post(routes.archiveLoan.pattern, staff(context, work, loanDeed));
  app.get(routes.archiveLoan.pattern, shownAt(routes.archiveLending.to));
  app.get(routes.archiveLists.pattern, staff(context, read, listsPage));
  app.post(routes.archiveLists.pattern, staff(context, work, make));
  app.get(routes.archiveList.pattern, staff(context, read, listPage));
  app.get(routes.archiveCertificate.pattern, staff(context, read, certificateFile));
  app.post(routes.archiveListDeed.pattern, staff(context, work, listDeed));
  app.get(routes.archiveListDeed.pattern, shownAt(routes.archiveList.to));
  app.get(routes.archiveFigures.pattern, staff(context, read, archiveFiguresPage));
}

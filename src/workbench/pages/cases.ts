// Cases: looked at, worked on, begun, and what is said at the counter.
import type { Hono } from "hono";
import type { HttpEnv } from "../../platform/http/index.ts";
import { finish, finishPage } from "../act/finish.tsx";
import { give, givePage } from "../act/give.tsx";
import { note, notePage } from "../act/note.tsx";
import { open, openPage } from "../act/open.tsx";
import { turn } from "../act/turn.ts";
import { documentFile, documentPreview, evidenceFile } from "../case/files.ts";
import { casePage } from "../case/page.tsx";
import { counterDone, counterPage } from "../contacts/counter.tsx";
import { caseContact, strike } from "../contacts/record.ts";
import type { WorkbenchContext } from "../context.ts";
import { read, words, work } from "../doors.ts";
import { routes } from "../routes.ts";
import { shownAt } from "../shown-at.ts";
import { staff } from "../staff.ts";
import { start, startPage } from "../start/form.tsx";
import { startListPage } from "../start/list.tsx";

export function casePages(app: Hono<HttpEnv>, context: WorkbenchContext): void {
  app.get(routes.case.pattern, staff(context, read, casePage));
  app.get(routes.document.pattern, staff(context, read, documentFile));
  app.get(routes.preview.pattern, staff(context, read, documentPreview));
  app.get(routes.evidenceFile.pattern, staff(context, read, evidenceFile));
  app.post(routes.turn.pattern, staff(context, work, turn));
  app.get(routes.turn.pattern, shownAt(routes.case.to));
  app.get(routes.give.pattern, staff(context, work, givePage));
  app.post(routes.give.pattern, staff(context, work, give));
  app.get(routes.finish.pattern, staff(context, work, finishPage));
  app.post(routes.finish.pattern, staff(context, work, finish));
  app.get(routes.open.pattern, staff(context, words, openPage));
  app.post(routes.open.pattern, staff(context, words, open));
  app.get(routes.note.pattern, staff(context, words, notePage));
  app.post(routes.note.pattern, staff(context, words, note));
  app.get(routes.counter.pattern, staff(context, words, counterPage));
  app.post(routes.counter.pattern, staff(context, words, counterDone));
  app.post(routes.contact.pattern, staff(context, words, caseContact));
  app.get(routes.contact.pattern, shownAt(routes.case.to));
  app.post(routes.strike.pattern, staff(context, words, strike));
  app.get(routes.strike.pattern, shownAt(routes.counter.to));
  app.get(routes.startList.pattern, staff(context, read, startListPage));
  app.get(routes.start.pattern, staff(context, words, startPage));
  app.post(routes.start.pattern, staff(context, words, start));
}

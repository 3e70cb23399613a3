// Front door: the pages of staff and of administration.
import { Hono } from "hono";
import { livingSessions } from "../identity/index.ts";
import { type Live, openLive } from "../notices/index.ts";
import { bodyLimit, type Http, type HttpEnv, refuse, toLanguage } from "../platform/http/index.ts";
import { isLang, type Lang } from "../platform/i18n/index.ts";
import { scriptPattern, serveScripts } from "../platform/script/index.ts";
import { finish, finishPage } from "./act/finish.tsx";
import { give, givePage } from "./act/give.tsx";
import { note, notePage } from "./act/note.tsx";
import { open, openPage } from "./act/open.tsx";
import { turn } from "./act/turn.ts";
import { accountPage, openAccount } from "./admin/account.tsx";
import { agenciesPage } from "./admin/agencies.tsx";
import { jobsPage, retry } from "./admin/jobs.tsx";
import { officersPage } from "./admin/officers.tsx";
import { overviewPage } from "./admin/overview.tsx";
import { packPage } from "./admin/pack.tsx";
import { packsPage } from "./admin/packs.tsx";
import { postsPage } from "./admin/posts.tsx";
import { archiveFiguresPage } from "./archive/figures.tsx";
import { exportBag, filedDocument, filePage, hold } from "./archive/file.tsx";
import { holdsPage, lift } from "./archive/holds.tsx";
import { borrow, lendingPage, loanDeed } from "./archive/lending.tsx";
import { certificateFile, listDeed, listPage } from "./archive/list.tsx";
import { listsPage, make } from "./archive/lists.tsx";
import { archivePage, searchArchive } from "./archive/search.tsx";
import { chase, chasedPage } from "./board/chase.tsx";
import { boardListFile, boardListPage } from "./board/list.tsx";
import { boardFile, boardPage } from "./board/page.tsx";
import { supervisedPage } from "./board/supervised.tsx";
import { documentFile, documentPreview, evidenceFile } from "./case/files.ts";
import { casePage } from "./case/page.tsx";
import { counterDone, counterPage } from "./contacts/counter.tsx";
import { caseContact, strike } from "./contacts/record.ts";
import type { WorkbenchContext } from "./context.ts";
import { decisionsPage, tryDecisions } from "./decisions/page.tsx";
import { ratesPage } from "./decisions/rates.tsx";
import { drawingFile } from "./drawing/file.ts";
import { viewerScript, viewerStyle } from "./drawing/viewer.ts";
import { duePage } from "./due/page.tsx";
import { errandCasesFile, errandCasesPage } from "./errands/cases.tsx";
import { errandsFile, errandsPage } from "./errands/page.tsx";
import { mailAgain, mailPage } from "./inbox/mail.tsx";
import { inboxOpen, inboxPage, inboxRead } from "./inbox/page.tsx";
import { noticesAddress, noticesDone, noticesPage } from "./inbox/settings.tsx";
import { inboxStream } from "./inbox/stream.ts";
import { insightCasesFile, insightCasesPage } from "./insight/cases.tsx";
import { insightFile, insightPage } from "./insight/page.tsx";
import { inboxScript, keysScript } from "./island.ts";
import { mePage } from "./me.tsx";
import { threadsPage } from "./messages/list.tsx";
import { newMessageDone, newMessagePage } from "./messages/new.tsx";
import { threadDone, threadPage } from "./messages/thread.tsx";
import { numberFile, numberSeriesPage, numbersPage } from "./numbers/page.tsx";
import { accountableFile, accountablePage } from "./organisation/accountable.tsx";
import { change, changePage } from "./organisation/change.tsx";
import { changesPage } from "./organisation/changes.tsx";
import { standInsPage } from "./organisation/stand-ins.tsx";
import { duplicates, duplicatesPage } from "./registry/duplicates.tsx";
import { exportFile, exportPage } from "./registry/export.tsx";
import { registersPage } from "./registry/list.tsx";
import { loadFile, loadPage } from "./registry/load.tsx";
import { openRecord, recordPage } from "./registry/record.tsx";
import { registerPage, searchPersonal } from "./registry/records.tsx";
import { routes } from "./routes.ts";
import { sealsPage } from "./seals/list.tsx";
import { sealPage, sealState } from "./seals/page.tsx";
import { sealFile } from "./seals/uses.tsx";
import { sealVoid, sealVoidPage } from "./seals/void.tsx";
import { searched, searchPage } from "./search/page.tsx";
import { agreementPage } from "./sharing/agreement.tsx";
import { agreementsPage } from "./sharing/agreements.tsx";
import { cataloguePage } from "./sharing/catalogue.tsx";
import { figuresPage } from "./sharing/figures.tsx";
import { figuresFile } from "./sharing/file.ts";
import { refusalsPage } from "./sharing/refusals.tsx";
import { resourcePage } from "./sharing/resource.tsx";
import { type Door, staff } from "./staff.ts";
import { start, startPage } from "./start/form.tsx";
import { startListPage } from "./start/list.tsx";
import { tasksFile } from "./tasks/file.ts";
import { keysPage } from "./tasks/keys.tsx";
import { tasksPage } from "./tasks/page.tsx";
import { printPage } from "./tasks/print.tsx";
import { dropFilter, filtersPage, keepFilter, makeFirst, openFilter } from "./tasks/saved.tsx";
import { giveMany, releaseMany, takeMany, takenPage } from "./tasks/take.tsx";
import { comment, settle } from "./text/comment.ts";
import { comparePage } from "./text/compare.tsx";
import { editorScript } from "./text/editor-script.ts";
import { importText, textFile } from "./text/file.ts";
import { textPage } from "./text/read.tsx";
import { versionsPage } from "./text/versions.tsx";
import { giveUp, keep, mostWritten, write, writePage } from "./text/write.tsx";

export type { CasePart, CaseSheet } from "./case/part.ts";
export { caseParts } from "./case/parts.ts";
export type { Bench, Health, WorkbenchContext } from "./context.ts";

const read: Door = { scope: "cases:read" };
const work: Door = { scope: "tasks" };
const words: Door = { scope: "cases:write" };
const admin: Door = { scope: "cases:read", right: "administer" };
const keeper: Door = { scope: "cases:read", right: ["administer", "administer-agency"] };

/** The workbench under `/:lang/workbench`; mount it at the root, behind the floor's middlewares. */
export function createWorkbench(context: WorkbenchContext): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get(keysScript.path, keysScript.serve);
  app.get(viewerStyle.path, viewerStyle.serve);
  app.get(scriptPattern, serveScripts([editorScript, viewerScript]));
  app.get(inboxScript.path, inboxScript.serve);
  app.get("/workbench", toLanguage());
  app.get("/workbench/*", toLanguage());

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

  app.get(routes.threads.pattern, staff(context, read, threadsPage));
  app.get(routes.newMessage.pattern, staff(context, words, newMessagePage));
  app.post(routes.newMessage.pattern, staff(context, words, newMessageDone));
  app.get(routes.thread.pattern, staff(context, read, threadPage));
  app.post(routes.thread.pattern, staff(context, words, threadDone));
  app.get(routes.notices.pattern, staff(context, read, noticesPage));
  app.post(routes.notices.pattern, staff(context, read, noticesDone));
  app.post(routes.noticesAddress.pattern, staff(context, read, noticesAddress));
  app.get(routes.noticesAddress.pattern, shownAt(routes.notices.to));
  app.get(routes.inbox.pattern, staff(context, read, inboxPage));
  app.get(routes.inboxStream.pattern, inboxStream(context, liveOf(context)));
  app.post(routes.inboxRead.pattern, staff(context, read, inboxRead));
  app.get(routes.inboxRead.pattern, shownAt(routes.inbox.to));
  app.get(routes.inboxOpen.pattern, staff(context, read, inboxOpen));

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

  app.get(routes.text.pattern, staff(context, read, textPage));
  app.get(routes.textVersions.pattern, staff(context, read, versionsPage));
  app.get(routes.compareTexts.pattern, staff(context, read, comparePage));
  app.get(routes.textFile.pattern, staff(context, read, textFile));
  app.get(routes.writeText.pattern, staff(context, work, writePage));
  app.post(routes.writeText.pattern, bodyLimit(mostWritten), staff(context, work, write));
  app.post(routes.workingText.pattern, bodyLimit(mostWritten), staff(context, work, keep));
  app.post(routes.dropWorking.pattern, staff(context, work, giveUp));
  app.post(routes.importText.pattern, bodyLimit("upload"), staff(context, work, importText));
  app.post(routes.commentText.pattern, staff(context, work, comment));
  app.post(routes.settleComment.pattern, staff(context, work, settle));
  for (const { pattern } of [routes.workingText, routes.dropWorking, routes.importText, routes.commentText, routes.settleComment])
    app.get(pattern, atText);

  app.get(routes.startList.pattern, staff(context, read, startListPage));
  app.get(routes.start.pattern, staff(context, words, startPage));
  app.post(routes.start.pattern, staff(context, words, start));
  app.get(routes.sharing.pattern, staff(context, read, cataloguePage));
  app.get(routes.resource.pattern, staff(context, read, resourcePage));
  app.get(routes.agreements.pattern, staff(context, read, agreementsPage));
  app.get(routes.agreement.pattern, staff(context, read, agreementPage));
  app.get(routes.refusals.pattern, staff(context, read, refusalsPage));
  app.get(routes.sharingFile.pattern, staff(context, read, figuresFile));
  app.get(routes.sharingFigures.pattern, staff(context, read, figuresPage));

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

  app.get(routes.registers.pattern, staff(context, read, registersPage));
  app.get(routes.register.pattern, staff(context, read, registerPage));
  app.post(routes.searchRegister.pattern, staff(context, read, searchPersonal));
  app.get(routes.searchRegister.pattern, atRegister);
  app.get(routes.duplicates.pattern, staff(context, read, duplicatesPage));
  app.post(routes.duplicates.pattern, staff(context, work, duplicates));
  app.get(routes.loadRegister.pattern, staff(context, read, loadPage));
  app.post(routes.loadRegister.pattern, bodyLimit("upload"), staff(context, work, loadFile));
  app.get(routes.exportRegister.pattern, staff(context, read, exportPage));
  app.post(routes.exportRegister.pattern, staff(context, read, exportFile));
  app.get(routes.record.pattern, staff(context, read, recordPage));
  app.post(routes.record.pattern, staff(context, read, openRecord));

  app.get(routes.seals.pattern, staff(context, read, sealsPage));
  app.get(routes.seal.pattern, staff(context, read, sealPage));
  app.get(routes.sealFile.pattern, staff(context, read, sealFile));
  app.post(routes.sealState.pattern, staff(context, words, sealState));
  app.get(routes.sealState.pattern, atSeal);
  app.get(routes.sealVoid.pattern, staff(context, read, sealVoidPage));
  app.post(routes.sealVoid.pattern, staff(context, words, sealVoid));
  app.get(routes.numbers.pattern, staff(context, read, numbersPage));
  app.get(routes.numberSeries.pattern, staff(context, read, numberSeriesPage));
  app.get(routes.numberFile.pattern, staff(context, read, numberFile));

  app.get(routes.admin.pattern, staff(context, admin, overviewPage));
  app.get(routes.agencies.pattern, staff(context, keeper, agenciesPage));
  app.get(routes.posts.pattern, staff(context, keeper, postsPage));
  app.get(routes.officers.pattern, staff(context, keeper, officersPage));
  app.get(routes.account.pattern, staff(context, admin, accountPage));
  app.post(routes.account.pattern, staff(context, admin, openAccount));
  app.get(routes.changes.pattern, staff(context, keeper, changesPage));
  app.get(routes.accountableFile.pattern, staff(context, keeper, accountableFile));
  app.get(routes.accountable.pattern, staff(context, keeper, accountablePage));
  app.get(routes.packs.pattern, staff(context, admin, packsPage));
  app.get(routes.pack.pattern, staff(context, admin, packPage));
  app.get(routes.drawing.pattern, staff(context, admin, drawingFile));
  app.get(routes.decisions.pattern, staff(context, admin, decisionsPage));
  app.post(routes.decisions.pattern, staff(context, admin, tryDecisions));
  app.get(routes.rates.pattern, staff(context, admin, ratesPage));
  app.get(routes.errands.pattern, staff(context, admin, errandsPage));
  app.get(routes.errandsFile.pattern, staff(context, admin, errandsFile));
  app.get(routes.errandCases.pattern, staff(context, admin, errandCasesPage));
  app.get(routes.errandCasesFile.pattern, staff(context, admin, errandCasesFile));
  app.get(routes.mail.pattern, staff(context, admin, mailPage));
  app.post(routes.mailAgain.pattern, staff(context, admin, mailAgain));
  app.get(routes.mailAgain.pattern, shownAt(routes.mail.to));
  app.get(routes.jobs.pattern, staff(context, admin, jobsPage));
  app.post(routes.retry.pattern, staff(context, admin, retry));
  app.get(routes.retry.pattern, shownAt(routes.jobs.to));
  return app;
}

/** The installation's own, or one that looks by itself. */
const liveOf = ({ live, desk }: WorkbenchContext): Live =>
  live ?? openLive({ pool: desk.pool, alive: (cookies) => livingSessions(desk.ground, cookies, desk.now()) });

/** A search that was answered with a page at its own address leads, when reloaded, to its register. */
function atRegister(c: Http): Response | Promise<Response> {
  const [lang, register] = [c.req.param("lang") ?? "", c.req.param("register") ?? ""];
  return isLang(lang) && /^[a-z][a-z0-9-]*$/.test(register)
    ? c.redirect(routes.register.to({ lang, register }), 303)
    : refuse(c, "notFound");
}

/** A change of a seal that was answered at its own address leads, when reloaded, to its seal. */
function atSeal(c: Http): Response | Promise<Response> {
  const [lang, organ] = [c.req.param("lang") ?? "", c.req.param("organ") ?? ""];
  return isLang(lang) && /^[a-z][a-z0-9-]*$/.test(organ) ? c.redirect(routes.seal.to({ lang, organ }), 303) : refuse(c, "notFound");
}

/** The same for forms about a text. */
function atText(c: Http): Response | Promise<Response> {
  const [lang, id, name] = ["lang", "id", "name"].map((part) => c.req.param(part) ?? "");
  return isLang(lang ?? "") && id && /^[a-z][a-z0-9-]*$/.test(name ?? "")
    ? c.redirect(routes.text.to({ lang: lang as Lang, id, name: name ?? "" }), 303)
    : refuse(c, "notFound");
}

/** A form that was answered with a page at its own address: reloaded, or read in the other language, it leads to where it stood. */
const shownAt =
  (to: (params: { lang: Lang; id: string }) => string) =>
  (c: Http): Response | Promise<Response> => {
    const lang = c.req.param("lang") ?? "";
    const id = c.req.param("id") ?? "-";
    return isLang(lang) && !/^\.{1,2}$/.test(id) ? c.redirect(to({ lang, id }), 303) : refuse(c, "notFound");
  };

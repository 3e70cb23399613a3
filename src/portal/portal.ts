// The table of the portal's pages: who may see each, and what answers.
import { Hono } from "hono";
import { bodyLimit, type HttpEnv, toLanguage } from "../platform/http/index.ts";
import { langs } from "../platform/i18n/index.ts";
import { accessibility, help } from "./about/messages.ts";
import { standingPage } from "./about/standing.tsx";
import { accountPage, signOutDone, signOutPage } from "./account/account.tsx";
import { passwordDone, passwordPage } from "./account/password.tsx";
import { signInDone, signInPage } from "./account/sign-in.tsx";
import { checkDone, checkPage as draftCheckPage } from "./apply/check.tsx";
import { deleteDone, deletePage, draftsPage, resumeDraft } from "./apply/drafts.tsx";
import { withDraft } from "./apply/open-draft.tsx";
import { stepDone, stepPage } from "./apply/page.tsx";
import { startDone, startPage } from "./apply/start.tsx";
import { casePage } from "./cases/case.tsx";
import { documentFile, receiptJson, receiptPdf } from "./cases/files.ts";
import { findDone, findPage } from "./cases/find.tsx";
import { casesPage } from "./cases/list.tsx";
import { withCase } from "./cases/open-case.tsx";
import { submittedPage } from "./cases/submitted.tsx";
import { taskDone, taskPage } from "./cases/task.tsx";
import { urgeDone, urgePage } from "./cases/urge.tsx";
import { withdrawDone, withdrawPage } from "./cases/withdraw.tsx";
import { consentsPage } from "./consents/list.tsx";
import { revokeDone, revokePage } from "./consents/revoke.tsx";
import type { PartyVisit, PortalContext, Visit } from "./context.ts";
import { datasetPage } from "./data/dataset.tsx";
import { dataPage } from "./data/home.tsx";
import { eligibilityDone, eligibilityPage } from "./eligibility/page.tsx";
import { open, own } from "./handle.ts";
import { homePage } from "./home/home.tsx";
import { inboxOpen, inboxPage, inboxRead, inboxReadPage } from "./inbox/page.tsx";
import { lookedFile } from "./looked/file.ts";
import { lookedPage } from "./looked/looked.tsx";
import { mailAddressDone, mailDone, mailPage, stopDone, stopPage } from "./mail/page.tsx";
import { routes } from "./routes.ts";
import { servicesPage } from "./services/list.tsx";
import { servicePage } from "./services/service.tsx";
import { checkPage } from "./verify/check.tsx";
import { verifyDone, verifyPage } from "./verify/verify.tsx";

type Page<V> = (visit: V) => Response | Promise<Response>;

/** The pages for the public, to be mounted at the root of the application. */
export function createPortal(context: PortalContext): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const get = (pattern: string, page: Page<Visit>) => app.get(pattern, open(context, page));
  const post = (pattern: string, page: Page<Visit>, limit: "form" | "upload" = "form") =>
    app.post(pattern, bodyLimit(limit), open(context, page));
  const ownGet = (pattern: string, page: Page<PartyVisit>) => app.get(pattern, own(context, page));
  const ownPost = (pattern: string, page: Page<PartyVisit>, limit: "form" | "upload" = "form") =>
    app.post(pattern, bodyLimit(limit), own(context, page));

  app.get("/", toLanguage());
  for (const lang of langs) app.get(`/${lang}`, (c) => c.redirect(routes.home.to({ lang }), 301));
  get(routes.home.pattern, homePage);
  get(routes.services.pattern, servicesPage);
  get(routes.service.pattern, servicePage);
  get(routes.eligibility.pattern, eligibilityPage);
  post(routes.eligibility.pattern, eligibilityDone);
  get(routes.signIn.pattern, signInPage);
  post(routes.signIn.pattern, signInDone);
  get(routes.signOut.pattern, signOutPage);
  post(routes.signOut.pattern, signOutDone);
  get(routes.account.pattern, accountPage);
  get(routes.password.pattern, passwordPage);
  post(routes.password.pattern, passwordDone);
  get(routes.mailStop.pattern, stopPage);
  post(routes.mailStop.pattern, stopDone);
  get(routes.verify.pattern, verifyPage);
  post(routes.verify.pattern, verifyDone, "upload");
  get(routes.check.pattern, checkPage);
  get(routes.data.pattern, dataPage);
  get(routes.dataset.pattern, datasetPage);
  get(routes.help.pattern, standingPage(help));
  get(routes.accessibility.pattern, standingPage(accessibility));

  ownGet(routes.apply.pattern, startPage);
  ownPost(routes.apply.pattern, startDone);
  ownGet(routes.drafts.pattern, draftsPage);
  ownGet(routes.draft.pattern, withDraft(resumeDraft));
  ownGet(routes.draftPage.pattern, withDraft(stepPage));
  ownPost(routes.draftPage.pattern, withDraft(stepDone), "upload");
  ownGet(routes.draftCheck.pattern, withDraft(draftCheckPage));
  ownPost(routes.draftCheck.pattern, withDraft(checkDone));
  ownGet(routes.draftDelete.pattern, withDraft(deletePage));
  ownPost(routes.draftDelete.pattern, withDraft(deleteDone));

  ownGet(routes.cases.pattern, casesPage);
  ownGet(routes.findCases.pattern, findPage);
  ownPost(routes.findCases.pattern, findDone);
  ownGet(routes.case.pattern, withCase(casePage));
  ownGet(routes.submitted.pattern, withCase(submittedPage));
  ownGet(routes.task.pattern, withCase(taskPage));
  ownPost(routes.task.pattern, withCase(taskDone), "upload");
  ownGet(routes.urge.pattern, withCase(urgePage));
  ownPost(routes.urge.pattern, withCase(urgeDone));
  ownGet(routes.withdraw.pattern, withCase(withdrawPage));
  ownPost(routes.withdraw.pattern, withCase(withdrawDone));
  ownGet(routes.receiptPdf.pattern, withCase(receiptPdf));
  ownGet(routes.receiptJson.pattern, withCase(receiptJson));
  ownGet(routes.document.pattern, withCase(documentFile));
  ownGet(routes.looked.pattern, lookedPage);
  ownGet(routes.lookedFile.pattern, lookedFile);
  ownGet(routes.inbox.pattern, inboxPage);
  ownPost(routes.inboxRead.pattern, inboxRead);
  ownGet(routes.inboxRead.pattern, inboxReadPage);
  ownGet(routes.inboxOpen.pattern, inboxOpen);
  ownGet(routes.mail.pattern, mailPage);
  ownPost(routes.mail.pattern, mailDone);
  ownGet(routes.mailAddress.pattern, mailPage);
  ownPost(routes.mailAddress.pattern, mailAddressDone);
  ownGet(routes.consents.pattern, consentsPage);
  ownGet(routes.consent.pattern, revokePage);
  ownPost(routes.consent.pattern, revokeDone);
  return app;
}

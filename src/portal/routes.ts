// Every address of the portal, once. A form is always sent to the address that shows it, so that a page with errors
// can be reloaded, kept and switched to the other language.
import { route } from "../platform/http/index.ts";

export const routes = {
  home: route("/:lang/"),
  services: route("/:lang/services"),
  service: route("/:lang/services/:id"),
  apply: route("/:lang/services/:id/apply"),

  signIn: route("/:lang/sign-in"),
  signOut: route("/:lang/sign-out"),
  account: route("/:lang/account"),
  password: route("/:lang/account/password"),

  inbox: route("/:lang/inbox"),
  inboxRead: route("/:lang/inbox/read"),
  /** Marks a line as read and goes where it leads. */
  inboxOpen: route("/:lang/inbox/:id/open"),
  mail: route("/:lang/account/mail"),
  mailAddress: route("/:lang/account/mail/address"),
  /** Stands in every mail: stops them without signing in. */
  mailStop: route("/:lang/mail/:token"),

  drafts: route("/:lang/drafts"),
  draft: route("/:lang/drafts/:id"),
  draftPage: route("/:lang/drafts/:id/pages/:page"),
  draftCheck: route("/:lang/drafts/:id/check"),
  draftDelete: route("/:lang/drafts/:id/delete"),

  cases: route("/:lang/cases"),
  /** The words are sent by a form and stand in no address. */
  findCases: route("/:lang/cases/find"),
  case: route("/:lang/cases/:id"),
  submitted: route("/:lang/cases/:id/submitted"),
  task: route("/:lang/cases/:id/tasks/:no"),
  withdraw: route("/:lang/cases/:id/withdraw"),
  urge: route("/:lang/cases/:id/urge"),
  receiptPdf: route("/:lang/cases/:id/receipt.pdf"),
  receiptJson: route("/:lang/cases/:id/receipt.json"),
  document: route("/:lang/cases/:id/documents/:no"),

  looked: route("/:lang/who-looked"),
  lookedFile: route("/:lang/who-looked.csv"),
  consents: route("/:lang/consents"),
  consent: route("/:lang/consents/:id"),
  eligibility: route("/:lang/what-could-i-have"),
  verify: route("/:lang/verify"),
  check: route("/:lang/check/:identifier"),

  data: route("/:lang/data"),
  dataset: route("/:lang/data/:id"),

  help: route("/:lang/help"),
  accessibility: route("/:lang/accessibility"),

  /** Where officers work; another room's page. */
  workbench: route("/:lang/workbench"),
} as const;

// The addresses of the workbench, each defined once.
import { type Route, route } from "../platform/http/index.ts";

export const routes = {
  tasks: route("/:lang/workbench"),
  tasksFile: route("/:lang/workbench/tasks.csv"),
  take: route("/:lang/workbench/take"),
  taken: route("/:lang/workbench/taken"),
  due: route("/:lang/workbench/due/:kind"),
  me: route("/:lang/workbench/me"),
  giveMany: route("/:lang/workbench/give"),
  released: route("/:lang/workbench/release"),
  filters: route("/:lang/workbench/filters"),
  filter: route("/:lang/workbench/filters/:id"),
  filterFirst: route("/:lang/workbench/filters/:id/first"),
  filterGone: route("/:lang/workbench/filters/:id/delete"),
  print: route("/:lang/workbench/print"),
  keys: route("/:lang/workbench/keys"),

  supervised: route("/:lang/workbench/board/supervised"),
  board: route("/:lang/workbench/board/:view"),
  boardFile: route("/:lang/workbench/board/:view/counts.csv"),
  boardList: route("/:lang/workbench/board/:view/list"),
  boardListFile: route("/:lang/workbench/board/:view/list.csv"),
  /** Urging or supervising several tasks at once. */
  chase: route("/:lang/workbench/chase/:kind"),
  chased: route("/:lang/workbench/chased"),

  standIns: route("/:lang/workbench/stand-ins"),
  /** The form of one command on the organisation. */
  change: route("/:lang/workbench/organisation/:type"),
  insight: route("/:lang/workbench/insight/:kind"),
  insightFile: route("/:lang/workbench/insight/:kind/table.csv"),
  insightCases: route("/:lang/workbench/insight/:kind/cases"),
  insightCasesFile: route("/:lang/workbench/insight/:kind/cases.csv"),
  /** Words may be names: they are sent by a form and stand in no address. */
  search: route("/:lang/workbench/search"),

  notices: route("/:lang/workbench/notices"),
  noticesAddress: route("/:lang/workbench/notices/address"),
  /** Conversations of one's own, about all cases. */
  threads: route("/:lang/workbench/messages"),
  newMessage: route("/:lang/workbench/cases/:id/messages"),
  thread: route("/:lang/workbench/cases/:id/messages/:thread"),
  inbox: route("/:lang/workbench/inbox"),
  inboxStream: route("/:lang/workbench/inbox/stream"),
  inboxRead: route("/:lang/workbench/inbox/read"),
  /** Marks a line as read and goes where it leads. */
  inboxOpen: route("/:lang/workbench/inbox/:id/open"),

  case: route("/:lang/workbench/cases/:id"),
  /** Take, release, recall: done at once. */
  turn: route("/:lang/workbench/cases/:id/tasks/:no/turn/:command"),
  give: route("/:lang/workbench/cases/:id/tasks/:no/give"),
  finish: route("/:lang/workbench/cases/:id/tasks/:no/finish/:outcome"),
  open: route("/:lang/workbench/cases/:id/open/:extra"),
  note: route("/:lang/workbench/cases/:id/note/:kind"),
  contact: route("/:lang/workbench/cases/:id/contacts"),
  strike: route("/:lang/workbench/contacts/:id/strike"),
  counter: route("/:lang/workbench/counter"),
  document: route("/:lang/workbench/cases/:id/documents/:no"),
  preview: route("/:lang/workbench/cases/:id/preview/:output"),
  evidenceFile: route("/:lang/workbench/cases/:id/evidence/:no"),

  text: route("/:lang/workbench/cases/:id/texts/:name"),
  writeText: route("/:lang/workbench/cases/:id/texts/:name/write"),
  /** Keeps what is being written; asked by the editor. */
  workingText: route("/:lang/workbench/cases/:id/texts/:name/working"),
  dropWorking: route("/:lang/workbench/cases/:id/texts/:name/give-up"),
  importText: route("/:lang/workbench/cases/:id/texts/:name/import"),
  textFile: route("/:lang/workbench/cases/:id/texts/:name/text.docx"),
  textVersions: route("/:lang/workbench/cases/:id/texts/:name/versions"),
  compareTexts: route("/:lang/workbench/cases/:id/texts/:name/compare"),
  commentText: route("/:lang/workbench/cases/:id/texts/:name/comments"),
  settleComment: route("/:lang/workbench/cases/:id/texts/:name/comments/:comment/settle"),

  startList: route("/:lang/workbench/start"),
  start: route("/:lang/workbench/start/:service"),

  sharing: route("/:lang/workbench/sharing"),
  resource: route("/:lang/workbench/sharing/resources/:id"),
  agreements: route("/:lang/workbench/sharing/agreements"),
  agreement: route("/:lang/workbench/sharing/agreements/:id"),
  /** A question of one's own under it. */
  agreementAsk: route("/:lang/workbench/sharing/agreements/:id/ask"),
  refusals: route("/:lang/workbench/sharing/refusals"),
  /** What stewards publish of their registers. */
  openData: route("/:lang/workbench/sharing/open-data"),
  openDataset: route("/:lang/workbench/sharing/open-data/:register"),
  changeDataset: route("/:lang/workbench/sharing/open-data/:register/:id"),
  withdrawDataset: route("/:lang/workbench/sharing/open-data/:register/:id/withdraw"),
  sharingFigures: route("/:lang/workbench/sharing/figures"),
  sharingFile: route("/:lang/workbench/sharing/figures.csv"),

  archive: route("/:lang/workbench/archive"),
  /** Looks for words of titles, which stand in no address. */
  archiveSearch: route("/:lang/workbench/archive/search"),
  archiveFile: route("/:lang/workbench/archive/files/:id"),
  archiveDocument: route("/:lang/workbench/archive/files/:id/documents/:no"),
  archiveExport: route("/:lang/workbench/archive/files/:id/export"),
  archiveHold: route("/:lang/workbench/archive/files/:id/hold"),
  archiveHolds: route("/:lang/workbench/archive/holds"),
  archiveLift: route("/:lang/workbench/archive/holds/:id/lift"),
  archiveLending: route("/:lang/workbench/archive/lending"),
  archiveLoan: route("/:lang/workbench/archive/lending/:id/:deed"),
  archiveLists: route("/:lang/workbench/archive/disposal"),
  archiveList: route("/:lang/workbench/archive/disposal/:id"),
  archiveCertificate: route("/:lang/workbench/archive/disposal/:id/certificate"),
  archiveListDeed: route("/:lang/workbench/archive/disposal/:id/do/:deed"),
  archiveFigures: route("/:lang/workbench/archive/figures"),

  registers: route("/:lang/workbench/registers"),
  register: route("/:lang/workbench/registers/:register"),
  /** Looks for personal data: neither the words nor the purpose stand in an address. */
  searchRegister: route("/:lang/workbench/registers/:register/search"),
  duplicates: route("/:lang/workbench/registers/:register/duplicates"),
  loadRegister: route("/:lang/workbench/registers/:register/load"),
  exportRegister: route("/:lang/workbench/registers/:register/export"),
  record: route("/:lang/workbench/registers/:register/records/:id"),

  seals: route("/:lang/workbench/seals"),
  seal: route("/:lang/workbench/seals/:organ"),
  sealFile: route("/:lang/workbench/seals/:organ/uses.csv"),
  sealState: route("/:lang/workbench/seals/:organ/state"),
  sealVoid: route("/:lang/workbench/seals/:organ/uses/:n/void"),
  numbers: route("/:lang/workbench/numbers"),
  numberSeries: route("/:lang/workbench/numbers/:organ"),
  numberFile: route("/:lang/workbench/numbers/:organ/numbers.csv"),

  admin: route("/:lang/workbench/admin"),
  agencies: route("/:lang/workbench/admin/agencies"),
  posts: route("/:lang/workbench/admin/posts"),
  officers: route("/:lang/workbench/admin/officers"),
  account: route("/:lang/workbench/admin/officers/:id/account"),
  changes: route("/:lang/workbench/admin/changes"),
  accountable: route("/:lang/workbench/admin/accountable"),
  accountableFile: route("/:lang/workbench/admin/accountable.csv"),
  packs: route("/:lang/workbench/admin/packs"),
  pack: route("/:lang/workbench/admin/packs/:hash"),
  drawing: route("/:lang/workbench/admin/packs/:hash/procedure.bpmn"),
  decisions: route("/:lang/workbench/admin/packs/:hash/decisions/:file"),
  rates: route("/:lang/workbench/admin/packs/:hash/rates"),
  errands: route("/:lang/workbench/admin/errands"),
  errandsFile: route("/:lang/workbench/admin/errands.csv"),
  errandCases: route("/:lang/workbench/admin/errands/:pack/:agency"),
  errandCasesFile: route("/:lang/workbench/admin/errands/:pack/:agency/cases.csv"),
  mail: route("/:lang/workbench/admin/mail"),
  mailAgain: route("/:lang/workbench/admin/mail/again"),
  jobs: route("/:lang/workbench/admin/jobs"),
  retry: route("/:lang/workbench/admin/jobs/retry"),
} as const satisfies Record<string, Route<`/${string}`>>;

/** Pages of the portal that the workbench sends to. */
export const portal = {
  signIn: route("/:lang/sign-in"),
  signOut: route("/:lang/sign-out"),
  password: route("/:lang/account/password"),
  dataset: route("/:lang/data/:id"),
} as const;

// The words of the archive's pages.
import type { Messages, Text } from "../../platform/i18n/index.ts";

export const text = {
  archive: { zh: "档案", en: "Archive" },
  lead: {
    zh: "办结的每一件事都自动归档。这里能查到本部门负责或参与的办件的档案；其他单位的档案可以按档号申请借阅。",
    en: "Every case is filed when it ends. You find the files of cases that your agency answered for or had a hand in; ask to borrow others by their number.",
  },
  words: { zh: "档号、办件编号或题名", en: "File number, case number or words of the title" },
  find: { zh: "查找", en: "Find" },
  filter: { zh: "筛选", en: "Filter" },
  class: { zh: "类别", en: "Class" },
  year: { zh: "年度", en: "Year" },
  agency: { zh: "单位", en: "Agency" },
  state: { zh: "状态", en: "State" },
  kept: { zh: "在库", en: "Kept" },
  destroyed: { zh: "已销毁", en: "Destroyed" },
  none: { zh: "没有符合条件的档案", en: "No file matches" },
  found: { zh: "找到的档案", en: "Files found" },
  number: { zh: "档号", en: "File" },
  caseNumber: { zh: "办件编号", en: "Case number" },
  title: { zh: "题名", en: "Title" },
  service: { zh: "事项", en: "Service" },
  retention: { zh: "保管期限", en: "Kept for" },
  due: { zh: "到期", en: "Due" },
  more: { zh: "更早归档的", en: "Filed earlier" },
  opened: { zh: "开始", en: "Opened" },
  ended: { zh: "办结", en: "Ended" },
  filed: { zh: "归档", en: "Filed" },
  filedBy: { zh: "归档人", en: "Filed by" },
  bySystem: { zh: "自动归档", en: "By itself, at the end of the case" },
  contents: { zh: "内容", en: "Contents" },
  whole: { zh: "完整：与归档时的摘要一致", en: "Whole: as it was when it was filed" },
  notWhole: { zh: "与归档时的摘要不一致，请立即核查账本", en: "Not as it was when it was filed: audit the log at once" },
  gone: {
    zh: "内容已依法销毁。保留下来的是目录信息、统计数据和账本中的记录。",
    en: "Its content was lawfully destroyed. What remains is this entry, figures for statistics, and the entries of the log.",
  },
  byList: { zh: "销毁清册", en: "Disposal list" },
  openCase: { zh: "打开办件", en: "Open the case" },
  documents: { zh: "文书", en: "Documents" },
  noDocuments: { zh: "没有文书", en: "No documents" },
  export: { zh: "导出档案包", en: "Export as a package" },
  exportHint: {
    zh: "BagIt 压缩包：不用本系统也能阅读和核验。导出会记入利用记录。",
    en: "A BagIt zip that is read and checked without this system. The export is recorded.",
  },
  holds: { zh: "停止销毁", en: "Holds" },
  holdsLead: {
    zh: "有停止销毁的档案不会列入销毁清册，也不会被销毁。",
    en: "What is held is on no disposal list, and nothing destroys it.",
  },
  noHolds: { zh: "没有停止销毁的档案", en: "Nothing is held" },
  hold: { zh: "停止销毁", en: "Hold it" },
  reason: { zh: "原因", en: "Why" },
  until: { zh: "到哪一天", en: "Until" },
  untilHint: { zh: "留空表示到解除为止。例如 2037-12-31", en: "Empty: until it is lifted. For example 2037-12-31" },
  untilLifted: { zh: "解除为止", en: "until lifted" },
  placed: { zh: "设置", en: "Placed" },
  by: { zh: "经办", en: "By" },
  lift: { zh: "解除", en: "Lift" },
  lifted: { zh: "已解除", en: "Lifted" },
  lending: { zh: "借阅", en: "Lending" },
  lendingLead: {
    zh: "写明档号、用途和期限，由档案所属单位的档案岗批准。借阅期内可以阅读，每次打开都有记录；到期请归还。",
    en: "Give the number, what it is for and until when; the archivist of the agency that keeps it decides. Until then it may be read, each look is recorded, and it is returned at the end.",
  },
  ask: { zh: "申请借阅", en: "Ask to borrow" },
  purpose: { zh: "用途", en: "What it is for" },
  lastDay: { zh: "借到哪一天", en: "Until which day" },
  lastDayHint: { zh: "最长 60 天。例如 2026-12-31", en: "At most 60 days. For example 2026-12-31" },
  mine: { zh: "我借的档案", en: "What I asked for" },
  desk: { zh: "等我办理和已办理的", en: "The lending desk" },
  noLoans: { zh: "没有借阅", en: "No loans" },
  borrower: { zh: "借阅人", en: "Borrower" },
  lend: { zh: "同意", en: "Lend" },
  refuse: { zh: "不同意", en: "Refuse" },
  return: { zh: "归还", en: "Return" },
  deeds: { zh: "办理", en: "Do" },
  openings: { zh: "利用记录", en: "Who looked" },
  noOpenings: { zh: "没有利用记录", en: "Nobody looked" },
  when: { zh: "时间", en: "When" },
  what: { zh: "内容", en: "What" },
  disposal: { zh: "鉴定销毁", en: "Disposal" },
  disposalLead: {
    zh: "每年把到期的档案列成清册，逐件鉴定，由两个不同岗位的两人批准，然后销毁：密钥销毁后，数据库和备份里的内容都不能再打开。",
    en: "Every year what is due is listed, reviewed file by file, approved by two persons of different posts, then destroyed: once the keys are gone, nothing opens in the database or its backups.",
  },
  makeList: { zh: "编制清册", en: "Make the list" },
  lists: { zh: "销毁清册", en: "Disposal lists" },
  noLists: { zh: "还没有清册", en: "There are no lists yet" },
  lines: { zh: "件数", en: "Files" },
  review: { zh: "逐件鉴定", en: "Review, file by file" },
  decision: { zh: "意见", en: "Decision" },
  undecided: { zh: "未鉴定", en: "Not reviewed" },
  destroy: { zh: "销毁", en: "Destroy" },
  keep: { zh: "延长保管", en: "Keep longer" },
  keepUntil: { zh: "延长到（选“延长保管”时填写）", en: "Until (where it is kept longer)" },
  keepHint: { zh: "例如 2047-01-01", en: "For example 2047-01-01" },
  choose: { zh: "选择", en: "Choose" },
  decide: { zh: "记下意见", en: "Note the decision" },
  propose: { zh: "鉴定完毕，提请批准", en: "Review done: ask for approval" },
  approve: { zh: "批准销毁", en: "Approve the destruction" },
  approveWarning: {
    zh: "批准之后按清册销毁，销毁的内容不能恢复。",
    en: "What is on the list will be destroyed and cannot be brought back.",
  },
  back: { zh: "退回鉴定", en: "Give back to review" },
  drop: { zh: "作废清册", en: "Lay the list aside" },
  start: { zh: "开始销毁", en: "Carry it out" },
  startWarning: { zh: "一旦开始就会自动做完，不能停止。", en: "Once begun it is finished by itself and cannot be stopped." },
  approvals: { zh: "批准", en: "Approvals" },
  noApprovals: { zh: "还没有人批准", en: "Nobody approved yet" },
  running: { zh: "正在销毁", en: "Being destroyed" },
  result: { zh: "结果", en: "Result" },
  resultKept: { zh: "延长保管", en: "Kept longer" },
  resultHeld: { zh: "停止销毁", en: "Held back" },
  certificate: { zh: "销毁证明（PDF）", en: "Certificate of destruction (PDF)" },
  next: { zh: "下一页", en: "Next page" },
  wholeCity: { zh: "全市各单位", en: "Every agency of the city" },
  byAgency: { zh: "各单位", en: "By agency" },
  byClass: { zh: "按类别和年度", en: "By class and year" },
  fallsDue: { zh: "保管期满", en: "Fallen due" },
  figures: { zh: "馆藏统计", en: "What the archive holds" },
  figuresLead: { zh: "销毁之后，统计数据仍然保留。", en: "Figures stay when files go." },
  loansAsked: { zh: "借阅申请", en: "Loans asked for" },
  loansLent: { zh: "已借出", en: "Lent" },
  loansOverdue: { zh: "逾期未还", en: "Overdue" },
  loansReturned: { zh: "已归还", en: "Returned" },
  holdsStanding: { zh: "停止销毁", en: "Holds" },
} as const satisfies Messages;

export const retentions = {
  permanent: { zh: "永久", en: "permanently" },
  "30 years": { zh: "30 年", en: "30 years" },
  "10 years": { zh: "10 年", en: "10 years" },
} as const satisfies Record<string, Text>;

export const loanStates = {
  asked: { zh: "待批准", en: "Asked for" },
  refused: { zh: "不同意", en: "Refused" },
  lent: { zh: "借阅中", en: "Lent" },
  overdue: { zh: "逾期未还", en: "Overdue" },
  returned: { zh: "已归还", en: "Returned" },
} as const satisfies Record<string, Text>;

export const listStates = {
  review: { zh: "鉴定中", en: "Under review" },
  proposed: { zh: "待批准", en: "Waiting for approval" },
  approved: { zh: "已批准", en: "Approved" },
  executing: { zh: "正在销毁", en: "Being destroyed" },
  done: { zh: "已完成", en: "Done" },
  dropped: { zh: "已作废", en: "Laid aside" },
} as const satisfies Record<string, Text>;

export const dueSay = (due: number, stopped: number): Text => ({
  zh: `到期 ${due} 件，其中 ${stopped} 件因停止销毁、证照仍然有效或者借出未还，不会列入。`,
  en: `${due} files are due; ${stopped} of them will not be listed, because something holds them: a hold, a licence in force, a loan.`,
});

export const contentsSay = (c: {
  readonly entries: number;
  readonly answers: number;
  readonly texts: number;
  readonly documents: number;
  readonly evidence: number;
  readonly contacts: number;
  readonly subjects: number;
}): Text => ({
  zh: `记录 ${c.entries}，填报内容 ${c.answers} 版，文稿 ${c.texts} 版，文书 ${c.documents}，材料 ${c.evidence}，来访来电 ${c.contacts}，相关办件 ${c.subjects}`,
  en: `${c.entries} entries, ${c.answers} versions of answers, ${c.texts} versions of texts, ${c.documents} documents, ${c.evidence} pieces of evidence, ${c.contacts} contacts, ${c.subjects} related cases`,
});

export const openingSay = (what: string): Text => {
  const [, no] = /^document (\d+)$/.exec(what) ?? [];
  if (no !== undefined) return { zh: `文书 ${no}`, en: `Document ${no}` };
  return what === "export" ? { zh: "导出", en: "Export" } : { zh: "查看", en: "Looked at it" };
};

import type { PartStatus } from "../../casework/index.ts";
import type { Messages, Text } from "../../platform/i18n/index.ts";

export const text = {
  bundle: { zh: "一件事", en: "One thing at once" },
  partOf: { zh: "本办件是其中一部分：", en: "This case is part of" },
  part: { zh: "部分", en: "Part" },
  partState: { zh: "进展", en: "State" },
  silentRegister: { zh: "等待登记库答复", en: "Waiting for a register" },
  triedUntil: { zh: "一直问到", en: "Asked again until" },
  partDue: { zh: "最迟办结", en: "Due by" },
  opened: { zh: "分送和交办", en: "Sent and handed on" },
  openedSum: (all: number, waiting: number) => ({
    zh: waiting === 0 ? `共 ${all} 件，全部有了回音。` : `共 ${all} 件，其中 ${waiting} 件还没有回音。`,
    en: waiting === 0 ? `${all} in all; all have been heard of.` : `${all} in all; ${waiting} still waited for.`,
  }),
  cameThere: { zh: "送达", en: "Delivered" },
  heardOf: { zh: "回音", en: "Heard of" },
  notHeardOf: { zh: "还没有回音", en: "Nothing yet" },
  unreadThere: { zh: "还没有人打开来文", en: "Nobody there has opened it yet" },
  readThere: { zh: "首次阅读", en: "First read" },
  urgedTimes: (n: number) => ({ zh: `催办 ${n} 次，最近`, en: n === 1 ? "Urged" : `Urged ${n} times, last` }),
  unanswered: { zh: "已签收，未答复", en: "Signed for, unanswered" },
  unansweredSum: (n: number) => ({ zh: `${n} 件已签收、还没有答复。`, en: `${n} signed for and not answered yet.` }),
  wantedBy: { zh: "要求答复时限", en: "Answer wanted by" },
  answeredBy: { zh: "答复文号", en: "Answered by" },
  related: { zh: "相关办件", en: "Cases beside this one" },
  preview: { zh: "按成文格式预览（PDF）", en: "See it laid out (PDF)" },
  notLaidOut: { zh: "现在还不能排版", en: "It cannot be laid out yet" },
  // titles of parts
  actions: { zh: "现在可以办理", en: "What you can do now" },
  clocks: { zh: "期限", en: "Time" },
  missing: { zh: "还缺什么", en: "What is missing" },
  tasks: { zh: "任务", en: "Tasks" },
  picture: { zh: "流程", en: "Procedure" },
  applicant: { zh: "申请人", en: "Applicant" },
  answers: { zh: "申请内容", en: "Application" },
  evidence: { zh: "材料", en: "Evidence" },
  documents: { zh: "文书和证照", en: "Documents" },
  duplicates: { zh: "相同事由的办件", en: "Cases about the same matter" },
  history: { zh: "经过", en: "History" },
  onThisPage: { zh: "本页内容", en: "On this page" },

  // heading
  receivedOn: { zh: "收到", en: "Received" },
  ownedBy: { zh: "主办", en: "Answered for by" },
  version: (n: number) => ({ zh: `第 ${n} 次变更`, en: `Version ${n}` }),
  ended: { zh: "已办结", en: "Closed" },

  // actions
  nothingToDo: { zh: "您现在没有要办的任务。", en: "There is no task for you here at the moment." },
  closedCase: { zh: "这件办件已经办结，不能再办理。", en: "This case is closed; nothing more can be done with it." },
  take: { zh: "领取", en: "Take" },
  takeWhat: { zh: "领取后由您办理，同岗位其他人不再看到为待领取。", en: "It becomes yours; nobody else in the post will start on it." },
  release: { zh: "退回岗位", en: "Release" },
  releaseWhat: { zh: "退回后同岗位的人都可以领取。", en: "Anybody in the post can take it then." },
  give: { zh: "转交", en: "Hand over" },
  giveWhat: { zh: "指定同岗位的另一人办理。", en: "Name somebody else who holds the post." },
  recall: { zh: "撤回结论", en: "Recall" },
  recallWhat: {
    zh: "后续任务还没有人领取，可以撤回您刚才的结论。",
    en: "Nobody has begun on what follows, so you can take back the outcome that you gave.",
  },
  youHaveIt: { zh: "由您办理", en: "Yours" },
  freeToTake: { zh: "待领取", en: "Free" },
  hadBy: (name: string) => ({ zh: `${name} 办理中`, en: `With ${name}` }),
  yourOutcome: (outcome: { zh: string; en: string }) => ({ zh: `您的结论：${outcome.zh}`, en: `Your outcome: ${outcome.en}` }),
  dueBy: { zh: "截止", en: "due" },
  outcomes: { zh: "作出结论", en: "Give an outcome" },
  byLaw: { zh: "依据", en: "Under" },
  more: { zh: "需要时", en: "When needed" },
  openExtra: { zh: "发起后，本环节等它办完才能继续。", en: "The stage waits until it is done." },
  urge: { zh: "催办", en: "Urge" },
  urgeWhat: { zh: "提醒正在办理的人，申请人也能看到。", en: "Reminds whoever has it; the applicant sees it too." },
  supervise: { zh: "督办", en: "Supervise" },
  superviseWhat: { zh: "以督办名义提出要求，只有工作人员能看到。", en: "Asks for action as supervisor; only staff see it." },
  remark: { zh: "备注", en: "Remark" },
  remarkWhat: { zh: "记入经过，只有工作人员能看到。", en: "Goes into the history; only staff see it." },

  // what will happen
  willEnd: (end: string, en: string) => ({ zh: `办结：${end}`, en: `Closes the case: ${en}` }),
  willEnter: (zh: string, en: string) => ({ zh: `进入“${zh}”`, en: `Goes on to “${en}”` }),
  willOpen: (zh: string, en: string) => ({ zh: `接着：${zh}`, en: `next: ${en}` }),
  willWait: (zh: string, en: string) => ({ zh: `本环节还要等：${zh}`, en: `The stage still waits for: ${en}` }),
  willStop: (zh: string, en: string) => ({ zh: `期限暂停（${zh}）`, en: `the clock stops (${en})` }),
  willExtend: (zh: string, en: string) => ({ zh: `延长${zh}`, en: `lengthens: ${en}` }),
  willSend: (zh: string, en: string) => ({ zh: `自动寄出《${zh}》`, en: `sends “${en}”` }),
  goesOn: { zh: "本环节继续", en: "The stage goes on" },

  // clocks
  noClock: { zh: "现在没有期限在计算。", en: "No time is being counted at present." },
  runsOut: { zh: "到期日", en: "Runs out on" },
  ranOut: { zh: "已于以下日期到期", en: "Ran out on" },
  standsStill: { zh: "暂停计时；若明天恢复，到期日为", en: "Stopped. If it went on tomorrow it would run out on" },
  closedIn: { zh: "办结时已用", en: "Used when the case was closed" },

  // missing
  nothingMissing: { zh: "不缺什么。", en: "Nothing is missing." },
  waitsFor: (zh: string, en: string) => ({ zh: `等待“${zh}”`, en: `Waiting for “${en}”` }),
  noEvidence: (zh: string, en: string) => ({ zh: `没有材料：${zh}`, en: `No evidence: ${en}` }),
  objected: (zh: string, en: string) => ({ zh: `申请人对查到的内容有异议：${zh}`, en: `The applicant objects to what was found: ${en}` }),
  toCorrect: (zh: string, en: string) => ({ zh: `等申请人补正：${zh}`, en: `The applicant has to correct: ${en}` }),
  since: { zh: "自", en: "since" },

  // tasks
  earlier: (n: number) => ({ zh: `此前的任务（${n} 项）`, en: `Earlier tasks (${n})` }),
  who: { zh: "由谁办理", en: "Whose" },
  when: { zh: "完成 / 期限", en: "Finished / due" },
  carried: { zh: "沿用上一次的结论", en: "Outcome kept from before" },
  stops: { zh: "期间期限暂停", en: "The clock stands still meanwhile" },
  extras: { zh: "附加任务", en: "Extra tasks" },

  // applicant
  name: { zh: "名称", en: "Name" },
  identifier: { zh: "证件号码", en: "Identifier" },
  phone: { zh: "电话", en: "Telephone" },
  agent: { zh: "代办人", en: "Acting for the applicant" },
  kind: { zh: "类型", en: "Kind" },
  person: { zh: "自然人", en: "Person" },
  organisation: { zh: "组织", en: "Organisation" },
  channel: { zh: "渠道", en: "Channel" },
  online: { zh: "网上", en: "Online" },
  counter: { zh: "窗口", en: "Counter" },
  api: { zh: "接口", en: "Programming interface" },
  case: { zh: "由另一办件产生", en: "From another case" },
  language: { zh: "申请人使用的语言", en: "The applicant's language" },
  zh: { zh: "中文", en: "Chinese" },
  en: { zh: "英文", en: "English" },

  // answers
  noAnswers: { zh: "这个事项没有需要填写的内容。", en: "This service asks for no answers." },
  notAnswered: { zh: "未填", en: "Not answered" },
  marked: { zh: "要求补正", en: "To be corrected" },
  fromEvidence: { zh: "来自查询结果", en: "From a register" },

  // evidence
  requirement: { zh: "材料", en: "Evidence" },
  noEvidenceYet: { zh: "没有材料。", en: "There is no evidence." },
  notGiven: { zh: "没有提供", en: "Not given" },
  optionalNotGiven: { zh: "没有提供（可以不交）", en: "Not given (optional)" },
  declared: { zh: "申请人承诺", en: "Declared by the applicant" },
  uploaded: { zh: "申请人上传", en: "Uploaded by the applicant" },
  fetched: { zh: "查询", en: "Fetched" },
  purpose: { zh: "查询目的", en: "Purpose" },
  consent: { zh: "申请人同意", en: "the applicant's consent" },
  ground: { zh: "依据", en: "Ground" },
  objection: { zh: "申请人有异议", en: "The applicant objects" },
  download: { zh: "下载", en: "Download" },
  replaced: { zh: "已被后来的材料代替", en: "Replaced by a later one" },

  // documents
  noDocuments: {
    zh: "还没有文书。作出结论后，系统会自动制作。",
    en: "None yet. They are made by themselves once an outcome calls for one.",
  },
  licence: { zh: "证照", en: "Licence" },
  letter: { zh: "文书", en: "Letter" },
  docNumber: { zh: "文号", en: "Number" },
  madeAt: { zh: "制作时间", en: "Made" },
  document: { zh: "文书", en: "Document" },
  size: { zh: "大小", en: "Size" },

  // duplicates
  duplicatesLead: {
    zh: "同一申请人、同一事项、关键内容相同。请先核对，避免重复办理。",
    en: "Same applicant, same service, same key facts. Compare them first, so that nothing is done twice.",
  },
  standing: { zh: "情况", en: "Where it stands" },
  running: { zh: "在办", en: "Running" },

  // history
  words: { zh: "说明", en: "Words" },
  marks: { zh: "要求补正", en: "To be corrected" },
  digest: { zh: "留痕摘要", en: "Commitment" },
  proof: { zh: "留痕摘要（用于核验，不能改写）", en: "Commitments in the ledger (for checking; nobody can rewrite them)" },
  latestFirst: { zh: "最近的在前。", en: "The latest first." },

  // refusals on the page
  notDone: { zh: "没有办成", en: "This was not done" },
  meanwhile: { zh: "您打开之后发生了这些：", en: "This happened after you opened it:" },
  asItIs: { zh: "下面是这件办件现在的样子。", en: "Below is the case as it stands now." },
  youWrote: { zh: "您写的内容没有保存，仍在这里：", en: "What you wrote was not saved. Here it is:" },
} as const satisfies Messages;

/** Where a part of a bundle stands while it has come to nothing yet. */
export const partStatus = {
  "left-out": { zh: "不办", en: "Not wanted" },
  waiting: { zh: "等待其他部分", en: "Waiting for other parts" },
  opening: { zh: "正在启动", en: "Being opened" },
  running: { zh: "办理中", en: "Under way" },
  ended: { zh: "已办结", en: "Closed" },
  "not-opened": { zh: "没有启动", en: "Not opened" },
} as const satisfies Record<PartStatus, Text>;

/** What another case is to this one; `inverse` where the other one is about this. */
export const relations = {
  about: { direct: { zh: "关于", en: "About" }, inverse: { zh: "由此产生", en: "Came of this" } },
  answers: { direct: { zh: "答复", en: "Answers" }, inverse: { zh: "答复见", en: "Was answered by" } },
  withdraws: { direct: { zh: "撤回", en: "Withdraws" }, inverse: { zh: "已由此件撤回", en: "Was withdrawn by" } },
  instruction: {
    direct: { zh: "落实批示，来自", en: "Carries out an instruction on" },
    inverse: { zh: "批示的督办", en: "The instruction is followed up in" },
  },
  minutes: {
    direct: { zh: "落实会议决定，来自", en: "Carries out a decision of" },
    inverse: { zh: "会议决定的督办", en: "A decision is followed up in" },
  },
} as const satisfies Record<string, { direct: Text; inverse: Text }>;

// Words of the page that says who looked at one's data.
import type { Messages } from "../../platform/i18n/index.ts";

export const words = {
  title: { zh: "谁看过我的信息", en: "Who looked at my data" },
  lead: {
    zh: "哪个部门、什么时候、为了什么事看过您的信息，都记在这里，双方各留一份，谁也不能改。",
    en: "Which office looked at your data, when and what for: every look is recorded here, on both sides, and nobody can alter it.",
  },
  about: { zh: "谁的信息", en: "Whose data" },
  me: { zh: "我本人", en: "Myself" },
  none: { zh: "还没有人看过", en: "Nobody has looked yet" },
  noneHelp: {
    zh: "部门查询您的登记信息，或者打开您的办件，都会列在这里。",
    en: "When an office asks a register about you, or opens a case of yours, it is listed here.",
  },
  asked: (asker: string, holder: string, register: string) => ({
    zh: `${asker}向${holder}查询了${register}`,
    en: `${asker} asked ${holder} for the ${register}`,
  }),
  askedOwn: (asker: string, register: string) => ({
    zh: `${asker}查询了本部门的${register}`,
    en: `${asker} looked into its own ${register}`,
  }),
  reused: (asker: string, register: string) => ({
    zh: `${asker}再次使用了此前查到的${register}信息`,
    en: `${asker} used again what it had found in the ${register}`,
  }),
  read: (who: string, register: string) => ({
    zh: `${who}查看了${register}中关于您的记录`,
    en: `${who} read a record about you in the ${register}`,
  }),
  exported: (who: string, register: string) => ({
    zh: `${who}从${register}中导出了数据，其中有您的记录`,
    en: `${who} took data out of the ${register}, a record about you among it`,
  }),
  openedAbout: (who: string) => ({ zh: `${who}打开了一件与您有关的办件`, en: `${who} opened a case that concerns you` }),
  opened: (who: string) => ({ zh: `${who}打开了您的办件`, en: `${who} opened a case of yours` }),
  purpose: { zh: "为了什么：", en: "What for: " },
  fields: { zh: "看了哪些：", en: "What was seen: " },
  nothingTold: { zh: "没有查到，对方什么也没有看到。", en: "Nothing was found; nothing was shown." },
  namedOnly: (seen: { zh: string; en: string }) => ({
    zh: `看的是别人的登记，其中提到了您${seen.zh === "" ? "" : `（${seen.zh}）`}；看了别人的哪些信息，不在这里显示。`,
    en: `a record of somebody else that names you${seen.en === "" ? "" : ` (${seen.en})`}; what was seen of them is not shown here`,
  }),
  heldBack: { zh: "这次查询依法到这一天才能告诉您：", en: "The law let you be told of this only from " },
  heldBackBy: (law: string) => ({ zh: `（${law}）`, en: ` (${law})` }),
  when: { zh: "时间", en: "When" },
  what: { zh: "谁做了什么", en: "Who did what" },
  purposeHead: { zh: "为了什么", en: "What for" },
  seenHead: { zh: "看了哪些", en: "What was seen" },
  groundHead: { zh: "凭什么", en: "On what ground" },
  kind: { zh: "怎么看的", en: "How" },
  agency: { zh: "哪个部门", en: "Which office" },
  register: { zh: "哪个登记库", en: "Which register" },
  from: { zh: "从哪天起", en: "From" },
  to: { zh: "到哪天止", en: "To" },
  dayHint: { zh: "例如 2026-11-01", en: "For example 2026-11-01" },
  since: (day: string) => ({ zh: `从 ${day} 起`, en: `From ${day}` }),
  until: (day: string) => ({ zh: `到 ${day} 止`, en: `To ${day}` }),
  any: { zh: "不限", en: "Any" },
  print: { zh: "放在一页上打印", en: "All on one page, to print" },
  file: { zh: "下载表格（CSV）", en: "Download as a table (CSV)" },
  consents: { zh: "我的同意", en: "My consents" },
  question: { zh: "对这次查看提出疑问", en: "Question this" },
  ground: { zh: "凭什么：", en: "On what ground: " },
  yourConsent: { zh: "您的同意", en: "your consent" },
  theirPost: { zh: "岗位职责", en: "the duties of the post" },
  yourCase: { zh: "查看这件办件", en: "See the case" },
  yourDraft: { zh: "您填写申请时", en: "while you were filling in an application" },
  wrongTitle: { zh: "觉得不对？", en: "Does something look wrong?" },
  wrongText: {
    zh: "如果您没有办过这件事，请打监督投诉电话，说出时间和部门，我们会查。",
    en: "If this was not about anything of yours, ring the number for complaints and name the time and the office. It will be looked into.",
  },
  newest: { zh: "回到最新的", en: "Back to the newest" },
} as const satisfies Messages;

/** Ways of looking. */
export const kindWords = {
  asked: { zh: "向登记库查询", en: "Asked a register" },
  reused: { zh: "再次使用查到的信息", en: "Used again what had been found" },
  opened: { zh: "打开办件", en: "Opened a case" },
  read: { zh: "查看登记", en: "Read a register" },
  exported: { zh: "导出登记", en: "Took data out of a register" },
} as const satisfies Messages;

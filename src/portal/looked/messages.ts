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
  opened: (who: string) => ({ zh: `${who}打开了您的办件`, en: `${who} opened a case of yours` }),
  purpose: { zh: "为了什么：", en: "What for: " },
  fields: { zh: "看了哪些：", en: "What was seen: " },
  nothingTold: { zh: "没有查到，对方什么也没有看到。", en: "Nothing was found; nothing was shown." },
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

// Words of the page that says what one could have.
import type { Messages } from "../../platform/i18n/index.ts";

export const words = {
  title: { zh: "看看我能办什么", en: "What could I have?" },
  lead: {
    zh: "回答几个问题，看看您能办哪些事、为什么。不回答的可以空着。您的回答不保存。",
    en: "Answer a few questions to see what you could have, and why. Leave out what you like. Your answers are not kept.",
  },
  choose: { zh: "先选是什么事：", en: "First, what is it about?" },
  forWhom: { zh: "给谁办？", en: "For whom?" },
  person: { zh: "个人", en: "A person" },
  organisation: { zh: "单位", en: "An organisation" },
  myself: (name: string) => ({ zh: `我本人（${name}）`, en: `Myself (${name})` }),
  notSure: { zh: "不清楚", en: "I do not know" },
  lookUp: {
    zh: "我同意这一次按上面的范围查询，只用来看能办什么",
    en: "I agree that this is looked up this once, only to see what I could have",
  },
  lookTitle: { zh: "部门已有的信息", en: "What departments hold" },
  lookHelp: {
    zh: "同意的话，我们查下面这些，查到的看完就丢，不保存；查询会记入“谁看过我的信息”。不同意也可以继续。",
    en: "If you agree we look the following up. It is dropped once you have seen the answer; the question is listed under “Who looked at my data”. You may go on without.",
  },
  signIn: {
    zh: "登录以后，部门已有的信息不用您填，经您同意可以查。",
    en: "Once you have signed in, what departments hold can be looked up if you agree.",
  },
  purpose: { zh: "看看申请人能办哪些事项", en: "To see what services the person could have" },
  asks: (asker: string, holder: string) => ({ zh: `${asker}向${holder}查询：`, en: `${asker} asks ${holder} for: ` }),
  show: { zh: "看看能办什么", en: "Show what I could have" },
  wrongNumber: { zh: "请填数字。", en: "Enter a number." },
  wrongDate: { zh: "没有这一天，请核对。", en: "There is no such day. Check it." },
  wrongChoice: { zh: "请从列出的里面选。", en: "Choose one of those listed." },
  result: { zh: "结果", en: "The result" },
  yes: { zh: "可以办", en: "You could have it" },
  maybe: { zh: "也许可以", en: "Perhaps" },
  no: { zh: "现在不能办", en: "Not as things are" },
  noRule: { zh: "请看办事指南里的条件。", en: "See the conditions in its guide." },
  otherKind: (kinds: string) => ({ zh: `这个事项由${kinds}申请。`, en: `This is for ${kinds}.` }),
  silent: { zh: "有的登记库没有答复，结果可能不全。", en: "A register did not answer; the result may be incomplete." },
  guide: { zh: "办事指南", en: "The guide" },
  begin: { zh: "用这些回答开始申请", en: "Begin with these answers" },
  beginHelp: {
    zh: "开始申请以后，您的回答才会作为草稿加密保存，只有您能打开。",
    en: "Only when you begin are your answers kept, sealed in a draft that you alone can open.",
  },
  again: { zh: "改一改再看", en: "Change the answers" },
  nothing: { zh: "这里还没有可以先看条件的事项", en: "No service here tells beforehand who may have it" },
  allEvents: { zh: "所有事项", en: "All services" },
  about: (title: string) => ({ zh: `关于：${title}`, en: `About: ${title}` }),
} as const satisfies Messages;

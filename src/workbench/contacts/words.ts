// Words about contacts.
import type { Messages } from "../../platform/i18n/index.ts";

export const text = {
  contacts: { zh: "来访来电", en: "Contacts" },
  record: { zh: "登记一次：", en: "Record one: " },
  visit: { zh: "来窗口", en: "Visit" },
  call: { zh: "来电", en: "Call" },
  letter: { zh: "来信", en: "Letter" },
  none: { zh: "还没有来访、来电、来信。", en: "No visit, call or letter so far." },
  strike: { zh: "记错了，划掉", en: "A mistake: strike it out" },
  counter: { zh: "窗口登记", en: "At the counter" },
  lead: {
    zh: "有人来窗口、来电、来信，按一下就记一次。不记来的是谁、说了什么。",
    en: "Somebody came, rang or wrote: one press records it. Who it was and what was said are not kept.",
  },
  service: { zh: "关于哪个事项", en: "About which service" },
  anyService: { zh: "不清楚", en: "Not known" },
  number: { zh: "办件编号（有的话）", en: "Number of the case, if there is one" },
  numberUnknown: { zh: "没有这个编号的办件，请核对。", en: "No case that you may open has this number. Check it." },
  last: { zh: "您刚才登记的", en: "What you recorded last" },
  noneYet: { zh: "登记以后显示在这里。", en: "What you record appears here." },
  kind: { zh: "方式", en: "How" },
  when: { zh: "时间", en: "When" },
} as const satisfies Messages;

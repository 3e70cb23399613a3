// Words of the registers of numbers.
import type { Messages, Text } from "../../platform/i18n/index.ts";

export const text = {
  numbers: { zh: "编号登记", en: "Numbers" },
  lead: {
    zh: "按机关、字和年份连续编号：没有空号，也没有重号。已经编出而没有用上的号不再给别的公文，注明缘由。",
    en: "Numbers follow one another by organ, word and year: none is left out, none is given twice. A number that came to no document is not given again; why stands beside it.",
  },
  organ: { zh: "机关", en: "Organ" },
  word: { zh: "字", en: "Word" },
  year: { zh: "年份", en: "Year" },
  last: { zh: "编到", en: "Last number" },
  none: { zh: "还没有编过号。", en: "No number has been given yet." },
  n: { zh: "号", en: "No." },
  printed: { zh: "文号", en: "As printed" },
  case: { zh: "办件", en: "Case" },
  when: { zh: "编号时间", en: "Taken" },
  state: { zh: "状态", en: "State" },
  why: { zh: "说明", en: "Why" },
  file: { zh: "下载表格（CSV）", en: "Download as a table (CSV)" },
  first: { zh: "回到最近的", en: "Back to the newest" },
  later: (n: number): Text => ({ zh: `退回重办后改编 ${n} 号`, en: `Done again after being sent back; number ${n} was taken instead` }),
  ended: (end: Text): Text => ({ zh: `办件已结束：${end.zh}`, en: `The case ended: ${end.en}` }),
  destroyed: { zh: "办件已结束", en: "The case has ended" },
} as const satisfies Record<string, Text | ((n: number) => Text) | ((end: Text) => Text)>;

export const states = {
  used: { zh: "已使用", en: "Used" },
  open: { zh: "在办", en: "Under way" },
  void: { zh: "作废", en: "Void" },
} as const satisfies Messages;

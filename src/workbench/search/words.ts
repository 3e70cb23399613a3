import type { Messages } from "../../platform/i18n/index.ts";

export const text = {
  search: { zh: "搜索", en: "Search" },
  box: { zh: "搜索办件和公文", en: "Search cases and documents" },
  hint: {
    zh: "编号、文号、名称、申请人、正文、批注、消息和所交文件里的字词、外文词的开头、数字。多个词用空格隔开，都要出现。",
    en: "Numbers, titles, applicants, words in documents, comments, messages and files handed in (Chinese anywhere, the beginning of other words), figures. Several words: all must be there.",
  },
  privacy: {
    zh: "只查得到您可以查看的办件和您参加的对话。证件号码和电话要写完整。申请人自己的内容只显示您查的词；打开办件会留下记录。",
    en: "Only what you may read is found, and conversations that you take part in. Identifiers and telephone numbers have to be whole. Of what an applicant wrote only your words are shown; opening a case is recorded.",
  },
  narrow: { zh: "缩小范围", en: "Narrow it down" },
  kind: { zh: "类别", en: "Kind" },
  service: { zh: "服务事项办件", en: "Services" },
  document: { zh: "公文", en: "Official documents" },
  office: { zh: "其他内部办件", en: "Other internal cases" },
  agency: { zh: "主办部门", en: "Answered for by" },
  pack: { zh: "事项", en: "Service" },
  year: { zh: "年份", en: "Year" },
  status: { zh: "状态", en: "State" },
  running: { zh: "在办", en: "Running" },
  ended: { zh: "已办结", en: "Closed" },
  all: { zh: "全部", en: "All" },
  results: (n: string, about: boolean) => ({
    zh: about ? `约 ${n} 件` : `${n} 件`,
    en: about ? `About ${n} found` : `${n} found`,
  }),
  many: (n: string) => ({ zh: `超过 ${n} 件`, en: `More than ${n} found` }),
  nothing: { zh: "没有找到", en: "Nothing found" },
  nothingHint: {
    zh: "试试少写一些词、换个说法，或者去掉筛选。刚发生的内容几秒钟后才能搜到。",
    en: "Try fewer or other words, or take away filters. What has just happened is found after a few seconds.",
  },
  tooShort: { zh: "请写一个字、一个词或者一个编号", en: "Enter a character, a word or a number" },
  conversation: { zh: "对话", en: "Conversation" },
  opened: { zh: "收到", en: "Received" },
  begun: { zh: "始于", en: "Begun" },
  next: { zh: "后面的结果", en: "More results" },
  identified: { zh: "证件号码或者电话相符", en: "The identifier or telephone number is the same" },
  tooManyHint: {
    zh: "结果按编号、名称、内容的顺序排列，新的在前。",
    en: "Whole numbers first, then titles, then what is written; the newer first.",
  },
} as const satisfies Messages;

import type { Messages } from "../../platform/i18n/index.ts";

export const text = {
  title: { zh: "收件箱", en: "Inbox" },
  lead: {
    zh: "与您有关的事。新的会自动出现；没有出现时，刷新本页。",
    en: "What concerns you. News come by themselves; if not, load the page again.",
  },
  unread: { zh: "未读", en: "Unread" },
  read: { zh: "已读", en: "Read" },
  kind: { zh: "种类", en: "Kind" },
  anyKind: { zh: "全部种类", en: "Every kind" },
  onlyKind: (zh: string, en: string) => ({ zh: `种类：${zh}`, en: `Kind: ${en}` }),
  markOne: { zh: "标为已读", en: "Mark as read" },
  markAll: { zh: "全部标为已读", en: "Mark all as read" },
  nothing: { zh: "没有消息", en: "Nothing here" },
  nothingText: {
    zh: "有任务转给您、被退回、催办、督办、即将到期或超期，或有人给您发消息时，会出现在这里。",
    en: "Tasks given to you or sent back, urging, supervision, what is due soon or overdue, and messages appear here.",
  },
  noUnread: { zh: "没有未读消息。", en: "Nothing is unread." },
  more: { zh: "还有更早的未读消息，读过这些后显示。", en: "There are earlier unread lines; they appear once these are read." },
  settings: { zh: "通知和邮件设置", en: "Notices and mail" },
} as const satisfies Messages;

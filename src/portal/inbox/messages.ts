import type { Messages } from "../../platform/i18n/index.ts";

export const words = {
  title: { zh: "收件箱", en: "Inbox" },
  lead: {
    zh: "您的办件需要您办理、有新文书、办结时，会在这里告诉您。",
    en: "When something is asked of you in one of your cases, when a document comes, and when a case ends, it is told here.",
  },
  forOthers: {
    zh: "您代办的单位收到的也在这里；单位里有人读过，就算已读。",
    en: "What the organisations that you act for are told is here too; what one of you has read counts as read.",
  },
  mail: { zh: "也发到邮箱：设置邮件通知", en: "By mail as well: notices by mail" },
  what: { zh: "内容", en: "What" },
  when: { zh: "时间", en: "When" },
  unread: { zh: "未读", en: "Unread" },
  markAll: { zh: "全部标为已读", en: "Mark all as read" },
  nothing: { zh: "还没有消息", en: "Nothing here yet" },
  nothingText: { zh: "您的办件有进展时，会出现在这里。", en: "What happens in your cases will appear here." },
  cases: { zh: "去看我的办件", en: "See my cases" },
  noEarlier: { zh: "没有更早的消息", en: "Nothing earlier" },
} as const satisfies Messages;

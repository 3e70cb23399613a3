// What mails say beside the notices themselves.
import type { Messages } from "../../platform/i18n/index.ts";

export const words = {
  open: { zh: "打开", en: "Open it" },
  openInbox: { zh: "打开收件箱", en: "Open the inbox" },
  openCases: { zh: "打开我的办件", en: "Open my cases" },
  digest: (n: number) => ({ zh: `${n} 条未读通知`, en: n === 1 ? "One unread notice" : `${n} unread notices` }),
  more: (n: number) => ({ zh: `另有 ${n} 条，见收件箱。`, en: `${n} more are in the inbox.` }),
  confirm: { zh: "确认您的邮箱", en: "Confirm your mail address" },
  confirmText: (code: string) => ({
    zh: `有人要求把办事通知发到这个邮箱。如果是您，请在通知设置页输入确认码：${code}`,
    en: `Somebody asked for notices to be sent here. If it was you, enter this code on the page for notices: ${code}`,
  }),
  confirmNot: {
    zh: "如果不是您，不必理会：没有确认的邮箱不会再收到邮件。确认码一天内有效。",
    en: "If it was not you, do nothing: without the code no further mail comes here. The code holds for a day.",
  },
  settings: { zh: "更改或停止通知邮件", en: "Change or stop these mails" },
  noReply: { zh: "这封邮件由系统发出，请不要回复。", en: "This mail was sent by a machine; nobody reads replies to it." },
} as const satisfies Messages;

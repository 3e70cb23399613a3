import type { Messages } from "../../platform/i18n/index.ts";

export const words = {
  mailTitle: { zh: "邮件通知", en: "Notices by mail" },
  mailLead: {
    zh: "办件有进展时给您发邮件。不填地址就不发；“我的办件”里总能看到同样的内容。",
    en: "A mail when something happens in one of your cases. Without an address none is sent; “My cases” says the same in any case.",
  },
  stopTitle: { zh: "停止通知邮件", en: "Stop these mails" },
  stopText: { zh: "停止后，地址会被删除，不再收到通知邮件。", en: "The address is removed, and no further notice is sent to it." },
  stop: { zh: "停止", en: "Stop" },
} as const satisfies Messages;

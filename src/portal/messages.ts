// Words that stand on every page of the portal.
import { settingsFlashes } from "../notices/index.ts";
import type { Messages } from "../platform/i18n/index.ts";

export const words = {
  services: { zh: "事项", en: "Services" },
  cases: { zh: "我的办件", en: "My cases" },
  looked: { zh: "谁看过", en: "Who looked" },
  verify: { zh: "核验", en: "Check" },
  inbox: { zh: "收件箱", en: "Inbox" },
  data: { zh: "开放数据", en: "Open data" },
  help: { zh: "使用帮助", en: "Help" },
  accessibility: { zh: "无障碍说明", en: "Accessibility" },
  signIn: { zh: "登录", en: "Sign in" },
  workbench: { zh: "工作台", en: "Workbench" },
  home: { zh: "首页", en: "Home" },
  continue: { zh: "继续", en: "Continue" },
  and: { zh: "、", en: ", " },
  colon: { zh: "：", en: ": " },
  done: { zh: "已完成", en: "Done" },
} as const satisfies Messages;

/** What a page says after a deed, by the word that the deed left behind. */
export const flashes = {
  "draft-saved": { zh: "已保存。随时可以回来接着填。", en: "Saved. Come back and go on whenever you like." },
  "draft-deleted": { zh: "草稿已删除。", en: "The draft has been deleted." },
  ...settingsFlashes,
  "password-changed": {
    zh: "密码已更改。您在其他地方的登录都已退出。",
    en: "Your password was changed. Wherever else you were signed in, you no longer are.",
  },
  "marked-read": { zh: "已全部标为已读。", en: "Everything is marked as read." },
  "signed-out": { zh: "您已退出登录。", en: "You have signed out." },
  "task-done": { zh: "已提交，办理部门已经收到。", en: "Sent. The office in charge has it now." },
  "consent-revoked": { zh: "同意已撤回，凭它留存的信息已删除。", en: "The consent is revoked, and what was kept under it is deleted." },
  withdrawn: { zh: "申请已撤回。", en: "The application has been withdrawn." },
  urged: { zh: "已催办，办理人员会看到您写的话。", en: "Sent. The people who handle your case will see what you wrote." },
  "already-submitted": { zh: "这份申请已经提交过了，下面就是办件。", en: "This application was submitted before; here is the case." },
} as const satisfies Messages;

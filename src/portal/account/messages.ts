// Words of signing in and out, and of the reader's own account.
import type { Messages } from "../../platform/i18n/index.ts";

export const words = {
  consents: { zh: "我的同意：看看同意过什么，撤回", en: "My consents: see what you agreed to, and revoke it" },
  inbox: { zh: "收件箱：与您的办件有关的消息", en: "Inbox: what you were told about your cases" },
  mail: { zh: "邮件通知：收不收，发到哪里", en: "Notices by mail: whether, and where to" },
  changePassword: { zh: "更改密码", en: "Change the password" },
  passwordTitle: { zh: "更改密码", en: "Change your password" },
  passwordLead: {
    zh: "长比复杂好：用几个不相干的词或者一句话。更改后，您在其他设备上的登录都会退出。",
    en: "Long is better than complicated: a few unrelated words, or a sentence. Wherever else you are signed in, you will be signed out.",
  },
  passwordLast: { zh: "上次更改：", en: "Last changed:" },
  old: { zh: "原密码", en: "Old password" },
  chosen: { zh: "新密码", en: "New password" },
  chosenHint: { zh: "至少 12 个字符，空格也算。", en: "At least 12 characters; spaces count." },
  again: { zh: "再输入一次新密码", en: "The new password once more" },
  oldMissing: { zh: "请填写原密码。", en: "Enter your old password." },
  chosenMissing: { zh: "请填写新密码。", en: "Enter a new password." },
  againDiffers: { zh: "两次输入的新密码不一样，请重新输入。", en: "The two are not the same. Enter the new password once more." },
  passwordTold: {
    zh: "您的密码已更改。如果不是您本人操作，请马上联系管理员。",
    en: "Your password was changed. If it was not you, tell the administrator at once.",
  },
  signIn: { zh: "登录", en: "Sign in" },
  login: { zh: "证件号码、手机号或者用户名", en: "Identity number, mobile number or user name" },
  password: { zh: "密码", en: "Password" },
  loginMissing: { zh: "请填写证件号码、手机号或者用户名。", en: "Enter your identity number, mobile number or user name." },
  passwordMissing: { zh: "请填写密码。", en: "Enter your password." },
  sample: { zh: "这是样例城市，人物都是虚构的", en: "This is a sample city; everybody in it is fictional" },
  samplePassword: { zh: "所有人的密码都是", en: "Everybody's password is" },
  sampleHow: { zh: "选一个人，把用户名和密码填到上面。", en: "Choose somebody and type the user name and the password above." },
  citizens: { zh: "办事的人", en: "People with something to get done" },
  officers: { zh: "办理的人", en: "People who handle it" },

  account: { zh: "我的账号", en: "My account" },
  signedInAs: { zh: "您已登录", en: "You are signed in" },
  name: { zh: "姓名", en: "Name" },
  actsFor: { zh: "可以代办的单位", en: "Organisations you may act for" },
  nobody: { zh: "没有", en: "None" },
  posts: { zh: "岗位", en: "Posts" },
  signOut: { zh: "退出登录", en: "Sign out" },
  workbench: { zh: "去工作台", en: "Go to the workbench" },

  officerTitle: { zh: "请用申请人的账号登录", en: "Please sign in as an applicant" },
  officerText: {
    zh: "您现在是以工作人员身份登录的。这个页面是给申请人用的：请先退出，再用个人账号登录。",
    en: "You are signed in as an officer. This page is for applicants: sign out, then sign in with your personal account.",
  },
} as const satisfies Messages;

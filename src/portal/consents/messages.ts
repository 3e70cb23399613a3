// Words of the pages on which one sees and revokes one's consents.
import type { Messages } from "../../platform/i18n/index.ts";

export const words = {
  title: { zh: "我的同意", en: "My consents" },
  lead: {
    zh: "您同意过哪个部门、为了什么事、查您的哪些信息，都列在这里。随时可以撤回。",
    en: "What you have let an office ask about you, and what for. You may revoke any of it at any time.",
  },
  none: { zh: "您还没有同意过", en: "You have consented to nothing yet" },
  noneHelp: {
    zh: "没有法律规定可以直接查询的信息，办事时会先请您同意；您同意过的会列在这里。",
    en: "Where no law lets an office ask, you are asked for your consent while you apply; what you agree to is listed here.",
  },
  line: (asker: string, holder: string) => ({ zh: `同意${asker}向${holder}查询`, en: `${asker} may ask ${holder}` }),
  service: { zh: "事项", en: "Service" },
  purpose: { zh: "为了什么", en: "What for" },
  fields: { zh: "哪些信息", en: "Which data" },
  given: { zh: "同意时间", en: "Given" },
  until: { zh: "有效期至", en: "Ends" },
  revoked: { zh: "撤回时间", en: "Revoked" },
  used: { zh: "用来做过什么", en: "What it was used for" },
  unused: { zh: "还没有用过", en: "Not used yet" },
  holds: { zh: "有效", en: "In force" },
  ended: { zh: "已到期", en: "Ended" },
  isRevoked: { zh: "已撤回", en: "Revoked" },
  broken: { zh: "签名不符，不再使用", en: "The signature does not match; it is not used" },
  revoke: { zh: "撤回", en: "Revoke" },
  revokeTitle: { zh: "撤回这份同意？", en: "Revoke this consent?" },
  revokeText: {
    zh: "撤回以后，不会再凭它查询；凭它查到、留着备用的信息马上删除，没有提交的申请里的也删除。已经提交的办件里的信息不受影响。",
    en: "After that nothing is asked under it. What was kept under it is deleted at once, also from applications that you have not submitted. A case that was submitted keeps what it rests on.",
  },
  revokeYes: { zh: "撤回同意", en: "Revoke it" },
  eligibility: { zh: "看看我能办什么", en: "What could I have" },
  newest: { zh: "回到最新的", en: "Back to the newest" },
  yourCase: { zh: "查看办件", en: "See the case" },
} as const satisfies Messages;

/** What came of a use. */
export const states = {
  found: { zh: "查到了", en: "found" },
  none: { zh: "没有查到", en: "nothing found" },
  down: { zh: "登记库停用", en: "the register was out of order" },
  late: { zh: "没有及时答复", en: "no answer in time" },
  refused: { zh: "没有提供", en: "refused" },
  reused: { zh: "再次使用了查到的信息", en: "what had been found was used again" },
  "cut off": { zh: "中断", en: "cut off" },
} as const satisfies Messages;

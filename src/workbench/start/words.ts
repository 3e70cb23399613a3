import type { Messages } from "../../platform/i18n/index.ts";

export const text = {
  title: { zh: "发起内部办件", en: "Start an internal case" },
  lead: {
    zh: "下列事项由工作人员发起，办理和留痕与对外事项相同。",
    en: "Officers start these. They are handled, timed and recorded like every other case.",
  },
  none: { zh: "还没有发布内部事项", en: "No internal service has been published yet" },
  noneHint: { zh: "管理员发布后会出现在这里。", en: "They appear here when an administrator publishes them." },
  service: { zh: "事项", en: "Service" },
  agency: { zh: "主办部门", en: "Handled by" },
  time: { zh: "承诺时限", en: "Promised within" },
  before: { zh: "提交前请核对。提交后立即进入办理。", en: "Check before you send it: it is handled at once." },
  submit: { zh: "提交", en: "Send" },
  cancel: { zh: "取消", en: "Cancel" },
  back: { zh: "返回", en: "Back" },
  notYours: {
    zh: "您现在的岗位不能发起这个事项。请联系本单位的系统管理员。",
    en: "None of your posts may start this. Ask your administrator.",
  },
  refused: { zh: "没有提交", en: "It was not sent" },
} as const satisfies Messages;

// Words about what services cost people.
import type { Messages } from "../../platform/i18n/index.ts";

export const text = {
  errands: { zh: "跑腿数", en: "Errands" },
  lead: {
    zh: "过去 12 个月办结的办件，群众实际跑了几趟、交了几份材料、填了几项、等了几个工作日；旁边是承诺。点开看填的哪些是部门已有的。",
    en: "Over cases that ended in the last 12 months: trips to a counter, papers asked for, fields typed, working days waited; beside what was promised. Open a service to see which of the fields a register held.",
  },
  service: { zh: "事项", en: "Service" },
  agency: { zh: "部门", en: "Agency" },
  cases: { zh: "办件", en: "Cases" },
  case: { zh: "办件", en: "Case" },
  ended: { zh: "办结时间", en: "Ended" },
  trips: { zh: "跑几趟", en: "Trips" },
  papers: { zh: "交几份材料", en: "Papers" },
  fields: { zh: "填几项", en: "Fields typed" },
  days: { zh: "等几个工作日", en: "Working days" },
  without: { zh: "另有无办件来访", en: "Visits without a case" },
  promised: { zh: "承诺", en: "promised" },
  none: { zh: "过去 12 个月没有办结的办件。", en: "No case has ended in the last 12 months." },
  typed: { zh: "填了这些部门已有的信息", en: "What was typed although a register held it" },
  typedField: { zh: "栏目", en: "Field" },
  heldBy: { zh: "哪个登记库有", en: "Held by" },
  inCases: { zh: "多少办件", en: "In cases" },
  nothingTyped: { zh: "没有。", en: "Nothing." },
  file: { zh: "下载表格（CSV）", en: "Download as a table (CSV)" },
  first: { zh: "回到第一页", en: "Back to the first page" },
  eachCase: { zh: "每一件", en: "Case by case" },
} as const satisfies Messages;

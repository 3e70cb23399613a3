import type { HitPolicy, InputKind } from "../../engine/decision/index.ts";
import type { ScaleKind } from "../../engine/rates/index.ts";
import type { Messages, Text } from "../../platform/i18n/index.ts";

export const text = {
  decisions: { zh: "决策表", en: "Decision tables" },
  lead: {
    zh: "填入输入值，看各项决策的结果，以及命中了哪些规则。不保存任何内容。",
    en: "Give values for the inputs and see what each decision makes of them, and which rules hit. Nothing is kept.",
  },
  noFile: { zh: "没有这个决策文件", en: "There is no such file of decisions" },
  noFileText: { zh: "请从事项包页面进入。", en: "Open it from the pack's page." },
  tryIt: { zh: "试算", en: "Try it" },
  noInputs: { zh: "这些决策不需要输入。", en: "These decisions need no input." },
  notGiven: { zh: "不填", en: "Not given" },
  yes: { zh: "是", en: "Yes" },
  no: { zh: "否", en: "No" },
  result: { zh: "结果", en: "Result" },
  decision: { zh: "决策", en: "Decision" },
  value: { zh: "值", en: "Value" },
  hits: { zh: "命中规则", en: "Rules that hit" },
  reasons: { zh: "为什么有的值为空", en: "Why some values are null" },
  rule: { zh: "规则", en: "Rule" },
  hit: { zh: "命中", en: "Hit" },
  notes: { zh: "说明", en: "Notes" },
  input: (name: string) => ({ zh: `输入：${name}`, en: `Input: ${name}` }),
  output: (name: string) => ({ zh: `输出：${name}`, en: `Output: ${name}` }),
  hitPolicy: (policy: Text) => ({ zh: `命中策略：${policy.zh}`, en: `Hit policy: ${policy.en}` }),
  anything: { zh: "任意", en: "anything" },
  formula: { zh: "公式", en: "Formula" },
  people: { zh: "由人决定，没有算法。", en: "Left to people: the model gives no logic." },
  seen: (examples: string) => ({ zh: `表中出现：${examples}`, en: `In the table: ${examples}` }),
  notANumber: (name: string) => ({ zh: `“${name}”须是数字，例如 12.5`, en: `${name} must be a number, such as 12.5` }),
  notADate: (name: string) => ({ zh: `“${name}”须是日期，例如 2026-03-31`, en: `${name} must be a date, such as 2026-03-31` }),
  notATime: (name: string) => ({ zh: `“${name}”须是时间，例如 09:30:00`, en: `${name} must be a time, such as 09:30:00` }),
  notAMoment: (name: string) => ({
    zh: `“${name}”须是日期和时间，例如 2026-03-31T09:30:00+08:00`,
    en: `${name} must be a date and time, such as 2026-03-31T09:30:00+08:00`,
  }),
  notADuration: (name: string) => ({
    zh: `“${name}”须是时长，例如 P1Y6M 或者 P2DT3H`,
    en: `${name} must be a duration, such as P1Y6M or P2DT3H`,
  }),
  notJson: (name: string) => ({ zh: `“${name}”须是 JSON，例如 ["a", "b"]`, en: `${name} must be JSON, such as ["a", "b"]` }),
  notYesNo: (name: string) => ({ zh: `“${name}”请选是、否或者不填`, en: `Choose yes, no or nothing for ${name}` }),
  notAllowed: (name: string) => ({
    zh: `“${name}”不在该输入允许的值或结构之内`,
    en: `${name} is not among the values or of the structure that this input allows`,
  }),
  tooLong: (name: string) => ({ zh: `“${name}”太长，请在 10000 字以内`, en: `${name} is too long: 10,000 characters at most` }),

  rates: { zh: "标准与费率", en: "Rates" },
  ratesLead: {
    zh: "法律规定、会随时间变化的金额、比例和分级标准。每个数值从所列日期起生效，直到下一个日期。",
    en: "Amounts, shares and scales that laws set and change. Each holds from its date until the next.",
  },
  noRates: { zh: "这个事项包没有标准与费率。", en: "This pack has no rates." },
  onDay: { zh: "查看哪一天", en: "On which day" },
  show: { zh: "查看", en: "Show" },
  badDay: { zh: "请写成 2026-03-31 这样的日期", en: "Write a date such as 2026-03-31" },
  from: { zh: "自", en: "From" },
  until: { zh: "至", en: "Until" },
  holds: { zh: "当日有效", en: "Holds that day" },
  none: { zh: "不执行", en: "None" },
  open: { zh: "至今", en: "Open" },
  unit: { zh: "单位", en: "Unit" },
  law: { zh: "依据", en: "Law" },
  key: { zh: "名称", en: "Name" },
  reading: { zh: "计算方法", en: "How it is read" },
  above: { zh: "超过", en: "Above" },
  rate: { zh: "标准", en: "Rate" },
  nothingOn: (day: string) => ({ zh: `${day} 没有生效的数值。`, en: `Nothing holds on ${day}.` }),
  scaleOn: (day: string) => ({ zh: `${day} 的分级`, en: `Brackets on ${day}` }),
  changes: { zh: "历次变化", en: "Every change" },
  history: { zh: "历史数值", en: "History" },
} as const satisfies Messages;

/** How several rules that hold at once are taken together (DMN 1.5, 8.2.10). */
export const policies: Readonly<Record<HitPolicy, Text>> = {
  U: { zh: "唯一命中", en: "unique: one rule at most" },
  A: { zh: "任一命中", en: "any: rules that hold agree" },
  F: { zh: "首条命中", en: "first rule that holds" },
  P: { zh: "优先级最高", en: "priority of the output" },
  R: { zh: "全部，按规则顺序", en: "all, in the order of rules" },
  O: { zh: "全部，按输出优先级", en: "all, by the priority of outputs" },
  C: { zh: "全部收集", en: "collect: all that hold" },
  "C+": { zh: "求和", en: "collect: their sum" },
  "C<": { zh: "取最小", en: "collect: the least" },
  "C>": { zh: "取最大", en: "collect: the greatest" },
  "C#": { zh: "计数", en: "collect: their number" },
};

export const scaleKinds: Readonly<Record<ScaleKind, Text>> = {
  marginal: { zh: "分级累进：各级分别按本级标准计算后相加", en: "marginal: each part at its own bracket's rate, added up" },
  whole: { zh: "全额：全部数额按所在级的标准计算", en: "whole: the whole amount at its bracket's rate" },
  value: { zh: "直接取所在级的数值", en: "value: that of the bracket it falls in" },
};

/** What is said of a value that cannot be read. */
export const unreadable: Readonly<Record<InputKind, (name: string) => Text>> = {
  boolean: text.notYesNo,
  number: text.notANumber,
  string: text.notAllowed,
  date: text.notADate,
  time: text.notATime,
  "date and time": text.notAMoment,
  duration: text.notADuration,
  json: text.notJson,
};

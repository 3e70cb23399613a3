/** What an officer writes where the pack's worked cases give no words of their own. */
export const pendingWords = [
  "经审查，情况属实，详见审查意见。",
  "材料与登记信息核对无误。",
  "请按审查意见办理。",
  "已电话与申请人核实。",
] as const;

/** What an applicant writes who wants to know how things stand. */
export const urgings = ["请问办到哪一步了？", "急用，麻烦尽快办理。", "已超过预计时间，请催办。"] as const;

import type { ReasonKey } from "../../exchange/index.ts";
import type { Messages, Text } from "../../platform/i18n/index.ts";
import type { Remark, Sharing } from "../../sharing/index.ts";

export const text = {
  catalogue: { zh: "资源目录", en: "Catalogue of resources" },
  lead: {
    zh: "各部门的登记库和查询服务：谁主管、有哪些字段、什么条件可以共享、质量如何、谁在用。",
    en: "Every register and the service that answers questions about it: whose it is, its fields, on what condition it is shared, how good it is, who uses it.",
  },
  search: { zh: "查找资源、字段或者部门", en: "Find a resource, a field or an agency" },
  resource: { zh: "资源", en: "Resource" },
  owner: { zh: "主管部门", en: "Owner" },
  anyOwner: { zh: "所有部门", en: "Every agency" },
  steward: { zh: "数据管家", en: "Data steward" },
  sharing: { zh: "共享类型", en: "Shared" },
  anySharing: { zh: "所有类型", en: "In any way" },
  records: { zh: "记录数", en: "Records" },
  lastChange: { zh: "最近更新", en: "Last change" },
  update: { zh: "更新频率", en: "Brought up to date" },
  retention: { zh: "保管期限", en: "Kept for" },
  users: { zh: "使用部门", en: "Used by" },
  usersCount: (n: number) => ({ zh: `${n} 个部门`, en: n === 1 ? "1 agency" : `${n} agencies` }),
  nobody: { zh: "还没有部门使用", en: "Nobody yet" },
  noneFound: { zh: "没有找到资源", en: "No resource was found" },
  noneFoundHint: { zh: "换一个说法，或者清除筛选。", en: "Try other words, or clear the filters." },
  found: (n: number) => ({ zh: `${n} 个资源`, en: n === 1 ? "1 resource" : `${n} resources` }),

  fields: { zh: "字段", en: "Fields" },
  field: { zh: "字段", en: "Field" },
  type: { zh: "格式", en: "Type" },
  classification: { zh: "分级", en: "Classification" },
  key: { zh: "可查询", en: "looked up by" },
  withheld: { zh: "不予共享的依据", en: "Why a part is not shared" },
  quality: { zh: "数据质量", en: "Quality" },
  complete: { zh: "共享字段完整率", en: "Shared fields filled" },
  gaps: { zh: "有缺漏的字段", en: "Fields with gaps" },
  noGaps: { zh: "没有", en: "None" },
  measured: { zh: "统计时间", en: "Measured" },
  notMeasured: { zh: "还没有统计", en: "Not measured yet" },
  stale: { zh: "没有按更新频率更新", en: "not brought up to date as declared" },
  complaints: { zh: "疑义核校", en: "Complaints about quality" },
  complaintsCount: (all: number, open: number) => ({ zh: `${all} 件，其中 ${open} 件在办`, en: `${all}, of which ${open} under way` }),
  uses: { zh: "谁在使用（近十二个月）", en: "Who uses it (last twelve months)" },
  asker: { zh: "查询部门", en: "Asked by" },
  purpose: { zh: "用途", en: "Purpose" },
  noService: { zh: "未写明", en: "not named" },
  answered: { zh: "答复", en: "Answered" },
  refused: { zh: "拒绝", en: "Refused" },
  lastUse: { zh: "最近一次", en: "Last" },
  its: { zh: "这个资源的协议", en: "Agreements about it" },
  request: { zh: "申请共享", en: "Ask for this data" },
  complain: { zh: "提出疑义", en: "Report a fault in it" },
  openData: { zh: "开放数据", en: "Open data" },

  agreements: { zh: "共享协议", en: "Agreements" },
  agreement: { zh: "共享协议", en: "Agreement" },
  agreementsLead: (name: Text) => ({
    zh: `${name.zh}：可以向谁要什么、向谁提供什么。`,
    en: `${name.en}: what it may ask for, and what it gives.`,
  }),
  may: { zh: "可以查询", en: "It may ask for" },
  gives: { zh: "向外提供", en: "It gives" },
  none: { zh: "没有协议", en: "No agreement" },
  noneHint: { zh: "在资源目录里找到资源，申请共享。", en: "Find a resource in the catalogue and ask for it." },
  attention: { zh: "需要关注", en: "Look at" },
  nothing: { zh: "无", en: "nothing" },
  status: { zh: "状态", en: "Status" },
  validity: { zh: "有效期", en: "Valid" },
  until: { zh: "至", en: "to" },
  noEnd: { zh: "长期", en: "no end" },
  law: { zh: "依据", en: "Legal ground" },
  posts: { zh: "岗位", en: "Posts" },
  anyPost: { zh: "不限", en: "Any" },
  services: { zh: "事项（用途）", en: "Services (purposes)" },
  anyService: { zh: "任何用途", en: "Any" },
  frequency: { zh: "使用频率", en: "How often" },
  kept: { zh: "查询方保留", en: "The asker keeps it" },
  used: { zh: "使用次数", en: "Used" },
  unread: { zh: "从未查询的字段", en: "Fields never asked for" },
  history: { zh: "变更经过", en: "History" },
  byCity: { zh: "随城市资料装入", en: "brought in with the city's folder" },
  byCase: { zh: "办件决定", en: "decided in a case" },
  policy: { zh: "生成的授权规则（Cedar）", en: "The rule made from it (Cedar)" },
  noPolicy: { zh: "不在有效状态，没有规则。", en: "It is not in force and makes no rule." },
  stop: { zh: "提出暂停或者撤销", en: "Have it suspended or revoked" },
  resume: { zh: "提出恢复", en: "Have it resumed" },
  renew: { zh: "申请续期", en: "Ask for its renewal" },
  ask: { zh: "查询", en: "Ask" },
  askUnder: { zh: "凭协议查询", en: "Ask under it" },
  askTitle: (register: Text) => ({ zh: `查询${register.zh}`, en: `Ask the ${register.en}` }),
  askBy: { zh: "按什么查", en: "Looked up by" },
  askKey: { zh: "查谁、查什么", en: "Whom or what" },
  askKeyHint: { zh: "输入完整的值，例如整个证件号码。", en: "The whole value, such as the whole identity number." },
  keyMissing: { zh: "请写明查谁、查什么。", en: "Say whom or what the question is about." },
  askFields: { zh: "要哪些字段", en: "Which fields" },
  askFieldsHint: { zh: "只选这次用得到的，没有选的不会给出。", en: "Only those that are needed this time; the others are not given." },
  fieldsMissing: { zh: "请选择至少一个字段。", en: "Choose at least one field." },
  free: { zh: "无条件共享", en: "shared freely" },
  askService: { zh: "为了哪个事项", en: "For which service" },
  serviceMissing: { zh: "请选择事项。", en: "Choose the service." },
  answer: { zh: "查询结果", en: "The answer" },
  nothingFound: { zh: "登记库里没有这样的记录。", en: "The register has no such record." },
  refusedTitle: (reason: Text | undefined) =>
    reason ? { zh: `没有提供：${reason.zh}`, en: `Not given: ${reason.en}` } : { zh: "没有得到答复", en: "No answer" },
  recordedBoth: {
    zh: "这次查询双方都已记录，当事人可以看到。",
    en: "Both sides have recorded this question, and the person concerned can see it.",
  },
  case: { zh: "办件", en: "Case" },
  which: { zh: "部门", en: "Agency" },

  figures: { zh: "共享情况", en: "Who shares" },
  figuresLead: {
    zh: "近十二个月。数字由双方记录和办件算出，可以点开。",
    en: "The last twelve months, worked out from what holders recorded and from cases. Numbers can be opened.",
  },
  file: { zh: "下载表格（CSV）", en: "Download the table (CSV)" },
  registers: { zh: "登记库", en: "Registers" },
  shareOf: { zh: "字段共享", en: "Fields shared" },
  inForce: { zh: "有效协议", en: "Agreements in force" },
  reasons: { zh: "拒绝原因", en: "Why refused" },
  requests: { zh: "共享申请", en: "Requests for data" },
  granted: { zh: "同意", en: "Granted" },
  notGranted: { zh: "未同意", en: "Not granted" },
  running: { zh: "在办", en: "Under way" },
  median: { zh: "办理（工作日，中位数）", en: "Working days (median)" },
  days: (n: number) => ({ zh: `${n} 个工作日`, en: n === 1 ? "1 working day" : `${n} working days` }),
  outcome: { zh: "结果", en: "Outcome" },
  took: { zh: "用时", en: "Took" },
  noRequests: { zh: "还没有共享申请", en: "No request for data yet" },
  bar: (a: number, b: number, c: number) => ({
    zh: `无条件 ${a}、有条件 ${b}、不予共享 ${c}`,
    en: `freely ${a}, on a condition ${b}, not at all ${c}`,
  }),
  legend: { zh: "深色：无条件；中色：有条件；浅色：不予共享", en: "Dark: freely; middle: on a condition; light: not at all" },

  refusals: { zh: "被拒绝的查询", en: "Questions refused" },
  refusalsLead: { zh: "最近一百次，按持有方的记录。", en: "The last hundred, as the holders recorded them." },
  noRefusals: { zh: "没有被拒绝的查询", en: "No question was refused" },
  at: { zh: "时间", en: "When" },
  reason: { zh: "原因", en: "Reason" },
  post: { zh: "岗位", en: "Post" },
  back: { zh: "返回", en: "Back" },
} as const satisfies Messages;

export const sharingText: Readonly<Record<Sharing, Text>> = {
  unconditional: { zh: "无条件共享", en: "freely" },
  conditional: { zh: "有条件共享", en: "on a condition" },
  none: { zh: "不予共享", en: "not at all" },
};

export const classText: Readonly<Record<string, Text>> = {
  core: { zh: "核心数据", en: "core" },
  important: { zh: "重要数据", en: "important" },
  "general-1": { zh: "一般 1 级", en: "general 1" },
  "general-2": { zh: "一般 2 级", en: "general 2" },
  "general-3": { zh: "一般 3 级", en: "general 3" },
  "general-4": { zh: "一般 4 级", en: "general 4" },
};

export const typeText: Readonly<Record<string, Text>> = {
  text: { zh: "文字", en: "text" },
  number: { zh: "数字", en: "number" },
  date: { zh: "日期", en: "date" },
  choice: { zh: "选项", en: "choice" },
  geometry: { zh: "空间位置", en: "geometry" },
};

export const remarkText: Readonly<Record<Remark, Text>> = {
  "never-used": { zh: "从未使用", en: "never used" },
  "fields-never-read": { zh: "有字段从未查询", en: "fields never asked for" },
  due: { zh: "即将到期", en: "ends soon" },
  ended: { zh: "已到期", en: "ended" },
  suspended: { zh: "已暂停", en: "suspended" },
  revoked: { zh: "已撤销", en: "revoked" },
  "not-begun": { zh: "尚未生效", en: "not begun" },
};

export const statusText: Readonly<Record<string, Text>> = {
  active: { zh: "有效", en: "in force" },
  suspended: { zh: "已暂停", en: "suspended" },
  revoked: { zh: "已撤销", en: "revoked" },
};

export const reasonText: Readonly<Record<ReasonKey, Text>> = {
  register: { zh: "没有这个登记库", en: "no such register" },
  field: { zh: "没有这个字段", en: "no such field" },
  key: { zh: "不能按此查询", en: "not searched by that" },
  withheld: { zh: "不予共享", en: "not shared at all" },
  "no-agreement": { zh: "没有协议", en: "no agreement" },
  suspended: { zh: "协议已暂停", en: "agreement suspended" },
  revoked: { zh: "协议已撤销", en: "agreement revoked" },
  "not-begun": { zh: "协议尚未生效", en: "agreement not begun" },
  ended: { zh: "协议已到期", en: "agreement ended" },
  service: { zh: "用途不在协议内", en: "another purpose" },
  post: { zh: "岗位不在协议内", en: "another post" },
  fields: { zh: "字段不在协议内", en: "other fields" },
  consent: { zh: "没有有效的本人同意", en: "no valid consent" },
  person: { zh: "不是同意人本人的记录", en: "not the person who consented" },
};

export const frequencyText: Readonly<Record<string, Text>> = {
  "each-case": { zh: "随办件", en: "with each case" },
  daily: { zh: "每天", en: "daily" },
  weekly: { zh: "每周", en: "weekly" },
  monthly: { zh: "每月", en: "monthly" },
  yearly: { zh: "每年", en: "yearly" },
};

const units: Readonly<Record<string, string>> = { day: "天", month: "个月", year: "年" };

/** How long something is kept, in words. */
export function keptText(retention: string): Text {
  if (retention === "permanent") return { zh: "永久", en: "permanently" };
  if (retention === "with the case") return { zh: "与办件相同", en: "as long as the case" };
  const [, n = "", unit = ""] = /^(\d+) (day|month|year)s?$/.exec(retention) ?? [];
  return { zh: `${n} ${units[unit] ?? ""}`, en: retention };
}

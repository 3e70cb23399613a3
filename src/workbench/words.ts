// Words that several pages of the workbench say.
import { settingsFlashes } from "../notices/index.ts";
import type { Messages, Text } from "../platform/i18n/index.ts";

export const words = {
  workbench: { zh: "工作台", en: "Workbench" },
  colon: { zh: "：", en: ": " },
  comma: { zh: "，", en: ", " },
  full: { zh: "。", en: "." },
  none: { zh: "无", en: "None" },
  noDue: { zh: "不限时", en: "No time limit" },
  applicant: { zh: "申请人", en: "The applicant" },
  system: { zh: "系统自动", en: "The system" },
  delegated: { zh: "委托", en: "delegated" },
  substitute: { zh: "代岗", en: "stand-in" },
  you: { zh: "您", en: "You" },
  agency: { zh: "部门", en: "Agency" },
  post: { zh: "岗位", en: "Post" },
  officer: { zh: "经办人", en: "Officer" },
  number: { zh: "办件编号", en: "Case number" },
  service: { zh: "事项", en: "Service" },
  stage: { zh: "环节", en: "Stage" },
  task: { zh: "任务", en: "Task" },
  due: { zh: "期限", en: "Due" },
  status: { zh: "状态", en: "Status" },
  opened: { zh: "收到时间", en: "Received" },
  back: { zh: "返回办件", en: "Back to the case" },
  // choosing officers
  findHint: {
    zh: "输入姓名、账号、岗位或者机构的几个字，再从结果中选择。",
    en: "Type words of a name, an account, a post or an agency, then choose from what is found.",
  },
  findButton: { zh: "查找", en: "Find" },
  foundOfficers: (n: number) => ({ zh: `找到 ${n} 人`, en: n === 1 ? "1 officer found" : `${n} officers found` }),
  foundMore: (n: number, left: number) => ({
    zh: `显示前 ${n} 人，另有 ${left} 人，请再输入几个字`,
    en: `The first ${n} are shown, ${left} more fit; type another word`,
  }),
  chooseFound: { zh: "选择人员", en: "Choose one" },
  chooseSomeFound: { zh: "选择人员，可以多选", en: "Choose one or more" },
} as const satisfies Messages;

/** Answers at the door, as pages of their own. */
export const closed = {
  notStaff: {
    title: { zh: "工作台只供工作人员使用", en: "The workbench is for staff" },
    detail: {
      zh: "您登录的是申请人账户。请到“我的办件”查看自己的办件；如果您是工作人员，请退出后用工作账户登录。",
      en: "You are signed in as an applicant. Your own cases are under “My cases”. If you work here, sign out and use your staff account.",
    },
  },
  noCity: {
    title: { zh: "系统尚未装入机构信息", en: "No organisation has been loaded yet" },
    detail: { zh: "请管理员先装入机构、岗位和人员。", en: "Ask the administrator to load agencies, posts and officers first." },
  },
  destroyed: {
    title: { zh: "这件办件的内容已依法销毁", en: "The content of this case was lawfully destroyed" },
  },
  noCase: {
    title: { zh: "没有这件办件，或您无权查看", en: "There is no such case, or you may not see it" },
    detail: {
      zh: "请核对编号。您能看到本部门负责的、或本部门有任务的办件。",
      en: "Check the number. You see the cases that your agency answers for or has a task in.",
    },
  },
} as const satisfies Record<string, { readonly title: Text; readonly detail?: Text }>;

/** Where a task stands. */
export const taskStatus = {
  waiting: { zh: "等待前一任务", en: "Waiting for another task" },
  open: { zh: "待领取", en: "Free" },
  taken: { zh: "办理中", en: "Taken" },
  done: { zh: "已完成", en: "Done" },
  void: { zh: "不再需要", en: "No longer needed" },
} as const satisfies Messages;

/** Said on the page after a deed. */
export const flashes = {
  started: { zh: "已提交，办件已经开始办理。", en: "Sent. The case has begun." },
  taken: { zh: "已领取。这项任务现在由您办理。", en: "Taken. The task is yours now." },
  released: { zh: "已退回。同岗位的其他人可以领取。", en: "Released. Others in the post can take it now." },
  given: { zh: "已转交。", en: "Handed over." },
  recalled: { zh: "已撤回。这项任务恢复为由您办理。", en: "Recalled. The task is yours again." },
  finished: { zh: "已办理。下一步见“任务”和“经过”。", en: "Done. What comes next stands under “Tasks” and “History”." },
  opened: { zh: "已发起。", en: "Opened." },
  urge: { zh: "已催办。", en: "Urged." },
  supervise: { zh: "已督办。", en: "The supervision was recorded." },
  answer: { zh: "已答复。", en: "Answered." },
  remark: { zh: "备注已记入。", en: "The remark was added." },
  "contact-recorded": { zh: "已登记。记错了可以划掉。", en: "Recorded. If it was a mistake, strike it out." },
  "contact-struck": { zh: "已划掉，不再计数。", en: "Struck out; it counts no longer." },
  ...settingsFlashes,
  "mail-again": { zh: "已重新排队，稍后会再发一次。", en: "Queued again. It will be sent shortly." },
  "marked-read": { zh: "已标为已读。", en: "Marked as read." },
  "text-saved": { zh: "文稿已保存。", en: "The text was saved." },
  "text-given-up": { zh: "已放弃没有保存的内容。", en: "What was not saved was given up." },
  commented: { zh: "批注已保存。", en: "The comment was saved." },
  settled: { zh: "已标为处理完毕。", en: "Marked as dealt with." },
  "message-sent": { zh: "已发送。", en: "Sent." },
  "archive-done": { zh: "已办理。", en: "Done." },
  "loan-asked": { zh: "已提出借阅申请，由该单位档案岗批准。", en: "Asked for. The archivist of that agency decides." },
  retried: { zh: "已重新排队，稍后会再次执行。", en: "Queued again. It will be tried shortly." },
  "filter-kept": { zh: "已保存筛选。", en: "The filters were kept." },
  "filter-changed": { zh: "已更新筛选。", en: "The filters were changed." },
  "organisation-changed": { zh: "已保存，并记入变更记录。", en: "Saved, and entered among the changes." },
  "seal-changed": { zh: "已登记。", en: "Entered." },
  "dataset-saved": { zh: "已保存，几十秒内生成文件。", en: "Saved. Its files are made within a minute." },
  "dataset-withdrawn": { zh: "已撤下。", en: "Withdrawn." },
  "seal-use-void": { zh: "已宣布无效。", en: "Declared void." },
  "nothing-chosen": { zh: "您没有勾选任何一行。请勾选后再操作。", en: "No row was ticked. Tick at least one and try again." },
} as const satisfies Messages;

/** The words of a flash; undefined for a key that no deed of ours left. */
export const flashText = (key: string | undefined) =>
  key !== undefined && Object.hasOwn(flashes, key) ? flashes[key as keyof typeof flashes] : undefined;

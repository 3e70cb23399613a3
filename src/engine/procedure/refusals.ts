// Why a command is refused: a closed list of codes with what a caller needs to explain it, and the words for each.
import type { Key, TaskStatus } from "./model.ts";
import type { Text } from "./text.ts";

export type Refusal =
  | { code: "already-started" }
  | { code: "not-started" }
  | { code: "ended" }
  | { code: "other-version"; runs: string; given: string }
  | { code: "no-such-task"; task: string }
  | { code: "not-open"; task: string; status: TaskStatus }
  | { code: "not-yours"; task: string }
  | { code: "system-task"; task: string }
  | { code: "applicant-task"; task: string }
  | { code: "not-for-system"; task: string }
  | { code: "four-eyes"; task: string; did: Key }
  | { code: "not-offered"; task: string; outcome: Key; offered: Key[] }
  | { code: "not-back"; outcome: Key }
  | { code: "not-yet-back"; outcome: Key }
  | { code: "nothing-to-redo"; task: string; redoable: string[] }
  | { code: "no-return"; stage: Key }
  | { code: "never-late"; task: string }
  | { code: "not-due"; task: string; due: number }
  | { code: "no-such-extra"; extra: Key }
  | { code: "not-here"; extra: Key; in: Key[] }
  | { code: "only-once"; extra: Key }
  | { code: "already-open"; extra: Key }
  | { code: "choose-whom"; extra: Key }
  | { code: "nobody-to-choose"; extra: Key }
  | { code: "nothing-to-recall"; task: string }
  | { code: "too-late-to-withdraw"; stages: Key[] }
  | { code: "same-version" }
  | { code: "other-procedure"; runs: Key; given: Key }
  | { code: "bad-map"; name: string }
  | { code: "no-counterpart"; kind: "stage" | "task" | "extra"; key: Key }
  | { code: "would-drop"; task: string; key: Key }
  | { code: "bad-reading"; source: string }
  | { code: "dead-end"; stage: Key };

/** What is wrong and what to do about it, for each code. */
export const refusals = {
  "already-started": { zh: "该办件已经开始，无需再次开始。", en: "This case has already started. Nothing needs to be done." },
  "not-started": { zh: "该办件尚未开始，请先开始办理。", en: "This case has not started. Start it first." },
  ended: { zh: "该办件已经办结，只能添加备注。", en: "This case has ended. Only a note can be added." },
  "other-version": {
    zh: "该办件按另一版本的流程办理，请用其开始时的版本。",
    en: "This case runs under another version of the procedure. Use the version that it runs under.",
  },
  "no-such-task": { zh: "没有这项任务，请刷新页面核对任务编号。", en: "There is no such task. Reload the page and check its number." },
  "not-open": {
    zh: "这项任务现在不能这样处理：它可能已被领取、已完成或不再需要。请刷新页面。",
    en: "This cannot be done with the task now: it may have been taken, finished or no longer be needed. Reload the page.",
  },
  "not-yours": {
    zh: "这项任务由他人领取，请由其办理、退回或转交。",
    en: "Somebody else has taken this task. They must do it, release it or hand it over.",
  },
  "system-task": {
    zh: "这项任务由系统自动完成，请等待其结果。",
    en: "The system does this task by itself. Wait for its result.",
  },
  "applicant-task": {
    zh: "这项任务由申请人办理，工作人员不能领取或转交。",
    en: "This task is the applicant's. Officers cannot take it or hand it over.",
  },
  "not-for-system": {
    zh: "这项任务须由人办理；逾期时系统才可按规定处理。",
    en: "A person must do this task. The system may act on it only when it is overdue.",
  },
  "four-eyes": {
    zh: "您已办理本办件的前一部分，按回避要求须由另一名工作人员办理本任务。",
    en: "You did an earlier part of this case, so another officer must do this task.",
  },
  "not-offered": {
    zh: "此时不能作出这一结论，请从给出的结论中选择。",
    en: "This outcome cannot be given now. Choose one of those offered.",
  },
  "not-back": {
    zh: "这一结论不是退回，不能指定重办或直接送还。请去掉这些选项。",
    en: "This outcome does not send the case back, so nothing can be named to redo or to return. Leave these choices out.",
  },
  "not-yet-back": {
    zh: "还有人未完成，办件此时不会退回，因此不能指定重办或直接送还。请等待，或去掉这些选项。",
    en: "Others must finish before the case goes back, so nothing can be named to redo or to return yet. Wait, or leave these choices out.",
  },
  "nothing-to-redo": {
    zh: "指定重办的任务不在所退回环节上一轮的结论之中，请从中选择。",
    en: "A task named to be redone is not among the last results of the stage gone back to. Choose from those.",
  },
  "no-return": {
    zh: "本环节只能进入一次，退回后不能直接送还。请去掉该选项。",
    en: "This stage can be entered only once, so the case cannot return to it directly. Leave this choice out.",
  },
  "never-late": {
    zh: "这项任务没有逾期处理规定，须由人办理。",
    en: "Nothing happens by itself when this task is overdue. A person must do it.",
  },
  "not-due": { zh: "这项任务尚未到期，请到期后再处理。", en: "This task is not due yet. Try again when it is." },
  "no-such-extra": {
    zh: "流程中没有这种附加任务，请从给出的任务中选择。",
    en: "The procedure has no such extra task. Choose one of those offered.",
  },
  "not-here": { zh: "本环节不能发起这种附加任务。", en: "This extra task cannot be opened in the present stage." },
  "only-once": { zh: "这种附加任务只能发起一次，且已发起过。", en: "This extra task can be opened only once, and it has been." },
  "already-open": { zh: "这种附加任务正在办理，请等待其完成。", en: "This extra task is open already. Wait until it is finished." },
  "choose-whom": { zh: "请选择由谁办理这项附加任务。", en: "Choose who is to do this extra task." },
  "nobody-to-choose": {
    zh: "这项附加任务的办理岗位已定，不能另选。请去掉所选人员。",
    en: "The post that does this extra task is fixed. Leave the choice out.",
  },
  "nothing-to-recall": {
    zh: "不能撤回：只有办理者本人能在后续任务被领取之前撤回最近一次结论，且该结论未触发不可撤销的操作。",
    en: "There is nothing to recall: only the officer who gave the last outcome can, before a following task is taken, and if it set off nothing final.",
  },
  "too-late-to-withdraw": { zh: "本环节已不能撤回申请。", en: "It is too late to withdraw in the present stage." },
  "same-version": { zh: "该办件已按这一版本办理，无需迁移。", en: "The case already runs under this version. Nothing needs to be moved." },
  "other-procedure": {
    zh: "目标不是同一流程的版本，请选择同一流程的版本。",
    en: "The target is not a version of the same procedure. Choose a version of the same one.",
  },
  "bad-map": {
    zh: "对照表中的名称在原版本或新版本中不存在，请改正对照表。",
    en: "The map names something that the old or the new version does not have. Correct the map.",
  },
  "no-counterpart": {
    zh: "正在办理的环节或任务在新版本中没有对应项，请在对照表中补上。",
    en: "A stage or task in progress has no counterpart in the new version. Add it to the map.",
  },
  "would-drop": {
    zh: "迁移会使一项未完成的任务失效，请修改对照表或等待该任务完成。",
    en: "Moving would drop a task that is not finished. Change the map, or wait until the task is done.",
  },
  "bad-reading": {
    zh: "流程中的条件没有得出可用的值（须为真/假或名称列表），请检查所用字段，或联系事项管理员。",
    en: "A condition of the procedure gave no usable value (true or false, or a list of names). Check the fields that it reads, or tell the pack's author.",
  },
  "dead-end": {
    zh: "按此办理将无人能继续，因此未作任何更改。请联系事项管理员修改流程。",
    en: "After this nobody could go on, so nothing was changed. Tell the pack's author to mend the procedure.",
  },
} as const satisfies Record<Refusal["code"], Text>;

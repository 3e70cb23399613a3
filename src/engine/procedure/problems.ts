// What can be wrong with a procedure, in words. A problem says where it is, what is wrong and what to do.
import type { Text } from "./text.ts";

/** Lines and columns count from 1. */
export interface Place {
  line: number;
  column: number;
}

/** A finding about a procedure's text; print it as `file:line: message`. */
export interface Problem extends Place {
  message: Text;
  rule: Rule;
}

/** Where each part of a model stands in its text, by path: `stages/examine/tasks/site/after`. */
export type Places = ReadonlyMap<string, Place>;

/** The place of a part, or of the nearest part around it. */
export function placeOf(places: Places, path: string): Place {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("/")))) {
    const place = places.get(at);
    if (place) return place;
  }
  return { line: 1, column: 1 };
}

export const problem = <R extends Rule>(place: Place, rule: R, ...names: Names<R>): Problem => ({
  line: place.line,
  column: place.column,
  message: table[rule](...names),
  rule,
});

/** In the order of the text. */
export const inOrder = (problems: readonly Problem[]): Problem[] =>
  [...problems].sort((a, b) => a.line - b.line || a.column - b.column || (a.rule < b.rule ? -1 : 1));

const text = (zh: string, en: string): Text => ({ zh, en });

const words = {
  // the text
  "bad-yaml": (said: string) => text(`YAML 语法错误，请改正：${said}`, `This is not YAML; correct it: ${said}`),
  "too-big": (most: string) => text(`文件过大，最多 ${most} 个字符。`, `The file is too big; ${most} characters at most.`),
  "too-deep": () => text("嵌套过深，流程最多六层。", "Nested too deeply; a procedure has six levels at most."),
  "no-alias": () => text("不能使用 YAML 引用（* 和 &），请写出全部内容。", "YAML aliases (* and &) are not read; write the content out."),
  "duplicate-key": (key: string, line: string) =>
    text(`重复的键“${key}”，首次出现在第 ${line} 行。`, `"${key}" is given twice; first in line ${line}.`),
  "unknown-key": (key: string, known: string) =>
    text(`未知的键“${key}”，此处可用：${known}。`, `Unknown key "${key}"; known here: ${known}.`),
  missing: (key: string) => text(`缺少“${key}”，请补上。`, `"${key}" is missing; add it.`),
  "wrong-kind": (wanted: string, zh: string) => text(`此处应为${zh}。`, `This must be ${wanted}.`),
  "bad-key": (key: string) =>
    text(
      `“${key}”不能作名称：应以小写字母开头，只含小写字母、数字和连字符，且不是保留字。`,
      `"${key}" is no name: lower-case letters, digits and hyphens, a letter first, and no reserved word.`,
    ),
  "bad-time": (said: string) =>
    text(
      `“${said}”不是时长，应如“5 workdays”“30 days”“2 hours”。`,
      `"${said}" is no length of time; write for example "5 workdays", "30 days" or "2 hours".`,
    ),
  "bad-route": (said: string) =>
    text(
      `“${said}”不是去向条件，应为“x”“any x”“all x”“no x”“2 x”“none”或“otherwise”。`,
      `"${said}" is no condition; write "x", "any x", "all x", "no x", "2 x", "none" or "otherwise".`,
    ),
  "bad-target": (said: string) =>
    text(`“${said}”不是去向，应为环节、结局或“back 环节”。`, `"${said}" is no target; name a stage or an end, or "back" and a stage.`),
  "bad-by": (said: string) =>
    text(
      `“${said}”不是承办者，应为 部门/岗位、applicant、system、{item}/岗位、{chosen} 或角色。`,
      `"${said}" says nobody; write agency/post, applicant, system, {item}/post, {chosen} or a role.`,
    ),
  "bad-law": (said: string) =>
    text(
      `“${said}”不是条款，应为 法律/条，如“licensing-law/42”。`,
      `"${said}" is no article; write law/article, for example "licensing-law/42".`,
    ),
  "bad-after": (said: string) => text(`“${said}”应为“任务 结论”。`, `"${said}" must name a task and one of its outcomes.`),
  "child-alone": (key: string) =>
    text(`由子办件完成的任务不能有“${key}”，请删去。`, `A task done by a case of its own has no "${key}"; leave it out.`),
  // names
  "unknown-stage": (key: string) => text(`没有环节“${key}”。`, `There is no stage "${key}".`),
  "unknown-target": (key: string) => text(`没有名为“${key}”的环节或结局。`, `There is no stage or end "${key}".`),
  "unknown-task": (key: string) => text(`没有任务“${key}”。`, `There is no task "${key}".`),
  "unknown-outcome": (key: string) => text(`没有任务会得出结论“${key}”。`, `No task here comes to the outcome "${key}".`),
  "unknown-clock": (key: string) => text(`没有时限“${key}”。`, `There is no clock "${key}".`),
  "same-name": (key: string) => text(`“${key}”同时用作两种名称，请改名。`, `"${key}" names two things; rename one.`),
  "no-end-withdrawn": () =>
    text("允许撤回，但没有结局“withdrawn”，请在 ends 中补上。", `Withdrawal is allowed, but there is no end "withdrawn"; add it to ends.`),
  "unused-end": (key: string) =>
    text(`没有去向通往结局“${key}”，请删去或补上去向。`, `Nothing leads to the end "${key}"; remove it or add a route.`),
  "back-to-end": (key: string) => text(`“${key}”是结局，不能退回。`, `"${key}" is an end; a case cannot go back to it.`),
  "warn-too-long": () => text("预警时间应短于时限。", "The warning must be shorter than the clock."),
  // tasks
  "after-self": () => text("任务不能在自身之后。", "A task cannot follow itself."),
  "after-each": (key: string) =>
    text(`“${key}”有多个实例，不能作为前置任务。`, `"${key}" is planned for each item, so nothing can follow it.`),
  "after-circle": () => text("前置关系成环，任务永远不会开始。", "These tasks follow each other in a circle and would never begin."),
  "opens-and-after": () =>
    text(
      "opens 不能和 after、follows 同用。",
      `"opens" cannot stand beside "after" or "follows": a task waits for a day or for another task.`,
    ),
  "before-what": () =>
    text(
      "chase 里的 before 要有 deadline：催办日期从那一天往前数。",
      `"before" in "chase" needs a "deadline": it is counted back from that day.`,
    ),
  "of-unknown": (name: string) =>
    text(
      `of 要指向由同一事项的子办件完成的任务，“${name}”不是。`,
      `"of" names a task for which a case of the same pack is opened; "${name}" is none.`,
    ),
  "chase-alone": () =>
    text("chase 只用于由子办件完成的任务（case）。", `"chase" is for a task that a case of its own does ("case"): it urges that case.`),
  "answered-no-officer": () =>
    text("系统的任务没有 answered，请删去。", `"answered" is for tasks that somebody does; leave it out of the system's.`),
  "late-without-due": () => text("有 late 而无 due，请补上期限。", `"late" without "due"; say when it is late.`),
  "item-without-each": () => text("“{item}”需要 each。", `"{item}" needs "each".`),
  "chosen-outside": () => text("“{chosen}”只能用于附加任务。", `"{chosen}" is for extras only.`),
  "idle-system": () =>
    text(
      "系统任务既无 do 也无 due 与 late，永远不会完成。",
      `Nothing would ever finish this system task; give it "do", or "due" and "late".`,
    ),
  "unlike-no-officer": () =>
    text(
      "系统和申请人的任务不适用回避要求，请删去 unlike。",
      `Four eyes are for officers, not for the system or the applicant; leave "unlike" out.`,
    ),
  "keep-spent": (key: string) =>
    text(
      `结论“${key}”已使办件退回或进入一次性环节，不能保留。`,
      `The outcome "${key}" sends the case back or into a once-stage, so it cannot be kept.`,
    ),
  // joins
  "same-route": (said: string) =>
    text(`去向条件“${said}”重复，后者永不生效。`, `The condition "${said}" is given twice; the second is never reached.`),
  "count-too-high": (n: string, key: string) => text(`不会有 ${n} 项任务得出“${key}”。`, `No ${n} tasks here can come to "${key}".`),
  uncovered: (keys: string) =>
    text(`结论 ${keys} 没有去向，请补上，或加“otherwise”。`, `Nothing says what follows the outcome ${keys}; add a route, or "otherwise".`),
  "needs-none": () =>
    text("本环节可能没有任何任务，请用“none”说明去向。", `This stage may have no task at all; say with "none" where it goes then.`),
  "once-start": () => text("起始环节不能是一次性环节。", "The first stage cannot be a once-stage."),
  "once-by-any": (key: string) =>
    text(`一次性环节“${key}”只能由单项结论（any）进入。`, `The once-stage "${key}" is entered by a single outcome only ("any").`),
  "once-only-way": (key: string) =>
    text(
      `任务“${key}”的结论都通往一次性环节，用过后将无结论可选。`,
      `Every outcome of "${key}" leads to a once-stage; after that it could conclude nothing.`,
    ),
  "late-once": () => text("逾期结论不能通往一次性环节。", "An overdue task cannot lead to a once-stage."),
  // the whole
  unreachable: (key: string) => text(`没有去向通往环节“${key}”。`, `Nothing leads to the stage "${key}".`),
  "no-end-from": (key: string) => text(`从环节“${key}”不能到达任何结局。`, `No end can be reached from the stage "${key}".`),
  // exploration
  "dead-end": (stage: string, trace: string) =>
    text(`在环节“${stage}”将无人能办理：${trace}。`, `In the stage "${stage}" nobody could act: ${trace}.`),
  endless: (stage: string, trace: string) =>
    text(`在环节“${stage}”之后不能办结：${trace}。`, `From the stage "${stage}" this case could never end: ${trace}.`),
  "never-reached": (key: string) => text(`无论如何办理都不会到达“${key}”。`, `Whatever is done, "${key}" is never reached.`),
} satisfies Record<string, (...names: string[]) => Text>;

const table: Record<keyof typeof words, (...names: string[]) => Text> = words;

/** The name of a rule that a procedure can break. */
export type Rule = keyof typeof words;

/** What the words of a rule need to be told. */
export type Names<R extends Rule> = Parameters<(typeof words)[R]>;

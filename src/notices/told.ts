// Who is told what of an entry: pure. Words name the case by its number and its procedure, the task by its title; nothing else of it.
import type { FedEntry } from "../casework/index.ts";
import type { Pack } from "../catalogue/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { NoticeKind } from "./kinds.ts";
import type { NewNotice } from "./notify.ts";

/** A task as it stands when the notice is written. */
export interface ToldTask {
  readonly no: number;
  readonly stage: string;
  readonly key: string;
  readonly item: string | null;
  readonly extra: boolean;
  readonly status: "waiting" | "open" | "taken" | "done" | "void";
  readonly post: string;
  readonly officer: string | null;
}

/** A case as it stands when the notice is written. */
export interface ToldCase {
  readonly id: string;
  readonly number: string;
  readonly pack: Pack;
  readonly parent: string | null;
  readonly tasks: readonly ToldTask[];
  /** The applicant, and the agent who acts for them. */
  readonly parties: readonly string[];
}

/** The parts of an event that a notice may come from; everything else is passed over unread. */
const telling = new Set(["task-opened", "task-taken", "noted", "ended"]);

/** False where nobody can be told anything of it. */
export const tells = ({ events }: FedEntry): boolean => events.some(({ type }) => telling.has(type));

/** True where the case's parties are told something of it: of most that is entered they are not, and nothing of the case is opened. */
export const tellsParties = ({ events }: FedEntry, tasks: readonly ToldTask[]): boolean =>
  events.some(
    (event) =>
      event.type === "ended" ||
      (event.type === "noted" && event.kind === "document") ||
      (event.type === "task-opened" && tasks.some(({ no, post }) => String(no) === event.id && post === "applicant")),
  );

/** What follows from one entry; `askerOf` names the officer whose note was answered. */
export function toldOf(
  entry: FedEntry,
  one: ToldCase,
  parentOf: (id: string) => ToldCase | undefined,
  askerOf: (id: string, seq: number) => string | undefined,
): NewNotice[] {
  const actor = entry.actor.startsWith("officer:") ? entry.actor.slice("officer:".length) : undefined;
  const told: NewNotice[] = [];
  const occasion = (kind: NoticeKind): string => `${kind}:${one.id}:${entry.seq}`;
  const about = aboutOf(one);
  const toParty = (kind: NoticeKind, text: Text): void => {
    for (const party of one.parties)
      told.push({ party, kind, case: one.id, text, href: `/cases/${one.id}`, once: `${occasion(kind)}:${one.id}` });
  };
  for (const event of entry.events) {
    if (event.type === "task-opened") {
      const task = one.tasks.find(({ no }) => String(no) === event.id);
      if (!task || (task.status !== "open" && task.status !== "taken")) continue;
      const title = taskTitle(one.pack, task);
      if (task.post === "applicant") {
        toParty("asked", say(`需要您办理“${title.zh}”（${about.zh}）`, `“${title.en}” is asked of you (${about.en})`));
        continue;
      }
      const earlier = sentBack(entry, one) ? doers(one, task) : [];
      const kind = sentBack(entry, one) ? "back" : task.post.startsWith("@") ? "given" : "task";
      const text = words[kind](title, about);
      const notice = { kind, case: one.id, text, href: caseHref(one), once: `${occasion(kind)}:${task.no}` } as const;
      if (task.officer !== null) {
        if (task.officer !== actor) told.push({ officer: task.officer, ...notice });
      } else if (earlier.length > 0) {
        told.push(...earlier.filter((officer) => officer !== actor).map((officer) => ({ officer, ...notice })));
      } else {
        told.push(...toPost(task.post, actor, notice));
      }
    } else if (event.type === "task-taken" && event.officer !== actor) {
      const task = one.tasks.find(({ no }) => String(no) === event.id);
      if (task?.status !== "taken" || task.officer !== event.officer) continue;
      const text = words.given(taskTitle(one.pack, task), about);
      told.push({
        officer: event.officer,
        kind: "given",
        case: one.id,
        text,
        href: caseHref(one),
        once: `${occasion("given")}:${task.no}`,
      });
    } else if (event.type === "noted" && (event.kind === "urge" || event.kind === "supervise")) {
      const kind = event.kind === "urge" ? "urged" : "supervised";
      const whose = event.task === undefined ? one : { ...one, tasks: one.tasks.filter(({ no }) => String(no) === event.task) };
      const notice = { kind, case: one.id, text: words[kind](about), href: caseHref(one, "history"), once: occasion(kind) } as const;
      told.push(...toLive(whose, actor, notice));
    } else if (event.type === "noted" && event.kind === "answer") {
      const asker = event.answers === undefined ? undefined : askerOf(one.id, event.answers);
      if (asker === undefined || asker === actor) continue;
      const text = words.answered(about);
      told.push({ officer: asker, kind: "supervised", case: one.id, text, href: caseHref(one, "history"), once: occasion("supervised") });
    } else if (event.type === "noted" && event.kind === "document") {
      toParty("letter", say(`有新文书（${about.zh}）`, `There is a new document (${about.en})`));
    } else if (event.type === "ended") {
      toParty("decided", say(`已办结（${about.zh}）`, `The case has ended (${about.en})`));
      const parent = one.parent === null ? undefined : parentOf(one.parent);
      if (!parent) continue;
      const end = one.pack.header.texts.ends[event.end] ?? say(event.end, event.end);
      const whole = aboutOf(parent);
      const text = say(`${about.zh}：${end.zh}（${whole.zh}的一部分）`, `${about.en}: ${end.en} (a part of ${whole.en})`);
      const notice = { kind: "child", case: parent.id, text, href: caseHref(parent), once: occasion("child") } as const;
      const live = toLive(parent, actor, notice);
      const last = parent.tasks.filter(({ status, officer }) => status === "done" && officer !== null && officer !== "system").at(-1);
      told.push(...(live.length > 0 ? live : last?.officer && last.officer !== actor ? [{ officer: last.officer, ...notice }] : []));
    }
  }
  return told;
}

/** Those whose turn it is: who took a task, and the posts of tasks that nobody took. */
export function toLive(one: ToldCase, not: string | undefined, notice: Told): NewNotice[] {
  const live = one.tasks.filter(({ status }) => status === "open" || status === "taken");
  const takers = new Set(live.flatMap(({ officer }) => (officer === null || officer === not ? [] : [officer])));
  const posts = new Set(live.flatMap(({ officer, post }) => (officer === null ? [post] : [])));
  return [...[...takers].map((officer) => ({ officer, ...notice })), ...[...posts].flatMap((post) => toPost(post, not, notice))];
}

type Told = Pick<NewNotice, "kind" | "case" | "text" | "href" | "once">;

function toPost(post: string, not: string | undefined, notice: Told): NewNotice[] {
  if (post.startsWith("@")) {
    // Beside the person, who acts for them while they are away.
    const acting = { post, ...(not === undefined ? {} : { not }), ...notice };
    return post.slice(1) === not ? [acting] : [{ officer: post.slice(1), ...notice }, acting];
  }
  return post.includes("/") ? [{ post, ...(not === undefined ? {} : { not }), ...notice }] : [];
}

/** The case went back to an earlier stage by this entry. */
function sentBack({ events }: FedEntry, { pack }: ToldCase): boolean {
  return events.some(
    (event) =>
      event.type === "stage-entered" &&
      (event.returnTo !== undefined ||
        pack.model.stages[event.because]?.routes.some(({ to, back }) => back && to === event.stage) === true),
  );
}

/** The officers who did the same piece of work before. */
const doers = ({ tasks }: ToldCase, { no, stage, key, item }: ToldTask): string[] => [
  ...new Set(
    tasks.flatMap((before) =>
      before.no < no && before.stage === stage && before.key === key && before.item === item && before.officer !== null
        ? [before.officer]
        : [],
    ),
  ),
];

const say = (zh: string, en: string): Text => ({ zh, en });

/** A case by its number and what it is. */
export const aboutOf = ({ number, pack }: Pick<ToldCase, "number" | "pack">): Text =>
  say(`${pack.header.title.zh} ${number}`, `${pack.header.title.en} ${number}`);

export const caseHref = ({ id }: Pick<ToldCase, "id">, part = "tasks"): string => `/workbench/cases/${id}#${part}`;

const taskTitle = ({ header: { texts } }: Pack, { extra, key }: ToldTask): Text =>
  (extra ? texts.extras : texts.tasks)[key] ?? say(key, key);

const words = {
  given: (task: Text, about: Text) => say(`转给您办理：“${task.zh}”（${about.zh}）`, `Given to you: “${task.en}” (${about.en})`),
  task: (task: Text, about: Text) => say(`新任务：“${task.zh}”（${about.zh}）`, `New task: “${task.en}” (${about.en})`),
  back: (task: Text, about: Text) => say(`退回重办：“${task.zh}”（${about.zh}）`, `Sent back: “${task.en}” (${about.en})`),
  urged: (about: Text) => say(`催办：${about.zh}`, `Urged: ${about.en}`),
  answered: (about: Text) => say(`督办已答复：${about.zh}`, `Your supervision was answered: ${about.en}`),
  supervised: (about: Text) => say(`督办：${about.zh}`, `Supervised: ${about.en}`),
} as const;

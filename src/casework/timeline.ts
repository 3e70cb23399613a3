// What happened, line by line, read off the entries. Words are opened for those who may read them: officers read all,
// the applicant reads what was said to the applicant.
import type { ActedIn, Event } from "../engine/procedure/index.ts";
import type { Actor } from "../identity/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { Desk } from "./desk.ts";
import { wordsOfAll } from "./older-words.ts";
import { isDocumentRead } from "./reading.ts";
import { textTitle } from "./text-names.ts";
import type { CaseView } from "./view.ts";
import { name } from "./view-text.ts";

export interface TimelineLine {
  readonly seq: number;
  readonly at: number;
  /** `officer:<id>`, `party` or `system`. */
  readonly actor: string;
  readonly type: string;
  /** The post in which the officer acted in another's place. */
  readonly acting?: ActedIn;
  /** What a note was about, where it says so. */
  readonly about?: Pick<Extract<Event, { type: "noted" }>, "kind" | "task" | "until" | "answers">;
  /** What followed, in order. */
  readonly happened: readonly Text[];
  readonly words: string | undefined;
  readonly marks: readonly string[];
  /** SHA-256 commitment of the entry, hex: the leaf of the ledger is made from it. */
  readonly digest: string;
}

interface Page {
  readonly after?: number;
  readonly limit: number;
}

/** The history of a case that the actor may read, oldest first. */
export async function timeline(desk: Desk, actor: Actor, view: CaseView, page: Page = { limit: 500 }): Promise<readonly TimelineLine[]> {
  const { row, cipher, pack } = view.loaded;
  const rows = await desk.db
    .selectFrom("casework.entry")
    .select(["seq", "at", "actor", "type", "events", "digest", "sealed"])
    .where("case_id", "=", row.id)
    .where("seq", ">", page.after ?? 0)
    .orderBy("seq")
    .limit(page.limit)
    .execute();
  const own = actor.kind === "party";
  // What it did before it was moved is told in the words that it had then.
  const moved = rows.some(({ type }) => type === "move");
  const texts = moved ? await wordsOfAll(desk, pack) : pack.header.texts;
  return rows.flatMap((entry) => {
    const secret = cipher.openEntry(entry.seq, entry.sealed);
    const internal =
      entry.events.some((event) => event.type === "noted" && event.kind !== "urge" && event.kind !== "register") ||
      ["text", "comment"].includes(entry.type);
    if (own && internal) return [];
    const told =
      !own ||
      entry.actor === "party" ||
      // What the system asks the applicant for, it says why.
      (entry.actor === "system" && entry.type === "open") ||
      entry.events.some((event) => event.type === "task-finished" && pack.header.reasons.includes(event.outcome));
    return [
      {
        seq: entry.seq,
        at: entry.at,
        actor: entry.actor,
        type: entry.type,
        ...(entry.events[0]?.acting ? { acting: entry.events[0].acting } : {}),
        ...aboutOf(entry.events[0]),
        happened: entry.events.flatMap((event) => line(view, texts, event)),
        words: told ? secret.words : undefined,
        marks: secret.marks ?? [],
        digest: entry.digest.toString("hex"),
      },
    ];
  });
}

/** One event in words; none for what tells a reader nothing. */
function line({ loaded: { pack, row } }: CaseView, texts: CaseView["loaded"]["pack"]["header"]["texts"], event: Event): Text[] {
  const task = "id" in event ? row.tasks.find(({ no }) => String(no) === event.id) : undefined;
  const title = task && name(task.extra ? texts.extras : texts.tasks, task.key);
  const say = (zh: string, en: string): Text[] => [{ zh, en }];
  switch (event.type) {
    case "started":
      return say("申请已提交", "The application was submitted");
    case "stage-entered": {
      const stage = name(texts.stages, event.stage);
      return say(`进入“${stage.zh}”环节`, `Moved to “${stage.en}”`);
    }
    case "task-opened":
      return title && task?.extra ? say(`发起“${title.zh}”`, `Opened “${title.en}”`) : [];
    case "task-taken":
      return title ? say(`领取“${title.zh}”`, `Took “${title.en}”`) : [];
    case "task-released":
      return title ? say(`退回“${title.zh}”，等待他人领取`, `Released “${title.en}” for somebody else`) : [];
    case "task-finished": {
      if (!title) return [];
      const outcome = name(texts.outcomes, event.outcome);
      return say(`“${title.zh}”：${outcome.zh}`, `“${title.en}”: ${outcome.en}`);
    }
    case "clock-stopped": {
      if (event.ground === undefined) return [];
      const clock = name(texts.clocks, event.clock);
      const ground = name(texts.grounds, event.ground);
      return say(`${clock.zh}暂停：${ground.zh}`, `${clock.en} stopped: ${ground.en}`);
    }
    case "clock-extended": {
      const clock = name(texts.clocks, event.clock);
      const unit = { workdays: { zh: "个工作日", en: "working days" }, days: { zh: "天", en: "days" }, hours: { zh: "小时", en: "hours" } }[
        event.by_time.unit
      ];
      return say(`${clock.zh}延长 ${event.by_time.n} ${unit.zh}`, `${clock.en} extended by ${event.by_time.n} ${unit.en}`);
    }
    case "recalled":
      return title ? say(`撤回“${title.zh}”的结论`, `Recalled the outcome of “${title.en}”`) : [];
    case "moved":
      return say("办件改按新版本的流程办理", "The case was moved to a newer version of its procedure");
    case "noted":
      return [notedLine(event, (no) => row.tasks.find((one) => String(one.no) === no), texts), ...untilLine(event)];
    case "text-written":
    case "text-commented":
    case "comment-settled": {
      const { zh, en } = textTitle({ pack }, event.name);
      if (event.type === "text-written") return say(`保存“${zh}”第 ${event.version} 版`, `Saved version ${event.version} of “${en}”`);
      if (event.type === "text-commented")
        return say(`对“${zh}”第 ${event.version} 版写了批注`, `Commented on version ${event.version} of “${en}”`);
      return say(`“${zh}”的一条批注已处理`, `A comment on “${en}” was dealt with`);
    }
    case "ended": {
      const end = name(texts.ends, event.end);
      return say(`办结：${end.zh}`, `Closed: ${end.en}`);
    }
    default:
      return [];
  }
}

/** What a note is about; nothing for other events. */
function aboutOf(event: Event | undefined): Pick<TimelineLine, "about"> {
  if (event?.type !== "noted") return {};
  const { kind, task, until, answers } = event;
  return {
    about: {
      kind,
      ...(task === undefined ? {} : { task }),
      ...(until === undefined ? {} : { until }),
      ...(answers === undefined ? {} : { answers }),
    },
  };
}

type Noted = Extract<Event, { type: "noted" }>;
type Row = CaseView["loaded"]["row"];

/** A note by its kind, with the task that it means. */
function notedLine(
  event: Noted,
  taskNo: (no: string) => Row["tasks"][number] | undefined,
  texts: CaseView["loaded"]["pack"]["header"]["texts"],
): Text {
  if (event.kind === "read" && isDocumentRead(event.text)) return { zh: "已阅来文", en: "The document that came in was read" };
  const kind = noted[event.kind] ?? { zh: "备注", en: "Note" };
  const task = event.task === undefined ? undefined : taskNo(event.task);
  if (event.answers !== undefined) return { zh: `${kind.zh}（第 ${event.answers} 次变更）`, en: `${kind.en} entry ${event.answers}` };
  if (!task) return kind;
  const title = name(task.extra ? texts.extras : texts.tasks, task.key);
  return { zh: `${kind.zh}“${title.zh}”`, en: `${kind.en}: “${title.en}”` };
}

const untilLine = ({ until }: Noted): Text[] =>
  until === undefined ? [] : [{ zh: `请在 ${until} 前答复`, en: `A reply is expected by ${until}` }];

const noted: Readonly<Record<string, Text>> = {
  urge: { zh: "催办", en: "Urged" },
  supervise: { zh: "督办", en: "Supervised" },
  remark: { zh: "备注", en: "Remark" },
  answer: { zh: "答复", en: "Answered" },
  message: { zh: "发送了消息，见“消息”", en: "A message was sent: see “Messages”" },
  head: { zh: "修改了文稿上方的内容（标题、主送等）", en: "Changed what stands above a text, such as its title or addressees" },
  read: { zh: "已阅消息", en: "A message was read" },
  document: { zh: "文书已送达", en: "A document was delivered" },
  register: {
    zh: "本办件用过的登记数据后来更正了，见“数据更正”",
    en: "Data from a register that this case used was corrected since: see “Corrected data”",
  },
};

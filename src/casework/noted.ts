// Words that urge, supervise and answer: what they may be about, and that nobody is urged twice a day unawares.
import { dateOf, dayAt } from "../engine/calendar/index.ts";
import type { CaseCommand } from "./command.ts";
import type { Desk } from "./desk.ts";
import type { Loaded } from "./load.ts";
import type { FieldProblem } from "./refusal.ts";

type Note = Extract<CaseCommand, { type: "note" }>;

/** Whether a command's words are held against what was said before. */
export const asksEntries = (command: CaseCommand): boolean =>
  command.type === "note" && (command.kind === "answer" || [command.task, command.until, command.answers].some((one) => one !== undefined));

/** What is wrong with what a note is about; nothing for other commands. */
export async function notedProblems(desk: Desk, loaded: Loaded, command: CaseCommand, now: number): Promise<FieldProblem[]> {
  if (command.type !== "note" || !asksEntries(command)) return [];
  return [...about(loaded, command), ...until(desk, command, now), ...(await said(desk, loaded, command, now))];
}

function about(loaded: Loaded, { kind, task }: Note): FieldProblem[] {
  if (task === undefined) return [];
  if (kind !== "urge" && kind !== "supervise")
    return [{ pointer: "/task", detail: { zh: "只有催办和督办可以针对一项任务。", en: "Only urging and supervising are about a task." } }];
  const { status } = loaded.snapshot.state.tasks[String(task)] ?? {};
  if (status === "open" || status === "taken") return [];
  return [
    {
      pointer: "/task",
      detail: { zh: "这项任务现在不在办理中，不必催办。", en: "Nobody has this task to do now; there is nothing to urge." },
    },
  ];
}

function until(desk: Desk, { kind, until: day }: Note, now: number): FieldProblem[] {
  if (day === undefined) return [];
  if (kind !== "supervise")
    return [{ pointer: "/until", detail: { zh: "只有督办可以限定答复日期。", en: "Only supervising sets a day for the reply." } }];
  if (day >= desk.day(now)) return [];
  return [
    {
      pointer: "/until",
      detail: { zh: "答复日期已经过去，请改为今天或以后。", en: "That day is over. Give today or a later day for the reply." },
    },
  ];
}

/** What the case's earlier words say against these. */
async function said(desk: Desk, loaded: Loaded, { kind, task, answers, again }: Note, now: number): Promise<FieldProblem[]> {
  const urges = kind === "urge" && task !== undefined && again !== true;
  if (kind !== "answer" && answers !== undefined)
    return [{ pointer: "/answers", detail: { zh: "只有答复可以指向一次催办或督办。", en: "Only an answer points to what it answers." } }];
  if (!urges && kind !== "answer") return [];
  const here = await notesOf(desk, [loaded.row.id]);
  if (kind === "answer") {
    const found = here.some((one) => one.seq === answers && (one.kind === "urge" || one.kind === "supervise"));
    if (found) return [];
    return [
      {
        pointer: "/answers",
        detail: { zh: "请指明答复的是哪一次催办或督办。", en: "Say which urging or supervision is answered." },
      },
    ];
  }
  const today = dayAt(now, desk.zone);
  const before = here.filter((one) => one.kind === "urge" && one.task === String(task) && dayAt(one.at, desk.zone) === today);
  if (before.length === 0) return [];
  const date = dateOf(today);
  return [
    {
      pointer: "/again",
      detail: {
        zh: `这项任务今天（${date}）已经催办过。确需再次催办的，请确认后再提交。`,
        en: `This task was urged already today (${date}). Confirm it if it must be urged once more.`,
      },
    },
  ];
}

/** One urging, supervision or answer, without its words. */
export interface TrailNote {
  readonly case: string;
  readonly seq: number;
  readonly at: number;
  /** `officer:<id>`, `party` or `system`. */
  readonly actor: string;
  readonly kind: "urge" | "supervise" | "answer";
  /** The number of the task that is meant; absent: the whole case. */
  readonly task?: string;
  readonly until?: string;
  readonly answers?: number;
}

/** Who urged, supervised and answered in these cases, the oldest first: one statement. */
export async function notesOf(desk: Pick<Desk, "pool">, cases: readonly string[]): Promise<readonly TrailNote[]> {
  if (cases.length === 0) return [];
  const { rows } = await desk.pool.query<Omit<TrailNote, "kind" | "task" | "until" | "answers"> & { event: Omit<TrailNote, "case"> }>({
    name: "casework-notes",
    text: `select e.case_id "case", e.seq, e.at, e.actor, e.events->0 event
      from unnest($1::uuid[]) k cross join lateral (
        select case_id, seq, at, actor, events from casework.entry where case_id = k and type = 'note' order by seq) e`,
    values: [cases],
  });
  return rows.flatMap(({ event, ...row }): TrailNote[] => {
    const { kind, task, until: day, answers } = event;
    if (kind !== "urge" && kind !== "supervise" && kind !== "answer") return [];
    const more = {
      ...(task === undefined ? {} : { task }),
      ...(day === undefined ? {} : { until: day }),
      ...(answers === undefined ? {} : { answers }),
    };
    return [{ ...row, kind, ...more }];
  });
}

/** How often something was urged and supervised, and what is still to be answered. */
export interface Trail {
  readonly urged: number;
  readonly lastUrged: number | undefined;
  /** Supervisions, the latest last. */
  readonly supervised: readonly {
    readonly seq: number;
    readonly at: number;
    readonly until: string | undefined;
    readonly answered: boolean;
  }[];
}

/** The trail of one task: what was said to it and to its whole case. */
export function trailOf(notes: readonly TrailNote[], of: string, task?: number): Trail {
  const here = notes.filter((one) => one.case === of);
  const meant = here.filter((one) => one.task === undefined || task === undefined || one.task === String(task));
  const answered = new Set(here.flatMap((one) => (one.kind === "answer" ? [one.answers] : [])));
  const urges = meant.filter((one) => one.kind === "urge");
  return {
    urged: urges.length,
    lastUrged: urges.at(-1)?.at,
    supervised: meant
      .filter((one) => one.kind === "supervise")
      .map(({ seq, at, until: day }) => ({ seq, at, until: day, answered: answered.has(seq) })),
  };
}

/** A supervision, and the first answer to it. */
export interface Supervised {
  readonly case: string;
  readonly number: string;
  readonly pack_hash: Buffer;
  readonly agency: string;
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly task: string | undefined;
  readonly until: string | undefined;
  readonly answered: { readonly at: number; readonly actor: string } | undefined;
}

/** Supervisions, the latest first: everywhere, or of cases that these agencies own or have a task in. */
export async function supervisions(
  desk: Pick<Desk, "pool">,
  query: { readonly agencies?: readonly string[]; readonly before?: number; readonly limit: number },
): Promise<readonly Supervised[]> {
  const { rows } = await desk.pool.query<
    Omit<Supervised, "task" | "until" | "answered"> & {
      event: Pick<TrailNote, "task" | "until">;
      answer: { at: number; actor: string } | null;
    }
  >({
    name: "casework-supervised",
    text: `select e.case_id "case", c.number, c.pack_hash, c.agency, e.seq, e.at, e.actor, e.events->0 event,
        (select jsonb_build_object('at', round(date_part('epoch', a.at) * 1000), 'actor', a.actor) from casework.entry a
         where a.case_id = e.case_id and a.seq > e.seq and a.type = 'note' and a.events @> jsonb_build_array(jsonb_build_object('kind', 'answer', 'answers', e.seq))
         order by a.seq limit 1) answer
      from casework.entry e join casework.case c on c.id = e.case_id
      where e.type = 'note' and e.events @> '[{"kind": "supervise"}]' and ($1::timestamptz is null or e.at < $1)
        and ($2::text[] is null or c.agency = any ($2)
          or exists (select from casework.task t where t.case_id = e.case_id and split_part(t.post, '/', 1) = any ($2)))
      order by e.at desc limit $3`,
    values: [query.before === undefined ? null : new Date(query.before).toISOString(), query.agencies ?? null, query.limit],
  });
  return rows.map(({ event, answer, ...row }) => ({ ...row, task: event.task, until: event.until, answered: answer ?? undefined }));
}

// Stages that Errand drew itself: their tasks and routes say in extension elements what the drawing cannot. What was
// drawn differently since (a route led elsewhere, a task moved to another lane, a timer changed) is read as it is drawn.
import { isKey } from "../procedure/index.ts";
import type { XmlElement } from "../xml/index.ts";
import { outcomesOf } from "./conditions.ts";
import { isoDuration } from "./duration.ts";
import type { Findings, FoundStage } from "./found.ts";
import { lateName } from "./found.ts";
import { type Edge, Refused, type Vertex } from "./graph.ts";
import { insideOf, marksOf } from "./marks.ts";
import type { Extension, RouteWords, TaskWords, Words } from "./words.ts";

const known = [
  "by",
  "outcomes",
  "when",
  "each",
  "after",
  "follows",
  "opens",
  "due",
  "deadline",
  "late",
  "stops",
  "keep",
  "unlike",
  "do",
  "edits",
  "law",
  "case",
  "until",
  "of",
  "chase",
  "answered",
  "in",
  "may",
  "once",
  "holds",
];

export interface Marked {
  readonly stage: FoundStage;
  readonly entry: string;
  readonly region: ReadonlySet<string>;
}

/** The stages whose entries are marked, each with the nodes that belong to it. */
export function markedStages(found: Findings): Marked[] {
  const entries = [...found.graph.vertices.values()].flatMap((vertex) => {
    const [mark] =
      vertex.kind === "timer" || vertex.id.endsWith("/split") || vertex.id.endsWith("/join") ? [] : marksOf(vertex.element, "stage");
    return mark ? [{ vertex, mark }] : [];
  });
  const stages = entries.map(({ vertex, mark }) => {
    const key = mark.attributes.get("key") ?? "";
    if (!isKey(key) || !found.stageNames.take(key))
      throw new Refused(vertex, `环节名“${key}”无效或重复。`, `the stage "${key}" is named wrongly or twice.`);
    const stage = found.stage(vertex, "stage", vertex.id, key);
    stage.once = mark.attributes.get("once") === "true";
    return { stage, entry: vertex.id, mark };
  });
  const doors = new Set(stages.map(({ entry }) => entry));
  return stages.map(({ stage, entry, mark }) => {
    const region = regionOf(entry, doors, found);
    stage.tasks = tasksOf(region, mark, found);
    return { stage, entry, region };
  });
}

/** Everything that is come to from an entry without taking a route. */
function regionOf(entry: string, doors: ReadonlySet<string>, found: Findings): Set<string> {
  const region = new Set([entry]);
  for (const id of region) {
    const timer = found.vertex(id).kind === "task" ? found.timerOf(id) : undefined;
    const next = [
      ...found.leaving(id).filter((edge) => marksOf(edge.element, "route").length === 0),
      ...(timer ? found.leaving(timer.id) : []),
    ];
    for (const { to } of next) if (!doors.has(to) && found.vertex(to).kind !== "end" && !leadsOn(to, doors, found)) region.add(to);
  }
  return region;
}

/** A merging gateway before another stage, or an end, belongs to nobody. */
function leadsOn(id: string, doors: ReadonlySet<string>, found: Findings): boolean {
  const at = found.vertex(id);
  if (at.kind !== "merge") return false;
  const [next] = found.leaving(id);
  return next !== undefined && (doors.has(next.to) || found.vertex(next.to).kind === "end");
}

function tasksOf(region: ReadonlySet<string>, mark: XmlElement, found: Findings): FoundStage["tasks"] {
  const drawn = [...region].map((id) => found.vertex(id)).filter(({ kind }) => kind === "task");
  const order = (mark.attributes.get("tasks") ?? "").split(" ");
  const place = ([key]: readonly [string, TaskWords]) => (order.includes(key) ? order.indexOf(key) : order.length);
  const named = new Set<string>();
  const marked = drawn.flatMap((vertex) => {
    const [task] = marksOf(vertex.element, "task");
    if (!task) return [];
    const key = task.attributes.get("key") ?? "";
    if (!isKey(key) || named.has(key))
      throw new Refused(vertex, `任务名“${key}”无效或重复。`, `the task "${key}" is named wrongly or twice.`);
    named.add(key);
    found.taskNames.take(key);
    found.used.add(vertex.id);
    return [{ vertex, task: [key, markedTask(vertex, task, found)] as const }];
  });
  const keyOf = new Map(marked.map(({ vertex, task }) => [vertex.id, task[0]]));
  const others = drawn.filter(({ id }) => !keyOf.has(id));
  const added = others.map((vertex) => {
    const before = keysBefore(vertex, region, keyOf, found);
    const task = found.task(vertex, ["done"], before.length > 0 ? { follows: before.join(" ") } : {});
    keyOf.set(vertex.id, task[0]);
    return task;
  });
  return [...marked.map(({ task }) => task), ...added].sort((a, b) => place(a) - place(b));
}

/** The nearest tasks that lead to one, inside its stage. */
function keysBefore(vertex: Vertex, region: ReadonlySet<string>, keyOf: ReadonlyMap<string, string>, found: Findings): string[] {
  const keys: string[] = [];
  const seen = new Set([vertex.id]);
  for (const id of seen)
    for (const { from } of found.coming(id)) {
      const key = keyOf.get(from);
      if (key !== undefined) keys.push(key);
      else if (region.has(from)) seen.add(from);
    }
  return [...new Set(keys)];
}

/** The words of a marked task; who does it and what its timer says are read from the drawing. */
function markedTask(vertex: Vertex, mark: XmlElement, found: Findings): TaskWords {
  const { words, extensions } = wordsOf(mark);
  const { by, due, late, ...more } = words;
  const timer = found.timerOf(vertex.id);
  const drawn: Record<string, string> = {};
  if (due !== undefined && late !== undefined && timer?.timer) {
    drawn.due = isSame(due, timer.timer.duration) ? due : timer.timer.time;
    drawn.late = late;
  } else if (timer?.timer) {
    drawn.due = timer.timer.time;
    drawn.late = lateName(timer, (words.outcomes ?? "").split(" "));
  } else if (due !== undefined && late === undefined) drawn.due = due;
  const who = words.case === undefined ? (vertex.by ?? by) : undefined;
  return { words: { ...(who === undefined ? {} : { by: who }), ...more, ...drawn }, extensions };
}

function isSame(due: string, duration: string): boolean {
  const match = /^(\d{1,4}) (workday|day|hour)s?$/.exec(due);
  if (!match) return false;
  const unit = match[2] === "hour" ? "hours" : match[2] === "day" ? "days" : "workdays";
  return isoDuration({ n: Number(match[1]), unit }) === duration;
}

/** What a mark says of a task or an extra. */
export function wordsOf(mark: XmlElement): TaskWords {
  const words: Words = Object.fromEntries([...mark.attributes].filter(([name]) => known.includes(name)));
  const extensions = insideOf(mark, "extend").map(
    ({ attributes }): Extension => ({
      outcome: attributes.get("outcome") ?? "",
      clock: attributes.get("clock") ?? "",
      time: attributes.get("time") ?? "",
    }),
  );
  return { words, extensions };
}

/** Where a marked stage leads: its routes in their order, then what was drawn besides. */
export function markedRoutes({ region }: Marked, found: Findings, resolve: (edge: Edge) => string): RouteWords[] {
  const routes: (RouteWords & { n: number })[] = [];
  const more: Edge[] = [];
  for (const id of region) {
    const timer = found.vertex(id).kind === "task" ? found.timerOf(id) : undefined;
    for (const edge of [...found.leaving(id), ...(timer ? found.leaving(timer.id) : [])]) {
      const marks = marksOf(edge.element, "route");
      const isRoute = marks.length > 0 && edge.element.name === "sequenceFlow";
      if (!isRoute && !region.has(edge.to)) more.push(edge);
      if (!isRoute) continue;
      const to = resolve(edge);
      for (const { attributes } of marks)
        routes.push({
          on: attributes.get("on") ?? "",
          n: Number(attributes.get("n") ?? 0),
          back: attributes.get("back") === "true" && !found.ends.has(to),
          to,
        });
    }
  }
  const outcomes = outcomesOf(more, found.nameOfTarget);
  return [
    ...routes.sort((a, b) => a.n - b.n).map(({ on, to, back }) => ({ on, to, back })),
    ...more.map((edge) => ({ on: outcomes.get(edge) ?? "otherwise", to: resolve(edge), back: false })),
  ];
}

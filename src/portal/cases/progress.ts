// Where a case is, as a picture: what was taken, what goes on, what is left.
import type { CaseView } from "../../casework/index.ts";
import { outline } from "../../engine/procedure/index.ts";
import type { ProcedureProps, ProcedureStage, Standing } from "../../platform/page/index.ts";
import type { Visit } from "../context.ts";
import { partDoer, whoDoes } from "../services/picture.ts";
import { words } from "./messages.ts";

export function progressOf(visit: Pick<Visit, "directory">, view: CaseView): ProcedureProps {
  const { header, model } = view.loaded.pack;
  const drawn = outline(model);
  const { stages } = view;
  const order = new Map(stages.map(({ key }, i) => [key, i]));
  const reached = stages.findLastIndex(({ status }) => status !== "ahead");
  const went = (from: string, to: string) => view.ways.some((way) => way.from === from && way.to === to);
  const ended = view.heading.status === "ended";
  return {
    id: "progress",
    title: { zh: words.progressOf(header.title.zh).zh, en: words.progressOf(header.title.en).en },
    stages: stages.map(({ key, title, status, tasks }, i): ProcedureStage => {
      const passed = status === "ahead" && (ended || i < reached);
      const standing: Standing = status === "done" ? "done" : status === "current" ? "now" : passed ? "skipped" : "ahead";
      return {
        key,
        title,
        standing,
        tasks: tasks.map((task) => ({
          title: task.title,
          who: partDoer(visit, view.loaded.pack.parts, task.key) ?? whoDoes(visit, task.who),
          standing: passed ? "skipped" : taskStandings[task.status],
        })),
      };
    }),
    routes: drawn.stages.flatMap(({ key, routes }) =>
      routes
        // What may be sent back is not announced; what was sent back is told.
        .filter(({ end, to, back }) => !end && order.get(to) !== (order.get(key) ?? 0) + 1 && (!back || went(key, to)))
        .map(({ to }) => ({ from: key, to, taken: went(key, to) })),
    ),
    ends: drawn.ends.map(({ key }) => ({
      key,
      title: header.texts.ends[key] ?? { zh: key, en: key },
      reached: view.heading.end?.key === key,
    })),
  };
}

const taskStandings = {
  waiting: "ahead",
  ahead: "ahead",
  open: "now",
  taken: "now",
  done: "done",
  void: "skipped",
} as const satisfies Record<string, Standing>;

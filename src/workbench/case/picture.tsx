// The procedure as a picture: where the case is, what was taken, what is left.
import type { StageView } from "../../casework/index.ts";
import { outline } from "../../engine/procedure/index.ts";
import { type ProcedureEnd, ProcedurePicture, type ProcedureRoute, type ProcedureStage } from "../../platform/page/index.ts";
import { shortPost } from "../people.ts";
import type { CasePart, CaseSheet } from "./part.ts";
import { text } from "./words.ts";

export const picturePart: CasePart = {
  id: "picture",
  title: text.picture,
  place: "below",
  show: (sheet) => <Picture sheet={sheet} />,
};

type Standing = ProcedureStage["standing"];
const stageStanding = { done: "done", current: "now", ahead: "ahead" } as const satisfies Record<StageView["status"], Standing>;
const taskStanding = {
  done: "done",
  open: "now",
  taken: "now",
  waiting: "ahead",
  ahead: "ahead",
  void: "skipped",
} as const satisfies Record<StageView["tasks"][number]["status"], Standing>;

function Picture({ sheet: { bench, view } }: { sheet: CaseSheet }) {
  const { model, header } = view.loaded.pack;
  const drawn = outline(model);
  const stages = new Map(view.stages.map((stage) => [stage.key, stage]));
  const ended = view.heading.status === "ended";
  const end = view.heading.end;
  const went = (from: string, to: string) => view.ways.some((way) => way.from === from && way.to === to);
  return (
    <ProcedurePicture
      id="procedure"
      title={text.picture}
      stages={drawn.stages.flatMap(({ key }): ProcedureStage[] => {
        const stage = stages.get(key);
        if (!stage) return [];
        const standing = ended && stage.status === "ahead" ? "skipped" : stageStanding[stage.status];
        return [
          {
            key,
            title: stage.title,
            standing,
            tasks: stage.tasks.map((task) => ({
              title: task.title,
              // Who it will be is known by role, or only by the name of the post, which every body's own bears.
              who: shortPost(bench.directory, view.loaded.resolve(task.who.replace(/^\{\w+\}\//, `${view.loaded.row.agency}/`))),
              standing: standing === "skipped" ? "skipped" : taskStanding[task.status],
            })),
          },
        ];
      })}
      routes={drawn.stages.flatMap(({ key, routes }): ProcedureRoute[] =>
        // Two conditions may lead to one stage, ahead and back: one line.
        [...new Set(routes.filter((one) => !one.end).map(({ to }) => to))].map((to) => ({ from: key, to, taken: went(key, to) })),
      )}
      ends={
        end
          ? [{ key: end.key, title: end.title, reached: true }]
          : drawn.ends.map(({ key }): ProcedureEnd => ({ key, title: header.texts.ends[key] ?? key }))
      }
    />
  );
}

// The picture of a procedure: stages left to right, what goes on side by side stacked below each, where things stand,
// what was taken, what is left. On a narrow screen its list stands instead, as a line from top to bottom.

import { list } from "../../i18n/index.ts";
import { standing as standingWords, words } from "../messages.ts";
import { usePage, useSay, type Words } from "../setting.ts";
import { Glyph, type Standing } from "./glyph.tsx";
import { arrange } from "./layout.ts";

export interface ProcedureTask {
  readonly title: Words;
  readonly who?: Words | undefined;
  readonly standing: Standing;
}
export interface ProcedureStage {
  readonly key: string;
  readonly title: Words;
  readonly standing: Standing;
  readonly tasks: readonly ProcedureTask[];
}
/** A way between stages (by key). The way to the next stage need not be named. */
export interface ProcedureRoute {
  readonly from: string;
  readonly to: string;
  readonly taken?: boolean | undefined;
}
export interface ProcedureEnd {
  readonly key: string;
  readonly title: Words;
  /** Reached: how it ended. */
  readonly reached?: boolean | undefined;
}

export interface ProcedureProps {
  /** Tells pictures on one page apart. */
  readonly id: string;
  readonly title: Words;
  readonly stages: readonly ProcedureStage[];
  readonly routes?: readonly ProcedureRoute[] | undefined;
  readonly ends?: readonly ProcedureEnd[] | undefined;
  /** The picture shows the procedure as such, not where one case stands: no states are said. */
  readonly general?: boolean | undefined;
}

export function ProcedurePicture(props: ProcedureProps) {
  const s = useSay();
  const { lang } = usePage();
  const reached = props.ends?.find((e) => e.reached);
  const drawn = props.stages.map((stage) => ({
    key: stage.key,
    title: s(stage.title),
    standing: stage.standing,
    tasks: stage.tasks.map((t) => ({ title: s(t.title), who: t.who ? s(t.who) : "", standing: t.standing })),
  }));
  const drawing = arrange(
    drawn,
    (props.routes ?? []).map((r) => ({ from: r.from, to: r.to, taken: r.taken ?? false })),
  );
  const said = drawn.map((x) => (props.general ? x.title : `${x.title} (${s(standingWords[x.standing])})`));
  return (
    <figure class={`e-procedure${props.general ? " e-procedure--general" : ""}`}>
      <svg
        class="e-procedure__picture"
        viewBox={`0 0 ${drawing.width} ${drawing.height}`}
        width={drawing.width}
        height={drawing.height}
        role="img"
        aria-labelledby={`${props.id}-title ${props.id}-desc`}
      >
        <title id={`${props.id}-title`}>{s(props.title)}</title>
        <desc id={`${props.id}-desc`}>{said.join(" → ")}</desc>
        {drawing.lines.map((line) => (
          <g key={line.path} class={line.taken ? "p-taken" : "p-way"}>
            <path d={line.path} />
            {line.head ? <path class="p-head" d={`M${line.head.x - 4} ${line.head.y - 5}h8l-4 6z`} /> : null}
          </g>
        ))}
        {drawing.stages.map((stage) => (
          <g key={stage.key} class={`p-stage p-stage--${stage.standing}`}>
            <Glyph x={stage.x} y={stage.y} r={9} standing={stage.standing} />
            {stage.title.map((line, i) => (
              <text key={line} class="p-title" x={stage.x - 9} y={stage.y + 34 + i * 22}>
                {line}
              </text>
            ))}
            {stage.tasks.map((task) => (
              <g key={`${task.y}`}>
                <Glyph x={task.x - 2} y={task.y - 5} r={6} standing={task.standing} />
                {task.title.map((line, i) => (
                  <text key={line} class="p-task" x={task.x + 12} y={task.y + i * 20}>
                    {line}
                  </text>
                ))}
                {task.who.map((line, i) => (
                  <text key={line} class="p-who" x={task.x + 12} y={task.y + task.title.length * 20 - 1 + i * 18}>
                    {line}
                  </text>
                ))}
              </g>
            ))}
          </g>
        ))}
      </svg>
      <ProcedureList {...props} />
      {props.ends && props.ends.length > 0 ? (
        <figcaption class="e-procedure__end">
          {reached
            ? s(words.ended(s(reached.title)))
            : s(
                words.ends(
                  list(
                    props.ends.map((e) => s(e.title)),
                    lang,
                    "or",
                  ),
                ),
              )}
        </figcaption>
      ) : null}
    </figure>
  );
}

const wayWords = (back: boolean, taken: boolean) =>
  taken ? (back ? words.wentBack : words.wentOn) : back ? words.mayReturn : words.maySkip;

/** The same in words: read aloud everywhere, seen on narrow screens and in print without pictures. */
function ProcedureList(props: ProcedureProps) {
  const s = useSay();
  const order = new Map(props.stages.map((x, i) => [x.key, i]));
  const state = (standing: Standing) => (props.general ? null : <span class="e-procedure__state">{s(standingWords[standing])}</span>);
  return (
    <ol class="e-procedure__list" aria-label={s(words.stepsInWords)}>
      {props.stages.map((stage, i) => (
        <li key={stage.key} class={`e-procedure__stage e-procedure__stage--${stage.standing}`}>
          <span class="e-procedure__title">{s(stage.title)}</span> {state(stage.standing)}
          {stage.tasks.length > 0 ? (
            <ul>
              {stage.tasks.map((task) => (
                <li key={s(task.title)}>
                  {s(task.title)}
                  {task.who ? <span class="e-procedure__who"> {s(task.who)}</span> : null}{" "}
                  {stage.tasks.length > 1 ? state(task.standing) : null}
                </li>
              ))}
            </ul>
          ) : null}
          {(props.routes ?? [])
            .filter((r) => r.from === stage.key && order.has(r.to) && order.get(r.to) !== i + 1)
            .map((r) => {
              const to = props.stages.find((x) => x.key === r.to);
              const back = (order.get(r.to) ?? 0) <= i;
              return to ? (
                <p key={r.to} class="e-procedure__route">
                  {s(wayWords(back, r.taken ?? false)(s(to.title)))}
                </p>
              ) : null;
            })}
        </li>
      ))}
    </ol>
  );
}

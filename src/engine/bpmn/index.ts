// BPMN 2.0 interchange: a procedure is drawn as BPMN, and a BPMN drawing is read as the beginning of a procedure. It is
// never run as BPMN. The subset, the mapping and what is refused: docs/bpmn.md. Pure.
import { compile, explore, type Model } from "../procedure/index.ts";
import { parseXml } from "../xml/index.ts";
import { draw } from "./draw.ts";
import type { Titles } from "./drawing.ts";
import { graphOf } from "./explicit.ts";
import { type Refusal, Refused, refusal, type Vertex } from "./graph.ts";
import { slugOf } from "./names.ts";
import { procedureOf } from "./plain.ts";
import { read } from "./read.ts";
import { write } from "./write.ts";
import { yamlOf } from "./yaml.ts";

export { decodeXml } from "./decode.ts";
export type { Titles } from "./drawing.ts";
export type { Refusal } from "./graph.ts";

/** A procedure as BPMN 2.0 XML with its layout. What BPMN has no word for stands in extension elements, so that nothing is lost. */
export const toBpmn = (model: Model, titles: Titles = {}): string => write(draw(model, titles));

/** `yaml` compiles to `model`, in which every case can be played. */
export type Imported = { ok: true; id: string; yaml: string; model: Model } | { ok: false; refusals: readonly Refusal[] };

/**
 * The new procedure is walked through for points at which nobody could act: so many tasks are looked at, over all states.
 * A large one is walked through in part only; `pack check` does it fully.
 */
const LOOKS = 20_000;

/** Reads BPMN 2.0 XML as the text of a procedure. Every element outside of the subset is named; never throws. */
export function fromBpmn(xml: string): Imported {
  const parsed = parseXml(xml);
  if (!parsed.ok) return { ok: false, refusals: [{ line: parsed.problem.line, element: "", id: "", message: parsed.problem.message }] };
  try {
    const drawn = read(parsed.root);
    if (Array.isArray(drawn)) return { ok: false, refusals: drawn };
    const graph = graphOf(drawn.seen, drawn.process);
    const { procedure, elements } = procedureOf(graph);
    const id = slugOf(graph.id.replace(/^process_/, "")) ?? "procedure";
    const yaml = yamlOf(procedure, graph.name === "" ? [] : [graph.name]);
    return held(id, yaml, graph.marks ? undefined : elements, {
      ...(elements.values().next().value ?? { id: "", kind: "start", name: "" }),
      element: drawn.process,
    });
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusals: [error.refusal] };
    throw error;
  }
}

/** Only what compiles is handed out; and of other people's drawings what can be played to its end. Our own are given back as they were. */
function held(id: string, yaml: string, elements: ReadonlyMap<string, Vertex> | undefined, whole: Vertex): Imported {
  const compiled = compile(yaml, id);
  if (!compiled.ok)
    return {
      ok: false,
      refusals: compiled.problems
        .slice(0, 20)
        .map(({ message }) => refusal(whole, `不能成为流程：${message.zh}`, `cannot become a procedure: ${message.en}`)),
    };
  if (!elements) return { ok: true, id, yaml, model: compiled.model };
  const tasks = Object.values(compiled.model.stages).reduce((sum, stage) => sum + Object.keys(stage.tasks).length, 0);
  const [stuck] = explore(compiled.model, Math.ceil(LOOKS / tasks)).bad.filter(({ kind }) => kind === "dead-end");
  if (stuck)
    return {
      ok: false,
      refusals: [
        refusal(
          elements.get(stuck.stage) ?? whole,
          `办到此处将无人能办（${stuck.trace}）。`,
          `a case could come to a point here at which nobody can act (${stuck.trace}).`,
        ),
      ],
    };
  return { ok: true, id, yaml, model: compiled.model };
}

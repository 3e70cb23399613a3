// A drawing as one graph: without sub-processes, and with every implicit gateway made explicit.
import type { XmlElement } from "../xml/index.ts";
import { nameOf } from "./elements.ts";
import { type Edge, type Graph, Refused, type Vertex } from "./graph.ts";
import { marksOf } from "./marks.ts";
import type { Seen } from "./read.ts";

/** The graph as it is, without sub-processes and with every implicit gateway made explicit. */
export function graphOf({ vertices, edges, subs, parents }: Seen, process: XmlElement): Graph {
  const all = new Map(vertices.map((vertex) => [vertex.id, vertex]));
  let flows = [...edges];
  const doorOf = (id: string) => `${id}/in`;
  const endOf = (id: string) => `${id}/out`;
  const between = (from: string, to: string, element: XmlElement): Edge => ({
    id: `${from}>${to}`,
    from,
    to,
    name: "",
    condition: "",
    isDefault: false,
    element,
  });
  for (const { element, id } of subs) {
    const inner = [...all.values()].filter((vertex) => parents.get(vertex.id) === id);
    const nested = subs.filter(({ parent }) => parent === id);
    all.set(doorOf(id), { id: doorOf(id), kind: "exclusive", element, name: nameOf(element) });
    all.set(endOf(id), { id: endOf(id), kind: "merge", element, name: "" });
    parents.set(doorOf(id), parents.get(id) ?? "");
    parents.set(endOf(id), parents.get(id) ?? "");
    const starts = inner.filter(({ kind }) => kind === "start");
    const ids = [...inner.map((vertex) => vertex.id), ...nested.map((sub) => sub.id)];
    const free = ids.filter((one) => !flows.some(({ to }) => to === one) && all.get(one)?.kind !== "timer");
    const begins = starts.length > 0 ? starts.map((vertex) => vertex.id) : free;
    if (begins.length === 0) flows.push(between(doorOf(id), endOf(id), element));
    for (const one of begins) flows.push(between(doorOf(id), one, element));
    const closing = ids.filter((one) => all.get(one)?.kind === "end" || !flows.some(({ from }) => from === one));
    for (const one of new Set(closing)) flows.push(between(one, endOf(id), all.get(one)?.element ?? element));
    for (const { id: one } of inner) {
      const vertex = all.get(one);
      if (vertex?.kind === "end" || vertex?.kind === "start") all.set(one, { ...vertex, kind: "merge" });
    }
  }
  const isSub = new Set(subs.map(({ id }) => id));
  flows = flows.map((flow) => ({
    ...flow,
    from: isSub.has(flow.from) ? endOf(flow.from) : flow.from,
    to: isSub.has(flow.to) ? doorOf(flow.to) : flow.to,
  }));
  return {
    ...explicit(all, flows),
    marks: marksOf(process, "procedure")[0],
    id: process.attributes.get("id") ?? "",
    name: nameOf(process),
    element: process,
  };
}

/**
 * Makes every implicit gateway explicit: a node to which several flows lead waits for one of them; several flows that
 * leave a task are a parallel split, or a choice where they have conditions; a gateway that joins and splits is two.
 */
function explicit(vertices: Map<string, Vertex>, flows: readonly Edge[]): Pick<Graph, "vertices" | "leaving" | "coming"> {
  const edges = [...flows];
  const replace = (moved: readonly Edge[], end: Partial<Edge>) => {
    for (const edge of moved) edges[edges.indexOf(edge)] = { ...edge, ...end };
  };
  for (const vertex of [...vertices.values()]) {
    const { id, element, kind } = vertex;
    const coming = edges.filter(({ to }) => to === id);
    const leaving = edges.filter(({ from }) => from === id);
    const link = (from: string, to: string): Edge => ({
      id: `${from}>${to}`,
      from,
      to,
      name: "",
      condition: "",
      isDefault: false,
      element,
    });
    if (coming.length > 1 && kind !== "merge" && !(kind === "parallel" && leaving.length <= 1)) {
      const gate = { ...vertex, id: `${id}/join`, kind: kind === "parallel" ? ("parallel" as const) : ("merge" as const) };
      const { task: _, timer: __, ...bare } = gate;
      vertices.set(gate.id, bare);
      replace(coming, { to: gate.id });
      edges.push(link(gate.id, id));
    }
    if (leaving.length > 1 && kind !== "exclusive" && kind !== "parallel") {
      const asked = leaving.filter(({ condition, isDefault }) => condition !== "" || isDefault);
      if (asked.length > 0 && asked.length < leaving.length)
        throw new Refused(
          vertex,
          "有条件与无条件的顺序流不能并出。",
          "flows with and without a condition leave it together; draw a gateway.",
        );
      const { task: _, timer: __, ...bare } = vertex;
      vertices.set(`${id}/split`, { ...bare, id: `${id}/split`, kind: asked.length > 0 ? "exclusive" : "parallel" });
      replace(leaving, { from: `${id}/split` });
      edges.push(link(id, `${id}/split`));
    }
  }
  const leaving = new Map<string, Edge[]>();
  const coming = new Map<string, Edge[]>();
  for (const edge of edges) {
    leaving.set(edge.from, [...(leaving.get(edge.from) ?? []), edge]);
    coming.set(edge.to, [...(coming.get(edge.to) ?? []), edge]);
  }
  return { vertices, leaving, coming };
}

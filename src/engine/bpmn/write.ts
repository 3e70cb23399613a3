// Writes a drawing as BPMN 2.0 XML, in the order of elements that the schema demands.
import type { Drawing, Flow, Mark, Node } from "./drawing.ts";
import { type Box, layOut } from "./layout.ts";
import { BPMNDI, DC, DI, ERRAND, FEEL, MODEL, XSI } from "./space.ts";

/** The document of a drawing. */
export function write(drawing: Drawing): string {
  const { id, name, lanes, nodes, flows, marks } = drawing;
  const out = new Lines();
  out.raw('<?xml version="1.0" encoding="UTF-8"?>');
  const spaces = { xmlns: MODEL, "xmlns:bpmndi": BPMNDI, "xmlns:dc": DC, "xmlns:di": DI, "xmlns:xsi": XSI, "xmlns:errand": ERRAND };
  const about = { id: "definitions", targetNamespace: `urn:errand:pack:${id}`, expressionLanguage: FEEL, exporter: "Errand" };
  out.open("definitions", { ...spaces, ...about }, () => {
    out.open("collaboration", { id: "collaboration" }, () => out.empty("participant", { id: "pool", name, processRef: `process_${id}` }));
    out.open("process", { id: `process_${id}`, name, isExecutable: "false" }, () => {
      extensions(out, marks);
      out.open("laneSet", { id: "lanes" }, () => {
        for (const [n, lane] of lanes.entries())
          out.open("lane", { id: lane.id, name: lane.name }, () => {
            extensions(out, [{ name: "post", words: { by: lane.by } }]);
            for (const node of nodes) if (node.lane === n) out.text("flowNodeRef", {}, node.id);
          });
      });
      for (const node of nodes) writeNode(out, node, flows);
      for (const flow of flows) writeFlow(out, flow);
    });
    diagram(out, drawing);
  });
  return out.done();
}

function writeNode(out: Lines, node: Node, flows: readonly Flow[]): void {
  const leaving = flows.filter(({ from }) => from === node.id);
  const otherwise = leaving.find(({ isDefault }) => isDefault)?.id;
  const { id, name, shape, timer } = node;
  const attributes = {
    id,
    ...(name === "" ? {} : { name }),
    ...(timer ? { attachedToRef: timer.on } : {}),
    ...(otherwise ? { default: otherwise } : {}),
  };
  out.open(shape, attributes, () => {
    extensions(out, node.marks);
    for (const { id } of flows.filter(({ to }) => to === node.id)) out.text("incoming", {}, id);
    for (const { id } of leaving) out.text("outgoing", {}, id);
    if (timer)
      out.open("timerEventDefinition", { id: `timer_${id}` }, () =>
        out.text("timeDuration", { "xsi:type": "tFormalExpression" }, timer.duration),
      );
  });
}

function writeFlow(out: Lines, { id, name, from, to, condition, marks }: Flow): void {
  const attributes = { id, ...(name === "" ? {} : { name }), sourceRef: from, targetRef: to };
  if (marks.length === 0 && condition === undefined) out.empty("sequenceFlow", attributes);
  else
    out.open("sequenceFlow", attributes, () => {
      extensions(out, marks);
      if (condition !== undefined) out.text("conditionExpression", { "xsi:type": "tFormalExpression" }, condition);
    });
}

function extensions(out: Lines, marks: readonly Mark[]): void {
  if (marks.length > 0)
    out.open("extensionElements", {}, () => {
      for (const mark of marks) writeMark(out, mark);
    });
}

function writeMark(out: Lines, { name, words, inside = [] }: Mark): void {
  if (inside.length === 0) out.empty(`errand:${name}`, words);
  else
    out.open(`errand:${name}`, words, () => {
      for (const one of inside) writeMark(out, one);
    });
}

function diagram(out: Lines, drawing: Drawing): void {
  const { pool, lanes, shapes, flows } = layOut(drawing);
  const visible = new Set(drawing.nodes.filter(({ shape }) => shape === "exclusiveGateway").map(({ id }) => id));
  const bounds = ({ x, y, width, height }: Box) => out.empty("dc:Bounds", { x: `${x}`, y: `${y}`, width: `${width}`, height: `${height}` });
  const shape = (of: string, box: Box, more: Record<string, string> = {}) =>
    out.open("bpmndi:BPMNShape", { id: `${of}_di`, bpmnElement: of, ...more }, () => bounds(box));
  out.open("bpmndi:BPMNDiagram", { id: "diagram" }, () =>
    out.open("bpmndi:BPMNPlane", { id: "plane", bpmnElement: "collaboration" }, () => {
      shape("pool", pool, { isHorizontal: "true" });
      for (const [n, { id }] of drawing.lanes.entries()) {
        const box = lanes[n];
        if (box) shape(id, box, { isHorizontal: "true" });
      }
      for (const [id, box] of shapes) shape(id, box, visible.has(id) ? { isMarkerVisible: "true" } : {});
      for (const [id, { points, label }] of flows)
        out.open("bpmndi:BPMNEdge", { id: `${id}_di`, bpmnElement: id }, () => {
          for (const { x, y } of points) out.empty("di:waypoint", { x: `${x}`, y: `${y}` });
          if (label) out.open("bpmndi:BPMNLabel", {}, () => bounds(label));
        });
    }),
  );
}

const marked: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;",
};
const escapeXml = (text: string): string => text.replace(/[&<>"\n\r\t]/g, (character) => marked[character] ?? character);

class Lines {
  readonly #lines: string[] = [];
  #depth = 0;

  raw(line: string): void {
    this.#lines.push("  ".repeat(this.#depth) + line);
  }

  empty(name: string, attributes: Readonly<Record<string, string>>): void {
    this.raw(`<${tag(name, attributes)}/>`);
  }

  text(name: string, attributes: Readonly<Record<string, string>>, text: string): void {
    this.raw(`<${tag(name, attributes)}>${escapeXml(text)}</${name}>`);
  }

  open(name: string, attributes: Readonly<Record<string, string>>, inside: () => void): void {
    this.raw(`<${tag(name, attributes)}>`);
    this.#depth += 1;
    inside();
    this.#depth -= 1;
    this.raw(`</${name}>`);
  }

  done(): string {
    return `${this.#lines.join("\n")}\n`;
  }
}

const tag = (name: string, attributes: Readonly<Record<string, string>>): string =>
  [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escapeXml(value)}"`)].join(" ");

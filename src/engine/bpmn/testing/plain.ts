// Plain BPMN as any modeller writes it, from a few words: what the tests of importing say their drawings with.

/** One element a line: `kind id name`; one flow a line: `from > to`, with `[name]`, `{condition}` or `default` behind it. */
export function plain(text: string, more: { before?: string; after?: string } = {}): string {
  const lines = text
    .trim()
    .split("\n")
    .map((line) => line.trim());
  const flows = lines.filter((line) => line.includes(" > "));
  const drawn = lines.filter((line) => !line.includes(" > "));
  const defaults = new Map(flows.flatMap((line, n) => (/ default$/.test(line) ? [[line.split(" > ")[0]?.trim(), `f${n}`]] : [])));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:test">',
    more.before ?? "",
    '<bpmn:process id="p">',
    ...drawn.map((line) => element(line, defaults)),
    ...flows.map(flow),
    "</bpmn:process>",
    more.after ?? "",
    "</bpmn:definitions>",
  ].join("\n");
}

function element(line: string, defaults: ReadonlyMap<string | undefined, string | undefined>): string {
  if (line.startsWith("<")) return line;
  const [kind = "", id = "", ...name] = line.split(" ");
  const otherwise = defaults.get(id);
  return `<bpmn:${kind} id="${id}"${name.length > 0 ? ` name="${name.join(" ")}"` : ""}${otherwise ? ` default="${otherwise}"` : ""}/>`;
}

function flow(line: string, n: number): string {
  const [, from, to, name, condition] = /^(\S+) > (\S+)(?: \[(.*?)\])?(?: \{(.*)\})?(?: default)?$/.exec(line) ?? [];
  const escaped = condition?.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const attributes = `id="f${n}" sourceRef="${from}" targetRef="${to}"${name ? ` name="${name}"` : ""}`;
  return escaped
    ? `<bpmn:sequenceFlow ${attributes}><bpmn:conditionExpression>${escaped}</bpmn:conditionExpression></bpmn:sequenceFlow>`
    : `<bpmn:sequenceFlow ${attributes}/>`;
}

/** A timer on the border of a task. */
export const timer = (id: string, on: string, duration: string, more = ""): string =>
  `<bpmn:boundaryEvent id="${id}" attachedToRef="${on}"${more}><bpmn:timerEventDefinition><bpmn:timeDuration>${duration}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>`;

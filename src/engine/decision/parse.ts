// Reading a DMN file: all problems at once, each with its line.
import type { Text } from "../../platform/i18n/index.ts";
import { parseXml, type XmlElement } from "../xml/index.ts";
import { compileAll } from "./compile.ts";
import { cycles } from "./cycles.ts";
import { linked, local } from "./import.ts";
import type { Decision, DecisionService, Definitions, ItemType, KnowledgeModel, Requirements } from "./model.ts";
import { child, children, expressionOf, logicOf, problem, type Reading, sourceOf, text, typeRef } from "./read.ts";
import { checkReferences } from "./references.ts";

export interface DmnProblem {
  /** From 1. */
  readonly line: number;
  readonly message: Text;
}

/** Namespaces of DMN 1.1 to 1.5 (and 1.6 beta); they differ in nothing that is evaluated here. */
const versions = new Set([
  "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
  "http://www.omg.org/spec/DMN/20180521/MODEL/",
  "https://www.omg.org/spec/DMN/20191111/MODEL/",
  "https://www.omg.org/spec/DMN/20211108/MODEL/",
  "https://www.omg.org/spec/DMN/20230324/MODEL/",
  "https://www.omg.org/spec/DMN/20240513/MODEL/",
]);

export type DmnResult = { ok: true; definitions: Definitions } | { ok: false; problems: DmnProblem[] };

/** Reads a DMN file by itself; `name` is what the definitions are called where the file does not say. */
export const parseDmn = (xml: string, name: string): DmnResult => parseDmnFiles({ [name]: xml })[name] ?? { ok: false, problems: [] };

/** A file that was read, before it is joined with what it imports. */
interface File {
  readonly root: XmlElement;
  readonly own: Definitions;
  readonly ids: ReadonlyMap<string, XmlElement>;
  readonly reading: Reading;
}

/**
 * Reads the DMN files of one folder. A file may import others of them by namespace; each comes out with what it imports
 * in it, so that it can be evaluated by itself.
 */
export function parseDmnFiles(files: Readonly<Record<string, string>>): Record<string, DmnResult> {
  const read = Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, readFile(xml, name)]));
  const results: Record<string, DmnResult> = {};
  const open = new Set<string>();
  const resultOf = (name: string): DmnResult => {
    const known = results[name];
    if (known !== undefined) return known;
    const file = read[name];
    if (file === undefined || "problems" in file) return file ?? { ok: false, problems: [] };
    open.add(name);
    const made = join(file, (namespace) => {
      const found = Object.entries(read).find(([, other]) => "own" in other && other.own.namespace === namespace)?.[0];
      return found === undefined ? undefined : open.has(found) ? "open" : resultOf(found);
    });
    open.delete(name);
    results[name] = made;
    return made;
  };
  return Object.fromEntries(Object.keys(files).map((name) => [name, resultOf(name)]));
}

function readFile(xml: string, name: string): File | { ok: false; problems: DmnProblem[] } {
  const parsed = parseXml(xml);
  if (!parsed.ok) return { ok: false, problems: [parsed.problem] };
  const { root } = parsed;
  if (root.name !== "definitions" || !versions.has(root.namespace)) {
    const message = {
      zh: "不是 DMN 文件：根元素应为 DMN 1.1 至 1.5 的 definitions。",
      en: "This is no DMN file: its root element must be the definitions of DMN 1.1 to 1.5.",
    };
    return { ok: false, problems: [{ line: root.line, message }] };
  }
  const reading: Reading = { problems: [] };
  return { root, reading, ...readDefinitions(root, name, reading) };
}

/** Takes in what a file imports, then checks all of it. */
function join({ root, own, ids, reading }: File, find: (namespace: string) => DmnResult | "open" | undefined): DmnResult {
  const imported = new Map<string, Definitions>();
  for (const element of children(root, "import")) {
    const namespace = element.attributes.get("namespace") ?? "";
    const type = element.attributes.get("importType") ?? "";
    const found = versions.has(type) ? find(namespace) : undefined;
    if (!versions.has(type))
      problem(
        reading,
        element,
        `不支持导入 ${type}，只能导入 DMN。`,
        `Imports of ${type || "no type"} are not supported, only of DMN models.`,
      );
    else if (found === undefined)
      problem(
        reading,
        element,
        `同一文件夹中没有命名空间为“${namespace}”的 DMN 文件。`,
        `No DMN file beside this one has the namespace “${namespace}”; put it there.`,
      );
    else if (found === "open")
      problem(reading, element, "导入成环：它（间接）导入本文件。", "The import goes round in a circle: that model imports this one.");
    else if (!found.ok) problem(reading, element, "被导入的文件有错误。", "The file that is imported has mistakes of its own.");
    else imported.set(namespace, found.definitions);
  }
  const definitions = linked(own, imported);
  checkReferences(root, definitions, ids, reading);
  reading.problems.push(...cycles(definitions, (id) => ids.get(id)?.line ?? root.line));
  if (reading.problems.length === 0) compileAll(definitions, reading);
  if (reading.problems.length > 0) return { ok: false, problems: reading.problems.toSorted((a, b) => a.line - b.line) };
  return { ok: true, definitions };
}

function readDefinitions(root: XmlElement, name: string, reading: Reading): { own: Definitions; ids: ReadonlyMap<string, XmlElement> } {
  const namespace = root.attributes.get("namespace") ?? "";
  const imports = children(root, "import").map((element) => [
    element.attributes.get("namespace") ?? "",
    (element.attributes.get("name") ?? "").trim(),
  ]);
  const ids = new Map<string, XmlElement>();
  const names = new Map<string, XmlElement>();
  for (const element of root.children) {
    if (!/^(?:decision|inputData|businessKnowledgeModel|decisionService)$/.test(element.name)) continue;
    unique(ids, element, "id", reading);
    unique(names, element, "name", reading);
  }
  const own: Definitions = {
    namespace,
    imports: { [namespace]: Object.fromEntries(imports) },
    name: root.attributes.get("name") ?? name,
    types: byKey(
      children(root, "itemDefinition").map((element) => itemType(element, reading)),
      (type) => type.name,
    ),
    inputs: byKey(
      children(root, "inputData").map((element) => ({ ...named(element), type: variableType(element) })),
      (input) => input.id,
    ),
    decisions: byKey(
      children(root, "decision").map((element) => decision(element, reading, namespace)),
      (one) => one.id,
    ),
    knowledge: byKey(
      children(root, "businessKnowledgeModel").map((element) => knowledge(element, reading, namespace)),
      (one) => one.id,
    ),
    services: byKey(
      children(root, "decisionService").map((element) => service(element, namespace)),
      (one) => one.id,
    ),
  };
  return { own, ids };
}

const byKey = <T>(items: readonly T[], key: (item: T) => string): Record<string, T> =>
  Object.fromEntries(items.map((item) => [key(item), item]));

function unique(seen: Map<string, XmlElement>, element: XmlElement, attribute: string, reading: Reading): void {
  const value = element.attributes.get(attribute) ?? "";
  if (value.trim() === "") {
    problem(reading, element, `<${element.name}> 缺少 ${attribute}。`, `<${element.name}> has no ${attribute}.`);
    return;
  }
  const first = seen.get(value);
  if (first)
    problem(
      reading,
      element,
      `${attribute}“${value}”重复（见第${first.line}行）。`,
      `The ${attribute} “${value}” is taken (line ${first.line}).`,
    );
  seen.set(value, element);
}

function named(element: XmlElement): { id: string; name: string } {
  const name = element.attributes.get("name") ?? "";
  return {
    id: element.attributes.get("id") ?? name,
    name: (child(element, "variable")?.attributes.get("name") ?? name).trim().replace(/\s+/gu, " "),
  };
}

const variableType = (element: XmlElement): string | null => typeRef(child(element, "variable"));

/** `#id` of this model, `namespace#id` of another. */
const references = (element: XmlElement, name: string, namespace: string): string[] =>
  children(element, name).map((one) => local(one.attributes.get("href") ?? "", namespace));

function requirements(element: XmlElement, namespace: string): Requirements {
  const information = children(element, "informationRequirement");
  return {
    inputs: information.flatMap((one) => references(one, "requiredInput", namespace)),
    decisions: information.flatMap((one) => references(one, "requiredDecision", namespace)),
    knowledge: children(element, "knowledgeRequirement").flatMap((one) => references(one, "requiredKnowledge", namespace)),
  };
}

function decision(element: XmlElement, reading: Reading, namespace: string): Decision {
  return {
    ...named(element),
    ...requirements(element, namespace),
    type: variableType(element),
    line: element.line,
    value: expressionOf(element, reading, false),
  };
}

function knowledge(element: XmlElement, reading: Reading, namespace: string): KnowledgeModel {
  const logic = child(element, "encapsulatedLogic");
  if (!logic) problem(reading, element, "业务知识模型缺少 encapsulatedLogic。", "The business knowledge model has no encapsulatedLogic.");
  return {
    ...named(element),
    type: variableType(element),
    line: element.line,
    knowledge: requirements(element, namespace).knowledge,
    logic: logicOf(logic ?? element, reading),
  };
}

function service(element: XmlElement, namespace: string): DecisionService {
  return {
    ...named(element),
    type: variableType(element),
    outputs: references(element, "outputDecision", namespace),
    inputs: references(element, "inputData", namespace),
    inputDecisions: references(element, "inputDecision", namespace),
  };
}

function itemType(element: XmlElement, reading: Reading): ItemType {
  const written = text(child(element, "typeRef"));
  const allowed = child(element, "typeConstraint") ?? child(element, "allowedValues");
  const name = (element.attributes.get("name") ?? "").trim().replace(/\s+/gu, " ");
  if (name === "") problem(reading, element, "类型定义缺少 name。", "The item definition has no name.");
  return {
    name,
    base: written === null ? null : written.replace(/^feel:/, ""),
    components: children(element, "itemComponent").map((component) => itemType(component, reading)),
    collection: element.attributes.get("isCollection") === "true",
    allowed: allowed === undefined ? null : sourceOf(allowed),
    isFunction: child(element, "functionItem") !== undefined,
  };
}

// Reading a DMN file: all problems at once, each with its line.
import type { Text } from "../../platform/i18n/index.ts";
import { parseXml, type XmlElement } from "../xml/index.ts";
import { compileAll } from "./compile.ts";
import { cycles } from "./cycles.ts";
import type { Decision, DecisionService, Definitions, ItemType, KnowledgeModel, Requirements } from "./model.ts";
import { child, children, expressionOf, logicOf, type Reading, sourceOf, text } from "./read.ts";
import { isBuiltIn } from "./types.ts";

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

/** Reads a DMN file; `name` is what the definitions are called where the file does not say. */
export function parseDmn(xml: string, name: string): { ok: true; definitions: Definitions } | { ok: false; problems: DmnProblem[] } {
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
  const definitions = readDefinitions(root, name, reading);
  if (reading.problems.length === 0) compileAll(definitions, reading);
  if (reading.problems.length > 0) return { ok: false, problems: reading.problems.toSorted((a, b) => a.line - b.line) };
  return { ok: true, definitions };
}

function readDefinitions(root: XmlElement, name: string, reading: Reading): Definitions {
  for (const element of children(root, "import")) {
    problem(
      reading,
      element,
      "不支持 import，请把所引用的元素放入本文件。",
      "Imports are not supported; put what is imported into this file.",
    );
  }
  const ids = new Map<string, XmlElement>();
  const names = new Map<string, XmlElement>();
  for (const element of root.children) {
    if (!/^(?:decision|inputData|businessKnowledgeModel|decisionService)$/.test(element.name)) continue;
    unique(ids, element, "id", reading);
    unique(names, element, "name", reading);
  }
  const definitions: Definitions = {
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
      children(root, "decision").map((element) => decision(element, reading)),
      (one) => one.id,
    ),
    knowledge: byKey(
      children(root, "businessKnowledgeModel").map((element) => knowledge(element, reading)),
      (one) => one.id,
    ),
    services: byKey(
      children(root, "decisionService").map((element) => service(element)),
      (one) => one.id,
    ),
  };
  checkReferences(root, definitions, ids, reading);
  reading.problems.push(...cycles(definitions, (id) => ids.get(id)?.line ?? root.line));
  return definitions;
}

const byKey = <T>(items: readonly T[], key: (item: T) => string): Record<string, T> =>
  Object.fromEntries(items.map((item) => [key(item), item]));

function problem(reading: Reading, element: XmlElement, zh: string, en: string): void {
  reading.problems.push({ line: element.line, message: { zh, en } });
}

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

const variableType = (element: XmlElement): string | null => typeOf(child(element, "variable"));

/** DMN 1.1 and 1.2 write types of FEEL with a prefix. */
function typeOf(element: XmlElement | undefined): string | null {
  const written = element?.attributes.get("typeRef")?.trim();
  return written ? written.replace(/^feel:/, "") : null;
}

const references = (element: XmlElement, name: string): string[] =>
  children(element, name).map((one) => (one.attributes.get("href") ?? "").replace(/^.*#/, ""));

function requirements(element: XmlElement): Requirements {
  const information = children(element, "informationRequirement");
  return {
    inputs: information.flatMap((one) => references(one, "requiredInput")),
    decisions: information.flatMap((one) => references(one, "requiredDecision")),
    knowledge: children(element, "knowledgeRequirement").flatMap((one) => references(one, "requiredKnowledge")),
  };
}

function decision(element: XmlElement, reading: Reading): Decision {
  return {
    ...named(element),
    ...requirements(element),
    type: variableType(element),
    line: element.line,
    value: expressionOf(element, reading, false),
  };
}

function knowledge(element: XmlElement, reading: Reading): KnowledgeModel {
  const logic = child(element, "encapsulatedLogic");
  if (!logic) problem(reading, element, "业务知识模型缺少 encapsulatedLogic。", "The business knowledge model has no encapsulatedLogic.");
  return {
    ...named(element),
    type: variableType(element),
    line: element.line,
    knowledge: requirements(element).knowledge,
    logic: logicOf(logic ?? element, reading),
  };
}

function service(element: XmlElement): DecisionService {
  return {
    ...named(element),
    type: variableType(element),
    outputs: references(element, "outputDecision"),
    inputs: references(element, "inputData"),
    inputDecisions: references(element, "inputDecision"),
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

/** Every reference leads somewhere, every type is known. */
function checkReferences(root: XmlElement, definitions: Definitions, ids: ReadonlyMap<string, XmlElement>, reading: Reading): void {
  const kinds: Record<string, RegExp> = {
    requiredInput: /^inputData$/,
    requiredDecision: /^decision$/,
    requiredKnowledge: /^(?:businessKnowledgeModel|decisionService)$/,
    outputDecision: /^decision$/,
    encapsulatedDecision: /^decision$/,
    inputDecision: /^decision$/,
    inputData: /^inputData$/,
  };
  const look = (element: XmlElement): void => {
    const kind = kinds[element.name];
    const href = element.attributes.get("href");
    if (kind && href !== undefined && !kind.test(ids.get(href.replace(/^.*#/, ""))?.name ?? "")) {
      problem(reading, element, `引用“${href}”没有对应的元素。`, `The reference “${href}” leads to no such element.`);
    }
    const type = element.name === "typeRef" ? (text(element)?.replace(/^feel:/, "") ?? null) : typeOf(element);
    if (element.namespace === root.namespace && type !== null && !isBuiltIn(type) && !Object.hasOwn(definitions.types, type)) {
      problem(reading, element, `类型“${type}”未定义。`, `The type “${type}” is not defined.`);
    }
    for (const one of element.children) if (one.namespace === root.namespace) look(one);
  };
  look(root);
}

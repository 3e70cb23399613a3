// Boxed expressions as they stand in the file.
import type { Text } from "../../platform/i18n/index.ts";
import type { XmlElement } from "../xml/index.ts";
import type { Expression, HitPolicy, Item, Logic, Source, Table } from "./model.ts";

/** Problems gathered while reading. */
export interface Reading {
  readonly problems: { line: number; message: Text }[];
}

export const children = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((one) => one.name === name && one.namespace === element.namespace);
export const child = (element: XmlElement, name: string): XmlElement | undefined => children(element, name)[0];
export const text = (element: XmlElement | undefined): string | null => element?.text.trim() || null;

export function problem(reading: Reading, element: XmlElement, zh: string, en: string): void {
  reading.problems.push({ line: element.line, message: { zh, en } });
}

/** The `<text>` of a literal expression or of unary tests, with the line its first word stands on. */
export function sourceOf(element: XmlElement): Source {
  const inner = child(element, "text");
  const whole = inner?.text ?? "";
  const lead = /^\s*/.exec(whole)?.[0] ?? "";
  return { text: whole.trim(), line: (inner ?? element).line + (lead.split("\n").length - 1) };
}

/** DMN 1.1 and 1.2 write types of FEEL with a prefix. */
export const typeRef = (element: XmlElement | undefined): string | null =>
  element?.attributes
    .get("typeRef")
    ?.trim()
    .replace(/^feel:/, "") || null;

function item(element: XmlElement | undefined): Item {
  return { name: (element?.attributes.get("name") ?? "").trim().replace(/\s+/gu, " "), type: typeRef(element) };
}

function wrong(reading: Reading, element: XmlElement, zh: string, en: string): Expression {
  reading.problems.push({ line: element.line, message: { zh, en } });
  return { kind: "literal", source: { text: "null", line: element.line } };
}

const kinds: Readonly<Record<string, (element: XmlElement, reading: Reading) => Expression>> = {
  literalExpression: (element, reading) => {
    checkLanguage(element, reading);
    return { kind: "literal", source: sourceOf(element) };
  },
  decisionTable: (element, reading) => ({ kind: "table", table: table(element, reading) }),
  context: (element, reading) => ({
    kind: "context",
    entries: children(element, "contextEntry").map((entry) => {
      const variable = child(entry, "variable");
      return { item: variable ? item(variable) : null, value: required(entry, reading) };
    }),
  }),
  list: (element, reading) => ({ kind: "list", items: expressions(element).map((one) => read(one, reading)) }),
  relation: (element, reading) => relation(element, reading),
  invocation: (element, reading) => ({
    kind: "invocation",
    callee: required(element, reading),
    bindings: children(element, "binding").map((binding) => ({
      item: item(child(binding, "parameter")),
      value: expressions(binding)[0] ? required(binding, reading) : { kind: "literal", source: { text: "null", line: binding.line } },
    })),
  }),
  functionDefinition: (element, reading) => ({ kind: "function", ...logicOf(element, reading) }),
  conditional: (element, reading) => ({
    kind: "conditional",
    test: part(element, "if", reading),
    yes: part(element, "then", reading),
    no: part(element, "else", reading),
  }),
  filter: (element, reading) => ({ kind: "filter", list: part(element, "in", reading), match: part(element, "match", reading) }),
  for: (element, reading) => loop("for", element, "return", reading),
  every: (element, reading) => loop("every", element, "satisfies", reading),
  some: (element, reading) => loop("some", element, "satisfies", reading),
};

const expressions = (element: XmlElement): XmlElement[] =>
  element.children.filter((one) => one.namespace === element.namespace && Object.hasOwn(kinds, one.name));

const read = (element: XmlElement, reading: Reading): Expression =>
  kinds[element.name]?.(element, reading) ?? wrong(reading, element, `不支持 <${element.name}>。`, `<${element.name}> is not supported.`);

/** The expression directly inside an element; null where there is none and none is needed. */
export function expressionOf(element: XmlElement, reading: Reading, needed: boolean): Expression | null {
  const [first] = expressions(element);
  if (first) return read(first, reading);
  return needed ? wrong(reading, element, `<${element.name}> 中缺少表达式。`, `<${element.name}> holds no expression.`) : null;
}

function required(element: XmlElement, reading: Reading): Expression {
  return expressionOf(element, reading, true) ?? { kind: "literal", source: { text: "null", line: element.line } };
}

function part(element: XmlElement, name: string, reading: Reading): Expression {
  const inner = child(element, name);
  if (inner) return required(inner, reading);
  return wrong(reading, element, `<${element.name}> 缺少 <${name}>。`, `<${element.name}> has no <${name}>.`);
}

function loop(kind: "for" | "every" | "some", element: XmlElement, body: string, reading: Reading): Expression {
  const variable = element.attributes.get("iteratorVariable") ?? "";
  if (variable === "") wrong(reading, element, `<${kind}> 缺少 iteratorVariable。`, `<${kind}> has no iteratorVariable.`);
  return { kind, variable, list: part(element, "in", reading), body: part(element, body, reading) };
}

function relation(element: XmlElement, reading: Reading): Expression {
  const columns = children(element, "column").map(item);
  const rows = children(element, "row").map((row) => {
    const cells = expressions(row);
    if (cells.length !== columns.length) count(reading, row, columns.length, cells.length);
    return cells.map((cell) => read(cell, reading));
  });
  return { kind: "relation", columns, rows };
}

/** Parameters and body of a function definition or of a knowledge model's logic. */
export function logicOf(element: XmlElement, reading: Reading): Logic {
  const kind = element.attributes.get("kind") ?? "FEEL";
  if (kind !== "FEEL")
    wrong(reading, element, `函数类别 ${kind} 不受支持，只支持 FEEL。`, `Functions of kind ${kind} are not supported, only FEEL.`);
  return { parameters: children(element, "formalParameter").map(item), body: required(element, reading) };
}

function checkLanguage(element: XmlElement, reading: Reading): void {
  const language = element.attributes.get("expressionLanguage");
  if (language === undefined || /feel/i.test(language)) return;
  wrong(
    reading,
    element,
    `不支持表达式语言 ${language}，只支持 FEEL。`,
    `The expression language ${language} is not supported, only FEEL.`,
  );
}

const policies: Readonly<Record<string, HitPolicy>> = {
  UNIQUE: "U",
  ANY: "A",
  FIRST: "F",
  PRIORITY: "P",
  "RULE ORDER": "R",
  "OUTPUT ORDER": "O",
  COLLECT: "C",
  "COLLECT SUM": "C+",
  "COLLECT MIN": "C<",
  "COLLECT MAX": "C>",
  "COLLECT COUNT": "C#",
};

function count(reading: Reading, element: XmlElement, expected: number, have: number): void {
  wrong(reading, element, `应有${expected}格，实有${have}格。`, `There should be ${expected} cells here; there are ${have}.`);
}

function table(element: XmlElement, reading: Reading): Table {
  const written = [element.attributes.get("hitPolicy") ?? "UNIQUE", element.attributes.get("aggregation") ?? ""].join(" ").trim();
  const policy = policies[written];
  if (policy === undefined) wrong(reading, element, `命中策略“${written}”不存在。`, `There is no hit policy “${written}”.`);
  const inputs = children(element, "input").map((input) => {
    const expression = child(input, "inputExpression");
    const values = child(input, "inputValues");
    if (!expression) wrong(reading, input, "输入列缺少 inputExpression。", "The input column has no inputExpression.");
    return { value: sourceOf(expression ?? input), type: typeRef(expression), allowed: values ? sourceOf(values) : null };
  });
  const outputs = children(element, "output").map((output) => {
    const values = child(output, "outputValues");
    const otherwise = child(output, "defaultOutputEntry");
    return {
      name: output.attributes.get("name")?.trim().replace(/\s+/gu, " ") ?? null,
      type: typeRef(output),
      allowed: values ? sourceOf(values) : null,
      otherwise: otherwise ? sourceOf(otherwise) : null,
    };
  });
  if (outputs.length === 0) wrong(reading, element, "决策表没有输出列。", "The decision table has no output column.");
  if (outputs.length > 1 && outputs.some((output) => !output.name)) {
    wrong(reading, element, "有多个输出列时，每列都须有 name。", "With several output columns, each needs a name.");
  }
  if (outputs.length > 1 && policy && /^C[+<>]$/.test(policy)) {
    wrong(reading, element, "聚合只能有一个输出列。", "An aggregation has one output column only.");
  }
  const rules = children(element, "rule").map((rule) => {
    const tests = children(rule, "inputEntry");
    const values = children(rule, "outputEntry");
    if (tests.length !== inputs.length) count(reading, rule, inputs.length, tests.length);
    if (values.length !== outputs.length) count(reading, rule, outputs.length, values.length);
    for (const value of values) checkLanguage(value, reading);
    const notes = [child(rule, "description"), ...children(rule, "annotationEntry").map((entry) => child(entry, "text"))]
      .map((note) => text(note))
      .filter((note) => note !== null);
    return { inputs: tests.map(sourceOf), outputs: values.map(sourceOf), line: rule.line, ...(notes.length > 0 ? { notes } : {}) };
  });
  return { policy: policy ?? "U", inputs, outputs, rules };
}

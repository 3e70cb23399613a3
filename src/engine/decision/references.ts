// Every reference of a file leads somewhere, and every type in it is known.
import type { XmlElement } from "../xml/index.ts";
import { local, typeKey } from "./import.ts";
import type { Definitions } from "./model.ts";
import { problem, type Reading, text, typeRef } from "./read.ts";
import { isBuiltIn } from "./types.ts";

/** Adds a problem for each reference and each type that is not there; `ids`: the elements of the file itself. */
export function checkReferences(root: XmlElement, definitions: Definitions, ids: ReadonlyMap<string, XmlElement>, reading: Reading): void {
  const kinds: Record<string, RegExp> = {
    requiredInput: /^inputData$/,
    requiredDecision: /^decision$/,
    requiredKnowledge: /^(?:businessKnowledgeModel|decisionService)$/,
    outputDecision: /^decision$/,
    encapsulatedDecision: /^decision$/,
    inputDecision: /^decision$/,
    inputData: /^inputData$/,
  };
  const kindOf = (id: string): string => {
    if (!id.includes("#")) return ids.get(id)?.name ?? "";
    const named = { inputData: "inputs", decision: "decisions", businessKnowledgeModel: "knowledge", decisionService: "services" } as const;
    return Object.entries(named).find(([, map]) => Object.hasOwn(definitions[map], id))?.[0] ?? "";
  };
  const look = (element: XmlElement): void => {
    const kind = kinds[element.name];
    const href = element.attributes.get("href");
    if (kind && href !== undefined && !kind.test(kindOf(local(href, definitions.namespace)))) {
      problem(reading, element, `引用“${href}”没有对应的元素。`, `The reference “${href}” leads to no such element.`);
    }
    const type = element.name === "typeRef" ? (text(element)?.replace(/^feel:/, "") ?? null) : typeRef(element);
    if (element.namespace === root.namespace && type !== null && !isBuiltIn(type) && typeKey(definitions, type) === null) {
      problem(reading, element, `类型“${type}”未定义。`, `The type “${type}” is not defined.`);
    }
    for (const one of element.children) if (one.namespace === root.namespace) look(one);
  };
  look(root);
}

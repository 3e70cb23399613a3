// Functions: defined in an expression, and called by position or by name (DMN 1.5, 10.3.2.13).

import { builtins } from "../functions/index.ts";
import { isPattern } from "../functions/pattern.ts";
import { Builtin } from "../functions/signature.ts";
import { because, deeper, running } from "../running.ts";
import { FeelFunction, typeOf } from "../values.ts";
import {
  type Build,
  build,
  type Code,
  childrenOf,
  type Frame,
  lookUp,
  type Node,
  NotSupported,
  nameOf,
  operandsOf,
  textOf,
} from "./code.ts";
import { textValue } from "./literals.ts";
import { fitted, typeTest } from "./types.ts";

function definition(node: Node, source: string): Code {
  const words = childrenOf(node);
  if (words.some((child) => child.name === "external")) {
    throw new NotSupported(
      node.from,
      "不支持外部函数（Java、PMML）：决策只用 FEEL，不运行其他程序。",
      "External functions (Java, PMML) are not supported: a decision is FEEL only and runs no other program.",
    );
  }
  const formal = words.find((child) => child.name === "FormalParameters");
  const parameters = (formal ? operandsOf(formal) : []).map((one) => {
    const [name, type] = operandsOf(one);
    return { name: name ? nameOf(name, source) : "", fits: type === undefined ? null : typeTest(type, source) };
  });
  const [bodyNode] = operandsOf(words.find((child) => child.name === "FunctionBody") ?? node);
  const body: Code = bodyNode === undefined ? () => null : build(bodyNode, source);
  return (frame) =>
    new FeelFunction(
      parameters.map((one) => one.name),
      (values) => {
        const given: Record<string, unknown> = {};
        for (const [at, { name, fits }] of parameters.entries()) {
          const value = fits === null ? { value: values[at] ?? null } : fitted(values[at] ?? null, fits);
          if (value === null) return because(`the argument ${name} is of another type: a ${typeOf(values[at])}`);
          given[name] = value.value;
        }
        return deeper(() => body({ values: given, out: frame }));
      },
    );
}

function invocation(node: Node, source: string): Code {
  const [callee, list] = operandsOf(node);
  if (callee === undefined) return () => null;
  const name = nameOf(callee, source).replace(/^years_and_months_duration$/, "years and months duration");
  const isName = callee.name === "VariableName";
  const named = /^(?:SpecialFunctionName|DateTimeConstructor)$/.test(callee.name);
  const called: Code = isName || named ? lookUp(name, callee.from) : build(callee, source);
  const at = node.from;
  if (isName) checkPattern(name, list, source);
  const call = argumentsOf(list, source);
  return (frame) => {
    const reasons = running.reasons.length;
    const value = called(frame);
    if (value instanceof FeelFunction) return call(value, frame, at);
    running.at = at;
    // A name that is not there is told as that; the rest as what it is.
    return running.reasons.length > reasons ? null : because(`${isName ? `'${name}'` : "this"} is no function`);
  };
}

/** The functions that take a pattern: its parameter's name and place, and that of the flags. */
const patterned: Readonly<Record<string, { readonly pattern: string; readonly at: number; readonly flags?: number }>> = {
  matches: { pattern: "pattern", at: 1, flags: 2 },
  replace: { pattern: "pattern", at: 1, flags: 3 },
  split: { pattern: "delimiter", at: 1 },
};

/** A pattern that is written out and is none would be null whenever it is asked: it is told where it stands. */
function checkPattern(name: string, list: Node | undefined, source: string): void {
  const wanted = Object.hasOwn(patterned, name) ? patterned[name] : undefined;
  if (!wanted || list === undefined) return;
  const given = operandsOf(list);
  const argument = (parameter: string, place: number | undefined): Node | undefined => {
    if (list.name !== "NamedParameters") return place === undefined ? undefined : given[place];
    const found = given.map(operandsOf).find(([key]) => key !== undefined && nameOf(key, source) === parameter);
    return found?.[1];
  };
  const literal = (node: Node | undefined): string | undefined =>
    node?.name === "StringLiteral" ? textValue(textOf(node, source)) : undefined;
  const node = argument(wanted.pattern, wanted.at);
  const flagsNode = argument("flags", wanted.flags);
  const [pattern, flags] = [literal(node), flagsNode === undefined ? "" : literal(flagsNode)];
  if (node === undefined || pattern === undefined || flags === undefined || isPattern(pattern, flags)) return;
  const shown = pattern.slice(0, 60);
  throw new NotSupported(
    node.from,
    `“${shown}”${flags === "" ? "" : `（标志“${flags}”）`}不是这里能用的正则表达式。`,
    `“${shown}”${flags === "" ? "" : ` with the flags “${flags}”`} is no regular expression that can be used here.`,
  );
}

function argumentsOf(list: Node | undefined, source: string): (callee: FeelFunction, frame: Frame, at: number) => unknown {
  const given = list === undefined ? [] : operandsOf(list);
  if (list?.name === "NamedParameters") {
    const named = given.flatMap((one) => {
      const [name, value] = operandsOf(one);
      return name && value ? [{ name: nameOf(name, source), code: build(value, source) }] : [];
    });
    return (callee, frame, at) => {
      const values = new Map(named.map(({ name, code }) => [name, code(frame) ?? null]));
      running.at = at;
      return byName(callee, values);
    };
  }
  const codes = given.map((one) => build(one, source));
  return (callee, frame, at) => {
    const values = codes.map((code) => code(frame) ?? null);
    running.at = at;
    return callee.call(values);
  };
}

function byName(callee: FeelFunction, values: ReadonlyMap<string, unknown>): unknown {
  if (callee instanceof Builtin) return callee.named(values);
  const stray = [...values.keys()].find((key) => !callee.parameters.includes(key));
  if (stray !== undefined) return because(`the function has no parameter '${stray}'`);
  return callee.call(callee.parameters.map((parameter) => values.get(parameter) ?? null));
}

/** `date("…")` and its like: the grammar gives the names of temporal types a node of their own. */
function temporal(node: Node, source: string): Code {
  const [first] = childrenOf(node);
  if (first?.name === "AtLiteral") return build(first, source);
  const code = invocation(node, source);
  // A literal text means the same always; today() and now() do not come here.
  const [, list] = operandsOf(node);
  const constant = list !== undefined && operandsOf(list).every((one) => /^(?:StringLiteral|NumericLiteral)$/.test(one.name));
  const name = first === undefined ? "" : nameOf(first, source);
  const builtin = builtins.get(name);
  if (!constant || builtin === undefined) return code;
  const own = lookUp(name, node.from);
  let value: unknown;
  return (frame) => {
    if (own(frame) !== builtin) return code(frame);
    if (value === undefined || value === null) value = code(frame);
    return value;
  };
}

export const calls = {
  FunctionDefinition: definition,
  FunctionInvocation: invocation,
  DateTimeLiteral: temporal,
  VariableName: (node, source) => lookUp(nameOf(node, source), node.from),
} satisfies Record<string, Build>;

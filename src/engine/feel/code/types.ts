// Types in an expression: `instance of`, and the types of a function's parameters (DMN 1.5, 10.3.2.9).

import { rangeMark } from "../names.ts";
import { running } from "../running.ts";
import { FeelFunction, FeelRange, type FeelType, typeOf } from "../values.ts";
import { type Build, build, type Node, NotSupported, nameOf, operandsOf } from "./code.ts";

/** Is a value of the type; for a type that is defined outside, null where there is none of that name. */
export type TypeTest = (value: unknown) => boolean | null;

const basic = new Set<string>([
  "number",
  "string",
  "boolean",
  "date",
  "time",
  "date and time",
  "days and time duration",
  "years and months duration",
  "list",
  "context",
  "function",
  "range",
] satisfies FeelType[]);

const all = (tests: readonly (boolean | null)[]): boolean | null => (tests.includes(false) ? false : tests.includes(null) ? null : true);

function named(node: Node, source: string): TypeTest {
  const name = nameOf(node, source);
  const known = name.toLowerCase();
  if (known === "any") return (value) => value !== undefined;
  if (known === "null") return (value) => value === null;
  if (basic.has(known)) return (value) => typeOf(value) === known;
  return (value) => (running.isType === undefined ? null : running.isType(name, value));
}

/** The test that a type is. */
export function typeTest(node: Node, source: string): TypeTest {
  const inner = operandsOf(node);
  const [first] = inner;
  switch (node.name) {
    case "Type":
      return first === undefined ? () => null : typeTest(first, source);
    case "ListType": {
      const item = first === undefined ? null : typeTest(first, source);
      // The grammar has no `range<…>`: syntax.ts writes it as a list with a mark.
      if (source.slice(node.from, node.to).startsWith(`list${rangeMark}`)) {
        return (value) =>
          value instanceof FeelRange && (item === null || all([value.start, value.end].filter((end) => end !== null).map(item)));
      }
      return (value) => Array.isArray(value) && (item === null || all(value.map((one) => (one === null ? true : item(one)))));
    }
    case "ContextType": {
      const entries = inner
        .flatMap((list) => operandsOf(list))
        .flatMap((one) => {
          const [name, type] = operandsOf(one);
          return name && type ? [{ name: nameOf(name, source), fits: typeTest(type, source) }] : [];
        });
      return (value) =>
        typeOf(value) === "context" &&
        all(
          entries.map(({ name, fits }) => {
            const found = (value as Record<string, unknown>)[name];
            return Object.hasOwn(value as object, name) && (found === null ? true : fits(found));
          }),
        );
    }
    case "FunctionType": {
      const count = inner.filter((child) => child.name === "ArgumentTypes").flatMap((list) => operandsOf(list)).length;
      return (value) => value instanceof FeelFunction && (value.open || value.parameters.length === count);
    }
    case "QualifiedName":
    case "SpecialType":
      return named(node, source);
    default:
      throw new NotSupported(node.from, "不支持该类型写法。", `The type ${nameOf(node, source)} is not supported.`);
  }
}

/** The value as a parameter of this type takes it; null where it does not fit. Null itself fits every type. */
export function fitted(value: unknown, fits: TypeTest): { value: unknown } | null {
  if (value === null || fits(value) === true) return { value };
  if (Array.isArray(value) && value.length === 1 && fits(value[0]) === true) return { value: value[0] };
  return fits([value]) === true ? { value: [value] } : null;
}

export const types = {
  InstanceOfExpression: (node, source) => {
    const [left, right] = operandsOf(node);
    if (left === undefined || right === undefined) return () => null;
    const [value, fits] = [build(left, source), typeTest(right, source)];
    const isAny = /^(?:any|null)$/i.test(nameOf(right, source));
    return (frame) => {
      const made = value(frame) ?? null;
      return made === null && !isAny ? false : fits(made);
    };
  },
} satisfies Record<string, Build>;

// How a built-in function is declared: what it takes as a line of text, as the standard's tables write it, and
// what it does. Arguments are checked and converted before it runs; what does not fit is null with its reason.
import { because } from "../running.ts";
import { FeelFunction, type FeelType, typeOf } from "../values.ts";

interface Parameter {
  readonly name: string;
  /** Empty: anything, null too. */
  readonly types: readonly FeelType[];
  readonly optional: boolean;
  readonly rest: boolean;
}

/** One way to call a function; `run` gets the arguments in order, an optional one that is left out as undefined. */
export interface Signature {
  readonly parameters: readonly Parameter[];
  readonly run: (...values: never[]) => unknown;
}

/** `"string: string, start position: number, length?: number"`; `...list` takes the rest; `any` takes null too. */
export function takes(written: string, run: (...values: never[]) => unknown): Signature {
  const parameters = written.split(",").flatMap((part): Parameter[] => {
    const [, rest, name = "", optional, types = "any"] = /^\s*(\.\.\.)?([^:?]+?)(\?)?\s*(?::\s*(.+?))?\s*$/.exec(part) ?? [];
    if (name === "") return [];
    const listed = types.split("|").map((type) => type.trim());
    return [
      {
        name,
        types: listed.includes("any") ? [] : (listed as FeelType[]),
        optional: optional !== undefined,
        rest: rest !== undefined,
      },
    ];
  });
  return { parameters, run };
}

const article = (type: string): string => `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;

/** The value as a parameter takes it (10.3.2.9.4: one value for a list of one and the reverse); undefined where it does not fit. */
function fitted(value: unknown, { types, optional }: Parameter): { value: unknown } | undefined {
  const type = typeOf(value);
  if (types.length === 0) return { value: type === "null" ? null : value };
  if (type === "null") return optional ? { value: undefined } : undefined;
  if (types.includes(type)) return { value };
  if (types.includes("list")) return { value: [value] };
  if (Array.isArray(value) && value.length === 1 && types.includes(typeOf(value[0]))) return { value: value[0] };
  return undefined;
}

/** A built-in function: the first of its signatures that fits is run. */
export class Builtin extends FeelFunction {
  readonly name: string;
  readonly signatures: readonly Signature[];

  constructor(name: string, signatures: readonly Signature[]) {
    super(signatures[0]?.parameters.map((parameter) => parameter.name) ?? [], (values) => this.#positional(values), true);
    this.name = name;
    this.signatures = signatures;
  }

  #positional(values: readonly unknown[]): unknown {
    let why = "";
    for (const { parameters, run } of this.signatures) {
      const least = parameters.filter((one) => !one.optional && !one.rest).length;
      const most = parameters.at(-1)?.rest ? Number.POSITIVE_INFINITY : parameters.length;
      if (values.length < least || values.length > most) {
        why ||= `${this.name} takes ${parameters.map((one) => one.name + (one.optional ? "?" : "")).join(", ") || "nothing"}; ${values.length} arguments were given`;
        continue;
      }
      const given: unknown[] = [];
      const wrong = values.findIndex((value, at) => {
        const parameter = parameters[Math.min(at, parameters.length - 1)];
        const fit = parameter === undefined ? undefined : fitted(value, parameter);
        if (fit !== undefined) given.push(fit.value);
        return fit === undefined;
      });
      if (wrong === -1) return run(...(given as never[])) ?? null;
      const { name, types } = parameters[Math.min(wrong, parameters.length - 1)] ?? { name: "", types: [] };
      why = `${this.name}: ${name} should be ${types.map(article).join(" or ")}, not ${article(typeOf(values[wrong]))}`;
    }
    return because(why);
  }

  /** Calls with named arguments. */
  named(values: ReadonlyMap<string, unknown>): unknown {
    for (const { parameters } of this.signatures) {
      if (![...values.keys()].every((key) => parameters.some((one) => one.name === key))) continue;
      if (!parameters.every((one) => values.has(one.name) || one.optional)) continue;
      const last = parameters.findLastIndex((one) => values.has(one.name));
      return this.call(
        parameters.slice(0, last + 1).flatMap((one) => (one.rest ? [values.get(one.name)].flat() : [values.get(one.name) ?? null])),
      );
    }
    const known = this.signatures.map(({ parameters }) => parameters.map((one) => one.name).join(", ")).join("; or ");
    return because(`${this.name} takes ${known}; given were ${[...values.keys()].join(", ")}`);
  }
}

export type Functions = Readonly<Record<string, readonly Signature[]>>;

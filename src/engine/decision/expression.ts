// Boxed expressions (DMN 1.5, chapter 10) over a scope of names.
import { type Context, deeper, elements, feelFunction, filtered, isFeelFunction, nothing, typeOf } from "../feel/index.ts";
import type { Expression, Item, Logic } from "./model.ts";
import { feel, type Run } from "./run.ts";
import { evaluateTable } from "./table.ts";
import { conform } from "./types.ts";

/** The value of an expression; null with a reason where it fails. */
export function evaluateExpression(expression: Expression, scope: Context, run: Run): unknown {
  switch (expression.kind) {
    case "literal":
      return feel(expression.source, scope, run);
    case "table":
      return evaluateTable(expression.table, scope, run);
    case "context":
      return boxedContext(expression.entries, scope, run);
    case "list":
      return expression.items.map((item) => evaluateExpression(item, scope, run));
    case "relation":
      return expression.rows.map((row) =>
        Object.fromEntries(expression.columns.map((column, at) => [column.name, cell(row[at], column, scope, run)])),
      );
    case "invocation":
      return invoke(expression, scope, run);
    case "function":
      return closure(expression, "function", scope, run);
    case "conditional":
      return evaluateExpression(evaluateExpression(expression.test, scope, run) === true ? expression.yes : expression.no, scope, run);
    case "filter":
      return filter(expression.list, expression.match, scope, run);
    default:
      return iterate(expression, scope, run);
  }
}

function typed(value: unknown, item: Item, run: Run): unknown {
  const conformed = conform(value, item.type, run.definitions.types, item.name);
  if (conformed.why !== null) run.reasons.push(conformed.why);
  return conformed.value;
}

const cell = (expression: Expression | undefined, column: Item, scope: Context, run: Run): unknown =>
  expression === undefined ? null : typed(evaluateExpression(expression, scope, run), column, run);

function boxedContext(entries: readonly { item: Item | null; value: Expression }[], scope: Context, run: Run): unknown {
  const inner = { ...scope };
  const made: Record<string, unknown> = {};
  for (const { item, value } of entries) {
    const result = evaluateExpression(value, inner, run);
    if (item === null) return result;
    made[item.name] = typed(result, item, run);
    inner[item.name] = made[item.name];
  }
  return made;
}

function invoke(expression: Extract<Expression, { kind: "invocation" }>, scope: Context, run: Run): unknown {
  const called = isFeelFunction(evaluateExpression(expression.callee, scope, run));
  const name = expression.callee.kind === "literal" ? expression.callee.source.text.trim() : "the expression";
  if (called === null) {
    run.reasons.push(`${name} is no function that can be invoked`);
    return null;
  }
  const values = new Map(
    expression.bindings.map(({ item, value }) => [item.name, typed(evaluateExpression(value, scope, run), item, run)]),
  );
  const stray = [...values.keys()].find((key) => !called.parameters.includes(key));
  if (stray !== undefined) {
    run.reasons.push(`${name} has no parameter ${stray}`);
    return null;
  }
  return called.call(called.parameters.map((parameter) => values.get(parameter) ?? null));
}

/** A function over the scope in which it is defined; it may call itself by `name`. */
export function closure(logic: Logic, name: string, scope: Context, run: Run): unknown {
  const self = feelFunction(
    logic.parameters.map((parameter) => parameter.name),
    (...values) => {
      const given = logic.parameters.map((parameter, at) => [parameter.name, typed(values[at] ?? null, parameter, run)]);
      return deeper(() => evaluateExpression(logic.body, { [name]: self, ...scope, ...Object.fromEntries(given) }, run) ?? null);
    },
  );
  return self;
}

function filter(list: Expression, match: Expression, scope: Context, run: Run): unknown {
  return filtered(evaluateExpression(list, scope, run), (item) => {
    const inner = item === nothing ? scope : { ...scope, item, ...(typeOf(item) === "context" ? (item as object) : {}) };
    return evaluateExpression(match, inner, run);
  });
}

function iterate(expression: Extract<Expression, { kind: "for" | "every" | "some" }>, scope: Context, run: Run): unknown {
  const items = elements(evaluateExpression(expression.list, scope, run));
  if (items === null) return null;
  const { variable, body, kind } = expression;
  if (kind !== "for") {
    // As in FEEL: what cannot be said leaves the whole open, unless another item decides it.
    const decisive = kind === "some";
    let unsure = false;
    for (const item of items) {
      const answer = evaluateExpression(body, { ...scope, [variable]: item }, run);
      if (answer === decisive) return decisive;
      if (typeof answer !== "boolean") unsure = true;
    }
    return unsure ? null : !decisive;
  }
  const partial: unknown[] = [];
  for (const item of items) partial.push(evaluateExpression(body, { ...scope, [variable]: item, partial }, run));
  return partial;
}

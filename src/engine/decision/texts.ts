// Every FEEL text of a model, for checks that look into them from outside.
import type { Definitions, Expression, Source } from "./model.ts";

function inside(expression: Expression): Source[] {
  switch (expression.kind) {
    case "literal":
      return [expression.source];
    case "table":
      return [
        ...expression.table.inputs.map((input) => input.value),
        ...expression.table.rules.flatMap((rule) => [...rule.inputs, ...rule.outputs]),
      ];
    case "context":
      return expression.entries.flatMap(({ value }) => inside(value));
    case "list":
      return expression.items.flatMap(inside);
    case "relation":
      return expression.rows.flatMap((row) => row.flatMap(inside));
    case "invocation":
      return [...inside(expression.callee), ...expression.bindings.flatMap(({ value }) => inside(value))];
    case "function":
      return inside(expression.body);
    case "conditional":
      return [expression.test, expression.yes, expression.no].flatMap(inside);
    case "filter":
      return [...inside(expression.list), ...inside(expression.match)];
    default:
      return [...inside(expression.list), ...inside(expression.body)];
  }
}

/** The texts of the model's own decisions and knowledge, not of what it imports. */
export const textsOf = ({ decisions, knowledge }: Definitions): Source[] => [
  ...Object.values(decisions).flatMap(({ value, model }) => (value === null || model !== undefined ? [] : inside(value))),
  ...Object.values(knowledge).flatMap(({ logic, model }) => (model === undefined ? inside(logic.body) : [])),
];

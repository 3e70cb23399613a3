// Every FEEL text of a model is read once when the file is, with the names it will see, so that a mistake is
// found before the model is ever evaluated.
import { type Context, compileFeel, compileUnary } from "../feel/index.ts";
import type { Definitions, Expression, Item, Source } from "./model.ts";
import type { Reading } from "./read.ts";
import { name } from "./scope.ts";
import { example } from "./types.ts";

/** Adds a problem for each text that cannot be read. */
export function compileAll(definitions: Definitions, reading: Reading): void {
  const { inputs, decisions, knowledge, services, types } = definitions;

  const check = (source: Source | null, names: Context, unary = false): void => {
    if (source === null) return;
    const compiled = unary ? compileUnary(source.text, { ...names, "?": null }) : compileFeel(source.text, names);
    if (!compiled.ok) reading.problems.push({ line: source.line + compiled.line - 1, message: compiled.message });
  };

  const add = (names: Context, items: readonly Item[]): Context => ({
    ...names,
    ...Object.fromEntries(items.map((one) => [one.name, example(one.type, types)])),
  });

  const look = (expression: Expression, names: Context): void => {
    switch (expression.kind) {
      case "literal":
        check(expression.source, names);
        return;
      case "table":
        for (const input of expression.table.inputs) {
          check(input.value, names);
          check(input.allowed, names, true);
        }
        for (const output of expression.table.outputs) {
          check(output.allowed, names, true);
          check(output.otherwise, names);
        }
        for (const rule of expression.table.rules) {
          for (const test of rule.inputs) check(test, names, true);
          for (const value of rule.outputs) check(value, names);
        }
        return;
      case "context": {
        let inner = names;
        for (const { item, value } of expression.entries) {
          look(value, inner);
          if (item) inner = add(inner, [item]);
        }
        return;
      }
      case "list":
        for (const item of expression.items) look(item, names);
        return;
      case "relation":
        for (const row of expression.rows) for (const cell of row) look(cell, names);
        return;
      case "invocation":
        look(expression.callee, names);
        for (const { value } of expression.bindings) look(value, names);
        return;
      case "function":
        look(expression.body, add(names, expression.parameters));
        return;
      case "conditional":
        for (const part of [expression.test, expression.yes, expression.no]) look(part, names);
        return;
      case "filter":
        look(expression.list, names);
        look(expression.match, { ...names, item: null });
        return;
      default:
        look(expression.list, names);
        look(expression.body, { ...names, [expression.variable]: null, partial: null });
    }
  };

  const named = (ids: readonly string[], model?: string): Context => {
    const scope: Context = {};
    for (const id of ids) {
      const value = inputs[id] ?? decisions[id];
      const called = knowledge[id] ?? services[id];
      if (value) name(scope, definitions, model, value, example(value.type, types));
      else if (called) name(scope, definitions, model, called, null);
    }
    return scope;
  };
  for (const decision of Object.values(decisions)) {
    // What is imported is checked in its own file.
    if (decision.value === null || decision.model !== undefined) continue;
    look(decision.value, named([...decision.inputs, ...decision.decisions, ...decision.knowledge]));
  }
  for (const model of Object.values(knowledge)) {
    if (model.model === undefined) look(model.logic.body, add(named([...model.knowledge, model.id]), model.logic.parameters));
  }
  const allowed = (type: Definitions["types"][string]): void => {
    check(type.allowed, {}, true);
    for (const component of type.components) allowed(component);
  };
  for (const type of Object.values(types)) allowed(type);
}

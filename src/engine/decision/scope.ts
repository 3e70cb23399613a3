// How an element calls what it requires: by name within its model, by `alias.name` where that is imported.
import { put } from "../feel/index.ts";
import type { Definitions } from "./model.ts";

/** Puts a value in the scope of an element of `model` (its namespace; undefined: the evaluated model itself). */
export function name(
  scope: Record<string, unknown>,
  definitions: Definitions,
  model: string | undefined,
  required: { readonly name: string; readonly model?: string },
  value: unknown,
): void {
  const from = model ?? definitions.namespace;
  const of = required.model ?? definitions.namespace;
  const alias = from === of ? "" : (definitions.imports[from]?.[of] ?? "");
  if (alias === "") {
    put(scope, required.name, value);
    return;
  }
  const known = Object.hasOwn(scope, alias) ? scope[alias] : undefined;
  const inner: Record<string, unknown> = { ...(typeof known === "object" ? known : {}) };
  put(inner, required.name, value);
  put(scope, alias, inner);
}

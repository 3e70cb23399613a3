// Imports (DMN 1.5, 6.3.3): the elements of another model, taken over under names that cannot clash, `namespace#id`.
import type { Decision, Definitions, InputData, ItemType, KnowledgeModel } from "./model.ts";
import { isBuiltIn } from "./types.ts";

/** How an element or a type of another model is called in this one's maps. */
export const qualified = (namespace: string, id: string): string => (id.includes("#") ? id : `${namespace}#${id}`);

/** A model as another sees it: every element by its qualified id, its types by their qualified names. */
function exported(definitions: Definitions): Definitions {
  const { namespace } = definitions;
  const id = (one: string): string => qualified(namespace, one);
  const type = (one: string | null): string | null => (one === null || isBuiltIn(one) ? one : id(one));
  const keyed = <T extends { readonly id: string; readonly model?: string }>(
    all: Readonly<Record<string, T>>,
    change: (one: T) => T,
  ): Record<string, T> =>
    Object.fromEntries(
      Object.values(all).map((one) => [id(one.id), { ...change(retyped(one, type)), id: id(one.id), model: one.model ?? namespace }]),
    );
  const ids = (all: readonly string[]): string[] => all.map(id);
  return {
    ...definitions,
    inputs: keyed<InputData>(definitions.inputs, (one) => one),
    decisions: keyed<Decision>(definitions.decisions, (one) => ({
      ...one,
      inputs: ids(one.inputs),
      decisions: ids(one.decisions),
      knowledge: ids(one.knowledge),
    })),
    knowledge: keyed<KnowledgeModel>(definitions.knowledge, (one) => ({ ...one, knowledge: ids(one.knowledge) })),
    services: keyed(definitions.services, (one) => ({
      ...one,
      outputs: ids(one.outputs),
      inputs: ids(one.inputs),
      inputDecisions: ids(one.inputDecisions),
    })),
    types: Object.fromEntries(
      Object.entries(definitions.types).map(([name, one]) => [id(name), retyped<ItemType>({ ...one, name: id(name) }, type)]),
    ),
  };
}

/** The same, with every reference to a type renamed: `type` of items and elements, `base` of item definitions. */
function retyped<T>(value: T, rename: (type: string | null) => string | null): T {
  const walk = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(
      Object.entries(part).map(([key, inner]) => [
        key,
        (key === "type" || key === "base") && typeof inner === "string" ? rename(inner) : walk(inner),
      ]),
    );
  };
  return walk(value) as T;
}

/** A model with those it imports; a type is `alias.name` where it is written, and known by its qualified name. */
export function linked(own: Definitions, imported: ReadonlyMap<string, Definitions>): Definitions {
  const byAlias = new Map([...imported].flatMap(([namespace]) => [[own.imports[own.namespace]?.[namespace] ?? "", namespace]]));
  const type = (one: string | null): string | null => {
    if (one === null || isBuiltIn(one) || Object.hasOwn(own.types, one)) return one;
    const [alias = "", ...rest] = one.split(".");
    const namespace = rest.length > 0 ? byAlias.get(alias) : byAlias.get("");
    return namespace === undefined ? one : qualified(namespace, rest.length > 0 ? rest.join(".") : one);
  };
  const others = [...imported.values()].map(exported);
  const merged = <T>(pick: (definitions: Definitions) => Readonly<Record<string, T>>): Record<string, T> =>
    Object.assign({}, ...others.map(pick), retyped(pick(own), type));
  return {
    name: own.name,
    namespace: own.namespace,
    imports: Object.assign({}, ...others.map(({ imports }) => imports), own.imports),
    inputs: merged((one) => one.inputs),
    decisions: merged((one) => one.decisions),
    knowledge: merged((one) => one.knowledge),
    services: merged((one) => one.services),
    types: merged((one) => one.types),
  };
}

/** A reference of an element: `id` within this model, `namespace#id` into another. */
export const local = (href: string, namespace: string): string => {
  const at = href.lastIndexOf("#");
  const [model, id] = at === -1 ? ["", href] : [href.slice(0, at), href.slice(at + 1)];
  return model === "" || model === namespace ? id : `${model}#${id}`;
};

/** The key of a type as it is written, `alias.name` where it is imported; null where there is none. */
export function typeKey({ namespace, imports, types }: Definitions, written: string): string | null {
  if (Object.hasOwn(types, written)) return written;
  for (const [other, alias] of Object.entries(imports[namespace] ?? {})) {
    const name = alias === "" ? written : written.startsWith(`${alias}.`) ? written.slice(alias.length + 1) : null;
    if (name !== null && Object.hasOwn(types, qualified(other, name))) return qualified(other, name);
  }
  return null;
}

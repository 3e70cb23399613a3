// What the parts must be shown, put together: the same record of the same register is fetched once for all of them, the same
// paper is asked once.
import type { Requirement, Source } from "../format/index.ts";
import { both, either, renamed, type When } from "./condition.ts";
import type { Sorted } from "./fields.ts";

type Registry = Extract<Source, { registry: string }>;

/** A part with the condition on which it is applied for, and what its facts are called in the bundle. */
export interface Conditioned extends Sorted {
  readonly wanted: When;
  readonly factNames: Readonly<Record<string, string>>;
  /** Facts that are known only once the part is opened. */
  readonly laterNames: ReadonlySet<string>;
  /** Its fields of which the bundle says that they are the same question as another part's. */
  readonly sameAs: ReadonlySet<string>;
}

export interface ComposedRequirements {
  readonly requirements: readonly Requirement[];
  /** By part: its requirement → the bundle's. */
  readonly names: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

interface Group {
  readonly mark: string;
  id: string;
  readonly first: Requirement;
  sources: Source[];
  readonly whens: When[];
  optional: boolean;
}

/** The requirements of a part that wait until it is opened and rest on the applicant's consent. */
export const laterConsents = ({ pack, late }: Sorted): readonly Requirement[] =>
  pack.header.requirements.filter(
    ({ id, sources }) => late.has(id) && sources.some((source) => "registry" in source && source.law === undefined),
  );

/**
 * What the applicant may be asked for when a part is opened and no register knows: the sources that are the applicant's, of the
 * requirements that wait until then. They are never asked with the form.
 */
export function composeSupplies(parts: readonly Conditioned[], taken: ReadonlySet<string>): ComposedRequirements {
  const names: Record<string, Record<string, string>> = {};
  const requirements = parts.flatMap((part) => {
    const own: Record<string, string> = {};
    names[part.key] = own;
    return part.pack.header.requirements.flatMap((requirement): Requirement[] => {
      const { id, optional, sources } = requirement;
      const supplied = sources.filter((source) => !("registry" in source));
      const name = `${part.key}-${id}`;
      if (!part.late.has(id) || optional || supplied.length === 0 || taken.has(name)) return [];
      own[id] = name;
      return [{ ...requirement, id: name, sources: supplied, when: "false", optional: true }];
    });
  });
  return { requirements, names };
}

/** Asked by the same key in the same register on the same kind of ground, it is the same question. */
function markOf(requirement: Requirement, part: Sorted): string {
  const asked = requirement.sources.flatMap((source) => ("registry" in source ? [registryMark(named(source, part))] : []));
  if (asked.length > 0) return JSON.stringify(asked[0]);
  return JSON.stringify([requirement.id, requirement.title, requirement.sources]);
}

const registryMark = ({ registry, by, key, law }: Registry) => [registry, by, key ?? null, law === undefined];

/** The source with the bundle's name of the field that it is searched by. */
function named<S extends Source>(source: S, part: Sorted): S {
  if (!("registry" in source) || source.by === "applicant") return source;
  const [, field = "", ...rest] = source.by.split("/");
  return { ...source, by: ["", part.fields[field] ?? field, ...rest].join("/") };
}

/** The union of the parts' requirements, those apart that can be met only once a part is opened. Pure. */
export function composeRequirements(parts: readonly Conditioned[], known: ReadonlySet<string> = new Set()): ComposedRequirements {
  const groups: Group[] = [];
  const names: Record<string, Record<string, string>> = {};
  for (const part of parts) {
    const own: Record<string, string> = {};
    names[part.key] = own;
    for (const requirement of part.pack.header.requirements) {
      if (part.late.has(requirement.id)) continue;
      const mark = markOf(requirement, part);
      const when = both(part.wanted, requirement.when === undefined ? undefined : renamed(requirement.when, part.factNames));
      const sources = requirement.sources.map((source) => named(source, part));
      const found = groups.find((one) => one.mark === mark);
      if (found) {
        found.sources = joined(found.sources, sources);
        found.whens.push(when);
        found.optional &&= requirement.optional;
        own[requirement.id] = found.id;
        continue;
      }
      const taken = (id: string) => known.has(id) || groups.some((one) => one.id === id);
      const id = taken(requirement.id) ? `${part.key}-${requirement.id}` : requirement.id;
      own[requirement.id] = id;
      groups.push({ mark, id, first: requirement, sources, whens: [when], optional: requirement.optional });
    }
  }
  const requirements = groups.map(({ id, first, sources, whens, optional }): Requirement => {
    const { when: _when, ...rest } = first;
    const when = either(whens);
    return { ...rest, id, sources, optional, ...(when === undefined ? {} : { when }) };
  });
  return { requirements, names };
}

/** The sources of both, in order; the same register's fields together. */
function joined(before: readonly Source[], more: readonly Source[]): Source[] {
  const result = [...before];
  for (const source of more) {
    const at = result.findIndex((one) =>
      "registry" in source && "registry" in one
        ? JSON.stringify(registryMark(one)) === JSON.stringify(registryMark(source))
        : JSON.stringify(one) === JSON.stringify(source),
    );
    const same = result[at];
    if (!same) result.push(source);
    else if ("registry" in same && "registry" in source)
      result[at] = { ...same, fields: [...new Set([...same.fields, ...source.fields])], fresh: shorter(same.fresh, source.fresh) };
  }
  return result;
}

const hours = (time: string): number => Number(time.split(" ")[0]) * (time.includes("hour") ? 1 : 24);
const shorter = (a: string, b: string): string => (hours(b) < hours(a) ? b : a);

// A condition as SQL: every value a parameter, every field one that is known.
import { wantedOf } from "../terms.ts";
import { formats, type Theme, themes } from "../vocabulary.ts";
import type { Condition } from "./query.ts";

export type Where =
  | { readonly ok: true; readonly sql: string; readonly values: readonly unknown[] }
  | { readonly ok: false; readonly why: string };

class Unknown extends Error {}

/** What does not tell datasets apart here: every published one is active, public and a dataset; `state` where withdrawn ones come too. */
const constant: Readonly<Record<string, string>> = {
  state: "active",
  type: "dataset",
  dataset_type: "dataset",
  private: "false",
  capacity: "public",
};

const like = (text: string): string => text.replace(/[\\%_]/g, "\\$&");
/** CKAN's names are lower case. */
export const groupName = (theme: string): string => theme.toLowerCase();
const themeOf = (name: string): string => Object.keys(themes).find((theme) => groupName(theme) === name.toLowerCase()) ?? (name as Theme);
const formatOf = (name: string): string =>
  Object.keys(formats).find(
    (format) =>
      format.replaceAll("_", "").toLowerCase() ===
      name
        .replaceAll(/[-_ ]/g, "")
        .toLowerCase()
        .replace(/^turtle$/, "rdfturtle"),
  ) ?? name;

/** The fields that a condition names. */
export function fieldsOf(condition: Condition): readonly string[] {
  if ("all" in condition) return condition.all.flatMap(fieldsOf);
  if ("any" in condition) return condition.any.flatMap(fieldsOf);
  if ("not" in condition) return fieldsOf(condition.not);
  return condition.field === undefined ? [] : [condition.field];
}

/**
 * Compiles conditions that must all hold, on rows `d` of opendata.dataset, or of it and opendata.withdrawn with their `state` where
 * `deleted`. `orgs` knows agencies by the ids that CKAN's clients use.
 */
export function whereOf(conditions: readonly Condition[], now: number, orgs: (id: string) => string, deleted = false): Where {
  const values: unknown[] = [];
  const take = (value: unknown): string => `$${values.push(value)}`;
  const compile = (condition: Condition): string => {
    if ("all" in condition) return condition.all.length === 0 ? "true" : `(${condition.all.map(compile).join(" and ")})`;
    if ("any" in condition) return `(${condition.any.map(compile).join(" or ")})`;
    if ("not" in condition) return `(not ${compile(condition.not)})`;
    if ("from" in condition) return between(condition);
    return equal(condition.field ?? "text", condition.value, condition.prefix);
  };
  const term = (...terms: string[]): string => `d.terms @> ${take(terms)}::text[]`;
  const equal = (field: string, value: string, prefix: boolean): string => {
    const text = (column: string) => (prefix ? `${column} like ${take(`${like(value)}%`)}` : `${column} = ${take(value)}`);
    switch (field) {
      case "text":
      case "notes": {
        const { terms } = wantedOf(value);
        return terms.length === 0 ? "false" : term(...terms);
      }
      case "title":
      case "title_string":
        return (
          wantedOf(value)
            .pieces.map((piece) => `d.plain like ${take(`%${like(piece)}%`)}`)
            .join(" and ") || "false"
        );
      case "name":
        return text("d.id");
      case "id":
        return `(d.uid::text = ${take(value.toLowerCase())} or d.id = ${take(value)})`;
      case "organization":
        return text("d.agency");
      case "owner_org":
        return `d.agency = ${take(orgs(value))}`;
      case "groups":
      case "theme":
        return term(`theme:${themeOf(value)}`);
      case "tags":
        return prefix ? `exists (select from unnest(d.tags) t where t like ${take(`${like(value)}%`)})` : term(`tag:${value}`);
      case "res_format":
        return term(`format:${formatOf(value)}`);
      case "license_id":
        return term(`licence:${value}`);
      case "state":
        return deleted ? `d.state = ${take(value)}` : value === constant.state ? "true" : "false";
      default:
        if (Object.hasOwn(constant, field)) return constant[field] === value ? "true" : "false";
        throw new Unknown(`undefined field ${field}`);
    }
  };
  const between = ({ field, from, to, inclusive }: Extract<Condition, { from: string }>): string => {
    const column = { metadata_modified: "d.modified", metadata_created: "d.issued" }[field];
    if (!column) throw new Unknown(`${field} has no ranges: metadata_modified and metadata_created have`);
    const bound = (written: string, operator: string) =>
      written === "*" ? [] : [`${column} ${operator} ${take(new Date(instantOf(written, now)))}`];
    const parts = [...bound(from, inclusive[0] ? ">=" : ">"), ...bound(to, inclusive[1] ? "<=" : "<")];
    return parts.length === 0 ? "true" : `(${parts.join(" and ")})`;
  };
  try {
    const sql = conditions.map(compile).join(" and ") || "true";
    return { ok: true, sql, values };
  } catch (error) {
    if (error instanceof Unknown) return { ok: false, why: error.message };
    throw error;
  }
}

const units = { SECOND: 1_000, MINUTE: 60_000, HOUR: 3_600_000, DAY: 86_400_000, MONTH: 30 * 86_400_000, YEAR: 365 * 86_400_000 } as const;

/** An instant as Solr writes it: RFC 3339, or reckoned from NOW (months as 30 days, years as 365). */
function instantOf(written: string, now: number): number {
  const relative = /^NOW(?:([+-]\d{1,6})(SECOND|MINUTE|HOUR|DAY|MONTH|YEAR)S?)?$/.exec(written);
  if (relative) return now + Number(relative[1] ?? 0) * units[(relative[2] ?? "SECOND") as keyof typeof units];
  const bare = written.replace(/^"|"$/g, "");
  const at = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(bare)
    ? Date.parse(/T.*(Z|[+-]\d{2}:?\d{2})$/.test(bare) || !bare.includes("T") ? bare : `${bare}Z`)
    : Number.NaN;
  if (Number.isNaN(at)) throw new Unknown(`"${written}" is no instant: write 2026-09-21T09:30:00Z, NOW or NOW-1DAY`);
  return at;
}

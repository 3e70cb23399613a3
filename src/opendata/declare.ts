// Owners' declarations of what they open, held against the registers: only open fields that are shared without condition.
import type { ClientBase } from "pg";
import type { z } from "zod";
import type { Text } from "../platform/i18n/index.ts";
import type { Register } from "../registry/index.ts";
import type { Declared, datasetsFile, Kept } from "./format.ts";

/** What stands in the way of opening a dataset, and at which of its members. */
export interface DeclarationProblem {
  readonly path: readonly PropertyKey[];
  readonly message: Text;
}

/** The problems of one declaration among others; empty where nothing stands in its way. Without `divisions` any code may be covered. */
export function declarationProblems(
  one: Declared,
  before: readonly Declared[],
  registers: readonly Register[],
  { agencies, divisions }: { readonly agencies: ReadonlySet<string>; readonly divisions?: ReadonlySet<string> },
): readonly DeclarationProblem[] {
  const problems: DeclarationProblem[] = [];
  const note = (path: readonly PropertyKey[], zh: string, en: string) => problems.push({ path, message: { zh, en } });
  if (before.some(({ id }) => id === one.id)) note(["id"], `数据集 ${one.id} 出现了两次`, `dataset ${one.id} is there twice`);
  const { from, spatial, temporal } = one;
  for (const [at, code] of spatial.entries())
    if (divisions && !divisions.has(code)) note(["spatial", at], `没有区划代码“${code}”`, `there is no division ${code}`);
  if (temporal?.to !== undefined && temporal.to < temporal.from)
    note(["temporal", "to"], "止日早于起日", "the last day is before the first");
  if ("services" in from) {
    if (!agencies.has(from.owner)) note(["from", "owner"], `没有部门“${from.owner}”`, `there is no agency ${from.owner}`);
    return problems;
  }
  const register = registers.find(({ id }) => id === from.register);
  if (!register) {
    note(["from", "register"], `没有登记库“${from.register}”`, `there is no register ${from.register}`);
    return problems;
  }
  const named = [
    ...from.fields.map((name, at) => [name, ["from", "fields", at]] as const),
    ...Object.keys(one.meaning).map((name) => [name, ["meaning", name]] as const),
  ];
  for (const [name, path] of named) {
    const field = Object.hasOwn(register.fields, name) ? register.fields[name] : undefined;
    if (!field) note(path, `${register.id} 没有栏目“${name}”`, `${register.id} has no field ${name}`);
    else if (field.class !== "open") {
      note(
        path,
        `${register.id} 的栏目“${name}”属于个人或者敏感信息，不能开放，请从 fields 中删除`,
        `the field ${name} of ${register.id} is ${field.class} and cannot be published: leave it out of fields`,
      );
    }
  }
  if (register.share.open !== "unconditional") {
    note(
      ["from", "register"],
      `${register.id} 不是无条件共享，不能开放`,
      `${register.id} is not shared unconditionally and cannot be published`,
    );
  }
  return problems;
}

/**
 * Keeps the declarations, as the owner: a new or changed one is made at the next look, one that is gone is published no more. What a
 * steward opened, changed or withdrew stays as the steward left it.
 * @param datasets must have no {@link declarationProblems}
 */
export async function declareDatasets(
  owner: ClientBase,
  { complaint, datasets }: z.infer<typeof datasetsFile>,
  registers: readonly Register[],
): Promise<void> {
  const ownerOf = ({ from }: Declared): string =>
    "services" in from ? from.owner : (registers.find(({ id }) => id === from.register)?.owner ?? "");
  const kept: Kept[] = datasets.map((one) => ({ ...one, agency: ownerOf(one), ...(complaint === undefined ? {} : { complaint }) }));
  await owner.query(
    `with gone as (delete from opendata.declared where id <> all ($1) and changed_by = 'city' returning id)
     delete from opendata.dataset d using gone where d.id = gone.id`,
    [kept.map(({ id }) => id)],
  );
  await owner.query(
    `insert into opendata.declared as d (id, definition) select x ->> 'id', x from jsonb_array_elements($1::jsonb) x
     on conflict (id) do update set definition = excluded.definition, refresh_at = '-infinity', changed_at = now() where d.changed_by = 'city'`,
    [JSON.stringify(kept)],
  );
}

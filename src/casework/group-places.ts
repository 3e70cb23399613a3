// Lists of groups in a case: a whole list is open for correction, or single groups and questions of it (`/founders/1/share`).
import type { Pack } from "../catalogue/index.ts";
import { groupPlace, groupsOf } from "../engine/form/index.ts";
import type { Answers, Json } from "./facts.ts";

type FormOf = Pick<Pack, "form">;

/** The field that an open pointer belongs to. */
export const fieldOf = ({ form }: FormOf, pointer: string): string => groupPlace(form, pointer)?.name ?? pointer.slice(1);

/** Whether something of the field may be changed. */
export const opens = (pack: FormOf, open: readonly string[], field: string): boolean =>
  open.some((pointer) => fieldOf(pack, pointer) === field);

/** Whether the pointer leads to a group, or a question of a group, that the answers hold. */
export function holdsPlace({ form }: FormOf, answers: Answers, pointer: string): boolean {
  const place = groupPlace(form, pointer);
  return place !== undefined && place.n < groupsOf(answers[place.name]).length;
}

/** Every group of the list, and every question of each, as they can be marked. */
export function placesIn({ form }: FormOf, answers: Answers, field: string): readonly string[] {
  const questions = Object.keys(form.fields[field]?.rows ?? {});
  return groupsOf(answers[field]).flatMap((_, n) => [`/${field}/${n}`, ...questions.map((inner) => `/${field}/${n}/${inner}`)]);
}

/** What an answer changes that is not open, as pointers: the field, or where only some places of its list are open, each other place. */
export function changedClosed({ form }: FormOf, open: readonly string[], field: string, before: Json, after: Json): readonly string[] {
  if (open.includes(`/${field}`)) return [];
  const places = open.filter((pointer) => groupPlace(form, pointer)?.name === field);
  const [was, is] = [groupsOf(before), groupsOf(after)];
  if (places.length === 0 || !Array.isArray(after) || is.length !== after.length || is.length !== was.length) return [`/${field}`];
  return was.flatMap((group, n) => {
    if (places.includes(`/${field}/${n}`)) return [];
    const names = [...new Set([...Object.keys(group), ...Object.keys(is[n] ?? {})])];
    return names
      .filter((inner) => JSON.stringify(group[inner] ?? null) !== JSON.stringify(is[n]?.[inner] ?? null))
      .map((inner) => `/${field}/${n}/${inner}`)
      .filter((pointer) => !places.includes(pointer));
  });
}

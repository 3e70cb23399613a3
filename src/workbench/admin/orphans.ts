// Posts that the current procedures name and nobody holds today.
import type { Pack } from "../../catalogue/index.ts";
import type { Directory } from "../../organisation/index.ts";
import type { Text } from "../../platform/i18n/index.ts";

export interface Orphan {
  /** `agency/post`. */
  readonly post: string;
  /** False: no agency has this post at all. */
  readonly known: boolean;
  /** Needed only where its agency is found concerned when a case runs, or is chosen. */
  readonly whereChosen: boolean;
  readonly services: readonly Text[];
}

/** `today` is a date of the city's calendar. */
export function orphans(packs: readonly Pack[], directory: Directory, today: string): readonly Orphan[] {
  const found = new Map<string, { known: boolean; whereChosen: boolean; services: Set<Text> }>();
  for (const { model, header } of packs) {
    const tasks = [...Object.values(model.stages).flatMap((stage) => Object.values(stage.tasks)), ...Object.values(model.extras)];
    const names = tasks.flatMap((task) => ("may" in task ? [task.by, task.may as string] : [task.by]));
    for (const { post, whereChosen } of names.flatMap((by) => meant(by, Object.keys(header.roles), directory))) {
      if (directory.officersOf(post, today).length > 0) continue;
      const one = found.get(post) ?? { known: directory.post(post) !== undefined, whereChosen, services: new Set<Text>() };
      one.services.add(header.title);
      found.set(post, { ...one, whereChosen: one.whereChosen && whereChosen });
    }
  }
  return [...found]
    .map(([post, one]) => ({ post, ...one, services: [...one.services] }))
    .toSorted((a, b) => Number(a.whereChosen) - Number(b.whereChosen));
}

/** The posts that a name in a procedure may come to mean; a role is bound only when a case starts. */
function meant(by: string, roles: readonly string[], directory: Directory): { post: string; whereChosen: boolean }[] {
  const [head = "", post] = by.split("/");
  if (post === undefined || roles.includes(head)) return [];
  if (!head.startsWith("{")) return [{ post: by, whereChosen: false }];
  return directory.agencies().flatMap(({ id }) => (directory.post(`${id}/${post}`) ? [{ post: `${id}/${post}`, whereChosen: true }] : []));
}

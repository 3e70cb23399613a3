// The agency, every post and every life event exist here.
import type { Problem } from "../../platform/yaml/index.ts";
import type { Parts } from "../load.ts";
import type { Place } from "../place.ts";
import { error, tasksOf } from "../references/subject.ts";

export function posts(parts: Parts, { directory }: Place): Problem[] {
  const { header, documents } = parts;
  const problems: Problem[] = [];
  const known = (post: string) => directory.post(post)?.active === true;
  const noPost = (path: readonly PropertyKey[], post: string) =>
    problems.push(error(documents.procedure, path, { zh: `这里没有岗位“${post}”。`, en: `There is no post "${post}" here.` }));
  if (!directory.agency(header.agency)?.active) {
    problems.push(
      error(documents.pack, ["agency"], { zh: `这里没有部门“${header.agency}”。`, en: `There is no agency "${header.agency}" here.` }),
    );
  }
  for (const { task, path } of tasksOf(parts).values()) {
    const may = "may" in task && typeof task.may === "string" ? [["may", task.may] as const] : [];
    for (const [key, who] of [["by", task.by] as const, ...may]) {
      const [head = "", post] = who.split("/");
      if (post === undefined || Object.hasOwn(header.roles, head)) continue;
      if (head === "{item}" || head === "{chosen}") {
        if (!directory.agencies().some(({ id }) => known(`${id}/${post}`))) noPost([...path, key], who);
        for (const agency of task.each ? named(parts, task.each) : [])
          if (!known(`${agency}/${post}`)) noPost([...path, key], `${agency}/${post}`);
      } else if (!known(who)) noPost([...path, key], who);
    }
  }
  header.lifeEvents.forEach((id, n) => {
    if (!directory.city.lifeEvents.some((event) => event.id === id)) {
      problems.push(
        error(documents.pack, ["lifeEvents", n], { zh: `这里没有生命周期事件“${id}”。`, en: `There is no life event "${id}" here.` }),
      );
    }
  });
  return problems;
}

/** The agencies that the decision behind a list names outright; those that it computes are known only when a case comes. */
function named({ header, decisions }: Parts, each: string): string[] {
  const source = header.facts[each.trim()]?.decision?.split("#");
  if (!source) return [];
  const [file = "", name] = source;
  const value = Object.values(decisions[file]?.decisions ?? {}).find((decision) => decision.name === name)?.value;
  if (value?.kind !== "table") return [];
  const texts = value.table.rules.flatMap((rule) => rule.outputs.map((output) => output.text));
  return texts.flatMap((text) => /^"([a-z][a-z0-9-]*)"$/.exec(text)?.[1] ?? []);
}

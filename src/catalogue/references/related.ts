// Cases that belong to this one: who owns it, what it is about, which cases it opens and leads to.
import type { Problem } from "../../platform/yaml/index.ts";
import { answerOf, type Check, error, tasksOf } from "./subject.ts";

export const related: Check = (parts) => {
  const { header, form, documents, model } = parts;
  const tasks = tasksOf(parts);
  const problems: Problem[] = [];
  const say = (path: readonly PropertyKey[], zh: string, en: string) => problems.push(error(documents.pack, path, { zh, en }));
  const answer = (path: readonly PropertyKey[], pointer: string) => {
    const name = answerOf(pointer).replaceAll("{item}", "1");
    if (!Object.hasOwn(form.schema.properties, name)) say(path, `表单里没有“${name}”。`, `The form has no answer "${name}".`);
  };
  const source = (path: readonly PropertyKey[], said: string) => {
    const [kind, name = ""] = [said.split(":")[0], said.slice(said.indexOf(":") + 1)];
    if (said.startsWith("/")) answer(path, said);
    else if (kind === "fact" && !Object.hasOwn(header.facts, name)) say(path, `没有名为“${name}”的事实。`, `There is no fact "${name}".`);
    else if (kind === "role" && !Object.hasOwn(header.roles, name)) say(path, `没有角色“${name}”。`, `There is no role "${name}".`);
    else if (kind === "output" && !header.outputs.some(({ id }) => `${id}/number` === name))
      say(path, `没有输出“${name}”。`, `There is no output "${name}".`);
    else if (!["fact", "role", "output", "const"].includes(kind ?? "") && !["item", "today", "case:number"].includes(said))
      say(path, `不认识来源“${said}”。`, `"${said}" names no source.`);
  };
  if (header.owner !== undefined && !Object.hasOwn(header.roles, header.owner))
    say(["owner"], `没有角色“${header.owner}”。`, `There is no role "${header.owner}".`);
  for (const [kind, { answer: pointer }] of Object.entries(header.subjects)) answer(["subjects", kind, "answer"], pointer);
  for (const [name, child] of Object.entries(header.children)) {
    if (!tasks.get(name)?.task.child) say(["children", name], `任务“${name}”不是另一个办件。`, `The task "${name}" is no case of its own.`);
    for (const [field, said] of Object.entries(child.give)) source(["children", name, "give", field], said);
    child.hand.forEach((id, n) => {
      if (!header.outputs.some((output) => output.id === id))
        say(["children", name, "hand", n], `没有输出“${id}”。`, `There is no output "${id}".`);
    });
  }
  header.leads.forEach((lead, n) => {
    for (const stage of lead.in)
      if (!Object.hasOwn(model.stages, stage))
        say(["leads", n, "in"], `流程里没有环节“${stage}”。`, `The procedure has no stage "${stage}".`);
    for (const [name, said] of Object.entries(lead.give)) source(["leads", n, "give", name], said);
  });
  return problems;
};

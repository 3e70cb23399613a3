// An official document is made of a text that some task writes, by tasks and facts that exist.
import type { Problem } from "../../platform/yaml/index.ts";
import type { OfficialOutput } from "../format/index.ts";
import type { Parts } from "../load.ts";
import { answerOf, error, tasksOf } from "./subject.ts";

export function official(parts: Parts, output: OfficialOutput, n: number): Problem[] {
  const { header, form, documents } = parts;
  const tasks = tasksOf(parts);
  const problems: Problem[] = [];
  const say = (path: readonly PropertyKey[], zh: string, en: string) =>
    problems.push(error(documents.pack, ["outputs", n, ...path], { zh, en }));
  const task = (path: readonly PropertyKey[], name: string, effects: readonly string[] = []) => {
    const found = tasks.get(name)?.task;
    if (!found) say(path, `流程里没有任务“${name}”。`, `The procedure has no task "${name}".`);
    else
      for (const effect of effects.filter((one) => !found.do.includes(one)))
        say(path, `任务“${name}”的 do 里缺少 ${effect}。`, `The task "${name}" does not ${effect}; add it to its "do".`);
  };
  const fact = (path: readonly PropertyKey[], source: string | undefined, type?: string) => {
    if (source === undefined || !source.startsWith("fact:")) return;
    const found = header.facts[source.slice(5)];
    if (!found) say(path, `没有名为“${source.slice(5)}”的事实。`, `There is no fact "${source.slice(5)}".`);
    else if (type !== undefined && found.type !== type)
      say(path, `事实“${source.slice(5)}”应当是 ${type}。`, `The fact "${source.slice(5)}" must be a ${type}.`);
  };
  task(["task"], output.task, output.seal ? ["render", "seal"] : ["render"]);
  if (![...tasks.values()].some((one) => one.task.edits === output.text))
    say(["text"], `没有任务编写文稿“${output.text}”（edits）。`, `No task edits the text "${output.text}".`);
  fact(["type"], output.type, "string");
  fact(["format"], output.format, "string");
  fact(["joint"], output.joint, "list");
  fact(["upward"], output.upward, "boolean");
  if (output.number) {
    task(["number", "taken"], output.number.taken, ["number"]);
    fact(["number", "register"], output.number.register, "string");
    fact(["number", "format"], output.number.format, "string");
  }
  fact(["seal", "when"], output.seal?.when, "boolean");
  output.approved.forEach((name, at) => {
    task(["approved", at], name);
  });
  output.seal?.before.forEach((name, at) => {
    task(["seal", "before", at], name);
  });
  for (const [name, source] of Object.entries(output.fields)) {
    fact(["fields", name], source);
    if (source.startsWith("/") && !Object.hasOwn(form.schema.properties, answerOf(source)))
      say(["fields", name], `表单里没有“${answerOf(source)}”。`, `The form has no answer "${answerOf(source)}".`);
    if (source.startsWith("role:") && !Object.hasOwn(header.roles, source.slice(5)))
      say(["fields", name], `没有角色“${source.slice(5)}”。`, `There is no role "${source.slice(5)}".`);
  }
  return problems;
}

// Texts that officers write: each that a task edits is said in `writing`, and its first words can be read and filled in.
import { placesIn, readPlain } from "../../engine/text/index.ts";
import type { Problem } from "../../platform/yaml/index.ts";
import type { Written } from "../format/index.ts";
import { type Check, error, tasksOf } from "./subject.ts";

/** The files of a text's first words, with where pack.yaml names each. */
const wordingsOf = ({ template }: Written): readonly { readonly path: string; readonly at: readonly string[] }[] => {
  if (template === undefined) return [];
  if (typeof template === "string") return [{ path: template, at: ["template"] }];
  return Object.entries(template.of).map(([value, path]) => ({ path, at: ["template", "of", value] }));
};

export const writing: Check = (parts) => {
  const { header, documents, wordings, form } = parts;
  const problems: Problem[] = [];
  const edited = new Set<string>();
  for (const [name, { task, path }] of tasksOf(parts)) {
    if (task.edits === undefined) continue;
    edited.add(task.edits);
    if (!Object.hasOwn(header.writing, task.edits))
      problems.push(
        error(documents.procedure, [...path, "edits"], {
          zh: `任务“${name}”编辑的文稿“${task.edits}”没有写在 pack.yaml 的 writing 里。`,
          en: `The task "${name}" edits "${task.edits}", which "writing" in pack.yaml does not name.`,
        }),
      );
  }
  const used = new Set<string>();
  for (const [name, text] of Object.entries(header.writing)) {
    const say = (at: readonly string[], zh: string, en: string): void =>
      void problems.push(error(documents.pack, ["writing", name, ...at], { zh, en }));
    if (!edited.has(name)) say([], `没有任务编辑文稿“${name}”。`, `No task edits the text "${name}".`);
    for (const [n, pointer] of text.head.entries())
      if (!Object.hasOwn(form.schema.properties, pointer.slice(1)))
        say(["head", String(n)], `表单里没有“${pointer.slice(1)}”。`, `The form has no answer "${pointer.slice(1)}".`);
    const { template } = text;
    if (typeof template === "object" && !Object.hasOwn(header.facts, template.by))
      say(["template", "by"], `没有名为“${template.by}”的事实。`, `There is no fact "${template.by}".`);
    for (const { path, at } of wordingsOf(text)) {
      used.add(path);
      const source = Object.hasOwn(wordings, path) ? wordings[path] : undefined;
      if (source === undefined) {
        say(at, `没有文件 ${path}。`, `There is no file ${path}.`);
        continue;
      }
      const read = readPlain(source);
      if (!read.ok)
        problems.push(...read.problems.map(({ line, detail }): Problem => ({ file: path, line, message: detail, level: "error" })));
      else
        for (const field of placesIn(read.text))
          if (!Object.hasOwn(form.schema.properties, field))
            say(at, `${path} 用到的“${field}”不是表单里的回答。`, `${path} takes "${field}", which is no answer of the form.`);
    }
  }
  for (const path of Object.keys(wordings).filter((path) => !used.has(path)))
    problems.push({
      file: path,
      line: 1,
      message: { zh: "没有文稿用到这个文件，请删去。", en: "No text uses this file; remove it." },
      level: "error",
    });
  return problems;
};

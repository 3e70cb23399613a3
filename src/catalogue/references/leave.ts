// A leave that a case grants: whose it is, and the answers that say from when, until when and who stands in.
import type { Property } from "../../engine/form/index.ts";
import type { Problem } from "../../platform/yaml/index.ts";
import { answerOf, type Check, error, tasksOf } from "./subject.ts";

export const leave: Check = (parts) => {
  const { header, form, documents } = parts;
  const entering = [...tasksOf(parts)].filter(([, { task }]) => task.do.includes("leave"));
  if (!header.leave)
    return entering.map(([name, { path }]) =>
      error(documents.procedure, [...path, "do"], {
        zh: `任务“${name}”登记休假，但 pack.yaml 没有写 leave。`,
        en: `The task "${name}" enters a leave, but pack.yaml has no "leave".`,
      }),
    );
  const problems: Problem[] = [];
  const say = (path: readonly string[], zh: string, en: string): void =>
    void problems.push(error(documents.pack, ["leave", ...path], { zh, en }));
  if (entering.length === 0) say([], "没有任务登记休假（do: leave）。", 'No task enters the leave ("do: leave").');
  const { officer, ...answers } = header.leave;
  if (!Object.hasOwn(header.roles, officer)) say(["officer"], `没有角色“${officer}”。`, `There is no role "${officer}".`);
  const suits: Record<keyof typeof answers, (property: Property) => boolean> = {
    from: isDate,
    to: isDate,
    instead: ({ type }) => type === "string",
  };
  for (const [name, pointer] of Object.entries(answers) as [keyof typeof answers, string | undefined][]) {
    if (pointer === undefined) continue;
    const property = form.schema.properties[answerOf(pointer)];
    if (!property) say([name], `表单里没有“${answerOf(pointer)}”。`, `The form has no answer "${answerOf(pointer)}".`);
    else if (!suits[name](property))
      say([name], `“${answerOf(pointer)}”的类型不合适。`, `"${answerOf(pointer)}" is not of a suitable type.`);
  }
  return problems;
};

const isDate = ({ type, format }: Property): boolean => type === "string" && format === "date";

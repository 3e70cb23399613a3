// Every key that a person can meet has its text in both languages, and no text is left over.
import type { Problem } from "../../platform/yaml/index.ts";
import { type Check, error, tasksOf } from "./subject.ts";

export const texts: Check = (parts) => {
  const { header, model, documents } = parts;
  const tasks = [...tasksOf(parts).values()].map(({ task }) => task);
  const needed = {
    stages: Object.keys(model.stages),
    tasks: Object.values(model.stages).flatMap(({ tasks }) => Object.keys(tasks)),
    outcomes: tasks.flatMap((task) => [...Object.keys(task.outcomes), ...(task.late ? [task.late] : [])]),
    extras: Object.keys(model.extras),
    ends: Object.keys(model.ends),
    clocks: Object.keys(model.clocks),
    grounds: tasks.flatMap(({ stops }) => stops ?? []),
    after: header.audience === "public" ? Object.keys(model.ends) : [],
  } satisfies Record<keyof typeof header.texts, string[]>;
  return Object.entries(needed).flatMap(([kind, keys]): Problem[] => {
    const given = Object.keys(header.texts[kind as keyof typeof needed]);
    const missing = [...new Set(keys)].filter((key) => !given.includes(key));
    const spare = given.filter((key) => !keys.includes(key) && !(kind === "after" && key in model.ends));
    return [
      ...missing.map((key) =>
        error(documents.pack, ["texts", kind], {
          zh: `texts.${kind} 里缺少“${key}”的文字。`,
          en: `texts.${kind} has no text for "${key}".`,
        }),
      ),
      ...spare.map((key) =>
        error(documents.pack, ["texts", kind, key], {
          zh: `texts.${kind} 里的“${key}”没有用到，请删去。`,
          en: `texts.${kind} has "${key}", which nothing uses; remove it.`,
        }),
      ),
    ];
  });
};

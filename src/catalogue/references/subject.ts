// What the checks look at, and the words to report with.
import type { Task } from "../../engine/procedure/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import type { Problem, YamlDocument } from "../../platform/yaml/index.ts";
import type { Parts } from "../load.ts";

export type Check = (parts: Parts) => Problem[];

export const error = (document: YamlDocument, path: readonly PropertyKey[], message: Text): Problem => ({
  file: document.file,
  ...document.at(path),
  message,
  level: "error",
});
export const warning = (document: YamlDocument, path: readonly PropertyKey[], message: Text): Problem => ({
  ...error(document, path, message),
  level: "warning",
});

/** Tasks of stages by `stage/task`, extras by their key; with where each stands in procedure.yaml. */
export function tasksOf({ model }: Pick<Parts, "model">): Map<string, { task: Task; path: string[] }> {
  const found = new Map<string, { task: Task; path: string[] }>();
  for (const [stage, { tasks }] of Object.entries(model.stages)) {
    for (const [key, task] of Object.entries(tasks)) found.set(`${stage}/${key}`, { task, path: ["stages", stage, "tasks", key] });
  }
  for (const [key, task] of Object.entries(model.extras)) found.set(key, { task, path: ["extras", key] });
  return found;
}

/** The first part of a JSON pointer: the answer it leads into. */
export const answerOf = (pointer: string): string => (pointer.split("/")[1] ?? "").replaceAll("~1", "/").replaceAll("~0", "~");

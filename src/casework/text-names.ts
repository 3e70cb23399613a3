// Which texts a case has, and what people call them.
import type { Text } from "../platform/i18n/index.ts";
import type { Loaded } from "./load.ts";

/** The names of a case's texts: those that its pack says and those that tasks of it edit. */
export const textNames = ({ pack: { header, model } }: Pick<Loaded, "pack">): readonly string[] => {
  const edited = [...Object.values(model.stages).flatMap(({ tasks }) => Object.values(tasks)), ...Object.values(model.extras)];
  return [...new Set([...Object.keys(header.writing), ...edited.flatMap(({ edits }) => edits ?? [])])];
};

/** What people call a text. */
export const textTitle = ({ pack }: Pick<Loaded, "pack">, name: string): Text =>
  (Object.hasOwn(pack.header.writing, name) ? pack.header.writing[name]?.title : undefined) ?? { zh: name, en: name };

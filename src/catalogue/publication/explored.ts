// Every case can end, whatever is decided and however the facts read.
import { explore, problemsOf } from "../../engine/procedure/index.ts";
import type { Problem } from "../../platform/yaml/index.ts";
import { partsStage } from "../bundle/index.ts";
import type { Parts } from "../load.ts";

const LIMIT = 20_000;

export function explored({ model, places, documents, composed }: Parts): Problem[] {
  // A procedure that was made with a bundle has one stage, which each part leaves in one of four ways: it ends by its shape.
  if (composed && Object.keys(model.stages).join() === partsStage) return [];
  const found = explore(model, LIMIT);
  const file = documents.procedure.file;
  const problems = problemsOf(found, places).map(({ line, column, message }): Problem => ({ file, line, column, message, level: "error" }));
  if (found.complete) return problems;
  const message = {
    zh: `流程太大，只查了 ${LIMIT} 种情形；没有查到的部分不能保证办得完。`,
    en: `The procedure is too large: ${LIMIT} states were looked at, and the rest is not known to end.`,
  };
  return [...problems, { file, line: 1, message, level: "warning" }];
}

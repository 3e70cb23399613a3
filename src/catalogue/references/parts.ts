// Where a bundle's author wrote the procedure: every part is a task of it, and can come to everything that a part can come to.
import { partOutcomes } from "../bundle/index.ts";
import { type Check, error } from "./subject.ts";

export const parts: Check = ({ composed = {}, model, documents }) =>
  Object.values(composed).flatMap(({ key, pack }) => {
    const task = Object.values(model.stages)
      .map(({ tasks }) => tasks[key])
      .find((one) => one?.child?.pack === pack.header.id);
    const missing = partOutcomes.filter((outcome) => !task || !Object.hasOwn(task.outcomes, outcome));
    if (missing.length === 0) return [];
    return [
      error(documents.procedure, ["stages"], {
        zh: `流程里要有任务“${key}”：case: ${pack.header.id}，until: ${partOutcomes.join(" ")}。`,
        en: `The procedure needs a task "${key}" with case: ${pack.header.id} and until: ${partOutcomes.join(" ")}.`,
      }),
    ];
  });

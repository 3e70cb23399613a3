// Outputs, letters, corrections, reasons and the steps of the guide name what exists in the procedure and in the folder.
import type { Problem } from "../../platform/yaml/index.ts";
import { renderedOutputs } from "../format/index.ts";
import { official } from "./official.ts";
import { type Check, error, tasksOf, warning } from "./subject.ts";

export const outputs: Check = (parts) => {
  const { header, documents, templates } = parts;
  const tasks = tasksOf(parts);
  const { pack, procedure } = documents;
  const problems: Problem[] = header.outputs.flatMap((output, n): Problem[] => {
    if (output.kind === "document") return official(parts, output, n);
    const at = (...path: PropertyKey[]) => ["outputs", n, ...path];
    const made = tasks.get(output.task)?.task;
    const found: Problem[] = [];
    if (!made)
      found.push(error(pack, at("task"), { zh: `流程里没有任务“${output.task}”。`, en: `The procedure has no task "${output.task}".` }));
    else {
      const wants = output.kind === "licence" ? ["render", "seal", "issue"] : ["render"];
      for (const effect of wants.filter((effect) => !made.do.includes(effect))) {
        found.push(
          error(pack, at("task"), {
            zh: `任务“${output.task}”的 do 里缺少 ${effect}。`,
            en: `The task "${output.task}" does not ${effect}; add it to its "do".`,
          }),
        );
      }
      if (made.do.includes("number") !== (output.number !== undefined && !("record" in output.number))) {
        found.push(
          error(pack, at(output.number ? "number" : "task"), {
            zh: `任务“${output.task}”的 do 与 number 应当同时有或者同时没有编号。`,
            en: `Either the task "${output.task}" numbers and the output says how, or neither.`,
          }),
        );
      }
    }
    if (output.kind === "licence" && !output.type)
      found.push(error(pack, at(), { zh: "证照要有类型代码和名称（type）。", en: 'A licence needs its type code and name ("type").' }));
    return found;
  });
  for (const [name, { task, path }] of tasks) {
    if (task.do.some((effect) => effect === "render" || effect === "issue") && !header.outputs.some((output) => output.task === name)) {
      problems.push(
        error(procedure, [...path, "do"], {
          zh: `任务“${name}”要制作文件，pack.yaml 的 outputs 里却没有。`,
          en: `The task "${name}" renders, but no output in pack.yaml names it.`,
        }),
      );
    }
  }
  const used = [...renderedOutputs(header), ...header.letters].map(({ template }) => template);
  for (const kind of ["outputs", "letters"] as const) {
    header[kind].forEach((one, n) => {
      if ("template" in one && !Object.hasOwn(templates, one.template))
        problems.push(error(pack, [kind, n, "template"], { zh: `没有文件 ${one.template}。`, en: `There is no file ${one.template}.` }));
    });
    problems.push(...twice(parts, kind));
  }
  for (const path of Object.keys(templates).filter((path) => !used.includes(path))) {
    const message = { zh: "没有输出或者信件用到这个模板，请删去。", en: "No output or letter uses this template; remove it." };
    problems.push({ file: path, line: 1, message, level: "error" });
  }
  return problems;
};

const twice = ({ header, documents }: Parameters<Check>[0], kind: "outputs" | "letters"): Problem[] =>
  header[kind].flatMap(({ id }, n) =>
    header[kind].findIndex((other) => other.id === id) < n
      ? [error(documents.pack, [kind, n, "id"], { zh: `“${id}”已经用过，请换一个。`, en: `"${id}" is taken; choose another.` })]
      : [],
  );

export const letters: Check = (parts) => {
  const tasks = tasksOf(parts);
  return parts.header.letters.flatMap(({ on }, n): Problem[] => {
    const [event, name = "", outcome] = on.split(" ");
    const task = tasks.get(name)?.task;
    const at = ["letters", n, "on"];
    if (!task) return [error(parts.documents.pack, at, { zh: `流程里没有任务“${name}”。`, en: `The procedure has no task "${name}".` })];
    if (event === "finished" && outcome !== undefined && !Object.hasOwn(task.outcomes, outcome) && task.late !== outcome) {
      return [
        error(parts.documents.pack, at, {
          zh: `任务“${name}”没有结论“${outcome}”。`,
          en: `The task "${name}" has no outcome "${outcome}".`,
        }),
      ];
    }
    return [];
  });
};

export const outcomes: Check = (parts) => {
  const { header, model, documents } = parts;
  const tasks = tasksOf(parts);
  const known = new Set([...tasks.values()].flatMap(({ task }) => [...Object.keys(task.outcomes), ...(task.late ? [task.late] : [])]));
  const problems: Problem[] = [];
  header.reasons.forEach((outcome, n) => {
    if (!known.has(outcome))
      problems.push(
        error(documents.pack, ["reasons", n], { zh: `流程里没有结论“${outcome}”。`, en: `The procedure has no outcome "${outcome}".` }),
      );
  });
  for (const [outcome, name] of Object.entries(header.corrections)) {
    if (!known.has(outcome))
      problems.push(
        error(documents.pack, ["corrections", outcome], {
          zh: `流程里没有结论“${outcome}”。`,
          en: `The procedure has no outcome "${outcome}".`,
        }),
      );
    const by = tasks.get(name)?.task.by;
    if (by === undefined)
      problems.push(
        error(documents.pack, ["corrections", outcome], { zh: `流程里没有任务“${name}”。`, en: `The procedure has no task "${name}".` }),
      );
    else if (by !== "applicant")
      problems.push(
        error(documents.pack, ["corrections", outcome], {
          zh: `“${name}”不由申请人完成，不能补正。`,
          en: `"${name}" is not done by the applicant, so nothing can be corrected there.`,
        }),
      );
  }
  for (const name of Object.keys(header.answers)) {
    if (!tasks.has(name))
      problems.push(
        error(documents.pack, ["answers", name], { zh: `流程里没有任务“${name}”。`, en: `The procedure has no task "${name}".` }),
      );
  }
  const placed = Object.entries(header.steps).flatMap(([step, stages]) => (stages ?? []).map((stage, n) => ({ step, stage, n })));
  for (const { step, stage, n } of placed) {
    if (!Object.hasOwn(model.stages, stage))
      problems.push(
        error(documents.pack, ["steps", step, n], { zh: `流程里没有环节“${stage}”。`, en: `The procedure has no stage "${stage}".` }),
      );
  }
  if (placed.length > 0) {
    const spare = Object.keys(model.stages).filter((stage) => !placed.some((one) => one.stage === stage));
    for (const stage of spare)
      problems.push(
        warning(documents.pack, ["steps"], { zh: `环节“${stage}”不属于任何步骤。`, en: `The stage "${stage}" belongs to no step.` }),
      );
  }
  return problems;
};

// Scenarios speak of what exists: fields, tasks, outcomes, letters, outputs.
import type { Problem, YamlDocument } from "../../platform/yaml/index.ts";
import type { Parts } from "../load.ts";
import type { Expectation, PartExpectation } from "../scenario.ts";
import { type Check, error, tasksOf } from "./subject.ts";

export const scenarios: Check = (parts) => {
  return parts.scenarios.flatMap(({ scenario, document }): Problem[] => {
    const problems: Problem[] = scenario.expect ? expected(parts, scenario.expect, document, ["expect"], parts) : [];
    let before = scenario.start;
    for (const id of Object.keys(scenario.evidence)) {
      if (!parts.header.requirements.some((one) => one.id === id))
        problems.push(error(document, ["evidence", id], { zh: `没有材料“${id}”。`, en: `There is no requirement "${id}".` }));
    }
    scenario.steps.forEach((step, n) => {
      const named = step.part === undefined ? undefined : parts.composed?.[step.part];
      const whose = named ? { header: named.pack.header, model: named.pack.model } : parts;
      const tasks = tasksOf(whose);
      if (step.part !== undefined && !named)
        problems.push(error(document, ["steps", n, "part"], { zh: `没有部分“${step.part}”。`, en: `There is no part "${step.part}".` }));
      if (step.on < before)
        problems.push(
          error(document, ["steps", n, "on"], { zh: "步骤应当按时间先后排列。", en: "Steps must stand in the order of time." }),
        );
      before = step.on;
      if ("do" in step) {
        const task = tasks.get(step.do)?.task;
        if (!task)
          problems.push(
            error(document, ["steps", n, "do"], { zh: `流程里没有任务“${step.do}”。`, en: `The procedure has no task "${step.do}".` }),
          );
        else if (!Object.hasOwn(task.outcomes, step.outcome) && !("refused" in step)) {
          problems.push(
            error(document, ["steps", n, "outcome"], {
              zh: `任务“${step.do}”没有结论“${step.outcome}”。`,
              en: `The task "${step.do}" has no outcome "${step.outcome}".`,
            }),
          );
        }
      }
      if ("child" in step && !tasks.get(step.child)?.task.child)
        problems.push(
          error(document, ["steps", n, "child"], {
            zh: `任务“${step.child}”不是另一个办件。`,
            en: `The task "${step.child}" is no case of its own.`,
          }),
        );
      if ("open" in step && !Object.hasOwn(whose.model.extras, step.open)) {
        problems.push(
          error(document, ["steps", n, "open"], {
            zh: `流程里没有附加任务“${step.open}”。`,
            en: `The procedure has no extra "${step.open}".`,
          }),
        );
      }
      if (step.expect) problems.push(...expected(whose, step.expect, document, ["steps", n, "expect"], parts));
    });
    return problems;
  });
};

function expected(
  { header, model }: Pick<Parts, "header" | "model">,
  expect: Expectation | PartExpectation,
  document: YamlDocument,
  at: readonly PropertyKey[],
  whole: Parts,
): Problem[] {
  const problems: Problem[] = [];
  for (const [key, wanted] of Object.entries(("parts" in expect && expect.parts) || {})) {
    const part = whole.composed?.[key]?.pack;
    if (part) problems.push(...expected(part, wanted, document, [...at, "parts", key], whole));
    else problems.push(error(document, [...at, "parts", key], { zh: `没有部分“${key}”。`, en: `There is no part "${key}".` }));
  }
  const know = (path: readonly PropertyKey[], known: readonly string[], name: string, zh: string, en: string) => {
    if (!known.includes(name))
      problems.push(error(document, [...at, ...path], { zh: `没有${zh}“${name}”。`, en: `There is no ${en} "${name}".` }));
  };
  if (expect.stage) know(["stage"], Object.keys(model.stages), expect.stage, "环节", "stage");
  if (expect.end) know(["end"], Object.keys(model.ends), expect.end, "结局", "end");
  for (const clock of Object.keys(expect.due ?? {})) know(["due", clock], Object.keys(model.clocks), clock, "时限", "clock");
  for (const clock of Object.keys(expect.stopped ?? {})) know(["stopped", clock], Object.keys(model.clocks), clock, "时限", "clock");
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
  for (const [n, id] of (expect.letters ?? []).entries()) know(["letters", n], ids(header.letters), id, "信件", "letter");
  for (const [n, id] of (expect.outputs ?? []).entries()) know(["outputs", n], ids(header.outputs), id, "输出", "output");
  for (const fact of Object.keys(expect.facts ?? {})) know(["facts", fact], Object.keys(header.facts), fact, "事实", "fact");
  return problems;
}

// What a pack writes into registers: its tasks enter, and what it draws on is there.
import type { Problem } from "../../platform/yaml/index.ts";
import { type PackHeader, piecesOf } from "../format/index.ts";
import type { Parts } from "../load.ts";
import { answerOf, type Check, error, tasksOf } from "./subject.ts";

type Write = PackHeader["records"][number];
type Said = { readonly zh: string; readonly en: string };

export const records: Check = (parts) => {
  const { header, documents } = parts;
  const tasks = tasksOf(parts);
  const problems = header.records.flatMap((write, n): Problem[] => {
    const report = (path: readonly PropertyKey[], message: Said) => error(documents.pack, ["records", n, ...path], message);
    const task = tasks.get(write.task)?.task;
    const found: Problem[] = [];
    if (!task) found.push(report(["task"], { zh: `流程里没有任务“${write.task}”。`, en: `The procedure has no task "${write.task}".` }));
    else if (task.by !== "system" || !task.do.includes("enter")) {
      found.push(
        report(["task"], {
          zh: `任务“${write.task}”要由 system 办理，do 里要有 enter。`,
          en: `The task "${write.task}" must be the system's and have "enter" in its "do".`,
        }),
      );
    }
    if (write.register.startsWith("/")) found.push(...answer(parts, write.register, (message) => report(["register"], message)));
    for (const [name, source] of Object.entries(write.fields)) {
      const at = ["fields", name];
      if (name.startsWith("/")) found.push(...answer(parts, name, (message) => report(at, message)));
      const wrong = sourceProblem(parts, write, source);
      if (wrong) found.push(report(at, wrong));
    }
    return found;
  });
  for (const [name, { task, path }] of tasks) {
    if (task.do.includes("enter") && !header.records.some((write) => write.task === name)) {
      problems.push(
        error(documents.procedure, [...path, "do"], {
          zh: `任务“${name}”要写入登记库，pack.yaml 的 records 里却没有。`,
          en: `The task "${name}" enters, but no record in pack.yaml names it.`,
        }),
      );
    }
  }
  header.outputs.forEach(({ number, task }, n) => {
    if (!number || !("record" in number)) return;
    const [register, field] = number.record.split("/");
    if (header.records.some((write) => write.task === task && write.register === register && Object.hasOwn(write.fields, field ?? "")))
      return;
    problems.push(
      error(documents.pack, ["outputs", n, "number", "record"], {
        zh: `任务“${task}”没有写入“${number.record}”。`,
        en: `The task "${task}" does not write "${number.record}".`,
      }),
    );
  });
  return problems;
};

function answer({ form }: Parts, pointer: string, report: (message: Said) => Problem): Problem[] {
  const name = answerOf(pointer);
  if (Object.hasOwn(form.schema.properties, name)) return [];
  return [report({ zh: `表单里没有“${name}”。`, en: `The form has no answer "${name}".` })];
}

const simple = /^(case:number|today|applicant:(identifier|name)|const:.+|add:[+-]?[1-9]\d*|generate:(uscc(\/[1-9A-Y][1-9])?|resident-id))$/;

function sourceProblem(parts: Parts, write: Write, source: string): Said | undefined {
  const pieces = piecesOf(source);
  if (pieces.length > 1) return pieces.map((piece) => pieceProblem(parts, write, piece)).find((wrong) => wrong !== undefined);
  return pieceProblem(parts, write, source);
}

function pieceProblem(parts: Parts, write: Write, source: string): Said | undefined {
  const { header, form } = parts;
  if (source.startsWith("/")) {
    const name = answerOf(source);
    return Object.hasOwn(form.schema.properties, name)
      ? undefined
      : { zh: `表单里没有“${name}”。`, en: `The form has no answer "${name}".` };
  }
  if (simple.test(source)) return undefined;
  const [kind = "", rest = ""] = source.split(/:(.*)/s);
  const [first = "", second = ""] = rest.split("/");
  if (kind === "fact" && Object.hasOwn(header.facts, rest)) return undefined;
  if (kind === "evidence") {
    const requirement = header.requirements.find(({ id }) => id === first);
    if (requirement?.sources.some((one) => "registry" in one && one.fields.includes(second))) return undefined;
  }
  if (kind === "output" && header.outputs.some(({ id }) => id === first) && /^(number|identifier|valid-from|valid-to)$/.test(second))
    return undefined;
  if (kind === "record" && header.records.some((one) => one !== write && one.register === first)) return undefined;
  return {
    zh: `不认识来源“${source}”，或者它所指的答案、材料、事实、结果不存在。`,
    en: `"${source}" is no source of a value, or the answer, evidence, fact or output that it names does not exist.`,
  };
}

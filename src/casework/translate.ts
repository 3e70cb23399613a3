// A caller's command in the engine's words, and what the pack wants said with it.
import type { Command } from "../engine/procedure/index.ts";
import type { Actor } from "../identity/index.ts";
import type { CaseCommand } from "./command.ts";
import type { Answers } from "./facts.ts";
import { holdsPlace } from "./group-places.ts";
import type { Loaded } from "./load.ts";
import type { FieldProblem } from "./refusal.ts";

/** Who the engine sees: officers by id, the applicant and the system by name. */
export const doer = (actor: Actor): string => (actor.kind === "officer" ? actor.id : actor.kind === "party" ? "applicant" : "system");

/**
 * Words stay out of the engine's events: they are sealed with the entry. `whom`: in whose place the one acts who does the task, or
 * who is given it.
 */
export function engineCommand(actor: Actor, command: CaseCommand, whom?: string): Command {
  const officer = doer(actor);
  const inPlace = whom === undefined ? {} : { for: whom };
  switch (command.type) {
    case "take":
      return { type: "take", task: String(command.task), officer, ...inPlace };
    case "release":
    case "recall":
      return { type: command.type, task: String(command.task), officer };
    case "give":
      return { type: "give", task: String(command.task), to: command.to, ...inPlace };
    case "finish":
      return {
        type: "finish",
        task: String(command.task),
        outcome: command.outcome,
        officer,
        ...inPlace,
        ...(command.redo === undefined ? {} : { redo: command.redo.map(String) }),
        ...(command.direct === undefined ? {} : { direct: command.direct }),
      };
    case "open":
      return { type: "open", extra: command.extra, officer, ...(command.chosen === undefined ? {} : { chosen: command.chosen }) };
    case "late":
      return { type: "late", task: String(command.task) };
    case "withdraw":
      return { type: "withdraw" };
    case "note":
      return {
        type: "note",
        kind: command.kind,
        text: "",
        ...(command.task === undefined ? {} : { task: String(command.task) }),
        ...(command.until === undefined ? {} : { until: command.until }),
        ...(command.answers === undefined ? {} : { answers: command.answers }),
      };
  }
}

/** Reasons and marks that the pack asks for with an outcome. */
export function saidProblems(
  { pack, answers }: { readonly pack: Loaded["pack"]; readonly answers: () => Answers },
  command: CaseCommand,
): FieldProblem[] {
  if (command.type !== "finish") return [];
  const problems: FieldProblem[] = [];
  if (pack.header.reasons.includes(command.outcome) && command.words === undefined) {
    problems.push({
      pointer: "/words",
      detail: {
        zh: "请写明理由：这一结论须向申请人说明原因。",
        en: "Write the reason: this outcome has to be explained to the applicant.",
      },
    });
  }
  const corrects = Object.hasOwn(pack.header.corrections, command.outcome);
  if (corrects && (command.marks === undefined || command.marks.length === 0)) {
    problems.push({
      pointer: "/marks",
      detail: {
        zh: "请勾选需要补正的内容，一次性全部告知。",
        en: "Mark everything that has to be corrected: it may be asked for only once.",
      },
    });
  }
  if (!corrects && command.marks !== undefined) {
    problems.push({
      pointer: "/marks",
      detail: { zh: "这一结论不要求补正，请去掉所勾选的内容。", en: "This outcome asks for no correction. Leave the marks out." },
    });
  }
  if (command.marks === undefined) return problems;
  const known = correctable(pack);
  for (const [i, mark] of command.marks.entries()) {
    if (!known.has(mark) && !holdsPlace(pack, answers(), mark))
      problems.push({
        pointer: `/marks/${i}`,
        detail: {
          zh: `没有“${mark}”这一项，请从表单字段或材料中选择。`,
          en: `There is no “${mark}”. Choose from the form's fields or the evidence.`,
        },
      });
  }
  return problems;
}

/** What may be marked for correction: each field of the form, and each requirement as `/evidence/<id>`; of a list of groups its places, too. */
export function correctable(pack: Loaded["pack"]): ReadonlySet<string> {
  return new Set([
    ...Object.keys(pack.form.fields).map((field) => `/${field}`),
    ...pack.header.requirements.map(({ id }) => `/evidence/${id}`),
  ]);
}

// A scenario's step in the words of casework.
import type { Step as Told } from "../../catalogue/index.ts";
import { type Command, live, rule } from "../../engine/procedure/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import type { CaseCommand } from "../command.ts";
import { engineCommand, saidProblems } from "../translate.ts";
import { nameOf, type Play, postIn } from "./play.ts";

export type Commanded =
  | { readonly ok: true; readonly asked: CaseCommand; readonly engine: Command; readonly by: string }
  | { readonly ok: false; readonly code: string; readonly message: Text };

const refuse = (code: string, zh: string, en: string): Commanded => ({ ok: false, code, message: { zh, en } });

/** The command that a told step gives, after the same questions that the running system asks first. */
export function toCommand(play: Play, told: Exclude<Told, { system: true } | { child: string }>): Commanded {
  const officer = "post" in told ? (told.officer ?? told.post.replace("@", "").replace("/", "-")) : "applicant";
  const actor =
    "post" in told
      ? { kind: "officer" as const, id: officer, name: "", language: "zh" as const, posts: [told.post], rights: [] }
      : { kind: "party" as const, id: "applicant", name: "", party: "person" as const, actsFor: [] };
  const asked = said(play, told);
  if (!asked.ok) return asked;
  if ("post" in told) {
    const post = wantedPost(play, asked.command);
    if (post !== told.post)
      return refuse("forbidden", `“${told.post}”不能办，应由“${post}”办理`, `${told.post} may not do this; it is for ${post}`);
  }
  const [problem] = saidProblems({ pack: play.pack, answers: () => play.answers }, asked.command);
  if (problem) return refuse("invalid", `${problem.pointer} ${problem.detail.zh}`, `${problem.pointer} ${problem.detail.en}`);
  return {
    ok: true,
    asked: asked.command,
    engine: engineCommand(actor, asked.command),
    by: "post" in told ? `officer:${officer}` : "party",
  };
}

function wantedPost(play: Play, command: CaseCommand): string {
  if ("task" in command) {
    const task = play.state.tasks[String(command.task)];
    return task ? postIn(play, rule(play.pack.model, task).by, task.item) : "";
  }
  return command.type === "open" ? postIn(play, play.pack.model.extras[command.extra]?.may ?? "", undefined) : "";
}

function said(
  play: Play,
  told: Exclude<Told, { system: true } | { child: string }>,
): { ok: true; command: CaseCommand } | Extract<Commanded, { ok: false }> {
  const words = told.words === undefined ? {} : { words: told.words };
  if ("withdraw" in told) return { ok: true, command: { type: "withdraw", ...words } };
  if ("open" in told) {
    if (!Object.hasOwn(play.pack.model.extras, told.open))
      return refuse("no-such-extra", `没有“${told.open}”`, `there is no extra ${told.open}`) as Extract<Commanded, { ok: false }>;
    return { ok: true, command: { type: "open", extra: told.open, ...(told.chosen ? { chosen: told.chosen } : {}), ...words } };
  }
  const item = "item" in told ? told.item : undefined;
  const matches = Object.entries(play.state.tasks).filter(
    ([, task]) => nameOf(task) === told.do && (item === undefined || task.item === item),
  );
  const [no] = matches.find(([, task]) => live(task)) ?? matches.at(-1) ?? [];
  if (no === undefined)
    return refuse("no-such-task", `没有任务“${told.do}”`, `there is no task ${told.do}`) as Extract<Commanded, { ok: false }>;
  const redo = "redo" in told && told.redo ? { redo: redoNumbers(play, told.redo) } : {};
  return {
    ok: true,
    command: {
      type: "finish",
      task: Number(no),
      outcome: told.outcome,
      ...(told.data ? { data: told.data as never } : {}),
      ...("marks" in told && told.marks ? { marks: told.marks } : {}),
      ...("direct" in told && told.direct !== undefined ? { direct: told.direct } : {}),
      ...redo,
      ...words,
    },
  };
}

/** The last finished tasks of these names. */
function redoNumbers(play: Play, names: readonly string[]): number[] {
  return names.flatMap((key) => {
    const done = Object.entries(play.state.tasks).filter(([, task]) => task.key === key && task.status === "done");
    const round = Math.max(0, ...done.map(([, task]) => task.round));
    return done.filter(([, task]) => task.round === round).map(([no]) => Number(no));
  });
}

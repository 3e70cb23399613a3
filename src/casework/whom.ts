// Whom a command names: the officer that a task is handed to must hold its post; who is asked must exist.
import { minuteAt } from "../organisation/index.ts";
import type { CaseCommand } from "./command.ts";
import type { Desk } from "./desk.ts";
import type { Loaded } from "./load.ts";
import type { FieldProblem } from "./refusal.ts";

/** What is wrong with those whom a command names; nothing for commands that name nobody. */
export async function whomProblems(desk: Desk, loaded: Loaded, command: CaseCommand, now: number): Promise<FieldProblem[]> {
  if (command.type === "give") return handedTo(desk, loaded, command, now);
  if (command.type === "open" && command.chosen) return asked(desk, loaded, command, now);
  return [];
}

async function handedTo(desk: Desk, loaded: Loaded, command: Extract<CaseCommand, { type: "give" }>, now: number): Promise<FieldProblem[]> {
  const post = loaded.posts.get(command.task);
  const directory = await desk.organisation.current();
  const officer = directory?.officer(command.to);
  const today = desk.day(now);
  const away = officer && directory?.awayUntil(officer.id, today);
  if (away !== undefined) {
    const detail = {
      zh: `${officer?.name}休假至 ${away}，不能把任务交给休假的人，请另选。`,
      en: `${officer?.name} is on leave until ${away}. Choose somebody who is there.`,
    };
    return [{ pointer: "/to", detail }];
  }
  const holds = officer && directory?.postsOf(command.to, today).some(({ name }) => name === post);
  if (holds || post === `@${command.to}` || (officer && (await actsIn(desk, loaded, command, now)))) return [];
  return [
    {
      pointer: "/to",
      detail: officer
        ? {
            zh: `${officer.name}今天不在这个岗位，请选择本岗位的工作人员。`,
            en: `${officer.name} does not hold this post today. Choose an officer who does.`,
          }
        : { zh: "没有这位工作人员，请从本岗位人员中选择。", en: "There is no such officer. Choose one who holds this post." },
    },
  ];
}

const actsIn = async (desk: Desk, loaded: Loaded, { task, to }: Extract<CaseCommand, { type: "give" }>, now: number) =>
  (await desk.organisation.current())
    ?.actingIn(loaded.posts.get(task) ?? "", minuteAt(now, desk.zone))
    .find(({ officer, packs }) => officer === to && (packs === undefined || packs.includes(loaded.row.pack)));

/** In whose place somebody acts who is given a task; undefined for one who holds its post. */
export async function givenInPlaceOf(
  desk: Desk,
  loaded: Loaded,
  command: Extract<CaseCommand, { type: "give" }>,
  now: number,
): Promise<string | undefined> {
  return (await actsIn(desk, loaded, command, now))?.for;
}

async function asked(desk: Desk, loaded: Loaded, command: Extract<CaseCommand, { type: "open" }>, now: number): Promise<FieldProblem[]> {
  const by = loaded.pack.model.extras[command.extra]?.by;
  if (by === undefined || !by.includes("{chosen}")) return [];
  const directory = await desk.organisation.current();
  const day = desk.day(now);
  return (command.chosen ?? []).flatMap((chosen, i) => {
    const post = by.replace("{chosen}", chosen);
    const known = by === "{chosen}" ? directory?.officer(chosen) !== undefined : (directory?.officersOf(post, day).length ?? 0) > 0;
    if (known) return [];
    return [
      {
        pointer: `/chosen/${i}`,
        detail: { zh: `“${chosen}”没有人可以办理，请另选。`, en: `Nobody at “${chosen}” can do this. Choose another.` },
      },
    ];
  });
}

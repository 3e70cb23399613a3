// Leave: entered, and brought to an end early.
import type { OrganisationCommand } from "./command.ts";
import { type Around, against, dayBefore, no, type Result } from "./decided.ts";
import type { Leave } from "./directory.ts";
import { both, meet, periodProblems } from "./period.ts";

type Of<T extends OrganisationCommand["type"]> = Extract<OrganisationCommand, { type: T }>;

export function leave({ officer: id, from, to }: Of<"leave">, around: Around): Result {
  const { directory, today } = around;
  const officer = directory.officer(id);
  if (!officer) return no(against("/officer", "没有这位工作人员。", "There is no such officer."));
  const wrong = periodProblems({ from, to }, today);
  if (wrong.length > 0) return no(...wrong);
  const other = directory.leaves().find((one) => one.officer === id && one.to >= one.from && meet(one, { from, to }));
  if (other) return no(against("/from", `${both(other).zh} 已经登记了休假。`, `There is a leave from ${both(other).en} already.`));
  const key = around.newId();
  return {
    rows: [
      {
        what: "leave",
        key,
        before: null,
        after: { id: key, officer: id, first: from, last: to, entered_by: around.by, made_at: around.at },
      },
    ],
    told:
      id === around.by
        ? []
        : [
            {
              officer: id,
              text: { zh: `已为您登记休假：${both({ from, to }).zh}。`, en: `Your leave was entered: ${both({ from, to }).en}.` },
            },
          ],
    against: [],
  };
}

export function endLeave({ id, to }: Of<"end-leave">, around: Around): Result {
  const one: Leave | undefined = around.directory.leaves().find((known) => known.id === id);
  if (!one) return no(against("/id", "没有这次休假。", "There is no such leave."));
  if (one.to < around.today || one.to < one.from) return no(against("/id", "这次休假已经结束了。", "That leave is over already."));
  if (to < dayBefore(around.today) || to < dayBefore(one.from)) {
    return no(against("/to", "这一天已经过去。", "That day is over."));
  }
  if (to >= one.to)
    return no(
      against("/to", `休假本来到 ${one.to} 就结束。要延长，请另行登记。`, `It ends on ${one.to} as it is. To prolong it, enter another.`),
    );
  const before = { id, officer: one.officer, first: one.from, last: one.to };
  return {
    rows: [{ what: "leave", key: id, before, after: { ...before, last: to, entered_by: around.by, made_at: around.at } }],
    told:
      one.officer === around.by
        ? []
        : [{ officer: one.officer, text: { zh: `您的休假改为到 ${to}。`, en: `Your leave now ends on ${to}.` } }],
    against: [],
  };
}

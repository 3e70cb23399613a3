// Acting in another's place: posts handed on for a while (委托), stand-ins for the absent and for vacant posts (代岗).
import type { OrganisationCommand } from "./command.ts";
import { type Against, type Around, against, no, type Result, type RowChange } from "./decided.ts";
import type { Officer, StandIn } from "./directory.ts";
import { both, meet, type Period, periodProblems } from "./period.ts";
import { live, name, receiverProblems, title } from "./receiver.ts";

type Of<T extends OrganisationCommand["type"]> = Extract<OrganisationCommand, { type: T }>;

const row = (around: Around, one: Omit<StandIn, "by" | "endedAt"> & { readonly reason: string }): RowChange => ({
  what: "acting",
  key: one.id,
  before: null,
  after: {
    id: one.id,
    how: one.how,
    post: one.post,
    giver: one.for ?? null,
    officer: one.officer,
    packs: one.packs ?? null,
    first: one.from,
    last: one.to,
    begins: one.begins ?? null,
    ends: one.ends ?? null,
    reason: one.reason,
    entered_by: around.by,
    made_at: around.at,
    ended_at: null,
    ended_by: null,
  },
});

export function delegate(command: Of<"delegate">, around: Around): Result {
  const { today, by, services } = around;
  const { from, to, begins, ends, officer, packs } = command;
  const period = { from, to, begins, ends };
  const wrong = periodProblems(period, today);
  if (wrong.length > 0) return no(...wrong);
  if (officer === by) return no(against("/officer", "不能委托给自己。", "You cannot hand a post on to yourself."));
  const unknown = (packs ?? []).flatMap((pack, at) =>
    services.has(pack) ? [] : [against(`/packs/${at}`, `没有事项“${pack}”。`, `There is no service ${pack}.`)],
  );
  const hours = { ...(begins === undefined ? {} : { begins }), ...(ends === undefined ? {} : { ends }) };
  const posts = [...new Set(command.posts)];
  const problems = posts.flatMap((post, at) => {
    const pointer = `/posts/${at}`;
    return [...giverProblems(around, post, period, packs, pointer), ...receiverProblems(around, { officer, post, at: pointer }, period)];
  });
  if (problems.length + unknown.length > 0) return no(...unknown, ...distinct(problems));
  const rows = posts.map((post) => {
    const id = around.newId();
    const reason = around.sealed(command.reason, id);
    return row(around, { id, how: "delegated", post, for: by, officer, from, to, reason, ...(packs ? { packs } : {}), ...hours });
  });
  const titles = posts.map((post) => title(around, post));
  const [zh, en] = [titles.map((one) => one.zh).join("、"), titles.map((one) => one.en).join(", ")];
  return {
    rows,
    told: [
      {
        officer,
        text: {
          zh: `${name(around, by)}委托您代行：${zh}，${both(period).zh}。`,
          en: `${name(around, by)} hands on to you: ${en}, ${both(period).en}.`,
        },
      },
      {
        officer: by,
        text: {
          zh: `您已委托${name(around, officer)}代行：${zh}，${both(period).zh}。`,
          en: `You handed on to ${name(around, officer)}: ${en}, ${both(period).en}.`,
        },
      },
    ],
    against: [],
  };
}

/** What stands against somebody's handing on a post: it must be held, for all of the time, and not be handed on already. */
function giverProblems(around: Around, post: string, period: Period, packs: readonly string[] | undefined, pointer: string): Against[] {
  const { directory, by } = around;
  const said = title(around, post);
  const held = directory
    .officer(by)
    ?.appointments.find((one) => one.post === post && one.from <= period.from && (one.to === undefined || one.to >= period.from));
  if (!held) {
    const lent = directory.standIns().some((one) => live(one) && one.officer === by && one.post === post && meet(one, period));
    return [
      lent
        ? against(
            pointer,
            `${said.zh}是别人委托您代行的，不能再转委托。`,
            `You act as “${said.en}” in another's place: what was handed on to you cannot be handed on.`,
          )
        : against(pointer, `您在 ${period.from} 不在${said.zh}，不能委托。`, `You do not hold the post “${said.en}” on ${period.from}.`),
    ];
  }
  if (held.to !== undefined && held.to < period.to) {
    return [
      against(
        "/to",
        `您任${said.zh}到 ${held.to}，委托不能超过这一天。`,
        `You hold “${said.en}” until ${held.to}; it cannot be handed on for longer.`,
      ),
    ];
  }
  const already = directory
    .standIns()
    .find((one) => live(one) && one.for === by && one.post === post && meet(one, period) && share(one.packs, packs));
  if (!already) return [];
  const whom = name(around, already.officer);
  return [
    against(
      pointer,
      `${said.zh}在 ${both(already).zh} 已经委托给${whom}，时间不能重叠。`,
      `“${said.en}” is handed on to ${whom} from ${both(already).en} already; the times may not overlap.`,
    ),
  ];
}

const share = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean =>
  a === undefined || b === undefined || a.some((one) => b.includes(one));

const distinct = (problems: readonly Against[]): Against[] => {
  const seen = new Set<string>();
  return problems.filter(({ detail }) => !seen.has(detail.zh) && seen.add(detail.zh));
};

export function substitute(command: Of<"substitute">, around: Around): Result {
  const { directory, today } = around;
  const { post, for: whom, officer, from, to } = command;
  const period = { from, to };
  const wrong = periodProblems(period, today);
  if (wrong.length > 0) return no(...wrong);
  const found = directory.post(post);
  if (!found?.active || (found.to !== undefined && found.to < to)) {
    return no(against("/post", "没有这个岗位，或者它已经撤销。", "There is no such post at work."));
  }
  if (officer === whom) return no(against("/officer", "不能自己代自己的岗。", "Nobody stands in for themselves."));
  const holders = directory.officersOf(post, from);
  const problems = [...absence(around, command, holders), ...receiverProblems(around, { officer, post, at: "/officer" }, period)];
  const same = directory
    .standIns()
    .find((one) => live(one) && one.how === "substitute" && one.post === post && one.for === whom && meet(one, period));
  if (same) {
    const other = name(around, same.officer);
    problems.push(against("/officer", `${both(same).zh} 已经由${other}代岗。`, `${other} stands in from ${both(same).en} already.`));
  }
  if (problems.length > 0) return no(...distinct(problems));
  const id = around.newId();
  const reason = around.sealed(command.reason, id);
  const said = title(around, post);
  const [zh, en] = whom === undefined ? ["", ""] : [`替${name(around, whom)}`, ` for ${name(around, whom)}`];
  return {
    rows: [row(around, { id, how: "substitute", post, officer, from, to, reason, ...(whom === undefined ? {} : { for: whom }) })],
    told: [
      { officer, text: { zh: `您${zh}代岗：${said.zh}，${both(period).zh}。`, en: `You stand in${en}: ${said.en}, ${both(period).en}.` } },
      ...(whom === undefined
        ? []
        : [
            {
              officer: whom,
              text: {
                zh: `您休假期间由${name(around, officer)}代岗：${said.zh}，${both(period).zh}。`,
                en: `${name(around, officer)} stands in for you: ${said.en}, ${both(period).en}.`,
              },
            },
          ]),
    ],
    against: [],
  };
}

/** Somebody stands in for one who is away for all of that time, or in a post that nobody holds. */
function absence(around: Around, { for: whom, from, to }: Of<"substitute">, holders: readonly Officer[]): Against[] {
  if (whom === undefined) {
    if (holders.length === 0) return [];
    const names = holders.map((one) => one.name);
    return [
      against(
        "/for",
        `这个岗位有人（${names.join("、")}）。请选择替谁代岗。`,
        `Somebody holds this post (${names.join(", ")}). Say for whom it is stood in.`,
      ),
    ];
  }
  if (!holders.some(({ id }) => id === whom)) {
    return [against("/for", `${name(around, whom)}在 ${from} 不在这个岗位。`, `${name(around, whom)} does not hold this post on ${from}.`)];
  }
  if (around.directory.leaves().some((one) => one.officer === whom && one.from <= from && to <= one.to)) return [];
  return [
    against(
      "/for",
      `${name(around, whom)}在这段时间内没有登记休假，请先登记休假，或由本人委托。`,
      `${name(around, whom)} is not on leave for all of that time. Enter the leave first, or let them hand the post on themselves.`,
    ),
  ];
}

export function endActing({ id }: Of<"end-acting">, around: Around): Result {
  const one = around.directory.standIns().find((known) => known.id === id);
  if (!one) return no(against("/id", "没有这项委托或代岗。", "There is nothing of the kind."));
  if (!live(one) || one.to < around.today) return no(against("/id", "已经结束了。", "It is over already."));
  const base = {
    id,
    how: one.how,
    post: one.post,
    giver: one.for ?? null,
    officer: one.officer,
    packs: one.packs ?? null,
    first: one.from,
    last: one.to,
    begins: one.begins ?? null,
    ends: one.ends ?? null,
  };
  const entered = { entered_by: one.by };
  const before = { ...base, ...entered, made_at: around.at, ended_at: null, ended_by: null };
  const said = title(around, one.post);
  const text = { zh: `代行${said.zh}已经结束。`, en: `Acting as “${said.en}” has ended.` };
  return {
    rows: [
      { what: "acting", key: id, before: { ...base, ended_at: null }, after: { ...before, ended_at: around.at, ended_by: around.by } },
    ],
    told: [one.officer, ...(one.for === undefined ? [] : [one.for])].map((officer) => ({ officer, text })),
    against: [],
  };
}

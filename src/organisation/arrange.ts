// Agencies, posts, officers and who holds which post: added, changed, ended with a day.
import { isRight } from "../access/index.ts";
import type { OrganisationCommand } from "./command.ts";
import { type Against, type Around, against, dayAfter, dayBefore, no, type Result, type RowChange } from "./decided.ts";
import type { Agency, Officer, Post } from "./directory.ts";

type Of<T extends OrganisationCommand["type"]> = Extract<OrganisationCommand, { type: T }>;

const agencyRow = ({ id, title, code, uscc, phone, address, to }: Omit<Agency, "active">) => ({
  ...{ id, title, code, uscc, phone, address },
  last: to ?? null,
});
const postRow = ({ name, agency, title, duties, rights, to, successor }: Omit<Post, "active">) => ({
  ...{ name, agency, title, duties, rights },
  last: to ?? null,
  successor: successor ?? null,
});
const officerRow = ({ id, name, phone, language }: Omit<Officer, "appointments">) => ({ id, name, phone, language });

interface Held {
  readonly post: string;
  readonly from: string;
  readonly to?: string;
}
const appointmentRow = (officer: string, { post, from, to }: Held) => ({ officer, post, first: from, last: to ?? null });
const appointmentChange = (officer: string, before: Held | undefined, after: Held): RowChange => ({
  what: "appointment",
  key: `${officer} ${after.post} ${after.from}`,
  before: before ? appointmentRow(officer, before) : null,
  after: appointmentRow(officer, after),
});

const past = (pointer: string): Against =>
  against(
    pointer,
    "这一天已经过去。过去的任职不能改写，请用今天或以后的日期。",
    "That day is over, and the past is not rewritten. Give today or a later day.",
  );
const ended = (pointer: string): Against =>
  against(pointer, "已经撤销，不能再更改。请新设一个。", "It was ended and stays so. Set up a new one.");

export function putAgency(command: Of<"put-agency">, { directory }: Around): Result {
  const before = directory.agency(command.id);
  const { type: _, ...agency } = command;
  const others = directory.agencies().filter(({ id }) => id !== command.id);
  const problems = [
    ...(before && (!before.active || before.to !== undefined) ? [ended("/id")] : []),
    ...(others.some(({ code }) => code === command.code)
      ? [against("/code", "代码已被另一部门使用。", "Another agency has this code.")]
      : []),
    ...(others.some(({ uscc }) => uscc === command.uscc)
      ? [against("/uscc", "统一社会信用代码已被另一部门使用。", "Another agency has this credit code.")]
      : []),
  ];
  if (problems.length > 0) return no(...problems);
  return { rows: [{ what: "agency", key: agency.id, before: before ? agencyRow(before) : null, after: agencyRow(agency) }], against: [] };
}

export function endAgency({ id, to }: Of<"end-agency">, { directory, today }: Around): Result {
  const agency = directory.agency(id);
  if (!agency) return no(against("/id", "没有这个部门。", "There is no such agency."));
  if (!agency.active || agency.to !== undefined) return no(ended("/id"));
  if (to < dayBefore(today)) return no(past("/to"));
  const left = directory.posts(id).filter((post) => post.active && (post.to === undefined || post.to > to));
  if (left.length > 0) {
    return {
      ...no(
        ...left.map((post) =>
          against("/id", `${post.title.zh}（${post.name}）还没有撤销`, `${post.title.en} (${post.name}) is still there`),
        ),
      ),
      conflict: { zh: "请先撤销这个部门的岗位，并指定接续的岗位。", en: "End the agency's posts first, each with its successor." },
    };
  }
  return { rows: [{ what: "agency", key: id, before: agencyRow(agency), after: agencyRow({ ...agency, to }) }], against: [] };
}

export function putPost({ post: name, title, duties, rights }: Of<"put-post">, around: Around): Result {
  const { directory, today } = around;
  const agency = directory.agency(name.slice(0, name.indexOf("/")));
  const before = directory.post(name);
  const problems = [
    ...(!agency?.active || (agency.to !== undefined && agency.to < today)
      ? [against("/post", "没有这个部门，或者部门已经撤销。", "There is no such agency at work.")]
      : []),
    ...(before && (!before.active || before.to !== undefined) ? [ended("/post")] : []),
    ...rights.flatMap((right, at) => (isRight(right) ? [] : [against(`/rights/${at}`, "没有这种权限。", "There is no such right.")])),
    ...(before?.rights.includes("administer") && !rights.includes("administer")
      ? lastKeeper(around, (held) => held.post === name, today, "/rights")
      : []),
  ];
  if (problems.length > 0 || !agency) return no(...problems);
  const after = { name, agency: agency.id, title, duties, rights };
  return { rows: [{ what: "post", key: name, before: before ? postRow(before) : null, after: postRow(after) }], against: [] };
}

export function endPost({ post: name, to, successor }: Of<"end-post">, around: Around): Result {
  const { directory, today } = around;
  const post = directory.post(name);
  if (!post) return no(against("/post", "没有这个岗位。", "There is no such post."));
  if (!post.active || post.to !== undefined) return no(ended("/post"));
  if (to < dayBefore(today)) return no(past("/to"));
  const next = successor === undefined ? undefined : directory.post(successor);
  if (successor !== undefined && (successor === name || !next?.active || next.to !== undefined)) {
    return no(against("/successor", "请选择一个现有的、另外的岗位来接续。", "Choose another post that is at work as the successor."));
  }
  const needs = around.needs(name);
  if (needs.length > 0 && successor === undefined) {
    return {
      ...no(...needs.map(({ zh, en }) => against("/successor", zh, en))),
      conflict: {
        zh: "这个岗位还有用处，撤销前请指定由哪个岗位接续：",
        en: "This post is still needed. Name the post that goes on with what it does:",
      },
    };
  }
  const keepers = post.rights.includes("administer") ? lastKeeper(around, (held) => held.post === name, dayAfter(to), "/post") : [];
  if (keepers.length > 0) return no(...keepers);
  const before = directory.posts().filter((one) => one.successor === name);
  return {
    rows: [
      {
        what: "post",
        key: name,
        before: postRow(post),
        after: postRow({ ...post, to, ...(successor === undefined ? {} : { successor }) }),
      },
      ...before.map((one): RowChange => {
        const { successor: _, ...rest } = one;
        return {
          what: "post",
          key: one.name,
          before: postRow(one),
          after: postRow(successor === undefined ? rest : { ...rest, successor }),
        };
      }),
      ...directory
        .officers()
        .flatMap(({ id, appointments }) =>
          appointments
            .filter((held) => held.post === name && (held.to === undefined || held.to > to))
            .map((held) => appointmentChange(id, held, { ...held, to })),
        ),
    ],
    against: [],
  };
}

export function putOfficer({ id, name, phone, language }: Of<"put-officer">, { directory }: Around): Result {
  const before = directory.officer(id);
  return {
    rows: [{ what: "officer", key: id, before: before ? officerRow(before) : null, after: officerRow({ id, name, phone, language }) }],
    against: [],
  };
}

export function endOfficer({ id, to }: Of<"end-officer">, around: Around): Result {
  const officer = around.directory.officer(id);
  if (!officer) return no(noOfficer("/id"));
  if (to < dayBefore(around.today)) return no(past("/to"));
  const rows = officer.appointments
    .filter((held) => held.to === undefined || held.to > to)
    .map((held) => appointmentChange(id, held, { ...held, to: to < held.from ? dayBefore(held.from) : to }));
  if (rows.length === 0) return no(against("/id", "这位工作人员在那天以后没有任职。", "This officer holds no post after that day."));
  const keepers = lastKeeper(around, (held) => held.officer === id, dayAfter(to), "/id");
  return keepers.length > 0 ? no(...keepers) : { rows, against: [] };
}

export function appoint({ officer: id, post: name, from, to }: Of<"appoint">, { directory, today }: Around): Result {
  const [officer, post] = [directory.officer(id), directory.post(name)];
  const overlaps = officer?.appointments.some(
    (held) =>
      held.post === name &&
      (to === undefined || held.from <= to) &&
      (held.to === undefined || held.to >= from) &&
      held.to !== dayBefore(held.from),
  );
  const problems = [
    ...(officer ? [] : [noOfficer("/officer")]),
    ...(post?.active && (post.to === undefined || post.to >= from)
      ? []
      : [against("/post", "没有这个岗位，或者它已经撤销。", "There is no such post at work.")]),
    ...(from < today ? [past("/from")] : []),
    ...(to !== undefined && to < from ? [against("/to", "结束日期早于开始日期。", "It ends before it begins.")] : []),
    ...(overlaps ? [against("/post", "这段时间内已经任该岗位。", "The officer holds this post in that time already.")] : []),
  ];
  if (problems.length > 0) return no(...problems);
  const text = { zh: `您自 ${from} 起任职：${post?.title.zh}。`, en: `From ${from} you hold the post “${post?.title.en}”.` };
  return {
    rows: [appointmentChange(id, undefined, { post: name, from, ...(to === undefined ? {} : { to }) })],
    told: [{ officer: id, text }],
    against: [],
  };
}

export function endAppointment({ officer: id, post, from, to }: Of<"end-appointment">, around: Around): Result {
  const held = around.directory.officer(id)?.appointments.find((one) => one.post === post && one.from === from);
  if (!held) return no(against("/officer", "没有这项任职。", "There is no such appointment."));
  if (to < dayBefore(around.today)) return no(past("/to"));
  if (to < dayBefore(from)) return no(against("/to", "结束日期早于开始日期。", "It ends before it begins."));
  if (held.to !== undefined && held.to <= to) {
    return no(
      against("/to", `这项任职到 ${held.to} 就结束。要延长，请另作任命。`, `It ends on ${held.to} as it is. To prolong it, appoint anew.`),
    );
  }
  const keepers = lastKeeper(around, (one) => one.officer === id && one.post === post && one.from === from, dayAfter(to), "/officer");
  if (keepers.length > 0) return no(...keepers);
  return { rows: [appointmentChange(id, held, { ...held, to })], against: [] };
}

const noOfficer = (pointer: string): Against => against(pointer, "没有这位工作人员。", "There is no such officer.");

/** Somebody must be left who keeps the organisation: against a change that takes away those appointments on a day. */
function lastKeeper(
  { directory }: Around,
  gone: (held: { officer: string; post: string; from: string }) => boolean,
  on: string,
  pointer: string,
): Against[] {
  const keeping = directory
    .officers()
    .flatMap(({ id, appointments }) =>
      appointments
        .filter(
          (held) => held.from <= on && (held.to === undefined || on <= held.to) && directory.post(held.post)?.rights.includes("administer"),
        )
        .map((held) => ({ officer: id, post: held.post, from: held.from })),
    );
  if (keeping.length === 0 || keeping.some((held) => !gone(held))) return [];
  return [
    against(
      pointer,
      "这样就没有系统管理员了。请先任命另一位系统管理员。",
      "Nobody would be left to administer the system. Appoint another administrator first.",
    ),
  ];
}

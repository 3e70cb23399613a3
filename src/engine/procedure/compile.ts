// From the text of a procedure to its model. Reads everything, reports everything, throws nothing.
import { hashOf } from "./canonical.ts";
import { check } from "./check.ts";
import type { Clock, EndKind, Extra, Key, Model, Route, Stage, Task } from "./model.ts";
import { inOrder, type Places, type Problem, problem, type Rule } from "./problems.ts";
import { entries, type Field, fields, flag, isEmpty, isRecord, parse, type Source, scalar } from "./read.ts";
import { after, doer, isKey, law, named, reference, references, reminders, routeIf, routeTo, time } from "./syntax.ts";
import { SYSTEM } from "./tasks.ts";

/** `places` tells where each part of the model stands in the text, for findings that come later. */
export type Compiled = { ok: true; model: Model; places: Places } | { ok: false; problems: Problem[] };

/** Reading problems after which a part of the model is missing: what follows from the gap alone is not said as well. */
const leaveGaps: readonly Rule[] = [
  "bad-yaml",
  "too-big",
  "too-deep",
  "no-alias",
  "missing",
  "wrong-kind",
  "bad-key",
  "bad-route",
  "bad-target",
  "bad-after",
];

/** Compiles the text of `procedure.yaml`; `id` is the pack's. Every problem at once, in the order of the text. */
export function compile(yamlText: string, id: Key): Compiled {
  const { source, root } = parse(yamlText);
  if (!isKey(id)) source.problems.push(problem(root.place, "bad-key", id));
  const content = procedure(source, root, id);
  const whole = !source.problems.some(({ rule }) => leaveGaps.includes(rule));
  const problems = inOrder([...source.problems, ...check(content, source.places, whole)]);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, model: freeze({ ...content, hash: hashOf(content) }), places: source.places };
}

function procedure(source: Source, root: Field, id: Key): Model {
  const top = fields(source, root, ["clocks", "withdraw", "stages", "extras", "ends"]);
  if (!top.ends) source.problems.push(problem(root.place, "missing", "ends"));
  const stages = members(source, top.stages, stage);
  if (Object.keys(stages).length === 0) source.problems.push(problem(top.stages?.place ?? root.place, "missing", "stages"));
  return {
    id,
    hash: "",
    start: Object.keys(stages)[0] ?? "",
    stages,
    extras: members(source, top.extras, extra),
    clocks: members(source, top.clocks, clock),
    ends: members(source, top.ends, endKind),
    withdraw: references(source, top.withdraw),
  };
}

/** A map of names that are given here. */
function members<T>(source: Source, field: Field | undefined, read: (source: Source, field: Field) => T | undefined): Record<Key, T> {
  const found: Record<Key, T> = {};
  for (const [name, value] of field ? entries(source, field) : []) {
    const key = named(source, name, value);
    const member = read(source, value);
    if (key !== undefined && member !== undefined) found[key] = member;
  }
  return found;
}

function clock(source: Source, field: Field): Clock {
  const said = fields(source, field, ["time", "over", "anew", "warn", "law"]);
  for (const key of ["time", "over"] as const) if (!said[key]) source.problems.push(problem(field.place, "missing", key));
  const length = time(source, said.time) ?? { n: 1, unit: "days" };
  return compact({
    time: length,
    over: references(source, said.over),
    anew: said.anew && references(source, said.anew),
    warn: time(source, said.warn),
    law: law(source, said.law),
  });
}

function endKind(source: Source, field: Field): EndKind {
  const text = scalar(source, field);
  if (text === "success" || text === "failure" || text === "none") return text;
  source.problems.push(problem(field.place, "wrong-kind", "success, failure or none", " success、failure 或 none"));
  return "none";
}

function stage(source: Source, field: Field): Stage {
  const said = fields(source, field, ["tasks", "next", "once"]);
  for (const key of ["tasks", "next"] as const) if (!said[key]) source.problems.push(problem(field.place, "missing", key));
  const routes: Route[] = [];
  for (const [text, value] of said.next ? entries(source, said.next) : []) {
    const condition = routeIf(source, text, value);
    const target = routeTo(source, value);
    if (!condition || !target) continue;
    source.places.set(`${field.path}/routes/${routes.length}`, value.place);
    routes.push({ if: condition, ...target });
  }
  return { tasks: members(source, said.tasks, task), routes, once: flag(source, said.once, false) };
}

const common = [
  "by",
  "outcomes",
  "deadline",
  "due",
  "late",
  "stops",
  "unlike",
  "do",
  "edits",
  "law",
  "case",
  "until",
  "of",
  "chase",
  "answered",
] as const;

const task = (source: Source, field: Field): Task =>
  taskOf(source, field, fields(source, field, [...common, "when", "each", "after", "follows", "opens", "keep"]));

function extra(source: Source, field: Field): Extra {
  const said = fields(source, field, [...common, "in", "may", "once", "holds"]);
  for (const key of ["in", "may"] as const) if (!said[key]) source.problems.push(problem(field.place, "missing", key));
  return {
    ...taskOf(source, field, said),
    in: references(source, said.in),
    may: doer(source, said.may) ?? "",
    once: flag(source, said.once, false),
    holds: flag(source, said.holds, true),
  };
}

type Said = Partial<Record<(typeof common)[number] | "when" | "each" | "after" | "follows" | "opens" | "keep", Field>>;

function taskOf(source: Source, field: Field, said: Said): Task {
  const text = (value: Field | undefined) => value && scalar(source, value);
  const child = said.case && childOf(source, field, said);
  if (!said.by && !said.case) source.problems.push(problem(field.place, "missing", "by"));
  return compact({
    by: said.case ? SYSTEM : (doer(source, said.by) ?? ""),
    outcomes: child ? Object.fromEntries(child.until.map((key) => [key, {}])) : outcomes(source, said.outcomes),
    when: text(said.when),
    each: text(said.each),
    after: after(source, said.after),
    follows: said.follows && references(source, said.follows),
    opens: text(said.opens),
    deadline: text(said.deadline),
    due: time(source, said.due),
    late: reference(source, said.late),
    stops: reference(source, said.stops),
    keep: references(source, said.keep),
    unlike: references(source, said.unlike),
    do: references(source, said.do),
    edits: reference(source, said.edits),
    law: law(source, said.law),
    child,
    chase: reminders(source, said.chase),
    answered: reference(source, said.answered),
  });
}

function childOf(source: Source, field: Field, said: Said): Task["child"] {
  for (const key of ["by", "outcomes", "do", "edits", "answered"] as const) {
    const value = said[key];
    if (value) source.problems.push(problem(value.place, "child-alone", key));
  }
  if (!said.until) source.problems.push(problem(field.place, "missing", "until"));
  const pack = reference(source, said.case);
  return pack === undefined ? undefined : compact({ pack, until: references(source, said.until), of: reference(source, said.of) });
}

/** Words, or a map that also says what an outcome extends. A task that says nothing can only be done. */
function outcomes(source: Source, field: Field | undefined): Task["outcomes"] {
  if (!field) return { done: {} };
  if (isRecord(field)) return members(source, field, outcome);
  const found: Task["outcomes"] = {};
  for (const word of references(source, field)) if (named(source, word, field)) found[word] = {};
  return found;
}

function outcome(source: Source, field: Field): Task["outcomes"][Key] {
  const extend = isEmpty(field) ? undefined : fields(source, field, ["extend"]).extend;
  return compact({ extend: extend && members(source, extend, (_, value) => time(source, value)) });
}

/** Without the members that are undefined: a model is plain JSON. */
function compact<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;
}

function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) freeze(member);
  }
  return value;
}

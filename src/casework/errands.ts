// The errand count of a case: trips to a counter, papers asked for, fields typed that a register held, working days waited. Worked
// out from what the case keeps; nothing is counted as it happens, so nothing can be counted twice or forgotten.
import { type HeldField, heldFields, type NamedFields, type Pack } from "../catalogue/index.ts";
import { type Calendar, dayAt, works } from "../engine/calendar/index.ts";
import { registers } from "../registry/index.ts";
import type { Desk } from "./desk.ts";
import type { Answers } from "./facts.ts";
import type { Loaded } from "./load.ts";

export interface Errands {
  /** Visits to a counter. */
  readonly trips: number;
  /** Files that the person had to supply. */
  readonly papers: number;
  /** Fields that the person typed. */
  readonly fields: number;
  /** Those of them that a register held, each named. */
  readonly held: readonly HeldField[];
  /** Working days from the day after submission to the end, or to now. */
  readonly days: number;
}

/** What the count is worked out from. */
export interface ErrandGround {
  readonly pack: Pick<Pack, "header" | "form" | "model">;
  readonly answers: Answers;
  readonly evidence: readonly { readonly requirement: string; readonly source: string; readonly objection: boolean }[];
  readonly visits: number;
  readonly openedAt: number;
  readonly until: number;
  readonly registers: readonly NamedFields[];
  /** Registers that did not answer in time, or were out of order, when they were asked for this case. */
  readonly silent: ReadonlySet<string>;
  readonly calendar: Calendar;
  readonly zone: string;
}

export function countErrands(ground: ErrandGround): Errands {
  return {
    trips: ground.visits,
    papers: ground.evidence.filter(({ source }) => source === "upload").length,
    fields: typedFields(ground).length,
    held: typedThoughHeld(ground),
    days: workingDays(ground.openedAt, ground.until, ground.calendar, ground.zone),
  };
}

/** Working days after the day of one instant, up to the day of another. */
export function workingDays(from: number, until: number, calendar: Calendar, zone: string): number {
  let days = 0;
  for (let day = dayAt(from, zone) + 1; day <= dayAt(until, zone); day++) if (works(calendar, day)) days++;
  return days;
}

/** Answered fields that the person typed: no register gave them, and no officer answered them in a task of theirs. */
function typedFields({ pack: { header, form, model }, answers, evidence }: ErrandGround): readonly string[] {
  const officers = new Set(
    Object.entries(header.answers).flatMap(([task, pointers]) => {
      const [stage = "", key = ""] = task.split("/");
      const by = model.stages[stage]?.tasks[key]?.by ?? model.extras[stage]?.by;
      return by === "applicant" ? [] : pointers.map((pointer) => pointer.slice(1));
    }),
  );
  return Object.entries(form.fields).flatMap(([name, { from, hidden }]) => {
    if (hidden || officers.has(name) || !Object.hasOwn(answers, name) || answers[name] === null) return [];
    const [requirement] = from?.split("/") ?? [];
    const given = evidence.some((one) => one.requirement === requirement && one.source === "registry" && !one.objection);
    return from !== undefined && given ? [] : [name];
  });
}

/** Answered fields that a register holds the like of, and answers that a register would have given had it answered. */
function typedThoughHeld({ pack: { header, form }, answers, evidence, registers, silent }: ErrandGround): readonly HeldField[] {
  const answered = (name: string): boolean => Object.hasOwn(answers, name) && answers[name] !== null;
  const asked = heldFields(header, form, registers).filter(({ field }) => answered(field));
  const unheard = Object.entries(form.fields).flatMap(([name, { from }]): HeldField[] => {
    if (from === undefined || !answered(name)) return [];
    const [id = "", key = ""] = from.split("/");
    const known = evidence.some(({ requirement, source }) => requirement === id && source === "registry");
    const sources = header.requirements.find((one) => one.id === id)?.sources ?? [];
    const register = sources.flatMap((source) =>
      "registry" in source && source.fields.includes(key) && silent.has(source.registry) ? [source.registry] : [],
    )[0];
    return known || register === undefined ? [] : [{ field: name, register, key }];
  });
  return [...asked, ...unheard];
}

/** The errands of a case as they stand now; a bundle's with those of its parts: a visit about two of them is one trip. */
export async function errandsOf(desk: Desk, { row, pack, secret }: Loaded): Promise<Errands> {
  const [own, later, visits, drafts, known] = await Promise.all([
    desk.db
      .selectFrom("casework.evidence")
      .select(["requirement", "source", "objection"])
      .where("case_id", "=", row.id)
      .orderBy("no")
      .execute(),
    pack.parts ? suppliedToParts(desk, row.id) : [],
    desk.pool.query<{ n: number }>(`select ${tripsOf("$1::uuid")} n`, [row.id]),
    desk.db.selectFrom("casework.draft").select("id").where("submitted", "=", row.id).execute(),
    registers({ app: desk.pool }),
  ]);
  const silent = await desk.exchange.silentFor({ case: row.id, drafts: drafts.map(({ id }) => id) });
  return countErrands({
    pack,
    answers: secret().answers,
    evidence: [...own, ...later],
    visits: visits.rows[0]?.n ?? 0,
    openedAt: row.opened_at,
    until: row.ended_at ?? desk.now(),
    registers: known,
    silent: new Set(silent),
    calendar: desk.calendar,
    zone: desk.zone,
  });
}

/** SQL: visits about a case or its parts, each once. */
export const tripsOf = (
  id: string,
): string => `(select count(distinct v.id)::int from casework.contact_case l join casework.contact v on v.id = l.contact
  where l.case_id in (select ${id} union all select k.id from casework.case k where k.parent = ${id}) and v.kind = 'visit' and v.struck_at is null)`;

/** Papers that a part asked for after it was opened: what it was opened with came from the bundle, and is counted there. */
async function suppliedToParts(desk: Desk, bundle: string): Promise<ErrandGround["evidence"]> {
  return desk.db
    .selectFrom("casework.evidence as e")
    .innerJoin("casework.case as k", "k.id", "e.case_id")
    .select(["e.requirement", "e.source", "e.objection"])
    .where("k.parent", "=", bundle)
    .where("e.source", "=", "upload")
    .whereRef("e.fetched_at", ">", "k.opened_at")
    .execute();
}

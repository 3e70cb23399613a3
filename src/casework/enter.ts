// The effect `enter` of a system task: what the pack's `records` say is written into registers, in the statement that commits the task.
import { piecesOf } from "../catalogue/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import {
  alikeJobs,
  type Fields,
  generate,
  holds,
  keyBlind,
  known,
  mayWrite,
  prepareChange,
  type Register,
  type RegistryGround,
  recordsOfCase,
  registerOf,
  type Value,
  type Written,
} from "../registry/index.ts";
import type { JobSpec } from "./commit.ts";
import type { Desk } from "./desk.ts";
import { fieldsOf } from "./evidence.ts";
import { evidenceOf } from "./evidence-rows.ts";
import type { Json } from "./facts.ts";
import type { Loaded } from "./load.ts";
import { agencyOf } from "./posts.ts";
import { afterOutputs, counts, type RecordWrite, registerNamed, valuesOf } from "./record-source.ts";
import { ask } from "./step.ts";

/** What registers are read with at this desk. */
export const registryOf = (desk: Pick<Desk, "pool" | "keys" | "agencyKeys" | "day" | "now">): RegistryGround => ({
  app: desk.pool,
  keys: desk.keys,
  agencyKeys: desk.agencyKeys,
  today: () => desk.day(desk.now()),
});

/** The records that a task writes, growing while its outputs are made. */
export interface Entering {
  /** Writes what needs no output (`before`) or what does; a text says why one does not fit. */
  write(part: "before" | "after", output: (id: string, what: string) => string | undefined): Promise<Text | undefined>;
  /** Fields of the records that the case wrote before and writes now, by register; the later ones stand. */
  readonly records: Record<string, Record<string, Json>>;
  /** What has been written so far. */
  rows(): readonly Readonly<Record<string, unknown>>[];
  /** Tells those who got a value that was wrong. */
  jobs(): readonly JobSpec[];
}

/** Prepares a task's writes; `documented` gives what outputs of earlier tasks say of themselves. */
export async function entering(
  desk: Desk,
  loaded: Loaded,
  task: number,
  now: number,
  documented: (id: string, what: string) => Promise<string | undefined>,
): Promise<Entering> {
  const ground = registryOf(desk);
  const { pack, row, snapshot } = loaded;
  const state = snapshot.state.tasks[String(task)];
  const writes = pack.header.records.filter((one) => state && one.task === `${state.stage}/${state.key}`);
  const records: Record<string, Record<string, Json>> = {};
  if (pack.header.records.length > 0) {
    for (const { register, fields } of await recordsOfCase(ground, row.id)) records[register] = { ...records[register], ...fields };
  }
  let written: readonly Written[] = [];
  const evidence = writes.length > 0 ? fieldsOf(await evidenceOf(desk, loaded)) : {};

  const writeOne = async (write: RecordWrite, output: (id: string, what: string) => string | undefined): Promise<Text | undefined> => {
    const { applicant, answers } = loaded.secret();
    if (write.when !== undefined && ask(snapshot.facts, write.when) !== true) return undefined;
    const name = registerNamed(write, answers);
    const register = await registerOf(ground, name);
    if (!register) return { zh: `没有登记库“${name}”。`, en: `There is no register "${name}".` };
    if (!mayWrite(register, row.agency) && !decidedByOwner(loaded, register)) {
      return {
        zh: `该部门的办件不能写入${register.title.zh}。`,
        en: `Cases of this agency may not write into the ${register.title.en}.`,
      };
    }
    const earlier = await earlierOutputs(write, output, documented);
    const place = {
      answers,
      evidence,
      facts: snapshot.facts,
      applicant: { name: applicant?.name ?? "", identifier: applicant?.identifier ?? "" },
      number: row.number,
      today: desk.day(now),
      output: (id: string, what: string) => output(id, what) ?? earlier.get(`${id}/${what}`),
      record: (of: string, field: string) => records[of]?.[field],
    };
    const { values, generate: kinds, add } = valuesOf(write, place, register.keys[0]);
    const { "valid-from": from, "valid-to": to, ...rest } = values;
    const fields: Record<string, Value> = fitted(register, rest);
    for (const [field, kind] of Object.entries(kinds)) {
      const area = await areaFor(desk, applicant?.identifier, kind);
      const taken = (value: string) => known(ground, register.id, keyBlind(ground.keys, register.id, field, value));
      const value = await generate(kind, { seed: `${row.id}/${task}/${register.id}`, area, fields }, taken);
      if (value === undefined)
        return { zh: `不能生成“${field}”：缺少所需字段。`, en: `"${field}" cannot be made: fields that it needs are missing.` };
      fields[field] = value;
    }
    const [identifying = ""] = register.keys;
    if (counts(write)) {
      const key = fields[identifying];
      const id = key === undefined ? "" : keyBlind(ground.keys, register.id, identifying, key).toString("hex");
      const own = written.some((one) => one.register.id === register.id && one.id === id && one.change !== "end");
      if (key === undefined || !(own || (await holds(ground, register, key)))) return undefined;
    }
    const done = await prepareChange(
      ground,
      {
        register: register.id,
        change: write.change,
        fields,
        add,
        ...spanOf(write.change, from, to),
        provenance: { kind: "case", case: row.id, task },
        at: now,
      },
      written,
    );
    if (!done.ok) return { zh: `${register.title.zh}：${done.problem.zh}`, en: `${register.title.en}: ${done.problem.en}` };
    written = [...written.filter((one) => one !== done.instead), done];
    records[register.id] = { ...records[register.id], ...done.record };
    return undefined;
  };

  return {
    records,
    rows: () => written.map(({ row: made }) => made),
    jobs: () => {
      const jobs = written.flatMap((one) => [...told(one), ...alikeJobs(one.register, one.id)]);
      // Two versions of one record are looked at once.
      return [...new Map(jobs.map((job) => [job.key, job])).values()];
    },
    write: async (part, output) => {
      for (const write of writes.filter((one) => afterOutputs(one) === (part === "after"))) {
        const problem = await writeOne(write, output);
        if (problem) return problem;
      }
      return undefined;
    },
  };
}

/** What ends, ends on the day that `valid-to` says. */
function spanOf(change: RecordWrite["change"], from: Json | undefined, to: Json | undefined): { from?: string; to?: string } {
  if (change === "end") return (to ?? from) === undefined ? {} : { from: String(to ?? from) };
  return { ...(from === undefined ? {} : { from: String(from) }), ...(to === undefined ? {} : { to: String(to) }) };
}

/** Whoever got a value that was corrected or is no more hears of it. */
const told = ({ register, id, version, changed, change }: Written): JobSpec[] =>
  change === "enter" || (change === "correct" && changed.length === 0)
    ? []
    : [
        {
          task: "record-corrected",
          payload: { register: register.id, record: id, version },
          key: `corrected:${register.id}:${id}:${version}`,
        },
      ];

/** The owner of the register decided in this case: one of its posts finished a task. */
const decidedByOwner = ({ snapshot, posts }: Loaded, { owner }: Register): boolean =>
  Object.entries(snapshot.state.tasks).some(
    ([no, { status, officer }]) => status === "done" && officer !== undefined && agencyOf(posts.get(Number(no)) ?? "") === owner,
  );

async function earlierOutputs(
  { fields }: RecordWrite,
  output: (id: string, what: string) => string | undefined,
  documented: (id: string, what: string) => Promise<string | undefined>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const source of Object.values(fields).flatMap(piecesOf)) {
    if (!source.startsWith("output:")) continue;
    const named = source.slice("output:".length);
    const [id = "", what = ""] = named.split("/");
    const value = output(id, what) === undefined ? await documented(id, what) : undefined;
    if (value !== undefined) found.set(named, value);
  }
  return found;
}

/** The division that an identifier carries: the person's own for a person, else the city's. */
async function areaFor(desk: Desk, identifier: string | undefined, kind: string): Promise<string> {
  const city = (await desk.organisation.current())?.city.area ?? "000000";
  return kind === "resident-id" && identifier !== undefined && /^\d{17}[\dX]$/.test(identifier) ? identifier.slice(0, 6) : city;
}

/** Values as the register's fields hold them: numbers as numbers, yes and no as the choice's keys, lists in one line. */
function fitted({ fields }: Register, values: Readonly<Record<string, Json>>): Fields {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): [string, Value][] => {
      const type = fields[name]?.type;
      if (value === null) return [];
      if (type === "number" && typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)))
        return [[name, Number(value)]];
      if (typeof value === "number") return [[name, type === "number" ? value : String(value)]];
      if (typeof value === "boolean") return [[name, value ? "yes" : "no"]];
      if (Array.isArray(value)) return [[name, value.map(String).join("、")]];
      return [[name, typeof value === "string" ? value : JSON.stringify(value)]];
    }),
  );
}

// One change of one record: worked out before anything is written, then added by registry.enter in the statement that decides it.
import type { Text } from "../platform/i18n/index.ts";
import type { Fields, Register, Value } from "./format.ts";
import { type RegistryGround, registerOf } from "./look-up.ts";
import { keyBlind, putTogether, type Sealed, type Stored, sealClosed, takeApart } from "./record.ts";
import { rowProblems } from "./row.ts";
import { holding, timesOf } from "./versions.ts";

/** Who made a version: a row of a file that was loaded, or a task of a case. */
export type Provenance =
  | { readonly kind: "load"; readonly load: string; readonly row: number }
  | { readonly kind: "case"; readonly case: string; readonly task: number };

/**
 * A change of a record. `enter`: so it is from `from` on; fields not named stay as they are. `correct`: the version in force was wrong
 * for all its days. `end`: there is no such record from `from` on.
 */
export interface Change {
  readonly register: string;
  readonly change: "enter" | "correct" | "end";
  /** The new values by field; the identifying key is among them. */
  readonly fields: Fields;
  /** What is added to numbers that the record holds; one that it does not hold counts as 0. */
  readonly add?: Readonly<Record<string, number>>;
  /** First day, by default today; and the day after the last. */
  readonly from?: string;
  readonly to?: string;
  readonly provenance: Provenance;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** A change made ready. */
export interface Written {
  readonly ok: true;
  readonly register: Register;
  /** For registry.enter. */
  readonly row: Readonly<Record<string, unknown>>;
  /** The record's identifying hash, in hex, and the number that this version gets. */
  readonly id: string;
  readonly version: number;
  /** The record as it will stand, and as it stood. */
  readonly record: Fields;
  readonly before: Fields | undefined;
  /** Fields whose value changes. */
  readonly changed: readonly string[];
  readonly change: Change["change"];
  /** First day, and the day after the last. */
  readonly from: string;
  readonly to: string;
  /** The earlier change of the same commit that this one takes in: the two are one version. */
  readonly instead: Written | undefined;
}

export type Prepared = Written | { readonly ok: false; readonly problem: Text };

const not = (zh: string, en: string): Prepared => ({ ok: false, problem: { zh, en } });

interface Row extends Sealed {
  valid_from: string;
  valid_to: string;
  greatest: number;
}

/**
 * Works a change out against the record as it stands; refused where it does not fit. `earlier` are the changes that the same commit makes
 * before this one: of the same record, one of the same kind for the same days becomes one version with it, any other goes before.
 */
export async function prepareChange(ground: RegistryGround, change: Change, earlier: readonly Written[] = []): Promise<Prepared> {
  const register = await registerOf(ground, change.register);
  if (!register) return not(`没有登记库“${change.register}”。`, `There is no register "${change.register}".`);
  const [keyField = ""] = register.keys;
  const key = change.fields[keyField];
  if (key === undefined || key === "")
    return not(`没有“${keyField}”，不知道是哪条记录。`, `Without "${keyField}" it is not known which record is meant.`);
  const [today] = timesOf(ground);
  const from = change.from ?? today;
  const id = keyBlind(ground.keys, register.id, keyField, key);
  const own = earlier.filter((one) => one.register.id === register.id && one.id === id.toString("hex"));
  const held = withEarlier(await heldOn(ground, register, id, from), own, from);
  if (change.change !== "enter" && !held.fields) return not("登记库里没有这条记录。", "The register has no such record.");
  const before = held.fields;
  // Ended with what it held: the last content stays readable with its history.
  const record = change.change === "end" && before ? before : merged(before, { ...change.fields, ...added(before, change.add) });
  const [problem] = change.change === "end" ? [] : rowProblems(register, record);
  if (problem) return not(`“${problem.column}”${problem.message.zh}`, `"${problem.column}" ${problem.message.en}`);
  const span =
    change.change === "correct" && held.fields
      ? { from: change.from ?? held.from, to: change.to ?? held.to }
      : { from, to: change.to ?? "infinity" };
  if (span.from !== "-infinity" && span.to !== "infinity" && span.from >= span.to)
    return not(`终止日期 ${span.to} 不晚于起始日期 ${span.from}。`, `The end ${span.to} is not after the beginning ${span.from}.`);
  const stored = takeApart(ground.keys, register, record);
  const last = own.at(-1);
  const instead = last && last.change === change.change && last.from === span.from && last.to === span.to ? last : undefined;
  const version = instead?.version ?? held.greatest + 1;
  const was = instead ? instead.before : before;
  return {
    ok: true,
    register,
    id: stored.id.toString("hex"),
    version,
    record,
    before: was,
    changed: [...new Set([...Object.keys(record), ...Object.keys(was ?? {})])].filter((name) => record[name] !== was?.[name]),
    change: change.change,
    ...span,
    instead,
    row: rowJson(register, stored, sealClosed(await ground.agencyKeys.key(register.owner), register.id, stored), {
      version,
      recorded: change.at,
      ...span,
      change: change.change,
      provenance: change.provenance,
    }),
  };
}

const added = (before: Fields | undefined, add: Change["add"] = {}): Fields =>
  Object.fromEntries(Object.entries(add).map(([name, more]) => [name, Number(before?.[name] ?? 0) + more]));

/** A record as it stands on a day; without fields there is none then. */
interface Standing {
  readonly fields: Fields | undefined;
  readonly from: string;
  readonly to: string;
  /** The number of its newest version. */
  readonly greatest: number;
}

/** The record with what the same commit changes of it before. */
function withEarlier(held: Standing, own: readonly Written[], day: string): Standing {
  const greatest = Math.max(held.greatest, ...own.map(({ version }) => version));
  const last = own.findLast(({ from, to }) => (from === "-infinity" || from <= day) && (to === "infinity" || to > day));
  if (!last) return { ...held, greatest };
  return { fields: last.change === "end" ? undefined : last.record, from: last.from, to: last.to, greatest };
}

/** New values over old ones; an empty one takes the field away. */
function merged(before: Fields | undefined, fields: Fields): Fields {
  const entries = Object.entries({ ...before, ...fields }).filter((entry): entry is [string, Value] => entry[1] !== "");
  return Object.fromEntries(entries);
}

async function heldOn(ground: RegistryGround, register: Register, id: Buffer, day: string): Promise<Standing> {
  const { rows } = await ground.app.query<Row & { holds: boolean }>(
    `select r.id, r.version, r.digest, r.binding, r.open, r.sealed, r.valid_from::text, r.valid_to::text,
       ${holding("$3", "$4")} holds, max(r.version) over () greatest
     from registry.record r where r.register = $1 and r.id = $2`,
    [register.id, id, day, null],
  );
  const record = rows.find(({ holds }) => holds);
  return {
    fields: record && putTogether(await ground.agencyKeys.key(register.owner), register.id, record),
    from: record?.valid_from ?? "-infinity",
    to: record?.valid_to ?? "infinity",
    greatest: rows[0]?.greatest ?? 0,
  };
}

interface Times {
  readonly version: number;
  readonly recorded: number;
  readonly from: string;
  readonly to: string;
  readonly change: Change["change"];
  readonly provenance: Provenance;
}

/** A version as registry.enter takes it. */
export function rowJson(register: Pick<Register, "id">, stored: Stored, sealed: Buffer | null, times: Times): Record<string, unknown> {
  return {
    register: register.id,
    id: stored.id.toString("base64"),
    version: times.version,
    keys: stored.keys.map((blind) => blind.toString("base64")),
    open: stored.open,
    sealed: sealed?.toString("base64") ?? null,
    digest: stored.digest.toString("base64"),
    grams: stored.grams,
    rank: stored.rank,
    recorded: new Date(times.recorded).toISOString(),
    valid_from: times.from,
    valid_to: times.to,
    ended: times.change === "end",
    change: times.change,
    provenance: times.provenance,
    marks: stored.marks.map((mark) => mark.toString("base64")),
    likeness: stored.likeness,
    area: stored.area && boxText(stored.area),
  };
}

/** A box as PostgreSQL writes it. */
export const boxText = ([west, south, east, north]: readonly [number, number, number, number]): string =>
  `((${east},${north}),(${west},${south}))`;

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
}

export type Prepared = Written | { readonly ok: false; readonly problem: Text };

const not = (zh: string, en: string): Prepared => ({ ok: false, problem: { zh, en } });

interface Row extends Sealed {
  valid_from: string;
  valid_to: string;
  greatest: number;
}

/** Works a change out against the record as it stands; refused where it does not fit. */
export async function prepareChange(ground: RegistryGround, change: Change): Promise<Prepared> {
  const register = await registerOf(ground, change.register);
  if (!register) return not(`没有登记库“${change.register}”。`, `There is no register "${change.register}".`);
  const [keyField = ""] = register.keys;
  const key = change.fields[keyField];
  if (key === undefined || key === "")
    return not(`没有“${keyField}”，不知道是哪条记录。`, `Without "${keyField}" it is not known which record is meant.`);
  const [today] = timesOf(ground);
  const from = change.from ?? today;
  const held = await heldOn(ground, register, keyBlind(ground.keys, register.id, keyField, key), from);
  if (change.change !== "enter" && !held.record) return not("登记库里没有这条记录。", "The register has no such record.");
  const before = held.record && putTogether(await ground.agencyKeys.key(register.owner), register.id, held.record);
  // Ended with what it held: the last content stays readable with its history.
  const record = change.change === "end" && before ? before : merged(before, change.fields);
  const [problem] = change.change === "end" ? [] : rowProblems(register, record);
  if (problem) return not(`“${problem.column}”${problem.message.zh}`, `"${problem.column}" ${problem.message.en}`);
  const span =
    change.change === "correct" && held.record
      ? { from: change.from ?? held.record.valid_from, to: change.to ?? held.record.valid_to }
      : { from, to: change.to ?? "infinity" };
  if (span.from !== "-infinity" && span.to !== "infinity" && span.from >= span.to)
    return not(`终止日期 ${span.to} 不晚于起始日期 ${span.from}。`, `The end ${span.to} is not after the beginning ${span.from}.`);
  const stored = takeApart(ground.keys, register, record);
  return {
    ok: true,
    register,
    id: stored.id.toString("hex"),
    version: held.greatest + 1,
    record,
    before,
    changed: [...new Set([...Object.keys(record), ...Object.keys(before ?? {})])].filter((name) => record[name] !== before?.[name]),
    row: rowJson(register, stored, sealClosed(await ground.agencyKeys.key(register.owner), register.id, stored), {
      version: held.greatest + 1,
      recorded: change.at,
      ...span,
      change: change.change,
      provenance: change.provenance,
    }),
  };
}

/** New values over old ones; an empty one takes the field away. */
function merged(before: Fields | undefined, fields: Fields): Fields {
  const entries = Object.entries({ ...before, ...fields }).filter((entry): entry is [string, Value] => entry[1] !== "");
  return Object.fromEntries(entries);
}

async function heldOn(ground: RegistryGround, register: Register, id: Buffer, day: string): Promise<{ record?: Row; greatest: number }> {
  const { rows } = await ground.app.query<Row & { holds: boolean }>(
    `select r.id, r.version, r.digest, r.binding, r.open, r.sealed, r.valid_from::text, r.valid_to::text,
       ${holding("$3", "$4")} holds, max(r.version) over () greatest
     from registry.record r where r.register = $1 and r.id = $2`,
    [register.id, id, day, null],
  );
  const record = rows.find(({ holds }) => holds);
  return { ...(record ? { record } : {}), greatest: rows[0]?.greatest ?? 0 };
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

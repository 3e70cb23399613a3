// What a correction changed, and who has been told of it.
import type { Fields, Register } from "./format.ts";
import { type RegistryGround, registerOf } from "./look-up.ts";
import { putTogether, type Sealed } from "./record.ts";
import type { Provenance } from "./write.ts";

/** A value of a record's keys, from when to when (epoch milliseconds; without an end: still) whoever asked by it was given the record. */
export interface HeldKey {
  readonly value: string;
  readonly from: number;
  readonly to?: number;
}

/** A version that corrected or ended what was recorded before. */
export interface Correction {
  readonly register: Register;
  readonly id: string;
  readonly version: number;
  readonly change: "enter" | "correct" | "end";
  /** Fields whose value was another before; all of them where the record ended. */
  readonly fields: readonly string[];
  /** By what it may have been asked for, and when: the values of its keys, each as long as an answer held the record by them. */
  readonly keys: readonly HeldKey[];
  /** Epoch milliseconds. */
  readonly at: number;
  readonly provenance: Provenance;
}

/** The correction that a version made; undefined where there is no such version. */
export async function correctionOf(ground: RegistryGround, id: string, record: string, version: number): Promise<Correction | undefined> {
  const register = await registerOf(ground, id);
  if (!register) return undefined;
  const { rows } = await ground.app.query<Sealed & { change: Correction["change"]; at: number; provenance: Provenance }>(
    `select r.id, r.version, r.digest, r.binding, r.open, r.sealed, r.change, r.provenance, floor(date_part('epoch', r.recorded) * 1000)::float8 at
     from registry.record r, registry.record v
     where v.register = $1 and v.id = $2 and v.version = $3 and r.register = v.register and r.id = v.id and r.version <= v.version
       and r.valid_from < v.valid_to and r.valid_to > v.valid_from
     order by r.version desc limit 2`,
    [register.id, Buffer.from(record, "hex"), version],
  );
  const [now, before] = rows;
  if (!now || now.version !== version) return undefined;
  const key = await ground.agencyKeys.key(register.owner);
  const [new_, old] = [putTogether(key, register.id, now), before ? putTogether(key, register.id, before) : {}] as const;
  const names = [...new Set([...Object.keys(new_), ...Object.keys(old)])];
  return {
    register,
    id: record,
    version,
    change: now.change,
    fields: now.change === "end" ? names : names.filter((name) => new_[name] !== old[name]),
    keys: await heldKeys(ground, register, now.id, version),
    at: now.at,
    provenance: now.provenance,
  };
}

/** The keys of the versions up to this one: each until a later one took its place for good. */
async function heldKeys(ground: RegistryGround, register: Register, id: Buffer, version: number): Promise<HeldKey[]> {
  const { rows } = await ground.app.query<Sealed & { from: number; begins: number; endless: boolean; ended: boolean }>(
    `select r.id, r.version, r.digest, r.binding, r.open, r.sealed, r.ended, floor(date_part('epoch', r.recorded) * 1000)::float8 "from",
       r.valid_to = 'infinity' endless, case when isfinite(r.valid_from) then date_part('epoch', r.valid_from) * 1000 else 0 end::float8 begins
     from registry.record r where r.register = $1 and r.id = $2 and r.version <= $3 order by r.version`,
    [register.id, id, version],
  );
  const key = await ground.agencyKeys.key(register.owner);
  return rows.flatMap((row, n): HeldKey[] => {
    // An end says that nobody is given it any more.
    if (row.ended) return [];
    const fields: Fields = putTogether(key, register.id, row);
    const ends = rows.slice(n + 1).flatMap((later) => (later.endless ? [Math.max(later.from, later.begins)] : []));
    const until = ends.length > 0 ? { to: Math.min(...ends) } : {};
    return register.keys.flatMap((name) => (fields[name] === undefined ? [] : [{ value: String(fields[name]), from: row.from, ...until }]));
  });
}

/** Somebody who got a value that was corrected since. */
export interface Told {
  readonly register: string;
  readonly record: string;
  readonly version: number;
  readonly agency: string;
  readonly case?: string;
  readonly fields: readonly string[];
  readonly givenAt: number;
  readonly at: number;
}

const nobody = "00000000-0000-0000-0000-000000000000";

/** Records that somebody is told; true the first time. */
export async function tell({ app }: Pick<RegistryGround, "app">, told: Told): Promise<boolean> {
  const { rowCount } = await app.query(
    `insert into registry.told values ($1, $2, $3, $4, $5, $6, to_timestamp($7 / 1000.0), to_timestamp($8 / 1000.0)) on conflict do nothing`,
    [told.register, Buffer.from(told.record, "hex"), told.version, told.agency, told.case ?? nobody, told.fields, told.givenAt, told.at],
  );
  return rowCount === 1;
}

interface Row {
  register: string;
  record: Buffer;
  version: number;
  agency: string;
  case_id: string;
  fields: string[];
  given: number;
  at: number;
}

const told = `select register, record, version, agency, case_id, fields,
  floor(date_part('epoch', given_at) * 1000)::float8 given, floor(date_part('epoch', at) * 1000)::float8 at from registry.told`;
const toldOf = (row: Row): Told => ({
  register: row.register,
  record: row.record.toString("hex"),
  version: row.version,
  agency: row.agency,
  ...(row.case_id === nobody ? {} : { case: row.case_id }),
  fields: row.fields,
  givenAt: row.given,
  at: row.at,
});

/** What a case used and what was corrected since, oldest first. */
export async function correctionsForCase({ app }: Pick<RegistryGround, "app">, caseId: string): Promise<readonly Told[]> {
  const { rows } = await app.query<Row>(`${told} where case_id = $1 order by at, register`, [caseId]);
  return rows.map(toldOf);
}

/** What an agency was told, latest first. */
export async function correctionsForAgency({ app }: Pick<RegistryGround, "app">, agency: string, limit = 50): Promise<readonly Told[]> {
  const { rows } = await app.query<Row>(`${told} where agency = $1 order by at desc, register limit $2`, [agency, limit]);
  return rows.map(toldOf);
}

/** Who was told of a record's versions. */
export async function toldOfRecord({ app }: Pick<RegistryGround, "app">, register: string, record: string): Promise<readonly Told[]> {
  const { rows } = await app.query<Row>(`${told} where register = $1 and record = $2 order by version, agency`, [
    register,
    Buffer.from(record, "hex"),
  ]);
  return rows.map(toldOf);
}

// Adds up what holders recorded, and measures registers: little at a time, and as often as somebody looks.
import { holding, type Register, recordsOf, registers } from "../registry/index.ts";
import type { SharingGround } from "./ground.ts";
import { filledIn, sharedFields } from "./quality.ts";

/** Use is added up again when it was done longer ago, in milliseconds. */
const useAge = 10_000;
/** A register is measured again after so long. */
const qualityAge = 3_600_000;
/** Of how many records it is counted which fields they fill: they come in the order of their hashes, which is as good as choosing them at random. */
const mostCounted = 4_000;

/** Brings the figures up to date as far as they are older than that. Two at once do the same twice and nothing worse. */
export async function refreshSharing(ground: SharingGround, now: number = ground.now()): Promise<void> {
  await Promise.all([refreshUse(ground, now), measureRegisters(ground, now)]);
}

async function refreshUse({ pool, zone }: SharingGround, now: number): Promise<void> {
  const { rows } = await pool.query<{ at: number; since: string }>(
    "select (extract(epoch from at) * 1000)::float8 at, coalesce((select (max(day) - 1)::text from sharing.use), '-infinity') since from sharing.measured where what = 'use'",
  );
  const [before] = rows;
  if (before && Math.abs(now - before.at) < useAge) return;
  // Days that may still grow are added up again from their beginning.
  await pool.query(
    `with u as (
       insert into sharing.use (day, register, holder, asker, service, allowed, state, reason, fields, n, last)
       select (at at time zone $2)::date, register, holder, asker, coalesce(service, ''), coalesce(allowed, ''), state, coalesce(reason, ''), fields,
         count(*), max(at)
       from exchange.answer where at >= ($1::timestamp at time zone $2)
       group by 1, 2, 3, 4, 5, 6, 7, 8, 9 order by 1, 2, 4
       on conflict (day, register, asker, service, allowed, state, reason, fields) do update set n = excluded.n, last = excluded.last
       where use.n <> excluded.n
     )
     insert into sharing.measured values ('use', to_timestamp($3 / 1000.0)) on conflict (what) do update set at = excluded.at`,
    [before?.since ?? "-infinity", zone, now],
  );
}

async function measureRegisters(ground: SharingGround, now: number): Promise<void> {
  const { pool } = ground;
  const { rows } = await pool.query<{ id: string }>(
    `select g.id from registry.register g left join sharing.quality q on q.register = g.id
     where q.measured is null or q.measured < to_timestamp($1 / 1000.0) order by g.id`,
    [now - qualityAge],
  );
  const known = new Map((await registers({ app: pool })).map((one) => [one.id, one]));
  for (const { id } of rows) {
    const register = known.get(id);
    if (register) await measure(ground, register, now);
  }
}

async function measure(ground: SharingGround, register: Register, now: number): Promise<void> {
  const { pool, keys, agencyKeys, day } = ground;
  const names = sharedFields(register);
  let [counted, filled]: [number, Record<string, number>] = [0, {}];
  const reading = { app: pool, keys, agencyKeys, today: () => day(now) };
  for await (const records of recordsOf(reading, register)) {
    filled = filledIn(records, names, filled);
    counted += records.length;
    if (counted >= mostCounted) break;
  }
  await pool.query(
    `insert into sharing.quality (register, measured, rows, last, counted, filled)
     select $1, to_timestamp($3 / 1000.0),
       (select count(*) from registry.record r where r.register = $1 and ${holding("$2", "null")}),
       (select max(r.recorded) from registry.record r where r.register = $1), $4::int, $5::jsonb
     on conflict (register) do update set measured = excluded.measured, rows = excluded.rows, last = excluded.last, counted = excluded.counted,
       filled = excluded.filled`,
    [register.id, day(now), now, counted, JSON.stringify(filled)],
  );
}

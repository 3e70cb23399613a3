// A register for its owner's officers: record after record, by a key, by a text, by a place. Personal fields come out of here: whoever
// shows them has recorded that they are looked at.
import { gramsOf } from "../platform/crypto/index.ts";
import type { Fields, Register } from "./format.ts";
import { boxOf, type Geometry, meets, parseGeometry } from "./geometry.ts";
import type { RegistryGround } from "./look-up.ts";
import { blindGrams, gramPurpose, keyBlind, putTogether, type Sealed } from "./record.ts";
import { type AsOf, holding, timesOf, versionsWith } from "./versions.ts";
import { boxText } from "./write.ts";

/** A record with its identifying hash in hex. */
export interface Listed {
  readonly id: string;
  readonly fields: Fields;
}

export interface Listing {
  readonly records: readonly Listed[];
  /** Where the next page begins. */
  readonly next?: string;
}

const columns = "r.id, r.version, r.digest, r.binding, r.open, r.sealed";

/** A page of the records that hold, in an order that stays the same. */
export async function browse(
  ground: RegistryGround,
  register: Register,
  { after = "", limit = 25, asOf }: { readonly after?: string; readonly limit?: number; readonly asOf?: AsOf } = {},
): Promise<Listing> {
  const { rows } = await ground.app.query<Sealed>(
    `select ${columns} from registry.record r
     where r.register = $1 and r.id > $2 and ${holding("$3", "$4")} order by r.register, r.id limit $5`,
    [register.id, Buffer.from(after, "hex"), ...timesOf(ground, asOf), limit + 1],
  );
  const records = await opened(ground, register, rows.slice(0, limit));
  const last = records.at(-1);
  return { records, ...(rows.length > limit && last ? { next: last.id } : {}) };
}

async function opened(ground: RegistryGround, register: Register, rows: readonly Sealed[]): Promise<readonly Listed[]> {
  const key = await ground.agencyKeys.key(register.owner);
  return rows.map((row) => ({ id: row.id.toString("hex"), fields: putTogether(key, register.id, row) }));
}

const longestSearch = 100;

/** Records with a key of that value, else those whose text (`find`, else `search`) holds the words; at most 20. */
export async function findRecords(ground: RegistryGround, register: Register, said: string): Promise<readonly Listed[]> {
  const words = said.replaceAll("\0", "").trim().slice(0, longestSearch);
  if (words === "" || !words.isWellFormed()) return [];
  const blinds = register.keys.map((name) => keyBlind(ground.keys, register.id, name, words));
  const { rows } = await ground.app.query<Sealed>(
    `select ${columns} from ${versionsWith("v.keys && $2")} r where r.register = $1 and ${holding("$3", "$4")} order by r.rank desc, r.id limit 20`,
    [register.id, blinds, ...timesOf(ground)],
  );
  if (rows.length > 0) return opened(ground, register, rows);
  const name = register.find ?? register.search;
  if (name === undefined) return [];
  const sought = words.normalize("NFKC").toLowerCase().replace(/\s/g, "");
  const grams =
    register.fields[name]?.class === "open" ? gramsOf(sought) : [...blindGrams(ground.keys, gramPurpose(register.id, name), sought)];
  if (grams.length === 0) return [];
  const found = await ground.app.query<Sealed>(
    `select ${columns} from ${versionsWith("v.grams <> '{}' and v.grams @> $2")} r where r.register = $1 and ${holding("$3", "$4")} limit 200`,
    [register.id, grams, ...timesOf(ground)],
  );
  // Grams may stand apart in the text: it is looked at again once it is open.
  const holds = ({ fields }: Listed) =>
    String(fields[name] ?? "")
      .normalize("NFKC")
      .toLowerCase()
      .replace(/\s/g, "")
      .includes(sought);
  return (await opened(ground, register, found.rows)).filter(holds).slice(0, 20);
}

/** Records whose geometry shares a point with this one: first by bounding boxes through the index, then exactly. */
export async function recordsMeeting(ground: RegistryGround, register: Register, shape: Geometry, limit = 200): Promise<readonly Listed[]> {
  const field = Object.entries(register.fields).find(([, { type }]) => type === "geometry")?.[0];
  if (field === undefined) return [];
  const { rows } = await ground.app.query<Sealed>(
    `select ${columns} from ${versionsWith("v.area is not null and v.area && $2::box")} r
     where r.register = $1 and ${holding("$3", "$4")} order by r.id limit $5`,
    [register.id, boxText(boxOf(shape)), ...timesOf(ground), limit],
  );
  return (await opened(ground, register, rows)).filter(({ fields }) => {
    const own = parseGeometry(String(fields[field] ?? ""));
    return own !== undefined && meets(own, shape);
  });
}

/** One point of a series, with every value that was recorded for it, oldest first. */
export interface Point {
  readonly period: string;
  readonly value: number;
  readonly values: readonly { readonly value: number; readonly recorded: number }[];
}

/** The points of the series that a record belongs to, in the order of their periods. Only open fields are read. */
export async function seriesOf(ground: RegistryGround, register: Register, record: Fields): Promise<readonly Point[]> {
  const { series } = register;
  if (!series) return [];
  const { rows } = await ground.app.query<{ period: string | null; value: number | null; values: Point["values"] | null }>(
    `select r.open ->> $2 period, (r.open ->> $3)::float8 value,
       (select jsonb_agg(jsonb_build_object('value', (h.open ->> $3)::float8, 'recorded', floor(date_part('epoch', h.recorded) * 1000)) order by h.version)
        from registry.record h where h.register = r.register and h.id = r.id and not h.ended) "values"
     from registry.record r where r.register = $1 and r.open @> $4::jsonb and ${holding("$5", "$6")}
     order by r.open ->> $2 limit 500`,
    [
      register.id,
      series.period,
      series.value,
      JSON.stringify(Object.fromEntries(series.of.map((name) => [name, record[name] ?? null]))),
      ...timesOf(ground),
    ],
  );
  return rows.flatMap(({ period, value, values }) => (period === null || value === null ? [] : [{ period, value, values: values ?? [] }]));
}

/** How many records a register holds now, up to `most`. */
export async function countRecords(
  { app, ...ground }: Pick<RegistryGround, "app" | "today">,
  register: string,
  most = 100_000,
): Promise<number> {
  const { rows } = await app.query<{ n: number }>(
    `select count(*)::int n from (select from registry.record r where r.register = $1 and ${holding("$2", "$3")} limit $4) x`,
    [register, ...timesOf(ground), most],
  );
  return rows[0]?.n ?? 0;
}

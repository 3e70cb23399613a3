// The resource catalogue: what each agency has that others could use, on which condition, how good it is and who uses it.
import { type ReasonKey, reasonKeys } from "../exchange/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { classificationOf, type Register, registerOf, registers } from "../registry/index.ts";
import type { SharingGround } from "./ground.ts";
import { packsServing } from "./packs.ts";
import { overdue, sharedFields } from "./quality.ts";

export type Sharing = "unconditional" | "conditional" | "none";

/** A field of a resource. */
export interface ResourceField {
  readonly name: string;
  readonly title: Text;
  readonly type: Register["fields"][string]["type"];
  readonly class: Register["fields"][string]["class"];
  /** GB/T 43697-2024. */
  readonly classification: ReturnType<typeof classificationOf>;
  readonly sharing: Sharing;
  /** Records can be looked up by it. */
  readonly key: boolean;
}

/** How a register was when it was last measured. */
export interface Quality {
  /** Epoch milliseconds. */
  readonly measured: number;
  readonly rows: number;
  /** When a record was recorded last. */
  readonly last?: number;
  /** How much of the shared fields is filled, from 0 to 1; absent where there is no record. */
  readonly complete?: number;
  /** Shared fields that are not always filled, from 0 to 1. */
  readonly gaps: Readonly<Record<string, number>>;
  /** The last record is older than the pace that the owner declared lets it be. */
  readonly stale: boolean;
  /** Complaints about its quality: all, and those not settled yet. */
  readonly complaints: { readonly all: number; readonly open: number };
}

/** Who asked within the last twelve months, how often, and what came of it. */
export interface Use {
  readonly asker: string;
  readonly service: string;
  readonly answered: number;
  readonly refused: number;
  /** Epoch milliseconds. */
  readonly last: number;
}

/** A dataset (a register) with the data service that answers questions about it. */
export interface Resource {
  readonly id: string;
  readonly title: Text;
  readonly owner: string;
  readonly steward: string;
  readonly update: Text;
  /** The pace that it is held to; absent where it is brought up to date whenever something happens. */
  readonly every?: NonNullable<Register["every"]>;
  readonly retention: Register["retention"];
  readonly fields: readonly ResourceField[];
  /** The kinds that occur among its fields, the freest first. */
  readonly sharing: readonly Sharing[];
  /** Why a part is not shared. */
  readonly withheld?: { readonly law: string; readonly why: Text };
  readonly quality?: Quality;
  readonly uses: readonly Use[];
}

const kinds = ["unconditional", "conditional", "none"] as const;
const year = 365 * 86_400_000;

/** Every resource, by owner and id. Bring the figures up to date with `refreshSharing` before. */
export async function resources(ground: SharingGround): Promise<readonly Resource[]> {
  const [all, more] = await Promise.all([registers({ app: ground.pool }), figuresOf(ground)]);
  return all.map((one) => resourceOf(one, more)).sort((a, b) => (a.owner === b.owner ? compare(a.id, b.id) : compare(a.owner, b.owner)));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export async function resource(ground: SharingGround, id: string): Promise<Resource | undefined> {
  const found = await registerOf({ app: ground.pool }, id);
  return found && resourceOf(found, await figuresOf(ground, id));
}

interface Figures {
  readonly quality: ReadonlyMap<string, QualityRow>;
  readonly uses: ReadonlyMap<string, readonly Use[]>;
  readonly complaints: ReadonlyMap<string, Quality["complaints"]>;
  readonly now: number;
}

interface QualityRow {
  register: string;
  measured: number;
  rows: number;
  last: number | null;
  counted: number;
  filled: Record<string, number>;
}

async function figuresOf(ground: SharingGround, id?: string): Promise<Figures> {
  const { pool, day } = ground;
  const now = ground.now();
  const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;
  const [quality, uses, complaints] = await Promise.all([
    pool.query<QualityRow>(
      `select register, ${ms("measured")} measured, rows, ${ms("last")} last, counted, filled from sharing.quality where $1::text is null or register = $1`,
      [id ?? null],
    ),
    pool.query<Use & { register: string }>(
      `select register, asker, service, coalesce(sum(n) filter (where state <> 'refused'), 0)::int answered,
         coalesce(sum(n) filter (where state = 'refused'), 0)::int refused, ${ms("max(last)")} last
       from sharing.use where day > $1::date and ($2::text is null or register = $2) group by 1, 2, 3 order by 1, 4 desc, 2, 3`,
      [day(now - year), id ?? null],
    ),
    complaintsOf(ground),
  ]);
  const byRegister = new Map<string, Use[]>();
  for (const { register, ...use } of uses.rows) byRegister.set(register, [...(byRegister.get(register) ?? []), use]);
  return { quality: new Map(quality.rows.map((one) => [one.register, one])), uses: byRegister, complaints, now };
}

/** Complaints about registers' quality: cases of the packs that serve for them. */
async function complaintsOf(ground: SharingGround): Promise<ReadonlyMap<string, Quality["complaints"]>> {
  const packs = await packsServing(ground, "quality-complaint");
  if (packs.length === 0) return new Map();
  const { rows } = await ground.pool.query<{ register: string; all: number; open: number }>(
    `select facts ->> 'register' register, count(*)::int "all", (count(*) filter (where status = 'running'))::int open
     from casework.case where agency = any ($1) and pack = any ($2) and opened_at > to_timestamp($3 / 1000.0) and facts ->> 'register' is not null group by 1`,
    [packs.map(({ header }) => header.agency), packs.map(({ header }) => header.id), ground.now() - year],
  );
  return new Map(rows.map(({ register, all, open }) => [register, { all, open }]));
}

function resourceOf(register: Register, { quality, uses, complaints, now }: Figures): Resource {
  const fields = Object.entries(register.fields).map(
    ([name, field]): ResourceField => ({
      name,
      title: field.title,
      type: field.type,
      class: field.class,
      classification: classificationOf(field),
      sharing: register.share[field.class],
      key: register.keys.includes(name),
    }),
  );
  // The database keeps no order of fields: what identifies a record first, then by their names.
  fields.sort((a, b) => rank(register, a) - rank(register, b) || compare(a.name, b.name));
  const measured = quality.get(register.id);
  return {
    id: register.id,
    title: register.title,
    owner: register.owner,
    steward: register.steward,
    update: register.update,
    ...(register.every === undefined ? {} : { every: register.every }),
    retention: register.retention,
    fields,
    sharing: kinds.filter((kind) => fields.some(({ sharing }) => sharing === kind)),
    ...(register.withheld && fields.some(({ sharing }) => sharing === "none") ? { withheld: register.withheld } : {}),
    ...(measured ? { quality: qualityOf(register, measured, complaints.get(register.id) ?? { all: 0, open: 0 }, now) } : {}),
    uses: uses.get(register.id) ?? [],
  };
}

const rank = ({ keys }: Register, { name }: ResourceField): number => (keys.includes(name) ? keys.indexOf(name) : keys.length);

function qualityOf(register: Register, row: QualityRow, complaints: Quality["complaints"], now: number): Quality {
  const filled = sharedFields(register).map((name) => ({ name, part: row.counted === 0 ? 0 : (row.filled[name] ?? 0) / row.counted }));
  return {
    measured: row.measured,
    rows: row.rows,
    ...(row.last === null ? {} : { last: row.last }),
    ...(row.counted === 0 || filled.length === 0 ? {} : { complete: filled.reduce((sum, { part }) => sum + part, 0) / filled.length }),
    gaps: row.counted === 0 ? {} : Object.fromEntries(filled.filter(({ part }) => part < 1).map(({ name, part }) => [name, part])),
    stale: overdue(register.every, row.last ?? undefined, now),
    complaints,
  };
}

/** A question that was refused, as the holder recorded it. */
export interface Refusal {
  readonly id: string;
  readonly at: number;
  readonly holder: string;
  readonly asker: string;
  readonly post?: string;
  readonly register: string;
  readonly service?: string;
  readonly fields: readonly string[];
  readonly reason?: ReasonKey;
}

/** The latest questions that one agency refused, or was refused. */
export async function refusals(
  { pool }: Pick<SharingGround, "pool">,
  {
    holder,
    asker,
    register,
  }: { readonly holder?: string | undefined; readonly asker?: string | undefined; readonly register?: string | undefined },
  most = 100,
): Promise<readonly Refusal[]> {
  const { rows } = await pool.query<{
    id: string;
    at: number;
    holder: string;
    asker: string;
    post: string | null;
    register: string;
    service: string | null;
    fields: string[];
    reason: string | null;
  }>(
    `select id, (extract(epoch from at) * 1000)::float8 at, holder, asker, post, register, service, fields, reason from exchange.answer
     where state = 'refused' and ($1::text is null or holder = $1) and ($2::text is null or asker = $2) and ($3::text is null or register = $3)
     order by at desc, id desc limit $4`,
    [holder ?? null, asker ?? null, register ?? null, most],
  );
  return rows.map(({ post, service, reason, ...row }) => {
    const known = reasonKeys.find((one) => one === reason);
    return {
      ...row,
      ...(post === null ? {} : { post }),
      ...(service === null ? {} : { service }),
      ...(known === undefined ? {} : { reason: known }),
    };
  });
}

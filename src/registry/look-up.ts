import type { Pool } from "pg";
import { gramsOf, type Keyring } from "../platform/crypto/index.ts";
import type { AgencyKeys } from "./agency-keys.ts";
import { type Fields, type Register, register } from "./format.ts";
import { keyBlind, putTogether } from "./record.ts";
import { type AsOf, holding, timesOf, versionsWith } from "./versions.ts";

/** What registers are read with. */
export interface RegistryGround {
  readonly app: Pick<Pool, "query">;
  readonly keys: Keyring;
  readonly agencyKeys: AgencyKeys;
  /** Today in the installation's zone; by default in that of Shanghai. */
  readonly today?: () => string;
}

/**
 * What a register answers. `found`: the records that have the key, latest first, with the fields asked for and no others; fields
 * that a record lacks are absent. `subjects`: identifiers of those whom the records are about, for the log; hand them to nobody.
 */
export type LookUp =
  | { readonly state: "found"; readonly records: readonly [Fields, ...Fields[]]; readonly subjects: readonly string[] }
  | { readonly state: "none" }
  | { readonly state: "down" }
  | { readonly state: "refused"; readonly why: "register" | "field" | "key" };

interface Row {
  hash: Buffer | null;
  edition: string | null;
  rank: string;
  down: boolean;
  id: Buffer | null;
  version: number;
  digest: Buffer;
  binding: number;
  open: Fields;
  sealed: Buffer | null;
}

const most = 20;
/** Characters of a search that count. */
const longestSearch = 100;
const parsed = new Map<string, Register>();

/** A definition as stored, parsed once for each content. */
function definitionOf(row: { definition: unknown; hash: Buffer }): Register {
  const hash = row.hash.toString("hex");
  const known = parsed.get(hash) ?? register.parse(row.definition);
  parsed.set(hash, known);
  return known;
}

/** The definitions of all registers, by id. */
export async function registers({ app }: Pick<RegistryGround, "app">): Promise<readonly Register[]> {
  const { rows } = await app.query<{ definition: unknown; hash: Buffer }>("select definition, hash from registry.register order by id");
  return rows.map(definitionOf);
}

/** One register's definition. */
export async function registerOf({ app }: Pick<RegistryGround, "app">, id: string): Promise<Register | undefined> {
  const { rows } = await app.query<{ definition: unknown; hash: Buffer }>("select definition, hash from registry.register where id = $1", [
    id,
  ]);
  return rows[0] && definitionOf(rows[0]);
}

/** What a record is searched by, and what is wanted of it. */
export interface Sought {
  readonly register: string;
  readonly key: string;
  /** The key's field; without it any key of the register may hold the value. */
  readonly by?: string;
  readonly fields: readonly string[];
}

/**
 * Looks records up by a key and gives only the fields asked for. Who may ask is not decided here: the exchange is the way in.
 */
export async function lookUp(ground: RegistryGround, question: Sought): Promise<LookUp> {
  const [one] = await lookUpAll(ground, [question], () => undefined);
  return one?.found ?? { state: "refused", why: "register" };
}

/** What came of one of several look-ups: `barred` where the caller's own rule stood in the way. */
export interface Looked<B> {
  readonly register: Register | undefined;
  readonly barred: B | undefined;
  readonly found: LookUp | undefined;
  /** Which edition of the rules about who may ask was in force when the records were read; undefined for an unknown register. */
  readonly edition: string | undefined;
}

interface Prepared<B> {
  readonly entry: Kept | undefined;
  readonly barred: B | undefined;
  readonly unfit: "register" | "field" | "key" | undefined;
  readonly blinds: readonly Buffer[];
}

/**
 * Several look-ups in one statement. `bar` is asked with each register's definition as it stands when the records are read: the
 * definitions kept in this process are held against the database's in the same statement.
 */
export async function lookUpAll<Q extends Sought, B>(
  ground: RegistryGround,
  questions: readonly Q[],
  bar: (register: Register | undefined, question: Q) => B | undefined,
  asOf?: AsOf,
): Promise<readonly Looked<B>[]> {
  let fresh = false;
  for (;;) {
    const kept = await definitionsFor(
      ground,
      questions.map(({ register: id }) => id),
      fresh,
    );
    const prepared = questions.map((question) => prepare(ground, kept.get(question.register), question, bar));
    const rows = await recordsOf(ground, questions, prepared, asOf);
    // Somebody changed a definition since it was kept: everything is looked at again by the new one.
    if (!fresh && rows.some(({ n, hash }) => hash?.toString("hex") !== prepared[n]?.entry?.hash)) {
      fresh = true;
      continue;
    }
    return Promise.all(
      prepared.map(async ({ entry, barred, unfit }, n): Promise<Looked<B>> => {
        const register = entry?.register;
        const own = rows.filter((row) => row.n === n);
        const edition = own[0]?.edition ?? undefined;
        if (barred !== undefined) return { register, barred, found: undefined, edition };
        if (unfit !== undefined || !register) return { register, barred, found: { state: "refused", why: unfit ?? "register" }, edition };
        return { register, barred, found: await whole(ground, register, own, questions[n]?.fields ?? []), edition };
      }),
    );
  }
}

function prepare<Q extends Sought, B>(
  { keys }: RegistryGround,
  entry: Kept | undefined,
  question: Q,
  bar: (register: Register | undefined, question: Q) => B | undefined,
): Prepared<B> {
  const definition = entry?.register;
  const barred = bar(definition, question);
  const unfit = definition ? lacking(definition, question) : "register";
  const names = question.by === undefined ? (definition?.keys ?? []) : [question.by];
  const blinds = barred !== undefined || unfit || !definition ? [] : names.map((name) => keyBlind(keys, definition.id, name, question.key));
  return { entry, barred, unfit, blinds };
}

function lacking(definition: Register, { fields, by }: Sought): "field" | "key" | undefined {
  if (fields.length === 0 || !fields.every((name) => Object.hasOwn(definition.fields, name))) return "field";
  return by !== undefined && !definition.keys.includes(by) ? "key" : undefined;
}

/** A definition as it stood when it was read. */
interface Kept {
  readonly register: Register;
  readonly hash: string;
}

const definitions = new WeakMap<object, Map<string, Kept>>();

/** Definitions by id; read where they are not kept yet, or all of them anew. */
async function definitionsFor(
  { app }: Pick<RegistryGround, "app">,
  ids: readonly string[],
  fresh: boolean,
): Promise<ReadonlyMap<string, Kept>> {
  const kept = definitions.get(app) ?? new Map<string, Kept>();
  definitions.set(app, kept);
  const wanted = [...new Set(ids)].filter((id) => fresh || !kept.has(id));
  if (wanted.length === 0) return kept;
  const { rows } = await app.query<{ id: string; definition: unknown; hash: Buffer }>(
    "select id, definition, hash from registry.register where id = any ($1)",
    [wanted],
  );
  for (const id of wanted) kept.delete(id);
  for (const row of rows) kept.set(row.id, { register: definitionOf(row), hash: row.hash.toString("hex") });
  return kept;
}

async function recordsOf(
  ground: RegistryGround,
  questions: readonly Sought[],
  prepared: readonly Prepared<unknown>[],
  asOf: AsOf | undefined,
): Promise<readonly (Row & { n: number })[]> {
  // One row for each key tried; a question that is not answered is there as well, for the sake of its definition.
  const tried = prepared.flatMap(({ blinds }, n) =>
    (blinds.length > 0 ? blinds : [null]).map((blind) => ({
      n,
      register: questions[n]?.register,
      blind: blind && `\\x${blind.toString("hex")}`,
    })),
  );
  const { rows } = await ground.app.query<Row & { n: number }>({
    name: "registry-look-up",
    text: `select q.n, g.hash, g.edition, coalesce(g.down, false) down, r.id, r.version, r.digest, r.binding, r.open, r.sealed, r.rank
      from jsonb_to_recordset($1::jsonb) q (n int, register text, blind bytea)
      left join registry.register g on g.id = q.register
      left join lateral (
        select * from ${versionsWith("v.keys && array[q.blind]")} r
        where r.register = g.id and ${holding("$3", "$4")} order by r.rank desc, r.id limit $2
      ) r on not g.down and q.blind is not null`,
    values: [JSON.stringify(tried), most, ...timesOf(ground, asOf)],
  });
  return rows;
}

/** The records of one question put together, latest first, with the fields asked for. */
async function whole(ground: RegistryGround, definition: Register, rows: readonly Row[], fields: readonly string[]): Promise<LookUp> {
  if (rows[0]?.down) return { state: "down" };
  const once = new Map(rows.flatMap((row) => (row.id === null ? [] : [[row.id.toString("hex"), { ...row, id: row.id }] as const])));
  const sorted = [...once].sort(([a, { rank: x }], [b, { rank: y }]) => (x === y ? (a < b ? -1 : 1) : x < y ? 1 : -1)).slice(0, most);
  const key = await ground.agencyKeys.key(definition.owner);
  const records = sorted.map(([, row]) => putTogether(key, definition.id, row));
  const [first, ...rest] = records.map((record) => only(record, fields));
  if (!first) return { state: "none" };
  const about = Object.entries(definition.fields).flatMap(([name, field]) => (field.subject ? [name] : []));
  const subjects = records.flatMap((record) => about.flatMap((name) => (record[name] === undefined ? [] : String(record[name]))));
  return { state: "found", records: [first, ...rest], subjects: [...new Set(subjects)] };
}

const only = (record: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.flatMap((name) => (record[name] === undefined ? [] : [[name, record[name]]])));

/** Searches a register by its open search text, for choosing a record in a form: open fields only, best known first. */
export async function searchRegister(
  ground: Pick<RegistryGround, "app" | "today">,
  id: string,
  words: string,
  limit = 20,
): Promise<readonly Fields[]> {
  const definition = await registerOf(ground, id);
  const sought = words.replaceAll("\0", "").normalize("NFKC").toLowerCase().trim().slice(0, longestSearch);
  const grams = gramsOf(sought);
  if (definition?.search === undefined || grams.length === 0) return [];
  const { rows } = await ground.app.query<{ open: Fields }>(
    `select r.open from ${versionsWith("v.grams <> '{}' and v.grams @> $2")} r
     where r.register = $1 and position($3 in lower(normalize(r.open ->> $4, nfkc))) > 0
       and ${holding("$6", "$7")}
     order by r.open ->> $4 limit $5`,
    [id, grams, sought, definition.search, limit, ...timesOf(ground)],
  );
  return rows.map((row) => row.open);
}

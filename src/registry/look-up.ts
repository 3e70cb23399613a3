import type { Pool } from "pg";
import { gramsOf, type Keyring } from "../platform/crypto/index.ts";
import type { AgencyKeys } from "./agency-keys.ts";
import { type Fields, type Register, register } from "./format.ts";
import { keyBlind, putTogether } from "./record.ts";

/** What registers are read with. */
export interface RegistryGround {
  readonly app: Pick<Pool, "query">;
  readonly keys: Keyring;
  readonly agencyKeys: AgencyKeys;
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
  definition: unknown;
  hash: Buffer;
  down: boolean;
  id: Buffer | null;
  version: number;
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

/**
 * Looks records up by a key and gives only the fields asked for. `by` names the key's field; without it any key of the register
 * may hold the value. Who may ask is not decided here: the exchange is the way in.
 */
export async function lookUp(
  ground: RegistryGround,
  question: { register: string; key: string; by?: string; fields: readonly string[] },
): Promise<LookUp> {
  const definition = await registerOf(ground, question.register);
  if (!definition) return { state: "refused", why: "register" };
  if (question.fields.length === 0 || !question.fields.every((name) => Object.hasOwn(definition.fields, name)))
    return { state: "refused", why: "field" };
  if (question.by !== undefined && !definition.keys.includes(question.by)) return { state: "refused", why: "key" };
  const names = question.by === undefined ? definition.keys : [question.by];
  const blinds = names.map((name) => keyBlind(ground.keys, definition.id, name, question.key));
  const { rows } = await ground.app.query<Row>(
    `select g.down, r.id, r.version, r.open, r.sealed
     from registry.register g
     left join lateral (
       select * from registry.record r where r.register = g.id and r.until is null and r.keys && $2::bytea[] order by r.rank desc, r.id limit $3
     ) r on not g.down
     where g.id = $1`,
    [definition.id, blinds, most],
  );
  if (rows[0]?.down) return { state: "down" };
  const key = await ground.agencyKeys.key(definition.owner);
  const whole = rows.flatMap((row) => (row.id === null ? [] : [putTogether(key, definition.id, { ...row, id: row.id })]));
  const [first, ...rest] = whole.map((record) => only(record, question.fields));
  if (!first) return { state: "none" };
  const about = Object.entries(definition.fields).flatMap(([name, field]) => (field.subject ? [name] : []));
  const subjects = whole.flatMap((record) => about.flatMap((name) => (record[name] === undefined ? [] : String(record[name]))));
  return { state: "found", records: [first, ...rest], subjects: [...new Set(subjects)] };
}

const only = (record: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.flatMap((name) => (record[name] === undefined ? [] : [[name, record[name]]])));

/** Searches a register by its open search text, for choosing a record in a form: open fields only, best known first. */
export async function searchRegister(
  { app }: Pick<RegistryGround, "app">,
  id: string,
  words: string,
  limit = 20,
): Promise<readonly Fields[]> {
  const definition = await registerOf({ app }, id);
  const sought = words.replaceAll("\0", "").normalize("NFKC").toLowerCase().trim().slice(0, longestSearch);
  const grams = gramsOf(sought);
  if (definition?.search === undefined || grams.length === 0) return [];
  const { rows } = await app.query<{ open: Fields }>(
    `select r.open from registry.record r
     where r.register = $1 and r.until is null and r.grams @> $2 and position($3 in lower(normalize(r.open ->> $4, nfkc))) > 0
     order by r.open ->> $4 limit $5`,
    [id, grams, sought, definition.search, limit],
  );
  return rows.map((row) => row.open);
}

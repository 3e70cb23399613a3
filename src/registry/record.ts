// A record as it lies in the database: open fields beside sealed ones, keys as keyed hashes.
import { z } from "zod";
import { tidyIdentifier } from "../engine/identifier/index.ts";
import { canonical, gramsOf, type Key, type Keyring, openJson, sealJson } from "../platform/crypto/index.ts";
import type { Fields, Register, Value } from "./format.ts";

/** The hash that a key's value is found by. */
export const keyBlind = (keys: Keyring, register: string, field: string, value: Value): Buffer =>
  keys.blind(`register ${register} ${field}`, tidyIdentifier(String(value)));

export interface Stored {
  readonly id: Buffer;
  readonly keys: readonly Buffer[];
  readonly open: Fields;
  readonly closed: Fields;
  readonly digest: Buffer;
  readonly grams: readonly string[];
  readonly rank: string;
}

/** Takes a row apart; the row must fit the register. */
export function takeApart(keys: Keyring, definition: Register, row: Fields): Stored {
  const entries = Object.entries(row);
  const isOpen = ([name]: [string, Value]): boolean => definition.fields[name]?.class === "open";
  const present = definition.keys.filter((name) => row[name] !== undefined && row[name] !== "");
  const blinds = present.map((name) => keyBlind(keys, definition.id, name, row[name] ?? ""));
  const [id] = blinds;
  if (!id) throw new RangeError("a record has its identifying key");
  return {
    id,
    keys: blinds,
    open: Object.fromEntries(entries.filter(isOpen)),
    closed: Object.fromEntries(entries.filter((entry) => !isOpen(entry))),
    digest: keys.blind(`register ${definition.id} content`, canonical(row)),
    grams: definition.search === undefined ? [] : gramsOf(String(row[definition.search] ?? "")),
    rank: definition.latest === undefined ? "" : String(row[definition.latest] ?? ""),
  };
}

const context = (register: string, id: Buffer, version: number): string => `record:${register}:${id.toString("hex")}:${version}`;

export const sealClosed = (key: Key, register: string, id: Buffer, version: number, closed: Fields): Buffer | null =>
  Object.keys(closed).length === 0 ? null : sealJson(key, closed, context(register, id, version));

const fields = z.record(z.string(), z.union([z.string(), z.number()]));

/** A record whole again. One that does not open is a broken installation, not a case to handle. */
export function putTogether(key: Key, register: string, row: { id: Buffer; version: number; open: Fields; sealed: Buffer | null }): Fields {
  if (row.sealed === null) return row.open;
  const closed = fields.safeParse(openJson(key, row.sealed, context(register, row.id, row.version)));
  if (!closed.success) throw new Error(`a record of ${register} does not open: is this the key that it was sealed with?`);
  return { ...row.open, ...closed.data };
}

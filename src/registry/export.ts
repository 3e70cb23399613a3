// A register written out: every record that holds on a day, row by row, as CSV, a JSON array or JSON lines.
import { randomUUIDv7 } from "node:crypto";
import { stringify } from "csv-stringify/sync";
import type { Client, ClientBase } from "pg";
import type { Fields, Register } from "./format.ts";
import type { RegistryGround } from "./look-up.ts";
import { putTogether, type Sealed } from "./record.ts";
import { type AsOf, holding, timesOf } from "./versions.ts";

/** How a register may be written out. */
export const exportFormats = ["csv", "json", "jsonl"] as const;
export type ExportFormat = (typeof exportFormats)[number];

const page = 2000;

/** The records of a register that hold, in the order of their hashes; some at a time, so that a large register fits in memory. */
export async function* recordsOf(
  ground: Omit<RegistryGround, "app"> & { readonly app: Pick<Client | ClientBase | RegistryGround["app"], "query"> },
  register: Register,
  asOf?: AsOf,
): AsyncGenerator<readonly Fields[]> {
  const key = await ground.agencyKeys.key(register.owner);
  let after: Buffer = Buffer.alloc(0);
  for (;;) {
    const { rows } = await ground.app.query<Sealed>(
      `select r.id, r.version, r.digest, r.binding, r.open, r.sealed from registry.record r
       where r.register = $1 and r.id > $2 and ${holding("$3", "$4")} order by r.register, r.id limit $5`,
      [register.id, after, ...timesOf(ground, asOf), page],
    );
    if (rows.length > 0) yield rows.map((row) => putTogether(key, register.id, row));
    const last = rows.at(-1);
    if (!last || rows.length < page) return;
    after = last.id;
  }
}

/** The text of an export, piece by piece; `fields` in their order. A cell that a spreadsheet would take for a formula is kept as text. */
export async function* exported(
  records: AsyncIterable<readonly Fields[]>,
  fields: readonly string[],
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === "csv") yield `\ufeff${stringify([fields])}`;
  if (format === "json") yield "[";
  let first = true;
  for await (const batch of records) {
    const only = batch.map((record) =>
      Object.fromEntries(fields.flatMap((name) => (record[name] === undefined ? [] : [[name, record[name]]]))),
    );
    if (format === "csv") yield stringify(only, { columns: [...fields], escape_formulas: true });
    else if (format === "jsonl") yield only.map((record) => `${JSON.stringify(record)}\n`).join("");
    else yield `${first ? "" : ","}\n${only.map((record) => JSON.stringify(record)).join(",\n")}`;
    first = false;
  }
  if (format === "json") yield "\n]\n";
}

/** One export, as it is recorded. */
export interface ExportRecord {
  readonly register: string;
  /** `operator`, or `officer:<id>`. */
  readonly actor: string;
  readonly fields: readonly string[];
  readonly purpose: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Records that a register is written out; before it is. */
export async function tellExport(
  { app }: { readonly app: Pick<ClientBase, "query"> | RegistryGround["app"] },
  one: ExportRecord,
): Promise<void> {
  await app.query(
    "insert into registry.export (id, register, actor, fields, purpose, at) values ($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0))",
    [randomUUIDv7(), one.register, one.actor, one.fields, one.purpose, one.at],
  );
}

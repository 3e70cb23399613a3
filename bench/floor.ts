// The floor of writing: the rows that a command writes, copied from a real one, written by single statements in one
// transaction on a bare connection. Nothing is checked, sealed or decided here.
import { randomBytes, randomUUID } from "node:crypto";
import { Client } from "pg";
import { keepBusy, type Outcome } from "./busy.ts";

/** Rows of one table as they lie in the database; bytes as buffers, everything else as text. */
export interface TableRows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | Uint8Array | null)[])[];
}

/** What a command changes in a row that is there. */
export interface Change {
  readonly table: string;
  readonly columns: readonly string[];
  readonly values: readonly (string | Uint8Array | null)[];
  /** Columns that say which row, of those above. */
  readonly where: readonly string[];
}

/** One transaction. Ids in `fresh` are new ones each time; so is whatever must be unique. */
export interface Pattern {
  readonly inserts: readonly TableRows[];
  readonly changes: readonly Change[];
  /** As jobs.add_all takes them. */
  readonly jobs: readonly Record<string, unknown>[];
  readonly fresh: readonly string[];
}

export interface FloorTask {
  readonly kind: "floor";
  readonly url: string;
  readonly clients: number;
  /** One after the other is a unit of work on one set of fresh ids: a submission; a submission, its take and its finish. */
  readonly units: readonly (readonly Pattern[])[];
  /** So many patterns of each unit are written for `count` cases before the clock starts. */
  readonly before?: number;
  readonly milliseconds?: number;
  readonly count?: number;
}

/** Runs it; each transaction counts as one. */
export async function floor({ url, clients, units, before = 0, milliseconds, count }: FloorTask): Promise<Outcome> {
  const connections = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  const known: ReadonlyMap<string, string>[] = [];
  const most = count ?? Number.POSITIVE_INFINITY;
  const run = async (from: number, to: number | undefined, until: number): Promise<Omit<Outcome, "bodies">> => {
    let transactions = 0;
    const counted = await keepBusy(clients, async (client, n) => {
      const connection = connections[client];
      const unit = units[n % units.length];
      if (!connection || !unit || performance.now() > until || n >= most) return false;
      const ids = known[n] ?? new Map(unit.flatMap(({ fresh }) => fresh).map((id) => [id, randomUUID()]));
      if (before > 0) known[n] = ids;
      for (const pattern of unit.slice(from, to)) {
        await transaction(connection, pattern, ids);
        transactions += 1;
      }
      return true;
    });
    return { ...counted, rate: (counted.rate * transactions) / Math.max(1, counted.done) };
  };
  try {
    if (before > 0) await run(0, before, Number.POSITIVE_INFINITY);
    return { ...(await run(before, undefined, performance.now() + (milliseconds ?? Number.POSITIVE_INFINITY))), bodies: [] };
  } finally {
    await Promise.all(connections.map((one) => one.end()));
  }
}

async function transaction(db: Client, { inserts, changes, jobs }: Pattern, ids: ReadonlyMap<string, string>): Promise<void> {
  await db.query("begin");
  for (const { table, columns, values, where } of changes) {
    const sets = columns.map((name, i) => `"${name}" = $${i + 1}`);
    const keys = where.map((name) => `"${name}" = $${columns.indexOf(name) + 1}`);
    const set = sets.filter((_, i) => !where.includes(columns[i] ?? ""));
    await db.query(
      `update ${table} set ${set.join(", ")} where ${keys.join(" and ")}`,
      values.map((value) => renewed(value, "", ids)) as never,
    );
  }
  for (const { table, columns, rows } of inserts) {
    let n = 0;
    const places = rows.map((row) => `(${row.map(() => `$${++n}`).join(", ")})`).join(", ");
    const values = rows.flatMap((row) => row.map((value, i) => renewed(value, columns[i] ?? "", ids)));
    await db.query(`insert into ${table} (${columns.map((name) => `"${name}"`).join(", ")}) values ${places}`, values as never);
  }
  if (jobs.length > 0) await db.query("select jobs.add_all($1)", [JSON.stringify(jobs)]);
  await db.query("commit");
}

/** The same value for another case: its ids, its number, the hashes that may stand only once. */
function renewed(value: string | Uint8Array | null, column: string, ids: ReadonlyMap<string, string>): string | Uint8Array | null {
  if (typeof value === "string") return column === "number" ? randomBytes(9).toString("hex") : (ids.get(value) ?? value);
  return column === "hash" || column === "request_hash" ? randomBytes(32) : value;
}

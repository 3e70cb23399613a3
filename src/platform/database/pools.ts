// Connections for a serving process: the application's own pool with its typed query builder, and the worker's.
import { Kysely, PostgresDialect } from "kysely";
import { Pool, types } from "pg";
import type { DatabaseUrls } from "./urls.ts";
import { giveWay } from "./yielding.ts";

/** What a serving process talks to the database with. `T` is the composition of the modules' tables. */
export interface Databases<T> {
  /** Typed queries, as the application. */
  readonly app: Kysely<T>;
  /** The pool under `app`, for hot statements and COPY. */
  readonly appPool: Pool;
  /** The worker's pool: queue only. */
  readonly jobsPool: Pool;
  close(): Promise<void>;
}

/** Limits that differ between processes. */
export interface PoolOptions {
  /** Connections of the application's pool (default 20). */
  readonly appConnections?: number;
  /** Connections of the worker's pool (default 10). */
  readonly jobsConnections?: number;
  /** A statement of the application may take this long, in milliseconds (default 30,000). */
  readonly statementTimeout?: number;
  /** The database is this installation's own, on this machine: its processes give way to the server. */
  readonly embedded?: boolean;
  /** Told of a connection that broke while idle; the pool replaces it. */
  readonly onError?: (error: Error) => void;
}

// bigint arrives as a number where that is exact (always, for our counters), timestamptz as epoch milliseconds.
// Calendar dates stay "YYYY-MM-DD".
const parsers = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    if (format !== "binary") {
      if (oid === types.builtins.INT8) return safeInteger;
      if (oid === types.builtins.TIMESTAMPTZ) return epoch;
      if (oid === types.builtins.DATE) return (text: string) => text;
    }
    return types.getTypeParser(oid, format as "text");
  },
} as const;

function safeInteger(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${text} is too large for an exact number`);
  return number;
}

const readTimestamp = types.getTypeParser(types.builtins.TIMESTAMPTZ, "text") as (text: string) => Date | number;
const epoch = (text: string): number => Number(readTimestamp(text));

/** A pool with this project's type parsers. */
export function openPool(url: string, name: string, max: number, options: PoolOptions = {}): Pool {
  const pool = new Pool({
    connectionString: url,
    application_name: name,
    max,
    types: parsers,
    statement_timeout: options.statementTimeout ?? 30_000,
    idle_in_transaction_session_timeout: 60_000,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // A connection may break while idle, or while it is lent out: the query in flight reports that by itself.
  pool.on("error", options.onError ?? (() => {}));
  pool.on("connect", (client) => {
    client.on("error", () => {});
    const { processID } = client as { readonly processID?: number | null };
    if (options.embedded && processID) giveWay(processID);
  });
  return pool;
}

/** Opens both pools; nothing connects until it is used. */
export function openDatabases<T>(urls: Pick<DatabaseUrls, "app" | "jobs">, options: PoolOptions = {}): Databases<T> {
  const appPool = openPool(urls.app, "errand app", options.appConnections ?? 20, options);
  const jobsPool = openPool(urls.jobs, "errand jobs", options.jobsConnections ?? 10, { ...options, statementTimeout: 0 });
  const app = new Kysely<T>({ dialect: new PostgresDialect({ pool: appPool }) });
  return {
    app,
    appPool,
    jobsPool,
    close: async () => {
      await Promise.all([app.destroy(), jobsPool.end()]);
      // A query builder that was never used leaves its pool open, and open connections keep a process alive for a minute.
      if (!appPool.ending) await appPool.end();
    },
  };
}

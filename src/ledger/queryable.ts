import type { QueryResultRow } from "pg";

/** A pool or a client: whatever runs one statement. */
export interface Queryable {
  query<R extends QueryResultRow>(text: string, values?: unknown[]): Promise<{ rows: R[] }>;
}

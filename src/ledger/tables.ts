// The ledger's tables as typed queries of other rooms may read them.
import type { ColumnType } from "kysely";

type ReadOnly<T> = ColumnType<T, never, never>;

export interface LedgerTables {
  "ledger.pending": { case_id: ReadOnly<string>; seq: ReadOnly<number>; commitment: ReadOnly<Buffer>; at: ReadOnly<number> };
  "ledger.leaf": {
    idx: ReadOnly<number>;
    case_id: ReadOnly<string>;
    seq: ReadOnly<number>;
    commitment: ReadOnly<Buffer>;
    at: ReadOnly<number>;
  };
  "ledger.head": {
    origin: ReadOnly<string>;
    size: ReadOnly<number>;
    root: ReadOnly<Buffer>;
    checkpoint: ReadOnly<string>;
    at: ReadOnly<number>;
  };
  "ledger.tombstone": {
    case_id: ReadOnly<string>;
    reason: ReadOnly<string>;
    first: ReadOnly<string>;
    second: ReadOnly<string>;
    at: ReadOnly<number>;
  };
}

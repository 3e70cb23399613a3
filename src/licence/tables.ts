// The typed tables of this room. They are written only by the functions of its migration.
import type { ColumnType } from "kysely";
import type { Text } from "../platform/i18n/index.ts";

type ReadOnly<T> = ColumnType<T, never, never>;

export interface SigningKeyRow {
  kid: ReadOnly<string>;
  /** '' is the installation's own authority. */
  agency: ReadOnly<string>;
  certificate: ReadOnly<Buffer>;
  public_jwk: ReadOnly<Record<string, string>>;
  sealed: ReadOnly<Buffer>;
  /** Epoch milliseconds. */
  used_from: ReadOnly<number>;
  used_to: ReadOnly<number>;
}

export interface InstrumentRow {
  id: ReadOnly<string>;
  case_id: ReadOnly<string>;
  output: ReadOnly<string>;
  number: ReadOnly<string>;
  identifier: ReadOnly<string>;
  holder_blind: ReadOnly<Buffer>;
  agency: ReadOnly<string>;
  type: ReadOnly<string>;
  title: ReadOnly<Text>;
  /** Calendar dates, YYYY-MM-DD. */
  valid_from: ReadOnly<string>;
  valid_to: ReadOnly<string | null>;
  status: ReadOnly<number>;
  status_list: ReadOnly<number>;
  status_index: ReadOnly<number>;
  /** SHA-256 of the signed file. */
  document: ReadOnly<Buffer>;
  kid: ReadOnly<string>;
  issued_at: ReadOnly<number>;
}

export interface LicenceTables {
  "licence.signing_key": SigningKeyRow;
  "licence.instrument": InstrumentRow;
  "licence.status_list": {
    id: ReadOnly<number>;
    agency: ReadOnly<string>;
    size: ReadOnly<number>;
    used: ReadOnly<number>;
    made_at: ReadOnly<number>;
  };
  "licence.change": {
    instrument: ReadOnly<string>;
    seq: ReadOnly<number>;
    at: ReadOnly<number>;
    from: ReadOnly<number>;
    to: ReadOnly<number>;
    actor: ReadOnly<string>;
    ground: ReadOnly<string>;
  };
}

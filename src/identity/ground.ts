import type { Pool } from "pg";
import type { Keyring } from "../platform/crypto/index.ts";

/** What identity stands on. */
export interface Ground {
  /** The application's pool. */
  readonly app: Pick<Pool, "query">;
  readonly keys: Keyring;
  /** True in a fictional city: its sample password opens accounts there and nowhere else. */
  readonly sample: boolean;
  /** The city's time zone: an appointment counts by the calendar there. */
  readonly zone: string;
}

// Agencies' keys: made when first needed, kept wrapped under the installation's key, apart from the data.
import type { ClientBase, Pool } from "pg";
import type { Key, Keyring } from "../platform/crypto/index.ts";

export interface AgencyKeys {
  key(agency: string): Promise<Key>;
}

export function agencyKeysIn(db: Pick<Pool, "query"> | Pick<ClientBase, "query">, keys: Keyring): AgencyKeys {
  const read = async (agency: string): Promise<Key | null | undefined> => {
    const { rows } = await db.query<{ wrapped: Buffer }>("select wrapped from keyring.agency_key where agency = $1", [agency]);
    return rows[0] && keys.agencyKey(agency, rows[0].wrapped);
  };
  const opened = new Map<string, Key>();
  return {
    key: async (agency) => {
      const known = opened.get(agency);
      if (known) return known;
      let key = await read(agency);
      if (key === undefined) {
        // Whoever comes first makes the key; everybody uses that one.
        await db.query("insert into keyring.agency_key (agency, wrapped) values ($1, $2) on conflict (agency) do nothing", [
          agency,
          keys.newAgencyKey(agency).wrapped,
        ]);
        key = await read(agency);
      }
      if (!key) throw new Error(`the key of agency ${agency} was not wrapped by this installation's key`);
      opened.set(agency, key);
      return key;
    },
  };
}

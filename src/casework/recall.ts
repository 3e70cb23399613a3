// Remembers what most submissions hang on and what seldom changes, for as long as the database says nothing else: under which version
// cases of a service begin, and who applies. A party that was opened stays open for as long as its row is the same.
import { openParty, type Party } from "../identity/index.ts";
import type { Keyring } from "../platform/crypto/index.ts";
import type { Notices } from "../platform/database/index.ts";

/** A party's row; `sealed` in base64. */
export interface PartyRow {
  readonly id: string;
  readonly kind: Party["kind"];
  readonly sealed: string;
}

export interface Recall {
  /** Hash of the pack under which new cases of the service begin; undefined where it is not known for sure. */
  current(service: string): string | undefined;
  /** Undefined where it is not known for sure. */
  party(id: string): PartyRow | undefined;
  /** What is in a party's row, which the caller has read or been given by `party`. */
  open(row: PartyRow): Party;
  /** To be asked for before the database is read: what is read then may be kept if nothing changed meanwhile. */
  reading(): (service: string, hash: string, parties: readonly PartyRow[]) => void;
}

/** Parties remembered at most. */
const most = 5000;

/** What is in a party's row. */
export const opened = (keys: Keyring, row: PartyRow): Party => openParty(keys, { ...row, sealed: Buffer.from(row.sealed, "base64") });

export function recallOf(notices: Pick<Notices, "live" | "on">, keys: Keyring): Recall {
  const packs = new Map<string, string>();
  const parties = new Map<string, PartyRow>();
  const open = new Map<string, { readonly sealed: string; readonly party: Party }>();
  let changes = 0;
  const forget = (known: Map<string, unknown>) => () => {
    changes += 1;
    known.clear();
  };
  notices.on("errand_packs", forget(packs));
  notices.on("errand_standing", forget(parties));
  notices.on("errand_standing", () => open.clear());
  return {
    current: (service) => (notices.live ? packs.get(service) : undefined),
    party: (id) => (notices.live ? parties.get(id) : undefined),
    open: (row) => {
      const known = open.get(row.id);
      if (known?.sealed === row.sealed) return known.party;
      const party = opened(keys, row);
      if (!notices.live) return party;
      if (open.size >= most) open.clear();
      open.set(row.id, { sealed: row.sealed, party });
      return party;
    },
    reading: () => {
      const before = changes;
      return (service, hash, read) => {
        if (!notices.live || before !== changes) return;
        packs.set(service, hash);
        if (parties.size >= most) parties.clear();
        for (const party of read) parties.set(party.id, party);
      };
    },
  };
}

// Remembers what most submissions hang on and what seldom changes, for as long as the database says nothing else: under which version
// cases of a service begin, and who applies. Parties are kept as they are stored, sealed.
import type { Party } from "../identity/index.ts";
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
  /** To be asked for before the database is read: what is read then may be kept if nothing changed meanwhile. */
  reading(): (service: string, hash: string, parties: readonly PartyRow[]) => void;
}

/** Parties remembered at most. */
const most = 5000;

export function recallOf(notices: Pick<Notices, "live" | "on">): Recall {
  const packs = new Map<string, string>();
  const parties = new Map<string, PartyRow>();
  let changes = 0;
  const forget = (known: Map<string, unknown>) => () => {
    changes += 1;
    known.clear();
  };
  notices.on("errand_packs", forget(packs));
  notices.on("errand_standing", forget(parties));
  return {
    current: (service) => (notices.live ? packs.get(service) : undefined),
    party: (id) => (notices.live ? parties.get(id) : undefined),
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

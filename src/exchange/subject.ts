import { tidyIdentifier } from "../engine/identifier/index.ts";
import type { Keyring } from "../platform/crypto/index.ts";

/** Whom a record of the exchange concerns: HMAC of the identifier, the same in all of its tables. */
export const subjectBlind = (keys: Keyring, identifier: string): Buffer => keys.blind("exchange subject", tidyIdentifier(identifier));

/** Whose matter it is: HMAC of the party's id. */
export const partyMark = (keys: Keyring, party: string): Buffer => keys.mark("exchange party", party);

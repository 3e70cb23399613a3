// One entry per command: all its events together are one row and one leaf of the ledger.
import type { Event } from "../engine/procedure/index.ts";
import { entryBody, entryDigest } from "../ledger/index.ts";
import type { EntryWrite } from "./commit.ts";
import type { EntrySecret } from "./secret.ts";
import type { CaseCipher } from "./secrets.ts";

export interface NewEntry {
  readonly id: string;
  readonly seq: number;
  readonly command: string;
  readonly at: number;
  readonly actor: string;
  readonly type: string;
  readonly events: readonly Event[];
  /** Digest of what was asked, with the words and data that the events leave out. */
  readonly request: Uint8Array;
  /** Absent in the first entry of a case: what was submitted is sealed with the case's data, what was answered follows from the events. */
  readonly secret?: EntrySecret;
}

const nothing = Buffer.alloc(0);

/** Seals an entry's private part and commits to the whole: the commitment tells nothing without the nonce, which dies with the case key. */
export function sealEntry(cipher: Pick<CaseCipher, "nonce" | "sealEntry">, entry: NewEntry): EntryWrite {
  const { id, seq, command, at, actor, type, events, request, secret } = entry;
  const body = entryBody({ command, events, request });
  const digest = entryDigest({ case: id, seq, at, type, actor, body }, cipher.nonce(seq));
  return { seq, command, at, actor, type, events, request, digest, sealed: secret ? cipher.sealEntry(seq, secret) : nothing };
}

// One key per case: whatever is personal is sealed under it, each piece bound to its place, so that no sealed bytes
// can be moved to another case, version or row unseen. Destroying the key destroys all of it.
import type { TextDoc } from "../engine/text/index.ts";
import { caseKey, entryNonce, type Key, newCaseKey, openJson, sealJson } from "../platform/crypto/index.ts";
import type { Desk } from "./desk.ts";
import type { DraftContent } from "./draft.ts";
import type { Evidence } from "./evidence.ts";
import type { CaseSecret, DocumentSecret, EntrySecret } from "./secret.ts";

/** Seals and opens the pieces of one case (or draft). Opening bytes that are not of that place is a bug or tampering, and throws. */
export interface CaseCipher {
  nonce(seq: number): Buffer;
  sealData(version: number, secret: CaseSecret): Buffer;
  openData(version: number, sealed: Uint8Array): CaseSecret;
  sealEntry(seq: number, secret: EntrySecret): Buffer;
  openEntry(seq: number, sealed: Uint8Array): EntrySecret;
  sealEvidence(no: number, content: Evidence["content"]): Buffer;
  openEvidence(no: number, sealed: Uint8Array): Evidence["content"];
  sealDocument(file: string, secret: DocumentSecret): Buffer;
  openDocument(file: string, sealed: Uint8Array): DocumentSecret;
  sealText(name: string, version: number, text: TextDoc): Buffer;
  openText(name: string, version: number, sealed: Uint8Array): TextDoc;
  /** Something that a room above keeps beside the case, bound to a place of that room's own naming. */
  sealBeside(place: string, value: unknown): Buffer;
  openBeside(place: string, sealed: Uint8Array): unknown;
  sealDraft(content: DraftContent): Buffer;
  openDraft(sealed: Uint8Array): DraftContent;
}

/** A cipher on a new key under its agency's; `wrapped` is to be kept with the case. */
export function newCipher(agencyKey: Key, id: string): CaseCipher & { readonly wrapped: Buffer } {
  const { key, wrapped } = newCaseKey(agencyKey, id);
  return { ...cipherOf(() => key, id), wrapped };
}

/** The cipher of a case whose wrapped key was read. The key is unwrapped when it is first needed; one that does not open throws then. */
export async function openCipherOf(desk: Pick<Desk, "agencyKeys">, id: string, agency: string, wrapped: Uint8Array): Promise<CaseCipher> {
  const agencyKey = await desk.agencyKeys.key(agency);
  let key: Key | null = null;
  return cipherOf(() => {
    key ??= caseKey(agencyKey, id, wrapped);
    if (!key) throw new Error(`the key of case ${id} does not open`);
    return key;
  }, id);
}

/** The cipher on a key; exported for the archive. */
export function cipherOf(key: () => Key, id: string): CaseCipher {
  const opened = <T>(sealed: Uint8Array, context: string): T => {
    const value = openJson(key(), sealed, context);
    if (value === undefined) throw new Error(`${context} does not open`);
    return value as T;
  };
  const at = {
    data: (n: number) => `data:${id}:${n}`,
    entry: (n: number) => `entry:${id}:${n}`,
    evidence: (n: number) => `evidence:${id}:${n}`,
    document: (file: string) => `document:${id}:${file}`,
    text: (name: string, version: number) => `text:${id}:${name}:${version}`,
    beside: (place: string) => `beside:${id}:${place}`,
    draft: `draft:${id}`,
  };
  let last: { readonly seq: number; readonly nonce: Buffer } | undefined;
  return {
    // Asked for twice of a new entry: for its commitment and for its receipt.
    nonce: (seq) => {
      if (last?.seq !== seq) last = { seq, nonce: entryNonce(key(), seq) };
      return last.nonce;
    },
    sealData: (version, secret) => sealJson(key(), secret, at.data(version)),
    openData: (version, sealed) => opened(sealed, at.data(version)),
    sealEntry: (seq, secret) => sealJson(key(), secret, at.entry(seq)),
    openEntry: (seq, sealed) => opened(sealed, at.entry(seq)),
    sealEvidence: (no, content) => sealJson(key(), content, at.evidence(no)),
    openEvidence: (no, sealed) => opened(sealed, at.evidence(no)),
    sealDocument: (file, secret) => sealJson(key(), secret, at.document(file)),
    openDocument: (file, sealed) => opened(sealed, at.document(file)),
    sealText: (name, version, text) => sealJson(key(), text, at.text(name, version)),
    openText: (name, version, sealed) => opened(sealed, at.text(name, version)),
    sealBeside: (place, value) => sealJson(key(), value, at.beside(place)),
    openBeside: (place, sealed) => opened(sealed, at.beside(place)),
    sealDraft: (content) => sealJson(key(), content, at.draft),
    openDraft: (sealed) => opened(sealed, at.draft),
  };
}

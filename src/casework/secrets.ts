// One key per case: whatever is personal is sealed under it, each piece bound to its place, so that no sealed bytes
// can be moved to another case, version or row unseen. Destroying the key destroys all of it.
import type { TextDoc } from "../engine/text/index.ts";
import { entryContext, nothingSealed } from "../ledger/index.ts";
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
  /** Nothing where nothing was sealed: the first entry. */
  openEntry(seq: number, sealed: Uint8Array): Partial<EntrySecret>;
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
  return Object.assign(new Cipher(() => key, id), { wrapped });
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
export const cipherOf = (key: () => Key, id: string): CaseCipher => new Cipher(key, id);

/** A class, because one is made for each case that is read. */
class Cipher implements CaseCipher {
  readonly #key: () => Key;
  readonly #id: string;
  #last: { readonly seq: number; readonly nonce: Buffer } | undefined;

  constructor(key: () => Key, id: string) {
    this.#key = key;
    this.#id = id;
  }

  // Asked for twice of a new entry: for its commitment and for its receipt.
  nonce(seq: number): Buffer {
    if (this.#last?.seq !== seq) this.#last = { seq, nonce: entryNonce(this.#key(), seq) };
    return this.#last.nonce;
  }
  sealData(version: number, secret: CaseSecret): Buffer {
    return this.#seal(`data:${this.#id}:${version}`, secret);
  }
  openData(version: number, sealed: Uint8Array): CaseSecret {
    return this.#open(`data:${this.#id}:${version}`, sealed);
  }
  sealEntry(seq: number, secret: EntrySecret): Buffer {
    return this.#seal(entryContext(this.#id, seq), secret);
  }
  openEntry(seq: number, sealed: Uint8Array): Partial<EntrySecret> {
    return nothingSealed(seq, sealed) ? {} : this.#open(entryContext(this.#id, seq), sealed);
  }
  sealEvidence(no: number, content: Evidence["content"]): Buffer {
    return this.#seal(`evidence:${this.#id}:${no}`, content);
  }
  openEvidence(no: number, sealed: Uint8Array): Evidence["content"] {
    return this.#open(`evidence:${this.#id}:${no}`, sealed);
  }
  sealDocument(file: string, secret: DocumentSecret): Buffer {
    return this.#seal(`document:${this.#id}:${file}`, secret);
  }
  openDocument(file: string, sealed: Uint8Array): DocumentSecret {
    return this.#open(`document:${this.#id}:${file}`, sealed);
  }
  sealText(name: string, version: number, text: TextDoc): Buffer {
    return this.#seal(`text:${this.#id}:${name}:${version}`, text);
  }
  openText(name: string, version: number, sealed: Uint8Array): TextDoc {
    return this.#open(`text:${this.#id}:${name}:${version}`, sealed);
  }
  sealBeside(place: string, value: unknown): Buffer {
    return this.#seal(`beside:${this.#id}:${place}`, value);
  }
  openBeside(place: string, sealed: Uint8Array): unknown {
    return this.#open(`beside:${this.#id}:${place}`, sealed);
  }
  sealDraft(content: DraftContent): Buffer {
    return this.#seal(`draft:${this.#id}`, content);
  }
  openDraft(sealed: Uint8Array): DraftContent {
    return this.#open(`draft:${this.#id}`, sealed);
  }

  #seal(context: string, value: unknown): Buffer {
    return sealJson(this.#key(), value, context);
  }
  #open<T>(context: string, sealed: Uint8Array): T {
    const value = openJson(this.#key(), sealed, context);
    if (value === undefined) throw new Error(`${context} does not open`);
    return value as T;
  }
}

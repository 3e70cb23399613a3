// The sealed file store: every file under a key of its own, which is kept, sealed, with whatever the file belongs to.
// Bytes are encrypted as they stream in (AES-256-GCM, one nonce per key and file), and checked whole before any is given out.
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { FileStore, StoreOptions } from "../platform/files/index.ts";

export interface Vault {
  /** Stores bytes; answers the key with which alone they can be read. */
  put(
    source: AsyncIterable<Uint8Array> | Uint8Array,
    options?: Partial<Pick<StoreOptions, "limit" | "accept">>,
  ): Promise<Stored | { readonly ok: false; readonly reason: "empty" | "too-large" | "not-accepted" }>;
  remove(id: string): Promise<void>;
  /** Every file, and when it was stored (epoch milliseconds). */
  stored(): AsyncIterable<{ readonly id: string; readonly at: number }>;
  /** Removes what was begun before an instant and never became a file; how many. */
  dropUnfinished(before: number): Promise<number>;
  /** The bytes; throws where the file is gone or is not what was stored under this key. */
  read(id: string, key: Uint8Array): Promise<Buffer>;
}

export interface Stored {
  readonly ok: true;
  readonly id: string;
  readonly key: Buffer;
  readonly size: number;
  /** SHA-256 of the content, hex. */
  readonly sha256: string;
  readonly head: Uint8Array;
}

const tagBytes = 16;
// A key seals one file and nothing else, so its nonce need not vary.
const nonce = Buffer.alloc(12);
/** No document that the system itself makes is larger. */
const ownLimit = 50_000_000;

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

export function vaultOf(files: FileStore): Vault {
  return {
    put: async (source, { limit = ownLimit, ...options } = {}) => {
      const key = randomBytes(32);
      const sealing = async function* (bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
        const cipher = createCipheriv("aes-256-gcm", key, nonce);
        for await (const piece of bytes) yield cipher.update(piece);
        cipher.final();
        yield cipher.getAuthTag();
      };
      const stored = await files.put(source instanceof Uint8Array ? one(source) : source, { limit, ...options, transform: sealing });
      return stored.ok ? { ...stored, key } : stored;
    },
    remove: (id) => files.remove(id),
    dropUnfinished: (before) => files.dropUnfinished(before),
    async *stored() {
      for await (const id of files.ids()) {
        const at = await files.storedAt(id);
        if (at !== undefined) yield { id, at };
      }
    },
    read: async (id, key) => {
      const source = await files.get(id);
      if (!source) throw new Error(`file ${id} is gone`);
      const pieces: Uint8Array[] = [];
      for await (const piece of source) pieces.push(piece);
      const sealed = Buffer.concat(pieces);
      const opening = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
      opening.setAuthTag(sealed.subarray(sealed.length - tagBytes));
      const plain = opening.update(sealed.subarray(0, sealed.length - tagBytes));
      opening.final();
      return plain;
    },
  };
}

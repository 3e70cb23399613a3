import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

/** How a file is taken. */
export interface StoreOptions {
  /** The most bytes that are taken, counted before `transform`. */
  readonly limit: number;
  /** Looks at the first bytes (up to 512) before anything is kept; false refuses the file. */
  readonly accept?: (head: Uint8Array) => boolean;
  /** Changes the bytes on their way to the disk, e.g. seals them. */
  readonly transform?: (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
}

/** What was stored, or why nothing was. `size` and `sha256` (hex) are of what came in. */
export type StoreResult =
  | { readonly ok: true; readonly id: string; readonly size: number; readonly sha256: string; readonly head: Uint8Array }
  | { readonly ok: false; readonly reason: "empty" | "too-large" | "not-accepted" };

/** A folder of files. Several processes may share it. */
export interface FileStore {
  /** Stores a stream; nothing of a refused or broken-off one remains. Once answered, the file survives a power failure. */
  put(source: AsyncIterable<Uint8Array>, options: StoreOptions): Promise<StoreResult>;
  /** Stores bytes as they are under a known id (restoring). */
  putAs(id: string, source: AsyncIterable<Uint8Array>): Promise<void>;
  /** The stored bytes, or `undefined`. */
  get(id: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** The stored size in bytes, or `undefined`. */
  size(id: string): Promise<number | undefined>;
  remove(id: string): Promise<void>;
  /** Every id. */
  ids(): AsyncIterable<string>;
  /** When it was stored, epoch milliseconds; `undefined` where it is not there. */
  storedAt(id: string): Promise<number | undefined>;
  /** Removes what was begun before `before` (epoch milliseconds) and never got its name, since the process was killed; how many. */
  dropUnfinished(before: number): Promise<number>;
}

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const headLength = 512;

class Refused extends Error {
  readonly reason: "empty" | "too-large" | "not-accepted";
  constructor(reason: "empty" | "too-large" | "not-accepted") {
    super(reason);
    this.reason = reason;
  }
}

/** Opens the store in `folder`, made when first written to. */
export function openFileStore(folder: string): FileStore {
  const place = (id: string): string | undefined => (idPattern.test(id) ? join(folder, id.slice(0, 2), id.slice(2, 4), id) : undefined);
  const known = (id: string): string => {
    const path = place(id);
    if (!path) throw new RangeError("not a file id");
    return path;
  };
  return {
    put: async (source, options) => {
      const id = randomUUID();
      const seen = { size: 0, hash: createHash("sha256"), head: Buffer.alloc(0) };
      try {
        const checked = check(source, options, seen);
        await write(known(id), options.transform ? options.transform(checked) : checked);
      } catch (error) {
        if (error instanceof Refused) return { ok: false, reason: error.reason };
        throw error;
      }
      return { ok: true, id, size: seen.size, sha256: seen.hash.digest("hex"), head: seen.head };
    },
    putAs: (id, source) => write(known(id), source),
    get: async (id) => {
      const path = place(id);
      return path && (await stat(path).catch(() => undefined)) ? createReadStream(path) : undefined;
    },
    size: async (id) => {
      const path = place(id);
      return path ? (await stat(path).catch(() => undefined))?.size : undefined;
    },
    storedAt: async (id) => {
      const path = place(id);
      return path ? (await stat(path).catch(() => undefined))?.mtimeMs : undefined;
    },
    remove: async (id) => {
      await rm(known(id), { force: true });
    },
    async *ids() {
      for (const first of await list(folder)) {
        for (const second of await list(join(folder, first))) {
          for (const id of await list(join(folder, first, second))) if (idPattern.test(id)) yield id;
        }
      }
    },
    dropUnfinished: async (before) => {
      let dropped = 0;
      for (const first of await list(folder)) {
        for (const second of await list(join(folder, first))) {
          for (const name of await list(join(folder, first, second))) {
            const path = join(folder, first, second, name);
            if (!name.startsWith(".") || ((await stat(path).catch(() => undefined))?.mtimeMs ?? before) >= before) continue;
            await rm(path, { force: true });
            dropped += 1;
          }
        }
      }
      return dropped;
    },
  };
}

const list = async (folder: string): Promise<string[]> => {
  try {
    return (await readdir(folder)).toSorted();
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw error;
  }
};

/** Passes the bytes on while counting, hashing and judging them. */
async function* check(
  source: AsyncIterable<Uint8Array>,
  { limit, accept }: StoreOptions,
  seen: { size: number; hash: ReturnType<typeof createHash>; head: Buffer },
): AsyncIterable<Uint8Array> {
  let held: Uint8Array[] = [];
  let judged = false;
  const judge = () => {
    judged = true;
    if (accept && !accept(seen.head)) throw new Refused("not-accepted");
  };
  for await (const bytes of source) {
    seen.size += bytes.length;
    if (seen.size > limit) throw new Refused("too-large");
    seen.hash.update(bytes);
    if (seen.head.length < headLength) seen.head = Buffer.concat([seen.head, bytes]).subarray(0, headLength);
    if (judged) {
      yield bytes;
      continue;
    }
    held.push(bytes);
    if (seen.head.length < headLength) continue;
    judge();
    yield* held;
    held = [];
  }
  if (seen.size === 0) throw new Refused("empty");
  if (!judged) judge();
  yield* held;
}

/** Writes beside, forces to disk, then gives the name: readers see the whole file or none. */
async function write(path: string, source: AsyncIterable<Uint8Array>): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${randomUUID()}`);
  const file = await open(draft, "wx", 0o600);
  try {
    for await (const bytes of source) await file.writeFile(bytes);
    await file.sync();
    await file.close();
    await rename(draft, path);
    await syncFolder(folder);
  } catch (error) {
    await file.close().catch(() => {});
    await rm(draft, { force: true });
    throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

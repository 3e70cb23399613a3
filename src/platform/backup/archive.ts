// The archive's format: a zstd stream (with its checksum) of sections. A section is one line of JSON, which says what it
// is, and then its content in blocks: a line with the block's length in bytes, and the bytes; a line "0" ends it.
// An archive whose last section is not `{"end": …}` is incomplete.
import { createReadStream, createWriteStream } from "node:fs";
import { chmod, open, rename, rm } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { constants, createZstdCompress, createZstdDecompress } from "node:zlib";

/** Something about a backup that a person must know; the message is one clear sentence. */
export class BackupProblem extends Error {
  override readonly name = "BackupProblem";
}

/** Writes sections one after the other. */
export interface ArchiveWriter {
  section(header: unknown, content?: AsyncIterable<Uint8Array>): Promise<void>;
  /** Forces the file to disk and gives it its name. */
  finish(): Promise<void>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

/** Opens an archive for writing; it appears under `path`, readable by its owner alone, once it is whole. */
export async function createArchive(path: string): Promise<ArchiveWriter> {
  const draft = `${path}.part`;
  const file = createWriteStream(draft, { mode: 0o600 });
  const zstd = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 } });
  let failure: Error | undefined;
  const done = finished(zstd.pipe(file)).catch((error: Error) => {
    failure = error;
  });
  zstd.on("error", (error) => {
    failure = error;
  });
  const write = async (bytes: Uint8Array | string) => {
    if (failure) throw failure;
    if (!zstd.write(bytes))
      await new Promise<void>((resolve) => {
        const go = () => {
          zstd.off("drain", go);
          file.off("error", go);
          resolve();
        };
        zstd.once("drain", go);
        file.once("error", go);
      });
  };
  return {
    section: async (header, content) => {
      await write(`${JSON.stringify(header)}\n`);
      for await (const block of content ?? []) {
        if (block.length === 0) continue;
        await write(`${block.length}\n`);
        await write(block);
      }
      await write("0\n");
    },
    finish: async () => {
      zstd.end();
      await done;
      if (failure) throw failure;
      await chmod(draft, 0o600);
      const handle = await open(draft, "r");
      await handle.sync();
      await handle.close();
      await rename(draft, path);
    },
    abandon: async () => {
      zstd.destroy();
      file.destroy();
      await rm(draft, { force: true });
    },
  };
}

/** One section while it is read; `content` must be read to its end before the next. */
export interface Section {
  readonly header: unknown;
  readonly content: AsyncIterable<Uint8Array>;
}

/** Reads an archive's sections in order. @throws BackupProblem when the file is no archive or broken */
export async function* readArchive(path: string): AsyncGenerator<Section> {
  const file = createReadStream(path);
  const zstd = createZstdDecompress();
  file.on("error", (error) => zstd.destroy(error));
  const source = bytesOf(file.pipe(zstd));
  const broken = (error: unknown): never => {
    if (error instanceof BackupProblem) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "";
    throw new BackupProblem(
      code.startsWith("E") && !code.startsWith("ERR")
        ? `${path} cannot be read (${code}).`
        : `${path} is not a backup of Errand, or it is damaged: take another one.`,
    );
  };
  try {
    for (;;) {
      const line = await source.line();
      if (line === undefined) return;
      let open = true;
      const content = (async function* () {
        for (;;) {
          const length = Number(await source.line());
          if (!Number.isInteger(length) || length < 0) throw new BackupProblem(`${path} is damaged: take another one.`);
          if (length === 0) break;
          yield* source.bytes(length);
        }
        open = false;
      })();
      yield { header: JSON.parse(line) as unknown, content };
      if (open) for await (const _ of content);
    }
  } catch (error) {
    broken(error);
  } finally {
    file.destroy();
    zstd.destroy();
  }
}

/** Lines and counted bytes of one stream. */
function bytesOf(stream: AsyncIterable<Uint8Array>) {
  const iterator = stream[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    const next = await iterator.next();
    if (next.done) return false;
    held = held.length === 0 ? Buffer.from(next.value) : Buffer.concat([held, next.value]);
    return true;
  };
  return {
    line: async (): Promise<string | undefined> => {
      for (;;) {
        const end = held.indexOf(10);
        if (end >= 0) {
          const line = held.subarray(0, end).toString();
          held = held.subarray(end + 1);
          return line;
        }
        if (held.length > 1 << 20) throw new Error("no line");
        if (await more()) continue;
        if (held.length > 0) throw new Error("cut off");
        return undefined;
      }
    },
    async *bytes(length: number): AsyncGenerator<Uint8Array> {
      for (let left = length; left > 0; ) {
        if (held.length === 0 && !(await more())) throw new Error("cut off");
        const part = held.subarray(0, left);
        held = held.subarray(part.length);
        left -= part.length;
        yield part;
      }
    },
  };
}

// A Word file as a text: read beside the thread that serves, within bounds of size, memory and time.
import { Worker } from "node:worker_threads";
import type { WordRead } from "./from-word.ts";

/** Bytes of a Word file at most. */
export const mostWord = 10_000_000;
const longest = 20_000;

const failed: WordRead = {
  ok: false,
  text: {
    zh: "文件太复杂，没有读完。请删去图片和不需要的内容再试。",
    en: "The file is too complex to be read. Leave out pictures and what is not needed, and try again.",
  },
};

export function readWord(bytes: Uint8Array): Promise<WordRead> {
  if (bytes.length > mostWord)
    return Promise.resolve({ ok: false, text: { zh: "文件超过 10 MB。", en: "The file is larger than 10 MB." } });
  const { promise, resolve } = Promise.withResolvers<WordRead>();
  const worker = new Worker(new URL("word-worker.ts", import.meta.url), {
    workerData: { bytes },
    resourceLimits: { maxOldGenerationSizeMb: 384 },
  });
  const timer = setTimeout(() => void worker.terminate(), longest);
  worker.once("message", (done: WordRead) => resolve(done));
  worker.once("error", () => resolve(failed));
  worker.once("exit", () => {
    clearTimeout(timer);
    resolve(failed);
  });
  return promise;
}

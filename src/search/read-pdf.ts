// The words of a PDF that somebody handed in: read beside the thread that serves, within bounds of size, memory and time.
import { Worker } from "node:worker_threads";
import { tidyWords } from "./tidy-words.ts";

/** Bytes of a file that is read at most. */
export const mostRead = 10_000_000;
const longest = 20_000;

/** Nothing where the file has no words, is locked, or takes too long. */
export function wordsOfPdf(bytes: Uint8Array): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const worker = new Worker(new URL("pdf-worker.ts", import.meta.url), {
    workerData: { bytes },
    resourceLimits: { maxOldGenerationSizeMb: 384 },
  });
  const timer = setTimeout(() => void worker.terminate(), longest);
  worker.once("message", (words: string) => resolve(tidyWords(words)));
  worker.once("error", () => resolve(""));
  worker.once("exit", () => {
    clearTimeout(timer);
    resolve("");
  });
  return promise;
}

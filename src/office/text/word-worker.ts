// Reads one Word file beside the thread that serves: a file that takes long or much memory costs nobody else anything.
import { parentPort, workerData } from "node:worker_threads";
import { convertWord } from "./convert-word.ts";

const { bytes } = workerData as { readonly bytes: Uint8Array };
parentPort?.postMessage(await convertWord(Buffer.from(bytes)));

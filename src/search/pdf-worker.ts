// Reads one PDF beside the thread that serves: a file that takes long or much memory costs nobody else anything.
import { parentPort, workerData } from "node:worker_threads";
import { PDF } from "@libpdf/core";
import { mostKept } from "./tidy-words.ts";

const { bytes } = workerData as { readonly bytes: Uint8Array };
const pdf = await PDF.load(bytes);
let words = "";
for (const page of pdf.getPages()) {
  words += `${page.extractText().text}\n`;
  if (words.length > mostKept * 2) break;
}
parentPort?.postMessage(words);

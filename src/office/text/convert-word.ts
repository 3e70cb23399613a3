// The file's tree by mammoth, once the file has been found harmless; then the text by from-word.ts.
import mammoth from "mammoth";
import { fromWord, type WordNode, type WordRead } from "./from-word.ts";
import { zipProblem } from "./zip.ts";

/** Reads a Word file where it is called: for the worker, which has bounds of memory and time around it. */
export async function convertWord(bytes: Buffer): Promise<WordRead> {
  try {
    return await read(bytes);
  } catch {
    // Whatever a file makes a library throw, it is a file that cannot be read.
    return unreadable;
  }
}

async function read(bytes: Buffer): Promise<WordRead> {
  const problem = zipProblem(bytes);
  if (problem === "too-large")
    return { ok: false, text: { zh: "文件展开后太大，没有取入。", en: "Unpacked, the file is too large. It was not brought in." } };
  if (problem) return unreadable;
  let tree: WordNode | undefined;
  const { messages } = await mammoth.convertToHtml({ buffer: bytes }, {
    transformDocument: (document: WordNode) => {
      tree = document;
      return { ...document, children: [] };
    },
    externalFileAccess: false,
  } as Parameters<typeof mammoth.convertToHtml>[1]);
  const unknown = messages.flatMap(({ message }) => /^An unrecognised element was ignored: ([\w:-]{1,60})$/.exec(message)?.[1] ?? []);
  return tree ? fromWord(tree, unknown) : unreadable;
}

const unreadable: WordRead = {
  ok: false,
  text: {
    zh: "这不是能读取的 .docx 文件。请用 Word 或 WPS 另存为 .docx 再试。",
    en: "This is no .docx file that can be read. Save it as .docx and try again.",
  },
};

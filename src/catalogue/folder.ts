// Reads a pack's folder: bounded, no links followed, nothing that is not text.
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Text } from "../platform/i18n/index.ts";
import type { Problem } from "../platform/yaml/index.ts";
import { belongs, type PackFiles } from "./files.ts";

export type FolderResult = { readonly ok: true; readonly files: PackFiles } | { readonly ok: false; readonly problems: readonly Problem[] };

const MOST_FILES = 200;
const LARGEST = 1024 * 1024;
const subfolders = new Set(["templates", "scenarios", "law", "rates"]);

/** The files of one pack; problems name paths as they would be typed from here. */
export function readPackFolder(dir: string): FolderResult {
  const problems: Problem[] = [];
  const files: Record<string, string> = {};
  const refuse = (path: string, message: Text) => problems.push({ file: path, line: 1, message, level: "error" });
  const visit = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      const inside = relative(dir, path).split(sep).join("/");
      if (entry.name.startsWith(".")) continue;
      if (entry.isDirectory() && subfolders.has(inside)) visit(path);
      else if (!entry.isFile() || !belongs(inside)) refuse(path, stray);
      else if (lstatSync(path).size > LARGEST) refuse(path, large);
      else if (Object.keys(files).length >= MOST_FILES) refuse(path, many);
      else {
        const content = text(path);
        if (content === undefined) refuse(path, binary);
        else files[inside] = content;
      }
    }
  };
  try {
    visit(dir);
  } catch (error) {
    refuse(dir, unreadable(error instanceof Error && "code" in error ? String(error.code) : ""));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, files };
}

function text(path: string): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

const stray: Text = {
  zh: "事项包里没有这种文件的位置：只能有 pack.yaml、form.yaml、procedure.yaml、*.dmn、templates/*.typ、templates/*.txt、scenarios/*.yaml、law/*.yaml、rates/*.yaml。",
  en: "A pack has no place for this: it holds pack.yaml, form.yaml, procedure.yaml, *.dmn, templates/*.typ, templates/*.txt, scenarios/*.yaml, law/*.yaml and rates/*.yaml.",
};
const large: Text = { zh: "文件超过 1 MB。", en: "The file is larger than 1 MB." };
const many: Text = { zh: `一个事项包最多 ${MOST_FILES} 个文件。`, en: `A pack holds at most ${MOST_FILES} files.` };
const binary: Text = { zh: "不是 UTF-8 编码的文本文件。", en: "This is not a UTF-8 text file." };
const unreadable = (code: string): Text =>
  code === "ENOENT" || code === "ENOTDIR"
    ? { zh: "没有这个文件夹。", en: "There is no such folder." }
    : { zh: `无法读取这个文件夹（${code}）。`, en: `This folder cannot be read (${code}).` };

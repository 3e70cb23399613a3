// A file of records as rows: CSV, JSON (an array, or one object a line) and Excel, read as a stream. What cannot be read is told with its row.
import { extname } from "node:path";
import { Readable } from "node:stream";
import { parse } from "csv-parse";
import { readSheet } from "read-excel-file/node";
import type { Text } from "../../platform/i18n/index.ts";
import type { FileRow } from "../file-row.ts";
import type { Register } from "../format.ts";
import { type Heading, headingOf, rowOfCells, rowOfObject } from "./cells.ts";
import { jsonElements, linesOf } from "./json-elements.ts";
import { decoded } from "./text.ts";

/** What may be loaded. */
export const fileKinds = [".csv", ".json", ".jsonl", ".ndjson", ".xlsx"] as const;

/** The file as a whole cannot be read. */
export class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";
  readonly text: Text;
  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}

const mostExcel = 50_000_000;

/** The rows of a file whose name tells its kind; throws UnreadableFile where it is none of them, or its heading fits no field. */
export async function* readRows(register: Register, name: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<FileRow> {
  switch (extname(name).toLowerCase()) {
    case ".csv":
      return yield* csv(register, bytes);
    case ".json":
      return yield* objects(register, jsonElements(decoded(bytes)));
    case ".jsonl":
    case ".ndjson":
      return yield* objects(register, linesOf(decoded(bytes)));
    case ".xlsx":
      return yield* excel(register, bytes);
    default:
      throw new UnreadableFile({
        zh: `不能读取“${name}”：文件应当是 ${fileKinds.join("、")}。`,
        en: `"${name}" cannot be read: the file must be one of ${fileKinds.join(", ")}.`,
      });
  }
}

async function* csv(register: Register, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<FileRow> {
  const broken: FileRow[] = [];
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: 5_000_000,
    on_skip: (error) => {
      broken.push({ row: Number(error?.lines ?? 0), fields: {}, problems: [{ column: "", message: notCsv }] });
      return undefined;
    },
  });
  const source = Readable.from(decoded(bytes));
  // A source that breaks off breaks the reading off.
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  let heading: Heading | undefined;
  let row = 0;
  for await (const cells of parser as AsyncIterable<string[]>) {
    row++;
    if (!heading) heading = knownHeading(register, cells);
    else yield rowOfCells(register, heading, row, cells);
    while (broken.length > 0) yield* broken.splice(0);
  }
  yield* broken;
  if (!heading) throw new UnreadableFile(empty);
}

const notCsv: Text = {
  zh: "这一行不是正确的 CSV（引号不成对），请改正。",
  en: "is no correct CSV: its quotation marks do not pair. Correct the line.",
};
const empty: Text = { zh: "文件里没有内容。第一行应当是字段名。", en: "The file is empty. Its first line must name the fields." };

async function* objects(register: Register, elements: AsyncIterable<string>): AsyncGenerator<FileRow> {
  let row = 0;
  for await (const element of elements) yield rowOfObject(register, ++row, element);
}

async function* excel(register: Register, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<FileRow> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    if (size > mostExcel) {
      throw new UnreadableFile({
        zh: "Excel 文件超过 50 MB，请改用 CSV。",
        en: "The Excel file is larger than 50 MB; save it as CSV.",
      });
    }
    pieces.push(piece);
  }
  let table: readonly (readonly unknown[])[];
  try {
    table = await readSheet(Buffer.concat(pieces));
  } catch {
    throw new UnreadableFile({ zh: "这不是可以读取的 Excel 工作簿（.xlsx）。", en: "This is no Excel workbook (.xlsx) that can be read." });
  }
  const [first, ...rest] = table;
  if (!first) throw new UnreadableFile(empty);
  const heading = knownHeading(
    register,
    first.map((cell) => String(cell ?? "")),
  );
  for (const [at, cells] of rest.entries()) {
    if (cells.some((cell) => cell !== null && cell !== "")) yield rowOfCells(register, heading, at + 2, cells);
  }
}

function knownHeading(register: Register, cells: readonly string[]): Heading {
  const heading = headingOf(register, cells);
  if (heading.some((name) => name !== undefined && Object.hasOwn(register.fields, name))) return heading;
  const names = Object.entries(register.fields).map(([name, { title }]) => `${name}（${title.zh}）`);
  throw new UnreadableFile({
    zh: `第一行没有一个字段名。字段有：${names.join("、")}。`,
    en: `The first line names no field. Fields: ${Object.keys(register.fields).join(", ")}.`,
  });
}

// Reads a data package: datapackage.json and each table against its schema. Every problem at once, by resource, row and column.
import { createReadStream, existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { parse } from "csv-parse";
import { residentCheckCharacter } from "../../engine/identifier/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { broken, type Cell, cast } from "./cast.ts";
import { type Descriptor, descriptor, type Resource, type TableSchema } from "./descriptor.ts";

/** What is wrong with a package, and where. Rows count from 1, the header not among them. */
export interface PackageProblem {
  readonly resource?: string;
  readonly row?: number;
  readonly column?: string;
  readonly message: Text;
}

/** A resource that was read. */
export interface ReadResource {
  readonly resource: Resource;
  /** Its file; undefined for data that stand in the descriptor. */
  readonly file: string | undefined;
  readonly rows: number;
  readonly filled: Readonly<Record<string, number>>;
  readonly preview: readonly Readonly<Record<string, Cell | null>>[];
  /** The first row and column that hold what can only be a person's identity number; absent where none does. */
  readonly personal?: { readonly row: number; readonly column: string };
}

export type PackageRead =
  | { readonly ok: true; readonly descriptor: Descriptor; readonly resources: readonly ReadResource[] }
  | { readonly ok: false; readonly problems: readonly PackageProblem[] };

/** Problems that are told: whoever has more has something else wrong. */
const mostProblems = 200;

/** Reads the package in a folder. Nothing outside the folder is opened, and nothing is fetched. */
export async function readPackage(folder: string): Promise<PackageRead> {
  const file = join(folder, "datapackage.json");
  if (!existsSync(file))
    return {
      ok: false,
      problems: [{ message: { zh: "文件夹里没有 datapackage.json", en: "there is no datapackage.json in the folder" } }],
    };
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    const why = error instanceof Error ? error.message : "";
    return { ok: false, problems: [{ message: { zh: `datapackage.json 不是 JSON：${why}`, en: `datapackage.json is no JSON: ${why}` } }] };
  }
  const parsed = descriptor.safeParse(json);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => {
      const place = `/${path.join("/")}`;
      return { message: { zh: `datapackage.json 的 ${place}：${message}`, en: `datapackage.json at ${place}: ${message}` } };
    });
    return { ok: false, problems };
  }
  const problems: PackageProblem[] = [];
  const resources: ReadResource[] = [];
  const note = (problem: PackageProblem) => {
    if (problems.length < mostProblems) problems.push(problem);
  };
  for (const resource of parsed.data.resources) {
    const read = await readResource(folder, resource, (problem) => note({ resource: resource.name, ...problem }));
    if (read) resources.push(read);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, descriptor: parsed.data, resources };
}

type Note = (problem: Omit<PackageProblem, "resource">) => void;

/** The file that a resource names, inside the folder; undefined (and noted) where it is not to be read. */
function fileOf(folder: string, path: string, note: Note): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(path)) {
    note({
      message: { zh: `${path} 在别的网址，请先下载到文件夹里`, en: `${path} lies at another address: download it into the folder first` },
    });
    return undefined;
  }
  if (isAbsolute(path) || path.split(/[/\\]/).includes("..")) {
    note({ message: { zh: `${path} 指向文件夹之外，不能读取`, en: `${path} leads out of the folder and is not read` } });
    return undefined;
  }
  const file = resolve(folder, path);
  if (!existsSync(file) || !statSync(file).isFile()) {
    note({ message: { zh: `没有文件 ${path}`, en: `there is no file ${path}` } });
    return undefined;
  }
  const inner = relative(realpathSync(folder), realpathSync(file));
  if (inner.startsWith(`..${sep}`) || isAbsolute(inner)) {
    note({ message: { zh: `${path} 是指向文件夹之外的链接，不能读取`, en: `${path} is a link out of the folder and is not read` } });
    return undefined;
  }
  return file;
}

async function readResource(folder: string, resource: Resource, note: Note): Promise<ReadResource | undefined> {
  if (resource.path === undefined) return readInline(resource, note);
  const paths = [resource.path].flat();
  if (paths.length > 1) {
    note({ message: { zh: "一个资源由几个文件组成，请合并成一个", en: "a resource in several files is not read: make it one" } });
    return undefined;
  }
  const file = fileOf(folder, paths[0] ?? "", note);
  if (file === undefined) return undefined;
  const tabular = /^(csv|tsv)$/i.test(resource.format ?? "") || /\.(csv|tsv)$/i.test(file) || resource.schema !== undefined;
  if (!tabular) return { resource, file, rows: 0, filled: {}, preview: [] };
  return readTable(file, resource, note);
}

/** Rows that stand in the descriptor itself, as objects or as lists under a list of names. */
function readInline(resource: Resource, note: Note): ReadResource | undefined {
  const rows = Array.isArray(resource.data) ? resource.data : [];
  if (!Array.isArray(resource.data) || !rows.every((row) => typeof row === "object" && row !== null)) {
    note({ message: { zh: "data 应为行的列表", en: "data must be a list of rows" } });
    return undefined;
  }
  const preview = rows.slice(0, 10).filter((row): row is Record<string, Cell> => !Array.isArray(row));
  return { resource, file: undefined, rows: rows.length, filled: {}, preview };
}

/** A file's text, decoded; a byte that is none of its encoding's is an error. */
async function* textOf(file: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const bytes of createReadStream(file)) yield decoder.decode(bytes as Buffer, { stream: true });
  yield decoder.decode();
}

async function readTable(file: string, resource: Resource, note: Note): Promise<ReadResource | undefined> {
  const { dialect, schema } = resource;
  const tsv = /tsv/i.test(resource.format ?? "") && dialect.delimiter === ",";
  const encoding = resource.encoding.replace(/^ISO-8859-1$/i, "iso-8859-1");
  const parser = parse({
    delimiter: tsv ? "\t" : dialect.delimiter,
    quote: dialect.quoteChar,
    escape: dialect.escapeChar ?? dialect.quoteChar,
    ltrim: dialect.skipInitialSpace,
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    ...(dialect.commentChar === undefined ? {} : { comment: dialect.commentChar }),
  });
  let [columns, rows]: [readonly string[] | undefined, number] = [dialect.header ? undefined : schema?.fields.map(({ name }) => name), 0];
  const table = schema === undefined ? undefined : checkOf(schema, note);
  const filled: Record<string, number> = {};
  const preview: Record<string, Cell | null>[] = [];
  let personal: ReadResource["personal"];
  const feeding = feed(file, encoding, parser);
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      if (columns === undefined) {
        columns = cells;
        if (schema && !sameColumns(schema, cells, note)) break;
        continue;
      }
      rows += 1;
      if (cells.length !== columns.length) {
        note({
          row: rows,
          message: {
            zh: `第 ${rows} 行有 ${cells.length} 格，表头有 ${columns.length} 列`,
            en: `row ${rows} has ${cells.length} cells, the header ${columns.length} columns`,
          },
        });
        continue;
      }
      table?.(rows, cells);
      for (const [at, column] of columns.entries()) {
        const cell = cells[at] ?? "";
        if (cell !== "") filled[column] = (filled[column] ?? 0) + 1;
        if (personal === undefined && isResidentNumber(cell)) personal = { row: rows, column };
      }
      if (preview.length < 10) preview.push(Object.fromEntries(columns.map((name, at) => [name, cells[at] ?? null])));
    }
    parser.destroy();
    await feeding.catch(() => {});
  } catch (error) {
    parser.destroy();
    await feeding.catch(() => {});
    const why = error instanceof Error ? error.message : "";
    note({ row: rows + 1, message: { zh: `读不下去：${why}`, en: `cannot be read on: ${why}` } });
    return undefined;
  }
  if (columns === undefined) {
    note({ message: { zh: "文件是空的", en: "the file is empty" } });
    return undefined;
  }
  return { resource, file, rows, filled, preview, ...(personal ? { personal } : {}) };
}

/** The form, a birth date and the check character of GB 11643, whatever division it begins with. */
function isResidentNumber(cell: string): boolean {
  const text = cell.trim().toUpperCase();
  return (
    /^\d{6}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dX]$/.test(text) && residentCheckCharacter(text.slice(0, 17)) === text[17]
  );
}

async function feed(file: string, encoding: string, parser: ReturnType<typeof parse>): Promise<void> {
  try {
    for await (const text of textOf(file, encoding)) {
      if (parser.destroyed) return;
      if (!parser.write(text)) await new Promise((ready) => parser.once("drain", ready).once("close", ready));
    }
    parser.end();
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error("unreadable"));
  }
}

function sameColumns(schema: TableSchema, header: readonly string[], note: Note): boolean {
  const names = schema.fields.map(({ name }) => name);
  const [missing, strange] = [names.filter((one) => !header.includes(one)), header.filter((one) => !names.includes(one))];
  for (const column of missing) note({ column, message: { zh: `表头缺少列“${column}”`, en: `the header lacks the column ${column}` } });
  for (const column of strange)
    note({ column, message: { zh: `表头的列“${column}”不在 schema 中`, en: `the header's column ${column} is not in the schema` } });
  const ordered = missing.length + strange.length > 0 || names.every((one, at) => header[at] === one);
  if (!ordered) note({ message: { zh: "表头的列与 schema 的次序不同", en: "the header's columns are not in the order of the schema" } });
  return missing.length + strange.length === 0 && ordered;
}

/** A check of rows, which remembers what must be unique. */
function checkOf(schema: TableSchema, note: Note): (row: number, cells: readonly string[]) => void {
  const keys = [schema.primaryKey ?? []].flat();
  const seen = new Map<string, Map<string, number>>();
  const once = (what: string, value: string, row: number, column: string | undefined) => {
    const values = seen.get(what) ?? new Map<string, number>();
    seen.set(what, values);
    const before = values.get(value);
    if (before === undefined) values.set(value, row);
    else {
      note({
        row,
        ...(column === undefined ? {} : { column }),
        message: {
          zh: `第 ${row} 行与第 ${before} 行的 ${what} 相同，应当唯一`,
          en: `row ${row} repeats row ${before} in ${what}, which must be unique`,
        },
      });
    }
  };
  return (row, cells) => {
    for (const [at, field] of schema.fields.entries()) {
      const text = cells[at] ?? "";
      const missing = schema.missingValues.includes(text);
      const value = missing ? null : cast(text, field);
      const { name: column, type, format } = field;
      if (value === undefined) {
        const shown = JSON.stringify(text.slice(0, 50));
        note({
          row,
          column,
          message: {
            zh: `第 ${row} 行“${column}”列的 ${shown} 不是 ${type}（格式 ${format}）`,
            en: `row ${row}, ${column}: ${shown} is no ${type} (format ${format})`,
          },
        });
        continue;
      }
      for (const rule of broken(value, text, field)) {
        note({
          row,
          column,
          message: { zh: `第 ${row} 行“${column}”列不符合约束 ${rule}`, en: `row ${row}, ${column}: breaks the constraint ${rule}` },
        });
      }
      if (field.constraints?.unique && value !== null) once(column, text, row, column);
    }
    if (keys.length > 0) {
      const values = keys.map((name) => cells[schema.fields.findIndex((one) => one.name === name)] ?? "");
      once(keys.join(" + "), JSON.stringify(values), row, undefined);
    }
  };
}

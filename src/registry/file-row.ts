// One row of a file that is loaded: what it says, whether it fits, and what becomes of the file.
import type { Key, Keyring } from "../platform/crypto/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { Fields, Register, RowProblem } from "./format.ts";
import { type Stored, sealClosed, takeApart } from "./record.ts";
import { isDate, rowProblems } from "./row.ts";

/** One row of a file: what it says, from when to when it holds (first day, day after the last), and what of it could not be read. */
export interface FileRow {
  /** As a person finds it in the file: the line of a list, the row of a table with its heading as the first. */
  readonly row: number;
  readonly fields: Fields;
  readonly from?: string;
  readonly to?: string;
  readonly problems?: readonly RowProblem[];
}

/** A row that was not loaded: its place in the file, the column, and how to put it right. */
export interface RefusedRow extends RowProblem {
  readonly row: number;
}

/** What became of a file. Of many refused rows the first are told; `refusedRows` counts all. */
export interface LoadReport {
  readonly load: string;
  /** False where nothing was written: a row was refused, and good rows alone were not wanted. */
  readonly done: boolean;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly refused: readonly RefusedRow[];
  readonly refusedRows: number;
}

export interface LoadOptions {
  readonly file: string;
  /** `operator`, or `officer:<id>`. */
  readonly actor: string;
  /** Load the rows that fit although others do not. */
  readonly goodRows: boolean;
  /** Changed rows do not tell that something changed but that it was recorded wrongly: they stand for all the days of what they correct. */
  readonly corrects?: boolean;
  /** Whoever got what was wrong is not told: there is nobody yet. */
  readonly silent?: boolean;
  /** Whether the connection is the owner's (COPY) or the application's (registry.enter_loaded). */
  readonly as: "owner" | "app";
  /** Epoch milliseconds; the day in the city. */
  readonly now?: number;
  readonly today?: string;
  /** SHA-256 of the file, asked for at the end. */
  readonly sha256?: () => Buffer;
  /** Told after each batch how many rows were read. */
  readonly progress?: (rows: number) => void;
}

/** A row that fits, taken apart and sealed. */
export interface Fitting extends FileRow {
  readonly stored: Stored;
  readonly sealed: Buffer | null;
}

/** Why a row is refused whose key stood in the file before. */
export const twice: Text = {
  zh: "同一主键在文件中出现了两次，请删去一行，或用 valid-from 写明各自从哪天起有效。",
  en: "stands twice in the file; remove one row, or say with valid-from from which day each holds.",
};

/** Makes a row ready, or says everything that does not fit. */
export function fittingRow(keys: Keyring, key: Key, definition: Register, row: FileRow): Fitting | readonly RowProblem[] {
  const problems = [...(row.problems ?? []), ...spanProblems(row), ...(row.problems?.length ? [] : rowProblems(definition, row.fields))];
  if (problems.length > 0) return problems;
  const fields = withoutEmpty(row.fields);
  const stored = takeApart(keys, definition, fields);
  return { ...row, fields, stored, sealed: sealClosed(key, definition.id, stored) };
}

const withoutEmpty = (fields: Fields): Fields =>
  Object.values(fields).includes("") ? Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== "")) : fields;

function spanProblems({ from, to }: FileRow): readonly RowProblem[] {
  const day = (column: string, value: string | undefined): RowProblem[] =>
    value === undefined || isDate(value)
      ? []
      : [{ column, message: { zh: "应当是日期，写作 2026-09-21。", en: "must be a date, written 2026-09-21." } }];
  const wrong = [...day("valid-from", from), ...day("valid-to", to)];
  if (wrong.length > 0 || to === undefined || from === undefined || from < to) return wrong;
  return [{ column: "valid-to", message: { zh: "应当晚于 valid-from。", en: "must be after valid-from." } }];
}

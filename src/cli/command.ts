// What a command is: data for the table, and one function that is loaded only when it is called.
import type { Config } from "../config.ts";
import type { Output } from "./output.ts";

/** An option, `--name`; with `value` it takes one. */
export interface Option {
  readonly name: string;
  /** What stands for its value in the help, e.g. `DIR`. */
  readonly value?: string;
  readonly text: string;
  readonly required?: boolean;
}

/** One command call, parsed against its row of the table. */
export interface Call {
  readonly options: Readonly<Record<string, string | undefined>>;
  /** Options without a value that were given. */
  readonly switches: ReadonlySet<string>;
  readonly args: readonly string[];
  readonly json: boolean;
  readonly out: Output;
  /** All settings, from this call and the environment. */
  readonly config: Config;
}

/** Does the work; answers the exit status: 0 success, 1 a finding. */
export type Run = (call: Call) => Promise<0 | 1>;

/** One row of the command table. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** More than the summary says, for `--help`. */
  readonly detail?: string;
  /** What stands for its arguments, and how many it takes. */
  readonly args?: { readonly text: string; readonly least: number; readonly most: number };
  readonly options: readonly Option[];
  readonly load: () => Promise<{ run: Run }>;
}

/** Something the caller must put right, in one clear sentence. Ends the program with status 2. */
export class Unusable extends Error {
  override readonly name = "Unusable";
}

// The process's own diary: JSON lines for machines, no personal data. What people did stands in the ledger, not here.
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import pino from "pino";
import { describeError } from "./error.ts";

export { describeError, type ErrorFacts } from "./error.ts";

/** What may be said beside an event: numbers, names of things, never a person's data. */
export type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Writes the diary. Events are short fixed phrases, so that they can be counted. */
export interface Log {
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  /** Notes a fault with its trace; answers a reference that may be shown to a person. */
  fault(event: string, error: unknown, fields?: Fields): string;
  /** The same diary, every line with these fields. */
  with(fields: Fields): Log;
}

/** Where lines go. */
export interface LogOptions {
  /** A file that is appended to, made with mode 0600; standard output when absent. */
  readonly file?: string;
  /** Told of every warning and fault as it is written, e.g. to show it on a terminal. */
  readonly onWarning?: (event: string, reference?: string) => void;
}

/** Opens the diary. Lines are written at once: a killed process loses none. */
export function openLog(options: LogOptions = {}): Log {
  if (options.file) mkdirSync(dirname(options.file), { recursive: true });
  const destination = pino.destination({ dest: options.file ?? 1, sync: true, append: true, mode: 0o600 });
  const writer = pino({ base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime, messageKey: "event" }, destination);
  return wrap(writer, options);
}

/** A diary that nobody reads, for tests and short commands. */
export const silentLog: Log = {
  info: () => {},
  warn: () => {},
  fault: () => newReference(),
  with: () => silentLog,
};

const newReference = () => randomBytes(5).toString("hex");

function wrap(writer: pino.Logger, options: LogOptions): Log {
  return {
    info: (event, fields = {}) => writer.info(fields, event),
    warn: (event, fields = {}) => {
      writer.warn(fields, event);
      options.onWarning?.(event);
    },
    fault: (event, error, fields = {}) => {
      const reference = newReference();
      writer.error({ ...fields, reference, error: describeError(error) }, event);
      options.onWarning?.(event, reference);
      return reference;
    },
    with: (fields) => wrap(writer.child(fields), options),
  };
}

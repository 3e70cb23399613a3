// What may be kept of an error: enough to find the fault, nothing of the data that met it.

/** An error without the data it met. */
export interface ErrorFacts {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  /** Where, innermost first. */
  readonly stack: readonly string[];
  /** Of a database error: what it was about. */
  readonly object?: string;
  readonly cause?: ErrorFacts;
}

interface Described extends Error {
  readonly code?: unknown;
  readonly severity?: unknown;
  readonly constraint?: string;
  readonly table?: string;
}

/**
 * Describes an error for the diary. Database errors quote the value at fault (their class 22 in the message itself,
 * others in the detail): of those only code and object are kept.
 */
export function describeError(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { name: "thrown", message: typeof error, stack: [] };
  const { code, severity, constraint, table } = error as Described;
  const quoting = severity !== undefined && String(code).startsWith("22");
  const object = [table, constraint].filter(Boolean).join(" ");
  return {
    name: error.name,
    message: quoting ? "a value that the database does not take" : error.message,
    ...(code === undefined ? {} : { code: String(code) }),
    stack: (error.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim()),
    ...(object ? { object } : {}),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

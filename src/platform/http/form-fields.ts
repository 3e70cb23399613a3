// What a form sent: a list of values under each name.

import { csrfField, onceField } from "../page/index.ts";

export interface FormFields {
  /** The first value under a name, without surrounding white space; nothing sent, or only white space: undefined. */
  readonly get: (name: string) => string | undefined;
  /** Every value under a name, as sent. */
  readonly all: (name: string) => readonly string[];
  /** The names sent, in their order, without our own hidden fields. */
  readonly names: () => readonly string[];
  /** The key that makes sending the same form twice one deed. */
  readonly once: string | undefined;
  /** The CSRF token, checked before a handler sees the form. */
  readonly token: string;
}

/**
 * A value as we take it: well-formed Unicode, line ends as `\n`, no control characters, which no keyboard types and
 * no column of text holds.
 */
const cleaned = (value: string): string =>
  value
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/(?![\n\t])\p{Cc}/gu, "");

export function formFields(pairs: Iterable<readonly [string, string]>): FormFields {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const list = values.get(name);
    if (list) list.push(cleaned(value));
    else values.set(name, [cleaned(value)]);
  }
  const once = values.get(onceField)?.[0];
  const token = values.get(csrfField)?.[0] ?? "";
  values.delete(onceField);
  values.delete(csrfField);
  return {
    get: (name) => values.get(name)?.[0]?.trim() || undefined,
    all: (name) => values.get(name) ?? [],
    names: () => [...values.keys()],
    once: once !== undefined && /^[\x21-\x7e]{1,200}$/.test(once) ? once : undefined,
    token,
  };
}

// Canonical JSON, RFC 8785: one value, one sequence of bytes.

/**
 * The canonical text of a JSON value. Members whose value is undefined are left out, as `JSON.stringify` does; a
 * RangeError for what JSON cannot hold (lone surrogates, NaN, infinities, functions, bigints).
 */
export function canonical(value: unknown): string {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "number":
      if (!Number.isFinite(value)) throw new RangeError("canonical JSON has no NaN and no infinity");
      return String(value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? list(value) : members(value);
    default:
      throw new RangeError(`canonical JSON has no ${typeof value}`);
  }
}

function quoted(text: string): string {
  if (!text.isWellFormed()) throw new RangeError("canonical JSON has no lone surrogates");
  return JSON.stringify(text);
}

const names = new Map<string, string>();

/** A member's name: the same few come back in every entry. */
function named(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const made = quoted(name);
  if (names.size < 2_000 && name.length < 100) names.set(name, made);
  return made;
}

// Text is joined as it comes: every entry of every case passes here, and building lists of parts takes twice as long.
function list(items: readonly unknown[]): string {
  let text = "";
  for (const item of items) text += text === "" ? canonical(item) : `,${canonical(item)}`;
  return `[${text}]`;
}

function members(object: object): string {
  let text = "";
  // Names are sorted by UTF-16 code units (section 3.2.3), which is how JavaScript sorts strings.
  for (const name of Object.keys(object).sort()) {
    const value: unknown = Reflect.get(object, name);
    if (value !== undefined) text += `${text === "" ? "" : ","}${named(name)}:${canonical(value)}`;
  }
  return `{${text}}`;
}

// Canonical JSON, RFC 8785: one value, one sequence of bytes.

/**
 * The canonical text of a JSON value. Members whose value is undefined are left out, as `JSON.stringify` does; a
 * RangeError for what JSON cannot hold (lone surrogates, NaN, infinities, functions, bigints).
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new RangeError("canonical JSON has no NaN and no infinity");
    return JSON.stringify(value);
  }
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw new RangeError("canonical JSON has no lone surrogates");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object") throw new RangeError(`canonical JSON has no ${typeof value}`);
  // Names are sorted by UTF-16 code units (section 3.2.3), which is how JavaScript compares strings.
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${canonical(name)}:${canonical(member)}`).join(",")}}`;
}

// The name of an uploaded file, out of a header: names say whom a file is about, and addresses end up in the logs of proxies.

/** Longest name that is taken, in characters. */
const most = 200;

/**
 * The file name of a Content-Disposition header (RFC 6266): `filename*` with its character set (RFC 8187, UTF-8 or ISO-8859-1) before
 * `filename`. Undefined where there is none; null where it is written wrongly or is too long.
 */
export function fileNameIn(header: string | null): string | null | undefined {
  if (header === null) return undefined;
  const extended = /;\s*filename\*\s*=\s*([^;\s]+)/i.exec(header)?.[1];
  const named = extended === undefined ? quoted(header) : decoded(extended);
  return named !== undefined && named !== null && [...named].length > most ? null : named;
}

function decoded(value: string): string | null {
  const [, charset = "", text = ""] = /^(utf-8|iso-8859-1)'[^']*'(.*)$/i.exec(value) ?? [];
  if (charset === "") return null;
  try {
    return charset.toLowerCase() === "utf-8"
      ? decodeURIComponent(text)
      : text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  } catch {
    return null; // not UTF-8 after all
  }
}

function quoted(header: string): string | undefined {
  const [, inside, bare] = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s"]+))/i.exec(header) ?? [];
  return inside === undefined ? bare : inside.replace(/\\(.)/g, "$1");
}

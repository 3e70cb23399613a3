// A table as a file for a spreadsheet: comma-separated values (RFC 4180), in UTF-8 with the mark that spreadsheets look for.
import type { Http } from "../platform/http/index.ts";

/** A cell; what a spreadsheet would take for a formula is made plain text. */
const cell = (value: string): string => `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;

export function sendFile(c: Http, name: string, lines: readonly (readonly string[])[]): Response {
  const content = lines.map((line) => line.map(cell).join(",")).join("\r\n");
  return c.body(`\ufeff${content}\r\n`, 200, {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${name}"`,
  });
}

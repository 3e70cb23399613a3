// Looks for a secret wherever bytes lie: as it is, in other encodings, in tables, in files.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import type { TestDatabase } from "../support/database.ts";

interface Needle {
  readonly what: string;
  readonly how: string;
  readonly bytes: Buffer;
}

/** A text in every form in which it might lie somewhere: UTF-8, UTF-16 of both orders, hexadecimal, base64, escaped for JSON and for addresses. */
export function needles(secrets: Readonly<Record<string, string>>): Needle[] {
  return Object.entries(secrets).flatMap(([what, text]) => {
    const utf8 = Buffer.from(text);
    const utf16 = Buffer.from(text, "utf16le");
    // In base64 a text begins at one of three places of a group; its first and last group hold its neighbours too.
    const base64 = [0, 1, 2].map((shift) => {
      const coded = Buffer.concat([Buffer.alloc(shift), utf8])
        .toString("base64")
        .replace(/=+$/, "");
      return coded.slice(shift === 0 ? 0 : 4, coded.length - (coded.length % 4 === 0 ? 4 : coded.length % 4));
    });
    const escaped = [...text]
      .map((c) =>
        c.charCodeAt(0) < 128
          ? c
          : c
              .split("")
              .map((u) => `\\u${u.charCodeAt(0).toString(16).padStart(4, "0")}`)
              .join(""),
      )
      .join("");
    const forms: [string, Buffer | string][] = [
      ["utf-8", utf8],
      ["utf-16le", utf16],
      ["utf-16be", Buffer.from(utf16).swap16()],
      ["hex", utf8.toString("hex")],
      ["HEX", utf8.toString("hex").toUpperCase()],
      ...base64.filter((coded) => coded.length >= 8).map((coded): [string, string] => ["base64", coded]),
      ...(escaped === text ? [] : [["json", escaped] as [string, string]]),
      ...(encodeURIComponent(text) === text ? [] : [["address", encodeURIComponent(text)] as [string, string]]),
    ];
    return forms.map(([how, bytes]) => ({ what, how, bytes: Buffer.from(bytes as string) }));
  });
}

/** What of the secrets stands in these bytes. */
export const tracesIn = (bytes: Buffer, sought: readonly Needle[]): string[] =>
  sought.filter((needle) => bytes.includes(needle.bytes)).map(({ what, how }) => `${what} (${how})`);

/** What of the secrets stands in the files under a folder; counts the bytes it looked at. */
export function tracesUnder(
  folder: string,
  sought: readonly Needle[],
  keep: (path: string) => boolean = () => true,
): { found: string[]; bytes: number } {
  const found: string[] = [];
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !keep(path)) continue;
    let content: Buffer;
    try {
      content = readFileSync(path);
    } catch (error) {
      // A database that others use as well drops files while we look.
      if ((error as NodeJS.ErrnoException).code === "ENOENT") continue;
      throw error;
    }
    bytes += content.length;
    found.push(...tracesIn(Buffer.concat([Buffer.from(`${entry.name}\n`), content]), sought).map((trace) => `${path}: ${trace}`));
  }
  return { found, bytes };
}

/** What of the secrets stands in any column of any table, every value written as text. */
export async function tracesInTables(
  database: TestDatabase,
  sought: readonly Needle[],
): Promise<{ found: string[]; tables: number; bytes: number }> {
  const client = new Client({ connectionString: database.superuser });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname <> 'information_schema' and schemaname not like 'pg\\_%'",
    );
    const found: string[] = [];
    let bytes = 0;
    for (const { name } of tables) {
      const { rows } = await client.query<{ line: string }>({ text: `select t::text as line from ${name} t` });
      const content = Buffer.from(rows.map(({ line }) => line).join("\n"));
      bytes += content.length;
      // bytea reads as hexadecimal here: what was stored as plain bytes is found in that form.
      found.push(...tracesIn(content, sought).map((trace) => `${name}: ${trace}`));
      const raw = Buffer.from(
        [...content.toString("latin1").matchAll(/\\\\?x((?:[0-9a-f]{2}){8,})/g)].map(([, hex]) => hex).join("00"),
        "hex",
      );
      found.push(...tracesIn(raw, sought).map((trace) => `${name}, bytes: ${trace}`));
    }
    return { found, tables: tables.length, bytes };
  } finally {
    await client.end();
  }
}

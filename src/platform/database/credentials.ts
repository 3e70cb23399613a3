// The passwords of the embedded cluster's logins: made once, kept beside the data in a file only its owner may read.
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { DatabaseProblem } from "./problem.ts";

const schema = z.strictObject({ superuser: z.string(), owner: z.string(), jobs: z.string(), app: z.string() });

/** Passwords by login. */
export type Credentials = Readonly<z.infer<typeof schema>>;

/** Reads the file. */
export function readCredentials(file: string): Credentials {
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new DatabaseProblem(`${file} (the database's passwords) cannot be read: put it back from where it was kept.`);
  }
}

/** Reads the file, or makes it where there is none. */
export function ensureCredentials(file: string): Credentials {
  if (existsSync(file)) return readCredentials(file);
  const password = () => randomBytes(24).toString("base64url");
  const made: Credentials = { superuser: password(), owner: password(), jobs: password(), app: password() };
  writeFileSync(`${file}.new`, `${JSON.stringify(made)}\n`, { mode: 0o600 });
  chmodSync(`${file}.new`, 0o600);
  renameSync(`${file}.new`, file);
  return made;
}

// Every setting of the program in one schema, from the command line and the environment. What is wrong is said at the
// start, naming the setting.
import { existsSync, statSync } from "node:fs";
import { isIP } from "node:net";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type MailSettings, readMailSettings } from "./platform/mail/index.ts";

/** The checkout. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** In the data directory: the public keys of this installation (the log's verifier key, the authority's certificate), for offline checks. */
export const publishedKeys = "trust.txt";

/** What a process does; one process may do all. */
export const processRoles = ["web", "worker", "scheduler", "gateway"] as const;
export type ProcessRole = (typeof processRoles)[number];

/** Where the database is. */
export type DatabaseConfig =
  | { readonly kind: "embedded" }
  | { readonly kind: "given"; readonly app: string; readonly jobs?: string | undefined; readonly owner?: string | undefined };

/** All settings, checked. Paths are absolute. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** The data directory: the embedded database, files, keys, logs. */
  readonly data: string;
  readonly roles: readonly ProcessRole[];
  /** How many processes share the requests, this one included. */
  readonly processes: number;
  /** The sample city's folder, or none. */
  readonly city: string | undefined;
  /** As people reach it from outside, without a slash at the end; the listening address when not set. */
  readonly publicUrl: string | undefined;
  /** The installation key's file. */
  readonly keyFile: string;
  /** For how many days a backup of the keys may be restored. */
  readonly keyDays: number;
  readonly database: DatabaseConfig;
  /** The server that mail goes out by; none: no mail is sent. */
  readonly mail: MailSettings | undefined;
  /** Show traces of faults. */
  readonly debug: boolean;
}

/** Settings as given: flags without their dashes, and the environment. */
export interface Given {
  readonly flags?: Readonly<Record<string, string | undefined>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const address = z
  .string()
  .refine(
    (text) => /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? ""),
    "is not a PostgreSQL address (postgres://login:password@host:port/database)",
  );

const schema = z.object({
  "--port": z
    .string()
    .default("8080")
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, "is not a port number (0 to 65535)")
    .transform(Number),
  "--host": z
    .string()
    .default("127.0.0.1")
    .refine((text) => isIP(text) > 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text), "is not an address or host name"),
  "--data": z.string().optional(),
  "--roles": z
    .string()
    .default(processRoles.join(","))
    .transform((text) => text.split(",").map((role) => role.trim()))
    .pipe(z.array(z.enum(processRoles, `may hold only ${processRoles.join(", ")}, with commas between them`)).min(1)),
  "--processes": z
    .string()
    .default("1")
    .refine((text) => /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 16, "is not a number of processes from 1 to 16")
    .transform(Number),
  "--city": z.string().optional(),
  ERRAND_PUBLIC_URL: z
    .string()
    .refine((text) => {
      const url = URL.parse(text);
      return url !== null && /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username;
    }, "is not a web address like https://errand.example.org")
    .transform((text) => text.replace(/\/+$/, ""))
    .optional(),
  ERRAND_KEY_FILE: z.string().optional(),
  ERRAND_KEY_DAYS: z
    .string()
    .default("30")
    .refine((text) => /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 366, "is not a number of days from 1 to 366")
    .transform(Number),
  ERRAND_DATA: z.string().optional(),
  ERRAND_DEBUG: z.string().optional(),
  ERRAND_SMTP_URL: z.string().optional(),
  ERRAND_SMTP_FROM: z.string().optional(),
  ERRAND_SMTP_CA: z.string().optional(),
  DATABASE_URL: address.optional(),
  DATABASE_JOBS_URL: address.optional(),
  DATABASE_OWNER_URL: address.optional(),
});

/** True for addresses that only this machine reaches. */
export const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);

/**
 * Reads the settings. Answers either all of them, or one sentence for each that is wrong.
 * An environment variable that is set to nothing counts as not set.
 */
export function readConfig({ flags = {}, env = {} }: Given): { ok: true; config: Config } | { ok: false; problems: readonly string[] } {
  const given: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    const value = name.startsWith("--") ? flags[name.slice(2)] : env[name] || undefined;
    if (value !== undefined) given[name] = value;
  }
  const read = schema.safeParse(given);
  if (!read.success) {
    const problems = new Map(read.error.issues.map((issue) => [String(issue.path[0]), issue.message]));
    // A wrong address may hold a password: it is named, never repeated.
    return {
      ok: false,
      problems: [...problems].map(([name, why]) => (name.startsWith("--") ? `${name} "${given[name]}" ${why}.` : `${name} ${why}.`)),
    };
  }
  const set = read.data;
  const data = resolve(set["--data"] ?? set.ERRAND_DATA ?? join(root, ".data"));
  const database: DatabaseConfig = set.DATABASE_URL
    ? { kind: "given", app: set.DATABASE_URL, jobs: set.DATABASE_JOBS_URL, owner: set.DATABASE_OWNER_URL }
    : { kind: "embedded" };
  const problems: string[] = [];
  const city = cityFolder(set["--city"], database, problems);
  if (!set.DATABASE_URL && (set.DATABASE_JOBS_URL || set.DATABASE_OWNER_URL))
    problems.push("DATABASE_URL is missing: the other database addresses are of no use without it.");
  if (city && !isLoopback(set["--host"])) {
    problems.push(
      `The sample city's passwords are public, so it is not served on --host ${set["--host"]}: leave out --host, or start with --city none.`,
    );
  }
  if (set["--processes"] > 1 && !set["--roles"].some((role) => role === "web" || role === "gateway"))
    problems.push(`--processes ${set["--processes"]} share requests, which --roles ${set["--roles"].join(",")} does not answer: add web.`);
  const mail = readMailSettings({ url: set.ERRAND_SMTP_URL, from: set.ERRAND_SMTP_FROM, ca: set.ERRAND_SMTP_CA });
  if (!mail.ok) problems.push(...mail.problems);
  if (problems.length > 0 || !mail.ok) return { ok: false, problems };
  return {
    ok: true,
    config: {
      port: set["--port"],
      host: set["--host"],
      data,
      roles: [...new Set(set["--roles"])],
      processes: set["--processes"],
      city,
      publicUrl: set.ERRAND_PUBLIC_URL,
      keyFile: resolve(set.ERRAND_KEY_FILE ?? join(data, "installation.key")),
      keyDays: set.ERRAND_KEY_DAYS,
      database,
      mail: mail.mail,
      debug: Boolean(set.ERRAND_DEBUG) && set.ERRAND_DEBUG !== "0",
    },
  };
}

function cityFolder(given: string | undefined, database: DatabaseConfig, problems: string[]): string | undefined {
  if (given === "none") return undefined;
  if (given !== undefined) {
    const folder = resolve(given);
    if (!existsSync(folder) || !statSync(folder).isDirectory()) problems.push(`--city "${given}" is not a folder: name one, or "none".`);
    return folder;
  }
  return database.kind === "embedded" ? join(root, "city") : undefined;
}

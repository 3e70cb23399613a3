// Everything a load works with, put together once for each thread.
import { join } from "node:path";
import type { Pool } from "pg";
import type { AppTables } from "../compose.ts";
import { composeDesk } from "../compose.ts";
import type { Config } from "../config.ts";
import { dateOf, dayAt } from "../engine/calendar/index.ts";
import type { Directory } from "../organisation/index.ts";
import { type Keyring, keyringOf, openKeyFile } from "../platform/crypto/index.ts";
import { type Databases, type DatabaseUrls, openDatabases } from "../platform/database/index.ts";
import { openFileStore } from "../platform/files/index.ts";
import { silentLog } from "../platform/log/index.ts";
import { seeded } from "../platform/random/index.ts";
import type { Known } from "./answers.ts";
import { hoursOf } from "./hours.ts";
import { drawable, type Scene } from "./life.ts";
import { remembering } from "./memory.ts";
import { applicantsOf, staffOf } from "./people.ts";
import { type Service, serviceOf } from "./service.ts";

/** What is missing before anything can be loaded: said to whoever asked. */
export class Unready extends Error {
  override readonly name = "Unusable";
}

export interface Stage {
  readonly scene: Scene;
  /** The first day of the past that is loaded, epoch milliseconds. */
  readonly from: number;
  /** Records what registers were asked since the last time; before the cases that refer to it are written. */
  readonly record: () => Promise<void>;
  readonly services: readonly Service[];
  readonly close: () => Promise<void>;
}

export interface StageOptions {
  readonly config: Config;
  readonly urls: DatabaseUrls;
  readonly keys?: Keyring;
  /** The present, epoch milliseconds. */
  readonly until: number;
  /** Which of the applicants act here, where several threads share them: registers are then asked about each in one thread. */
  readonly share?: { readonly thread: number; readonly threads: number };
}

/** Opens it. */
export async function openStage({ config, urls, keys = keyringIn(config), until, share }: StageOptions): Promise<Stage> {
  const databases: Databases<AppTables> = openDatabases<AppTables>(
    { ...urls, app: unhurried(urls.app) },
    { appConnections: 4, jobsConnections: 1 },
  );
  const files = openFileStore(join(config.data, "files"));
  const publicUrl = config.publicUrl ?? "http://127.0.0.1";
  // Registers are taken to have been asked when the past that is loaded began.
  let asked = until;
  const made = await composeDesk({ config, publicUrl, databases, files, log: silentLog, now: () => asked }, keys);
  const memory = remembering(made.exchange);
  const day = days(made.zone);
  const place = made.formPlace(until);
  const desk = { ...made, exchange: memory.exchange, day, formPlace: (at: number) => ({ ...place, today: day(at) }) };
  const directory = await desk.organisation.current();
  if (!directory) throw new Unready("There is no city here yet: start the server once, or load one.");
  const applicants = await applicantsOf(databases.appPool, desk.ground);
  const packs = await desk.catalogue.services();
  const known: Known = {
    keys: await openKeys(databases.appPool),
    persons: applicants.flatMap(({ party }) => (party.kind === "person" ? [party] : [])),
  };
  const ours = share ? applicants.filter(({ no }) => no % share.threads === share.thread) : applicants;
  const offered = packs.flatMap((pack) => serviceOf(pack, known, ours) ?? serviceOf(pack, known, applicants) ?? []);
  const from = Math.max(firstDay(directory, offered, until, day), await agreedSince(databases.appPool, until - leastPast));
  asked = from;
  const scene = { desk, staff: staffOf(directory), hours: hoursOf(desk.calendar, desk.zone), until };
  const services: Service[] = [];
  for (const service of offered) if (await drawable(scene, service, from, seeded(1))) services.push(service);
  if (services.length === 0) throw new Unready("There is no published service for which somebody here may apply.");
  return {
    from,
    record: memory.record,
    scene,
    services,
    close: databases.close,
  };
}

/** Dates by the calendar's own days: a history passes through the same few thousand, again and again. */
function days(zone: string): (at: number) => string {
  const known = new Map<number, string>();
  return (at) => {
    const day = dayAt(at, zone);
    const found = known.get(day) ?? dateOf(day);
    known.set(day, found);
    return found;
  };
}

/** Commits that nobody waits for: what a crash of the database takes away, a load has not promised to anybody. */
export function unhurried(url: string): string {
  const address = new URL(url);
  address.searchParams.set("options", "-c synchronous_commit=off");
  return address.href;
}

export function keyringIn(config: Config): Keyring {
  const file = openKeyFile(config.keyFile, { make: false });
  if (!file.ok) throw new Unready(file.why.en);
  return keyringOf(file.key);
}

/** The values of every key that registers keep in clear, a few thousand of each. */
async function openKeys(pool: Pick<Pool, "query">): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await pool.query<{ name: string; values: string[] }>(
    `select g.id || '/' || k.key as name, v.values from registry.register g, json_array_elements_text(g.definition -> 'keys') k(key),
       lateral (select array_agg(r.value) as values from (
         select o.open ->> k.key as value from registry.record o where o.register = g.id and not o.ended and o.open ? k.key order by o.id limit 5000) r) v
     where v.values is not null`,
  );
  const keys = new Map(rows.map(({ name, values }) => [name, values]));
  // A source that names no key is searched by the register's first.
  for (const name of [...keys.keys()]) {
    const register = `${name.split("/")[0]}/`;
    if (!keys.has(register)) keys.set(register, keys.get(name) ?? []);
  }
  return keys;
}

/** The first moment, at most `latest`, from which the agreements hold under which registers are asked. */
async function agreedSince(pool: Pick<Pool, "query">, latest: number): Promise<number> {
  const { rows } = await pool.query<{ since: number | null }>(
    "select max(since::timestamptz) as since from exchange.agreement where status = 'active' and since <= to_timestamp($1 / 1000.0)",
    [latest],
  );
  return rows[0]?.since ?? 0;
}

const year = 365 * 86_400_000;
const leastPast = year + 30 * 86_400_000;

/** The first day on which everybody is at their post whom the services' procedures name; at most five years ago, at least thirteen months. */
function firstDay(directory: Directory, services: readonly Service[], until: number, dayOf: (at: number) => string): number {
  const named = services.flatMap(({ pack }) => [
    ...Object.values(pack.model.stages).flatMap(({ tasks }) => Object.values(tasks).map(({ by }) => by)),
    ...Object.values(pack.model.extras).flatMap(({ by, may }) => [by, may]),
  ]);
  const posts = new Set(
    named.flatMap((by) => {
      const [agency = "", post] = by.split("/");
      if (post === undefined) return [];
      return agency.startsWith("{") ? directory.posts().flatMap(({ name }) => (name.endsWith(`/${post}`) ? [name] : [])) : [by];
    }),
  );
  const starts = directory
    .officers()
    .flatMap(({ appointments }) => appointments.filter(({ post }) => posts.has(post)).map(({ from }) => from));
  const early = dayOf(until - 5 * year);
  const complete = [early, ...starts.sort()].find(
    (on) => on >= early && [...posts].every((post) => directory.officersOf(post, on).length > 0),
  );
  const at = complete === undefined ? until : Date.parse(`${complete}T00:00:00Z`);
  return Math.min(at, until - leastPast);
}

// Defines registers, and loads rows in bulk: each batch is sealed while the database writes the one before it.
import { createHash, randomUUIDv7 } from "node:crypto";
import { finished } from "node:stream/promises";
import { setImmediate } from "node:timers/promises";
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { canonical, type Keyring } from "../platform/crypto/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { agencyKeysIn } from "./agency-keys.ts";
import { copyColumns, copyLine, type LoadedVersion } from "./copy-rows.ts";
import type { Fields, Register, RowProblem } from "./format.ts";
import { type Stored, sealClosed, takeApart } from "./record.ts";
import { rowProblems } from "./row.ts";
import { timesOf } from "./versions.ts";
import { rowJson } from "./write.ts";

/** Writes the definitions; those no longer named stay, because records and cases name them. */
export async function defineRegisters(owner: ClientBase, registers: readonly Register[]): Promise<void> {
  await owner.query(
    `insert into registry.register (id, owner, definition, hash)
     select id, owner, definition, decode(hash, 'hex') from json_to_recordset($1::json) x (id text, owner text, definition json, hash text)
     on conflict (id) do update set owner = excluded.owner, definition = excluded.definition, hash = excluded.hash
     where register.hash <> excluded.hash`,
    [
      JSON.stringify(
        registers.map((one) => ({
          id: one.id,
          owner: one.owner,
          definition: one,
          hash: createHash("sha256").update(canonical(one)).digest("hex"),
        })),
      ),
    ],
  );
}

/** One row of a file: what it says, from when to when it holds (first day, day after the last), and what of it could not be read. */
export interface FileRow {
  /** As a person finds it in the file: the line of a list, the row of a table with its heading as the first. */
  readonly row: number;
  readonly fields: Fields;
  readonly from?: string;
  readonly to?: string;
  readonly problems?: readonly RowProblem[];
}

/** A row that was not loaded: its place in the file, the column, and how to put it right. */
export interface RefusedRow extends RowProblem {
  readonly row: number;
}

/** What became of a file. Of many refused rows the first are told; `refusedRows` counts all. */
export interface LoadReport {
  readonly load: string;
  /** False where nothing was written: a row was refused, and good rows alone were not wanted. */
  readonly done: boolean;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly refused: readonly RefusedRow[];
  readonly refusedRows: number;
}

export interface LoadOptions {
  readonly file: string;
  /** `operator`, or `officer:<id>`. */
  readonly actor: string;
  /** Load the rows that fit although others do not. */
  readonly goodRows: boolean;
  /** Changed rows do not tell that something changed but that it was recorded wrongly: they stand for all the days of what they correct. */
  readonly corrects?: boolean;
  /** Whoever got what was wrong is not told: there is nobody yet. */
  readonly silent?: boolean;
  /** Whether the connection is the owner's (COPY) or the application's (registry.enter_loaded). */
  readonly as: "owner" | "app";
  /** Epoch milliseconds; the day in the city. */
  readonly now?: number;
  readonly today?: string;
  /** SHA-256 of the file, asked for at the end. */
  readonly sha256?: () => Buffer;
  /** Told after each batch how many rows were read. */
  readonly progress?: (rows: number) => void;
}

const batchSize = 2000;
/** Rows made ready between two looks at what the database answered. */
const between = 100;
const mostTold = 10_000;
/** Changes beyond this make the planner's figures stale. */
const many = 50_000;

/**
 * Loads rows into a register: new ones are added, changed ones begin a new version, the same ones are left. One transaction: everything,
 * or the good rows where that was wanted, or nothing. The same key twice is refused unless the two hold from different days.
 */
export async function loadRows(
  client: ClientBase,
  keys: Keyring,
  definition: Register,
  rows: AsyncIterable<FileRow> | Iterable<FileRow>,
  options: LoadOptions,
): Promise<LoadReport> {
  const key = await agencyKeysIn(client, keys).key(definition.owner);
  const load = randomUUIDv7();
  const now = options.now ?? Date.now();
  const [today] = timesOf(options.today === undefined ? {} : { today: () => options.today ?? "" });
  const count = { added: 0, changed: 0, same: 0, refused: 0, read: 0 };
  const refused: RefusedRow[] = [];
  const corrections: { readonly register: string; readonly record: string; readonly version: number }[] = [];
  const refuse = (row: number, problems: readonly RowProblem[]) => {
    count.refused++;
    if (refused.length < mostTold) refused.push(...problems.map((problem) => ({ row, ...problem })));
  };

  const fit = (one: FileRow): Fitting | undefined => {
    const problems = [...(one.problems ?? []), ...spanProblems(one), ...(one.problems?.length ? [] : rowProblems(definition, one.fields))];
    if (problems.length > 0) refuse(one.row, problems);
    if (problems.length > 0) return undefined;
    const fields = withoutEmpty(one.fields);
    const stored = takeApart(keys, definition, fields);
    return { ...one, fields, stored, sealed: sealClosed(key, definition.id, stored) };
  };

  const write = async (fitting: readonly Fitting[]): Promise<void> => {
    const before = await heldBefore(client, definition.id, fitting, today);
    const versions: LoadedVersion[] = [];
    for (const one of fitting) {
      const id = one.stored.id.toString("latin1");
      const old = before.get(id);
      const began = definition.begins === undefined ? undefined : one.fields[definition.begins];
      const corrects = options.corrects === true && old !== undefined && !old.ended;
      const from = one.from ?? (corrects ? old.held : old ? today : began === undefined ? "-infinity" : String(began));
      if (old?.load === load && (one.from === undefined || old.from === from)) {
        refuse(one.row, [{ column: definition.keys[0] ?? "", message: twice }]);
        continue;
      }
      if (old && old.load !== load && one.from === undefined && !old.ended && old.digest.equals(one.stored.digest)) {
        count.same++;
        before.set(id, { ...old, load, from });
        continue;
      }
      const version = (old?.version ?? 0) + 1;
      if (old) count.changed++;
      else count.added++;
      const to = one.to ?? (corrects ? old.until : "infinity");
      before.set(id, { version, digest: one.stored.digest, ended: false, load, from, held: from, until: to });
      versions.push({ stored: one.stored, sealed: one.sealed, version, from, to, row: one.row, change: corrects ? "correct" : "enter" });
      if (corrects) corrections.push({ register: definition.id, record: one.stored.id.toString("hex"), version });
    }
    if (versions.length === 0) return;
    await (options.as === "owner" ? copy : enter)(client, definition, load, now, versions);
  };

  await client.query("begin");
  try {
    // One load of a register at a time: the versions that it counts on stay as they are.
    if (options.as === "owner") await client.query("set local gin_pending_list_limit = 32768");
    await client.query("select pg_advisory_xact_lock(hashtextextended('errand register ' || $1, 0))", [definition.id]);
    const writing = inOrder(write);
    let batch: Fitting[] = [];
    for await (const row of rows) {
      const fitting = fit(row);
      if (fitting) batch.push(fitting);
      // The database's answers are taken in between: it never waits long for what comes next.
      if (++count.read % between === 0) await setImmediate();
      if (batch.length < batchSize) continue;
      await writing.add(batch);
      options.progress?.(count.read);
      batch = [];
    }
    if (batch.length > 0) await writing.add(batch);
    await writing.end();
    const done = count.refused === 0 || options.goodRows;
    const report = { load, done, added: count.added, changed: count.changed, same: count.same, refused, refusedRows: count.refused };
    if (!done) await client.query("rollback");
    else {
      if (count.read > 0) await tell(client, definition.id, report, options, now);
      // Whoever got what was wrong is told, by the same transaction.
      if (corrections.length > 0 && !options.silent)
        await client.query("select jobs.add_all($1::jsonb)", [JSON.stringify(corrections.map(correctedJob))]);
      await client.query("commit");
      if (options.as === "owner" && count.added + count.changed > 0) await sortIn(client, count.added + count.changed > many);
    }
    return report;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

const correctedJob = (payload: { readonly register: string; readonly record: string; readonly version: number }) => ({
  task: "record-corrected",
  payload,
  key: `corrected:${payload.register}:${payload.record}:${payload.version}`,
});

/** Sorts what was added into the indexes, and lets the planner know of it. */
async function sortIn(client: ClientBase, analyse: boolean): Promise<void> {
  await client.query("select gin_clean_pending_list('registry.record_keys'), gin_clean_pending_list('registry.record_grams')");
  if (analyse) await client.query("analyze registry.record");
}

interface Fitting extends FileRow {
  readonly stored: Stored;
  readonly sealed: Buffer | null;
}

const twice: Text = {
  zh: "同一主键在文件中出现了两次，请删去一行，或用 valid-from 写明各自从哪天起有效。",
  en: "stands twice in the file; remove one row, or say with valid-from from which day each holds.",
};

const withoutEmpty = (fields: Fields): Fields =>
  Object.values(fields).includes("") ? Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== "")) : fields;

function spanProblems({ from, to }: FileRow): readonly RowProblem[] {
  const day = (column: string, value: string | undefined): RowProblem[] =>
    value === undefined || (/^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(`${value}T00:00:00Z`)))
      ? []
      : [{ column, message: { zh: "应当是日期，写作 2026-09-21。", en: "must be a date, written 2026-09-21." } }];
  const wrong = [...day("valid-from", from), ...day("valid-to", to)];
  if (wrong.length > 0 || to === undefined || from === undefined || from < to) return wrong;
  return [{ column: "valid-to", message: { zh: "应当晚于 valid-from。", en: "must be after valid-from." } }];
}

/** Does work on batches one after another, while the next is made; `add` waits where two are under way. */
function inOrder<T>(work: (batch: T) => Promise<void>): { add(batch: T): Promise<void>; end(): Promise<void> } {
  let [last, before]: Promise<void>[] = [Promise.resolve(), Promise.resolve()];
  return {
    add: async (batch) => {
      await before;
      const previous = last ?? Promise.resolve();
      before = previous;
      last = previous.then(() => work(batch));
      // What fails is told where it is awaited.
      last.catch(() => {});
    },
    end: async () => last,
  };
}

interface Before {
  readonly version: number;
  readonly digest: Buffer;
  readonly ended: boolean;
  readonly load: string | null;
  readonly from: string;
  /** The days of what holds today. */
  readonly held: string;
  readonly until: string;
}

/** The newest version of each record, and the content that holds today. */
async function heldBefore(client: ClientBase, register: string, fitting: readonly Fitting[], today: string): Promise<Map<string, Before>> {
  const { rows } = await client.query<Before & { id: Buffer }>({
    name: "registry-held-before",
    text: `select k.id, n.version, n.provenance ->> 'load' load, n.valid_from::text "from", coalesce(h.digest, n.digest) digest, coalesce(h.ended, true) ended,
        coalesce(h.valid_from, n.valid_from)::text held, coalesce(h.valid_to, 'infinity')::text until
      from unnest($2::bytea[]) k (id)
      cross join lateral (
        select r.version, r.provenance, r.valid_from, r.digest from registry.record r where r.register = $1 and r.id = k.id order by r.version desc limit 1) n
      left join lateral (
        select r.digest, r.ended, r.valid_from, r.valid_to from registry.record r where r.register = $1 and r.id = k.id and r.valid_from <= $3::date and r.valid_to > $3::date
        order by r.version desc limit 1) h on true`,
    values: [register, fitting.map(({ stored }) => stored.id), today],
  });
  return new Map(rows.map((row) => [row.id.toString("latin1"), row]));
}

type Writer = (client: ClientBase, definition: Register, load: string, now: number, versions: readonly LoadedVersion[]) => Promise<void>;

const copy: Writer = async (client, definition, load, now, versions) => {
  const recorded = new Date(now).toISOString();
  const stream = client.query(copyFrom(`copy registry.record (${copyColumns}) from stdin`));
  stream.end(versions.map((one) => copyLine(definition, load, recorded, one)).join(""));
  await finished(stream);
};

const enter: Writer = async (client, definition, load, now, versions) => {
  const rows = versions.map(({ stored, sealed, version, from, to, row, change }) =>
    rowJson(definition, stored, sealed, { version, recorded: now, from, to, change, provenance: { kind: "load", load, row } }),
  );
  await client.query("select registry.enter_loaded($1::uuid, $2::jsonb)", [load, JSON.stringify(rows)]);
};

async function tell(
  client: ClientBase,
  register: string,
  { load, added, changed, same, refusedRows }: LoadReport,
  { file, actor, sha256, as }: LoadOptions,
  now: number,
): Promise<void> {
  const row = {
    id: load,
    register,
    file,
    actor,
    sha256: sha256?.().toString("base64") ?? null,
    at: new Date(now).toISOString(),
    added,
    changed,
    same,
    refused: refusedRows,
  };
  if (as === "app") await client.query("select registry.tell_load($1::jsonb)", [JSON.stringify(row)]);
  else {
    await client.query(
      `insert into registry.load select id, register, file, decode(sha256, 'base64'), actor, at, added, changed, same, refused
       from jsonb_to_record($1::jsonb) x (id uuid, register text, file text, sha256 text, actor text, at timestamptz, added int, changed int, same int, refused int)`,
      [JSON.stringify(row)],
    );
  }
}

/** Loads rows that a program made, as the owner; those that do not fit are left out and told by their place, counting from one. */
export async function loadRecords(
  owner: ClientBase,
  keys: Keyring,
  definition: Register,
  rows: readonly Fields[],
  file = "rows",
  corrects = false,
): Promise<LoadReport> {
  const numbered = rows.map((fields, at) => ({ row: at + 1, fields }));
  return loadRows(owner, keys, definition, numbered, { file, actor: "operator", goodRows: true, corrects, silent: true, as: "owner" });
}

/** Marks a register out of order, or in order again. */
export async function setDown(owner: Pick<ClientBase, "query">, register: string, down: boolean): Promise<void> {
  await owner.query("update registry.register set down = $2 where id = $1", [register, down]);
}

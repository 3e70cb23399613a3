// Loads rows in bulk: some batches are sealed while the database writes the ones before them.
import { randomUUIDv7 } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { ClientBase } from "pg";
import type { Keyring } from "../platform/crypto/index.ts";
import { agencyKeysIn } from "./agency-keys.ts";
import { alikeJobs, lookAnew } from "./alike.ts";
import type { LoadedVersion } from "./copy-rows.ts";
import { type FileRow, type Fitting, fittingRow, type LoadOptions, type LoadReport, type RefusedRow, twice } from "./file-row.ts";
import type { Fields, Register, RowProblem } from "./format.ts";
import { copy, enter, heldBefore, mostRemembered, type Own, sortIn, tell } from "./load-versions.ts";
import { timesOf } from "./versions.ts";

const batchSize = 2000;
/** While the database sorts what came into its index of keys, so many batches (some 5 MB each) are made ready. */
const mostUnderWay = 8;
/** What is not sorted in yet, in kilobytes: as much as is sorted in while the batches above are made. */
const unsorted = 8192;
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
    const made = fittingRow(keys, key, definition, one);
    if ("stored" in made) return made;
    refuse(one.row, made);
    return undefined;
  };

  const own = new Map<string, Own>();

  const write = async (fitting: readonly Fitting[]): Promise<void> => {
    const ids = fitting.map(({ stored }) => stored.id.toString("latin1"));
    const before = await heldBefore(
      client,
      definition.id,
      fitting.filter((_, at) => !own.has(ids[at] ?? "")),
      today,
    );
    const versions: LoadedVersion[] = [];
    for (const [at, one] of fitting.entries()) {
      const id = ids[at] ?? "";
      const [mine, found] = [own.get(id), before.get(id)];
      // Rows that were written by this load before it forgot them are its own as well.
      const last = mine ?? (found?.load === load ? found : undefined);
      if (last && (one.from === undefined || last.from === one.from)) {
        refuse(one.row, [{ column: definition.keys[0] ?? "", message: twice }]);
        continue;
      }
      const old = mine ? { ...mine, ended: false, held: mine.from } : found;
      const began = definition.begins === undefined ? undefined : one.fields[definition.begins];
      const corrects = options.corrects === true && old !== undefined && !old.ended;
      const from = one.from ?? (corrects ? old.held : old ? today : began === undefined ? "-infinity" : String(began));
      if (!last && found && one.from === undefined && !found.ended && found.digest.equals(one.stored.digest)) {
        count.same++;
        own.set(id, { version: found.version, from, until: found.until });
        continue;
      }
      const version = (old?.version ?? 0) + 1;
      if (old) count.changed++;
      else count.added++;
      const to = one.to ?? (corrects ? old.until : "infinity");
      own.set(id, { version, from, until: to });
      versions.push({ stored: one.stored, sealed: one.sealed, version, from, to, row: one.row, change: corrects ? "correct" : "enter" });
      if (corrects) corrections.push({ register: definition.id, record: one.stored.id.toString("hex"), version });
    }
    // What a correction stands for is asked of the database: of several versions another one may hold today.
    if (options.corrects || own.size > mostRemembered) own.clear();
    if (versions.length === 0) return;
    await (options.as === "owner" ? copy : enter)(client, definition, load, now, versions);
  };

  await client.query("begin");
  try {
    // One load of a register at a time: the versions that it counts on stay as they are.
    if (options.as === "owner") await client.query(`set local gin_pending_list_limit = ${unsorted}`);
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
      const told = options.silent ? [] : corrections.map(correctedJob);
      if (count.added + count.changed > 0) await lookAnew(client, definition);
      const jobs = [...told, ...(count.added + count.changed > 0 ? alikeJobs(definition) : [])];
      if (jobs.length > 0) await client.query("select jobs.add_all($1::jsonb)", [JSON.stringify(jobs)]);
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

/** Does work on batches one after another, while the next are made; `add` waits where as many as may be are under way. */
function inOrder<T>(work: (batch: T) => Promise<void>): { add(batch: T): Promise<void>; end(): Promise<void> } {
  const underWay: Promise<void>[] = [];
  return {
    add: async (batch) => {
      if (underWay.length === mostUnderWay) await underWay.shift();
      const next = (underWay.at(-1) ?? Promise.resolve()).then(() => work(batch));
      // What fails is told where it is awaited.
      next.catch(() => {});
      underWay.push(next);
    },
    end: async () => underWay.at(-1),
  };
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

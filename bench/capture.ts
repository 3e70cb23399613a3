// Reads what real commands wrote, to be written again by the floor.
import { Client, type CustomTypesConfig, types } from "pg";
import type { Pattern, TableRows } from "./floor.ts";

// Bytes as buffers, all else as it is written.
const raw: CustomTypesConfig = {
  getTypeParser: (oid: number) => (oid === types.builtins.BYTEA ? types.getTypeParser(oid) : (text: string) => text),
};

async function rowsOf(db: Client, table: string, where: string, values: readonly unknown[]): Promise<TableRows> {
  const { rows, fields } = await db.query({
    text: `select * from ${table} where ${where}`,
    values: [...values],
    rowMode: "array",
    types: raw,
  });
  return { table, columns: fields.map(({ name }) => name), rows: rows as never };
}

/** The submission of a case that nothing else has happened to. `request` are ids of questions that evidence refers to. */
export async function capturedSubmission(url: string, id: string): Promise<Pattern> {
  const db = new Client({ connectionString: url });
  await db.connect();
  try {
    const own: TableRows[] = [];
    for (const table of ["casework.task", "casework.entry", "casework.data", "casework.evidence"])
      own.push(await rowsOf(db, table, "case_id = $1", [id]));
    const one = await rowsOf(db, "casework.case", "id = $1", [id]);
    const key = await rowsOf(db, "keyring.case_key", "case_id = $1", [id]);
    const questions = await rowsOf(db, "exchange.request", "case_id = $1", [id]);
    const outcomes = await rowsOf(db, "exchange.outcome", "request in (select r.id from exchange.request r where r.case_id = $1)", [id]);
    const answers = await rowsOf(db, "exchange.answer", "case_id = $1", [id]);
    const kept = await rowsOf(db, "exchange.kept", "request in (select r.id from exchange.request r where r.case_id = $1)", [id]);
    const asked = idsIn(questions, "id");
    // An answer used again points to a question of another case, which the floor does not have.
    const alone: TableRows = {
      ...outcomes,
      rows: outcomes.rows.map((row) => row.map((value, i) => (outcomes.columns[i] === "reused" ? null : value))),
    };
    const inserts = [one, key, ...own, pendingOf(own[1]), questions, alone, answers, kept].filter(({ rows }) => rows.length > 0);
    return { inserts, changes: [], jobs: [], fresh: [id, idsIn(own[1], "command"), asked, idsIn(answers, "id")].flat() };
  } finally {
    await db.end();
  }
}

/** The commands on a case after its submission, one pattern each: what the last of them left behind is what each wrote. */
export async function capturedCommands(
  url: string,
  id: string,
  jobs: readonly (readonly Record<string, unknown>[])[],
): Promise<readonly Pattern[]> {
  const db = new Client({ connectionString: url });
  await db.connect();
  try {
    const [one, tasks, entries] = [
      await rowsOf(db, "casework.case", "id = $1", [id]),
      await rowsOf(db, "casework.task", "case_id = $1 order by no", [id]),
      await rowsOf(db, "casework.entry", "case_id = $1 and seq > 1 order by seq", [id]),
    ];
    const kept = new Set([
      "number",
      "pack",
      "agency",
      "party_blind",
      "agent_blind",
      "fingerprint",
      "parent",
      "parent_task",
      "channel",
      "language",
      "opened_at",
    ]);
    const change = (table: TableRows, row: TableRows["rows"][number] | undefined, where: readonly string[], leave: ReadonlySet<string>) => {
      const columns = table.columns.filter((name) => !leave.has(name));
      return { table: table.table, columns, values: columns.map((name) => row?.[table.columns.indexOf(name)] ?? null), where };
    };
    const [first, ...opened] = tasks.rows;
    return entries.rows.map((entry, i) => {
      const last = i === entries.rows.length - 1;
      const own = { ...entries, rows: [entry] };
      const inserts = [own, pendingOf(own), ...(last && opened.length > 0 ? [{ ...tasks, rows: opened }] : [])];
      return {
        changes: [change(one, one.rows[0], ["id"], kept), change(tasks, first, ["case_id", "no"], new Set())],
        inserts,
        jobs: jobs[i] ?? [],
        fresh: [id, ...idsIn(own, "command")],
      };
    });
  } finally {
    await db.end();
  }
}

const idsIn = (table: TableRows | undefined, column: string): string[] =>
  table?.rows.map((row) => String(row[table.columns.indexOf(column)])) ?? [];

/** The commitment that waits for the log, as it stood before the integrator took it. */
function pendingOf(entries: TableRows | undefined): TableRows {
  const columns = ["case_id", "seq", "commitment", "at"];
  const from = ["case_id", "seq", "digest", "at"];
  return {
    table: "ledger.pending",
    columns,
    rows: entries?.rows.map((row) => from.map((name) => row[entries.columns.indexOf(name)] ?? null)) ?? [],
  };
}

/** The jobs that wait for a case, as jobs.add_all takes them; put off, so that nobody does them for a case of the floor. */
export async function jobsFor(url: string, id: string): Promise<readonly Record<string, unknown>[]> {
  const db = new Client({ connectionString: url });
  await db.connect();
  try {
    const { rows } = await db.query<{ task: string; payload: unknown }>(
      `select t.identifier as task, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where j.payload ->> 'case' = $1`,
      [id],
    );
    return rows.map((row) => ({ ...row, runAt: "2999-01-01T00:00:00Z" }));
  } finally {
    await db.end();
  }
}

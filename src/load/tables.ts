// The columns that a load fills, in the order in which the rows are written.
import type { CaseRows } from "../casework/index.ts";
import { type ColumnType, CopyBuffer } from "./copy-binary.ts";

type Columns = Readonly<Record<string, ColumnType>>;

const columns = {
  "keyring.case_key": { case_id: "uuid", agency: "text", wrapped: "bytea" },
  "casework.case": {
    id: "uuid",
    number: "text",
    pack: "text",
    pack_hash: "bytea",
    agency: "text",
    version: "int4",
    status: "text",
    end: "text",
    stage: "text",
    round: "int4",
    run: "jsonb",
    facts: "jsonb",
    party_blind: "bytea",
    agent_blind: "bytea",
    fingerprint: "bytea",
    parent: "uuid",
    parent_task: "int4",
    channel: "text",
    language: "text",
    opened_at: "timestamptz",
    ended_at: "timestamptz",
    due_at: "timestamptz",
    warn_at: "timestamptz",
    provisional: "bool",
    calendar_version: "text",
  },
  "casework.task": {
    case_id: "uuid",
    no: "int4",
    stage: "text",
    round: "int4",
    key: "text",
    item: "text",
    extra: "bool",
    carried: "bool",
    status: "text",
    post: "text",
    officer: "text",
    outcome: "text",
    opened_at: "timestamptz",
    done_at: "timestamptz",
    due_at: "timestamptz",
    late_at: "timestamptz",
  },
  "casework.entry": {
    case_id: "uuid",
    seq: "int4",
    command: "uuid",
    at: "timestamptz",
    actor: "text",
    type: "text",
    events: "jsonb",
    request: "bytea",
    digest: "bytea",
    sealed: "bytea",
  },
  "casework.data": { case_id: "uuid", version: "int4", form_hash: "text", sealed: "bytea" },
  "casework.evidence": {
    case_id: "uuid",
    no: "int4",
    requirement: "text",
    source: "text",
    register: "text",
    request: "uuid",
    objection: "bool",
    fetched_at: "timestamptz",
    sealed: "bytea",
  },
  "ledger.leaf": { idx: "int8", case_id: "uuid", seq: "int4", commitment: "bytea", at: "timestamptz" },
} as const satisfies Record<string, Columns>;

export type TableName = keyof typeof columns;
export const tableNames = Object.keys(columns) as TableName[];

/** The statement that takes a table's rows. */
export const copyStatement = (table: TableName): string =>
  `copy ${table} (${Object.keys(columns[table])
    .map((name) => `"${name}"`)
    .join(", ")}) from stdin (format binary)`;

const bufferOf = (table: TableName): CopyBuffer => new CopyBuffer(Object.values(columns[table]));
const caseColumns = Object.keys(columns["casework.case"]);
const taskColumns = Object.keys(columns["casework.task"]);

/** One entry's place in the log, still without a number. */
export interface Leaf {
  readonly case: string;
  readonly seq: number;
  readonly commitment: Uint8Array;
  readonly at: number;
}

/** The rows of many cases, by table; the leaves apart, for their numbers are given when they are written. */
export function gathered(cases: readonly CaseRows[]): {
  readonly tables: ReadonlyMap<TableName, CopyBuffer>;
  readonly leaves: readonly Leaf[];
} {
  const key = bufferOf("keyring.case_key");
  const one = bufferOf("casework.case");
  const task = bufferOf("casework.task");
  const entry = bufferOf("casework.entry");
  const data = bufferOf("casework.data");
  const evidence = bufferOf("casework.evidence");
  const leaves: Leaf[] = [];
  for (const rows of cases) {
    const id = String(rows.case.id);
    key.add([id, rows.case.agency, rows.key]);
    one.add(caseColumns.map((name) => rows.case[name]));
    for (const row of rows.tasks) task.add(taskColumns.map((name) => row[name]));
    for (const { seq, command, at, actor, type, events, request, digest, sealed } of rows.entries) {
      entry.add([id, seq, command, at, actor, type, events, request, digest, sealed]);
      leaves.push({ case: id, seq, commitment: digest, at });
    }
    for (const { version, formHash, sealed } of rows.data) data.add([id, version, formHash, sealed]);
    for (const row of rows.evidence) {
      evidence.add([id, row.no, row.requirement, row.source, row.register, row.request, row.objection, row.fetchedAt, row.sealed]);
    }
  }
  const tables = new Map<TableName, CopyBuffer>([
    ["keyring.case_key", key],
    ["casework.case", one],
    ["casework.task", task],
    ["casework.entry", entry],
    ["casework.data", data],
    ["casework.evidence", evidence],
  ]);
  return { tables, leaves };
}

/** Leaves with their numbers, from `first` on. */
export function numbered(leaves: readonly Leaf[], first: number): CopyBuffer {
  const buffer = bufferOf("ledger.leaf");
  for (const [i, leaf] of leaves.entries()) buffer.add([first + i, leaf.case, leaf.seq, leaf.commitment, leaf.at]);
  return buffer;
}

// Reads one case as the rules see it, in one query: row, tasks, wrapped key, and where asked the latest answers.
import type { Pack } from "../catalogue/index.ts";
import type { Desk } from "./desk.ts";
import type { Facts } from "./facts.ts";
import { wordedFor } from "./older-words.ts";
import type { CaseSubject } from "./policy.ts";
import { agencyOf, resolvePost } from "./posts.ts";
import type { CaseSecret } from "./secret.ts";
import { type CaseCipher, openCipherOf } from "./secrets.ts";
import { type StoredCase, type StoredTask, stateOf } from "./state.ts";
import type { Snapshot } from "./step.ts";
import type { Run } from "./tables.ts";

interface Row extends StoredCase {
  id: string;
  number: string;
  pack: string;
  pack_hash: Buffer;
  agency: string;
  version: number;
  run: Run;
  facts: Facts;
  party_blind: Buffer | null;
  agent_blind: Buffer | null;
  fingerprint: Buffer | null;
  parent: string | null;
  parent_task: number | null;
  channel: string;
  language: "zh" | "en";
  opened_at: number;
  ended_at: number | null;
  due_at: number | null;
  warn_at: number | null;
  provisional: boolean;
  calendar_version: string;
  wrapped: Buffer;
  data: Buffer | null;
  data_version: number | null;
  tasks: (StoredTask & { post: string; due: number | null; done: number | null })[];
}

/** A case at one version, opened with its key. */
export interface Loaded {
  readonly row: Row;
  readonly pack: Pack;
  readonly snapshot: Snapshot;
  readonly cipher: CaseCipher;
  /** Resolved post of each task by number. */
  readonly posts: ReadonlyMap<number, string>;
  /** The post that a name in the model means in this case. */
  resolve(by: string): string;
  /** Who applies and what was answered, as it stands; opened when first asked for. */
  secret(): CaseSecret;
}

/** Undefined where there is no such case. */
export async function load(desk: Desk, id: string): Promise<Loaded | undefined> {
  // A statement of its own: planned for one, it keeps its plan.
  const { rows } = await desk.pool.query<Read>({ name: "casework-load-one", text: `${reading} where c.id = $1::uuid`, values: [id] });
  const [row] = rows;
  return row && opened(desk, { ...row, tasks: row.tasks.map(taskRow) });
}

/** Several cases in one query, in no particular order; ids that name none are left out. */
export async function loadAll(desk: Desk, ids: readonly string[]): Promise<Loaded[]> {
  if (ids.length === 0) return [];
  const { rows } = await desk.pool.query<Read>({ name: "casework-load", text: `${reading} where c.id = any($1::uuid[])`, values: [ids] });
  return Promise.all(rows.map((row) => opened(desk, { ...row, tasks: row.tasks.map(taskRow) })));
}

type Read = Omit<Row, "tasks"> & { readonly tasks: readonly (readonly unknown[])[] };

/** A task as the statement gives it: without names, which would be longer than what they name. */
const taskRow = (values: readonly unknown[]): Row["tasks"][number] => {
  const [no, stage, round, key, item, extra, carried, status, officer, outcome, post, opens, done, due] = values;
  return { no, stage, round, key, item, extra, carried, status, officer, outcome, post, opened: opens, done, due } as Row["tasks"][number];
};

const reading = `
  select c.*, k.wrapped, t.tasks, d.sealed as data, d.version as data_version
  from casework.case c
  join keyring.case_key k on k.case_id = c.id
  cross join lateral (
    select coalesce(json_agg(json_build_array(no, stage, round, key, item, extra, carried, status, officer, outcome, post,
      round(date_part('epoch', opened_at) * 1000), round(date_part('epoch', done_at) * 1000),
      case when isfinite(due_at) then round(date_part('epoch', due_at) * 1000) end) order by no), '[]') as tasks
    from casework.task where case_id = c.id) t
  left join lateral (select sealed, version from casework.data where case_id = c.id order by version desc limit 1) d on true`;

async function opened(desk: Desk, row: Row): Promise<Loaded> {
  const pack = await wordedFor(desk, await desk.catalogue.pack(row.pack_hash.toString("hex")), row.tasks);
  const cipher = await openCipherOf(desk, row.id, row.agency, row.wrapped);
  let secret: CaseSecret | undefined;
  return {
    row,
    pack,
    snapshot: { pack, state: stateOf(pack.model.hash, row, row.tasks), facts: row.facts, roles: row.run.roles },
    cipher,
    posts: new Map(row.tasks.map((task) => [task.no, task.post])),
    resolve: (by) => resolvePost(by, undefined, row.run.roles),
    secret: () => {
      secret ??= row.data === null ? { applicant: undefined, answers: {} } : cipher.openData(row.data_version ?? 0, row.data);
      return secret;
    },
  };
}

/** What a policy needs to know of this case; `blinds` are those of the parties that the actor is or acts for. */
export function subjectOf(
  row: Pick<Row, "agency" | "party_blind" | "agent_blind" | "tasks"> & Partial<Pick<Row, "run" | "parent" | "pack">>,
  blinds: readonly Buffer[],
): CaseSubject {
  // A case that an officer began has no applicant: the agencies that it names at its start (who asks, whom) take part from then on.
  const begun = row.party_blind === null && row.parent === null ? Object.values(row.run?.roles ?? {}) : [];
  const agencies = [...row.tasks.flatMap(({ post }) => agencyOf(post) ?? []), ...begun];
  const mine = (blind: Buffer | null) => blind !== null && blinds.some((own) => own.equals(blind));
  return {
    agency: row.agency,
    agencies: new Set(agencies),
    party: mine(row.party_blind) || mine(row.agent_blind),
    ...(row.pack === undefined ? {} : { pack: row.pack }),
  };
}

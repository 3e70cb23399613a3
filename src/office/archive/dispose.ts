// Carries out an approved list: each file's key goes in one transaction with everything that says so, then the files go from the disk, then the
// certificate is made. Whatever dies in between, whoever comes next goes on from where it stands.

import type { PoolClient } from "pg";
import { z } from "zod";
import { type Desk, newId, openCipherOf } from "../../casework/index.ts";
import { destroyedType, entryBody, entryDigest, openNonce } from "../../ledger/index.ts";
import { inTransaction } from "../../platform/database/index.ts";
import { defineJob, type Job } from "../../platform/jobs/index.ts";
import { certificate } from "./certificate.ts";

/** What another room keeps of a case, deleted in the transaction in which the case's key goes. */
export type Forget = (client: PoolClient, caseId: string) => Promise<void>;

/** The steps, in their order; tests kill the process at each of them. */
export type Step = "began" | "settled" | "removed" | "unnoted" | "rendered" | "certified";

export interface CarryOut {
  readonly forget?: readonly Forget[];
  readonly progress?: (done: number, of: number) => void;
  /** Told after each step. */
  readonly step?: (step: Step) => void;
}

/** Answers `busy` where another process is at it. */
export async function carryOut(
  desk: Desk,
  list: string,
  { forget = [], progress = () => {}, step = () => {} }: CarryOut = {},
): Promise<"done" | "busy"> {
  const client = await desk.pool.connect();
  let broken = false;
  try {
    const lock = `hashtextextended('errand disposal ${list}', 0)`;
    const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(${lock}) as mine`);
    if (!rows[0]?.mine) return "busy";
    try {
      const { rows: states } = await client.query<{ state: string; act: string | null }>(
        "select state, act from archive.list where id = $1::uuid",
        [list],
      );
      if (states[0]?.state !== "executing" || states[0].act === null) return "done";
      step("began");
      await settleAll(desk, client, list, states[0].act, { forget, progress, step });
      await removeFiles(desk, client, list, step);
      const made = await certificate(desk, list);
      step("rendered");
      await client.query("select archive.certify($1, $2, to_timestamp($3 / 1000.0))", [list, made, desk.now()]);
      step("certified");
      return "done";
    } finally {
      await client.query(`select pg_advisory_unlock(${lock})`);
    }
  } catch (error) {
    broken = true;
    throw error;
  } finally {
    client.release(broken);
  }
}

async function settleAll(
  desk: Desk,
  client: PoolClient,
  list: string,
  act: string,
  { forget, progress, step }: Required<CarryOut>,
): Promise<void> {
  const { rows: counted } = await client.query<{ done: number; lines: number }>(
    "select count(result)::int as done, count(*)::int as lines from archive.line where list = $1::uuid",
    [list],
  );
  let { done = 0 } = counted[0] ?? {};
  for (;;) {
    const { rows } = await client.query<{ case_id: string }>(
      "select case_id from archive.line where list = $1::uuid and result is null order by case_id limit 100",
      [list],
    );
    if (rows.length === 0) return;
    for (const { case_id } of rows) {
      await settle(desk, client, list, act, case_id, forget);
      step("settled");
      done += 1;
      progress(done, counted[0]?.lines ?? done);
    }
  }
}

interface Standing {
  number: string;
  version: number;
  agency: string;
  wrapped: Buffer | null;
  files: string[];
  list: string;
  digest: Buffer;
}

const standing = `
  select c.number, c.version, c.agency, k.wrapped, array(select d.file from casework.document d where d.case_id = c.id) as files,
    (select l.number from archive.list l where l.id = $2::uuid) as list, (select a.digest from ledger.act a where a.id = $3::uuid) as digest
  from casework.case c left join keyring.case_key k on k.case_id = c.id where c.id = $1::uuid`;

const attempts = 8;

async function settle(desk: Desk, client: PoolClient, list: string, act: string, id: string, forget: readonly Forget[]): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { rows } = await client.query<Standing>(standing, [id, list, act]);
    const [now] = rows;
    if (!now) throw new Error(`case ${id} of a disposal list is not there`);
    const files = [...now.files, ...(await evidenceFiles(desk, client, id, now))];
    const result = await inTransaction(client, async () => {
      const { rows: said } = await client.query<{ result: string }>(
        "select archive.settle($1, $2, $3::date, to_timestamp($4 / 1000.0), $5::jsonb, $6::uuid[]) as result",
        [list, id, desk.day(desk.now()), desk.now(), JSON.stringify(lastEntry(id, now, desk.now())), files],
      );
      const result = said[0]?.result;
      if (result === "destroyed") for (const one of forget) await one(client, id);
      return result;
    });
    if (result !== "stale") return;
  }
  throw new Error(`case ${id} changes all the time`);
}

/** The entry that says that the case's content was destroyed, and by which act: the last of the case, with nothing in it to hide. */
function lastEntry(id: string, { version, list, digest }: Standing, at: number): Record<string, unknown> {
  const seq = version + 1;
  const command = newId(at);
  const events = [{ at, by: "system", type: "noted", kind: "destroyed", text: list }];
  const body = entryBody({ command, events, request: digest });
  const committed = entryDigest({ case: id, seq, at, type: destroyedType, actor: "system", body }, openNonce);
  return { seq, command, at: new Date(at).toISOString(), events, request: digest.toString("base64"), digest: committed.toString("base64") };
}

/** Which files a case's evidence holds is sealed with it: read while its key is there. */
async function evidenceFiles(desk: Desk, client: PoolClient, id: string, { agency, wrapped }: Standing): Promise<string[]> {
  if (wrapped === null) return [];
  const cipher = await openCipherOf(desk, id, agency, wrapped);
  const { rows } = await client.query<{ no: number; sealed: Buffer }>(
    "select no, sealed from casework.evidence where case_id = $1::uuid and source = 'upload'",
    [id],
  );
  return rows.flatMap(({ no, sealed }) => cipher.openEvidence(no, sealed).file?.id ?? []);
}

async function removeFiles(desk: Desk, client: PoolClient, list: string, step: (step: Step) => void): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ file: string }>("select file from archive.file where list = $1::uuid limit 200", [list]);
    if (rows.length === 0) return;
    for (const { file } of rows) {
      await desk.files.remove(file);
      step("removed");
      await client.query("select archive.removed($1)", [file]);
      step("unnoted");
    }
  }
}

/** Goes on with every list that is being carried out; answers how many were finished. */
export async function carryOutAll(desk: Desk, options: CarryOut = {}): Promise<number> {
  const { rows } = await desk.pool.query<{ id: string }>("select id from archive.list where state = 'executing'");
  let done = 0;
  for (const { id } of rows) if ((await carryOut(desk, id, options)) === "done") done += 1;
  return done;
}

/** Numbers of the lists that are being carried out. */
export async function listsUnderWay(desk: Pick<Desk, "pool">): Promise<readonly string[]> {
  const { rows } = await desk.pool.query<{ number: string }>("select number from archive.list where state = 'executing' order by number");
  return rows.map(({ number }) => number);
}

/** The job that carries out a list at once; what it leaves, because its process died, the next round of the scheduler finishes. */
export const archiveJobs = (desk: Desk, forget: readonly Forget[] = []): readonly Job[] => [
  defineJob("archive-dispose", z.object({ list: z.uuid() }), async ({ list }) => void (await carryOut(desk, list, { forget }))),
];

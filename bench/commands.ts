// Commands on tasks over REST, a take and a finish for each, beside the bare transactions that write the same rows.
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import type { Config } from "../src/config.ts";
import { issueToken } from "../src/identity/index.ts";
import { openStage } from "../src/load/scene.ts";
import type { DatabaseUrls } from "../src/platform/database/index.ts";
import { capturedCommands, capturedSubmission, jobsFor } from "./capture.ts";
import { beside, type Figure } from "./figure.ts";
import type { Pattern } from "./floor.ts";
import type { HttpRequest } from "./http-client.ts";
import { clients, keyed } from "./intake.ts";
import type { Pressure } from "./pressure.ts";
import type { Submission } from "./submissions.ts";

export interface CommandsOptions {
  /** A server that does no background work: letters are not rendered while commands are counted, nor are they by the floor. */
  readonly url: string;
  readonly config: Config;
  readonly urls: DatabaseUrls;
  readonly pressure: Pressure;
  readonly submissions: readonly Submission[];
  readonly floor: string;
  readonly rounds: number;
  /** Cases of a round; each gets two commands. */
  readonly cases: number;
}

const samples = 40;

export async function measureCommands(options: CommandsOptions): Promise<readonly Figure[]> {
  const { url, urls, pressure, submissions, floor, rounds, cases } = options;
  const desk = await openDesk(options);
  const batch = async () => {
    const sent = await pressure.run({ kind: "http", url, clients, requests: keyed(submissions, cases), status: 201, bodies: true });
    return desk.commands(sent.bodies.map((body) => (JSON.parse(body) as { id: string }).id));
  };
  const act = (requests: readonly HttpRequest[]) => pressure.run({ kind: "http", url, clients, requests, status: 200 });
  try {
    const warm = await batch();
    const ids = warm.ids.slice(0, samples);
    const submitted = await Promise.all(ids.map((id) => capturedSubmission(urls.owner, id)));
    await act(warm.takes);
    await act(warm.finishes);
    const units: (readonly Pattern[])[] = [];
    for (const [i, id] of ids.entries()) {
      const first = submitted[i];
      if (first) units.push([first, ...(await capturedCommands(urls.owner, id, [[], await jobsFor(urls.jobs, id)]))]);
    }
    const pairs: [number, number][] = [];
    for (let round = 0; round < rounds; round++) {
      const bare = await pressure.run({ kind: "floor", url: floor, clients, units, before: 1, count: cases });
      const next = await batch();
      const [taken, finished] = [await act(next.takes), await act(next.finishes)];
      const seconds = taken.done / taken.rate + finished.done / finished.rate;
      pairs.push([(taken.done + finished.done) / seconds, bare.rate]);
    }
    return [beside("task command (take, finish)", "commands/s", pairs, { least: 0.6 })];
  } finally {
    await desk.close();
  }
}

/** Who may act on the first task of a case, and how. */
async function openDesk({ config, urls }: CommandsOptions) {
  const now = Date.now();
  const stage = await openStage({ config, urls, until: now });
  const { desk, staff } = stage.scene;
  const db = new Client({ connectionString: urls.owner });
  await db.connect();
  const tokens = new Map<string, string>();
  const tokenOf = async (post: string): Promise<string> => {
    const known = tokens.get(post);
    if (known !== undefined) return known;
    const [officer] = staff.holding(post, desk.day(now));
    const issued = officer && (await issueToken(desk.ground, { as: officer.id, label: "bench" }, now));
    if (!issued?.ok) throw new Error(`nobody holds ${post}`);
    tokens.set(post, issued.token);
    return issued.token;
  };
  return {
    commands: async (ids: readonly string[]) => {
      const { rows } = await db.query<{ id: string; post: string; pack: string; stage: string; key: string }>(
        "select t.case_id as id, t.post, c.pack, t.stage, t.key from casework.task t join casework.case c on c.id = t.case_id where c.id = any ($1::uuid[]) and t.no = 1",
        [ids],
      );
      const takes: HttpRequest[] = [];
      const finishes: HttpRequest[] = [];
      for (const { id, post, pack, stage: at, key } of rows) {
        const service = stage.services.find((one) => one.pack.header.id === pack)?.pack;
        const [outcome = ""] = Object.keys(service?.model.stages[at]?.tasks[key]?.outcomes ?? {});
        const words = service?.header.reasons.includes(outcome) ? { words: "同意" } : {};
        const common = { method: "POST" as const, path: `/api/v1/tasks/${id}.1/commands`, token: await tokenOf(post) };
        takes.push({ ...common, body: JSON.stringify({ type: "take" }), key: randomUUID() });
        finishes.push({ ...common, body: JSON.stringify({ type: "finish", outcome, ...words }), key: randomUUID() });
      }
      return { ids, takes, finishes };
    },
    close: async () => {
      await db.end();
      await stage.close();
    },
  };
}

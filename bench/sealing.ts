// How much of the server's CPU during intake goes into sealing, hashing and the log: read off a CPU profile of the process.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { absolute, type Figure } from "./figure.ts";
import type { Installation } from "./installation.ts";
import { clients, keyed } from "./intake.ts";
import type { Pressure } from "./pressure.ts";
import type { Submission } from "./submissions.ts";

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Everything that seals, hashes, or belongs to the log: whatever runs beneath a function of these files counts. */
const rooms = /\/src\/(platform\/crypto|ledger|engine\/merkle)\/|\/src\/casework\/(entry|secrets)\.ts/;
const idle = /^\((idle|program)\)$/;

export async function measureSealing(
  installation: Installation,
  pressure: Pressure,
  submissions: readonly Submission[],
  milliseconds: number,
): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "errand-profile-"));
  try {
    const server = await installation.serve([], ["--cpu-prof", "--cpu-prof-dir", folder]);
    await pressure.run({
      kind: "http",
      url: server.url,
      clients,
      requests: keyed(submissions, 5 * milliseconds),
      status: 201,
      milliseconds,
    });
    await server.stop();
    const [file] = readdirSync(folder);
    if (file === undefined) throw new Error("the server left no profile");
    return [
      absolute("sealing, hashing, log ÷ CPU of intake", "%", 100 * share(JSON.parse(readFileSync(join(folder, file), "utf8")) as Profile), {
        most: 5,
      }),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Time beneath those rooms ÷ all time that was not idle. */
function share({ nodes, samples, timeDeltas }: Profile): number {
  const parents = new Map<number, number>();
  for (const { id, children = [] } of nodes) for (const child of children) parents.set(child, id);
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const known = new Map<number, boolean>();
  const inside = (id: number): boolean => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const parent = parents.get(id);
    const answer = rooms.test(frames.get(id)?.url ?? "") || (parent !== undefined && inside(parent));
    known.set(id, answer);
    return answer;
  };
  let [counted, all] = [0, 0];
  for (const [i, id] of samples.entries()) {
    if (idle.test(frames.get(id)?.functionName ?? "")) continue;
    const delta = timeDeltas[i] ?? 0;
    all += delta;
    if (inside(id)) counted += delta;
  }
  return counted / all;
}

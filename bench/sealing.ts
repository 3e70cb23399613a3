// How much of the CPU that intake costs (the server's process and the database's) goes into sealing, hashing and the integrator: the
// share of the server's thread is read off its CPU profile, the times off the system. The signature under each receipt is told apart.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { absolute, type Figure } from "./figure.ts";
import type { Installation } from "./installation.ts";
import { clients, keyed } from "./intake.ts";
import type { Pressure } from "./pressure.ts";
import type { Submission } from "./submissions.ts";

interface Profile {
  /** Microseconds of the system's monotonic clock. */
  readonly startTime: number;
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
// Making and reading JSON, canonical or not, as text and as bytes, and dates is neither sealing nor hashing: what these do themselves and
// have the runtime do.
const serialising = /^(sealJson|openJson|entryText|momentText) |\/platform\/crypto\/canonical\.ts$/;
const signing = /\/src\/engine\/merkle\/note\.ts/;
// A write to a socket wakes the database, which takes the core: nearly all of its time is waiting, and does not count as the thread's.
const idle = /^(\((idle|program)\)|writev|writeBuffer|writeUtf8String|writeLatin1String)$/;

export async function measureSealing(
  installation: Installation,
  pressure: Pressure,
  submissions: readonly Submission[],
  milliseconds: number,
): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "errand-profile-"));
  try {
    // Before and after each round.
    const pressed = async <T>(nodeArguments: readonly string[], look: (pid: number) => T): Promise<readonly T[]> => {
      const server = await installation.serve([], nodeArguments);
      const press = () =>
        pressure.run({ kind: "http", url: server.url, clients, requests: keyed(submissions, 5 * milliseconds), status: 201, milliseconds });
      // Starting and compiling is no intake.
      await press();
      const looks = [look(server.pid)];
      for (let round = 0; round < rounds; round++) {
        await press();
        looks.push(look(server.pid));
      }
      await server.stop();
      return looks;
    };
    // Who writes a profile works for it: the times are those of a server that writes none.
    const threads = between(await pressed([], cpuOf), (before, after) => (after.thread - before.thread) / (after.all - before.all));
    const moments = await pressed(["--cpu-prof", "--cpu-prof-dir", folder], () => Number(process.hrtime.bigint() / 1000n));
    const [file] = readdirSync(folder);
    if (file === undefined) throw new Error("the server left no profile");
    const profile = JSON.parse(readFileSync(join(folder, file), "utf8")) as Profile;
    const parts = between(moments, (since, until) => shares(profile, since, until));
    const thread = 100 * middle(threads);
    return [
      absolute("sealing, hashing, integrator ÷ CPU of intake", "%", thread * middle(parts.map(({ sealed }) => sealed)), { most: 5 }),
      absolute("signatures under receipts ÷ CPU of intake", "%", thread * middle(parts.map(({ signed }) => signed)), {}),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Rounds, of which the one in the middle counts. */
const rounds = 3;
const middle = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
const between = <T, R>(looks: readonly T[], of: (before: T, after: T) => R): R[] =>
  looks.slice(1).map((after, at) => of(looks[at] as T, after));

/** CPU used so far, in ticks: by a process's first thread outside the kernel (writing to sockets is inside), and by it with all its threads and everything that it started. */
function cpuOf(pid: number): { readonly thread: number; readonly all: number } {
  const read = (file: string): { parent: number; user: number; own: number; waited: number } | undefined => {
    try {
      const text = readFileSync(file, "utf8");
      const [, parent = 0, ...rest] = text
        .slice(text.lastIndexOf(")") + 2)
        .split(" ")
        .map(Number);
      const [user = 0, system = 0, waitedUser = 0, waitedSystem = 0] = rest.slice(9, 13);
      return { parent, user, own: user + system, waited: waitedUser + waitedSystem };
    } catch {
      return undefined; // it has ended meanwhile
    }
  };
  const all = new Map(
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), read(`/proc/${name}/stat`)] as const),
  );
  const below = (of: number): number => {
    const one = all.get(of);
    const children = [...all].filter(([, stat]) => stat?.parent === of).map(([child]) => below(child));
    return (one?.own ?? 0) + (one?.waited ?? 0) + children.reduce((sum, child) => sum + child, 0);
  };
  return { thread: read(`/proc/${pid}/task/${pid}/stat`)?.user ?? 0, all: below(pid) };
}

/** Parts of all time between two moments that was not idle: beneath those rooms without signatures, and signatures. */
function shares(
  { nodes, samples, timeDeltas, startTime }: Profile,
  since: number,
  until: number,
): { readonly sealed: number; readonly signed: number } {
  const parents = new Map<number, number>();
  for (const { id, children = [] } of nodes) for (const child of children) parents.set(child, id);
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const beneath = (pattern: RegExp) => {
    const known = new Map<number, boolean>();
    const inside = (id: number): boolean => {
      const before = known.get(id);
      if (before !== undefined) return before;
      const parent = parents.get(id);
      const answer = pattern.test(frames.get(id)?.url ?? "") || (parent !== undefined && inside(parent));
      known.set(id, answer);
      return answer;
    };
    return inside;
  };
  const [inRooms, inSigning] = [beneath(rooms), beneath(signing)];
  // The function of ours that is running, or that the runtime is running for.
  const ours = (id: number): string => {
    const frame = frames.get(id);
    const parent = parents.get(id);
    if (frame === undefined || parent === undefined || frame.url.includes("/src/")) return `${frame?.functionName} ${frame?.url}`;
    return ours(parent);
  };
  let [sealed, signed, all, at] = [0, 0, 0, startTime];
  for (const [i, id] of samples.entries()) {
    const delta = timeDeltas[i] ?? 0;
    at += delta;
    if (at < since || at > until || idle.test(frames.get(id)?.functionName ?? "")) continue;
    all += delta;
    if (inSigning(id)) signed += delta;
    else if (inRooms(id) && !serialising.test(ours(id))) sealed += delta;
  }
  return { sealed: sealed / all, signed: signed / all };
}

// Submissions that arrive together are written together: one statement, one flush to disk and one word to those who listen for several.
// Whoever comes alone waits for nobody.
import type { Pool } from "pg";
import type { Unrecorded } from "../exchange/index.ts";
import { type Commit, type Committed, commit, commitAll } from "./commit.ts";

type Database = Pick<Pool, "query">;

interface Waiting {
  readonly write: Commit;
  readonly asked: Unrecorded["records"];
  readonly done: (answer: Committed) => void;
  readonly failed: (error: unknown) => void;
}

/** Statements under way at once; who comes meanwhile goes with the next. */
const wide = 2;
/** Most cases in one statement. */
const most = 16;

interface Gate {
  readonly waiting: Waiting[];
  underWay: number;
}
const gates = new WeakMap<Database, Gate>();

/**
 * Like `commit`, for first submissions alone: they wait for no row of another's, so that their order in one statement does not matter.
 * Where one of several cannot be written each is written by itself, and only the one that cannot fails.
 */
export function commitTogether(app: Database, write: Commit, asked: Unrecorded["records"]): Promise<Committed> {
  const gate = gates.get(app) ?? { waiting: [], underWay: 0 };
  gates.set(app, gate);
  return new Promise((done, failed) => {
    gate.waiting.push({ write, asked, done, failed });
    if (gate.underWay < wide) void pass(app, gate);
  });
}

async function pass(app: Database, gate: Gate): Promise<void> {
  gate.underWay += 1;
  while (gate.waiting.length > 0) {
    const batch = gate.waiting.splice(0, most);
    if (batch.length === 1 || !(await several(app, batch))) await Promise.all(batch.map((one) => alone(app, one)));
  }
  gate.underWay -= 1;
}

async function several(app: Database, batch: readonly Waiting[]): Promise<boolean> {
  try {
    const answers = await commitAll(app, batch, "always");
    for (const [i, answer] of answers.entries()) batch[i]?.done(answer);
    return true;
  } catch {
    // Whatever it was, each is told its own: what was written after all is recognised by its command.
    return false;
  }
}

async function alone(app: Database, { write, asked, done, failed }: Waiting): Promise<void> {
  try {
    done(await commit(app, write, asked));
  } catch (error) {
    failed(error);
  }
}

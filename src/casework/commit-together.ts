// Submissions that arrive together are written together: one statement, one flush to disk and one word to those who listen for several.
import type { Pool } from "pg";
import type { Unrecorded } from "../exchange/index.ts";
import { gathering, type Several } from "../platform/gather/index.ts";
import { type Commit, type Committed, commit, commitAll } from "./commit.ts";

type Database = Pick<Pool, "query">;

interface One {
  readonly seal: () => Commit;
  readonly asked: Unrecorded["records"];
}

/** Most cases in one statement. */
const most = 16;
const gathered = new WeakMap<Database, Several<One, Committed>>();

/**
 * Like `commit`, for first submissions alone: they wait for no row of another's, so that their order in one statement does not matter.
 * What was written and not answered is recognised by its command when it is written again. What is written is sealed right before, all
 * of a statement's together; a second time where they could not be written together.
 */
export async function commitTogether(app: Database, seal: () => Commit, asked: Unrecorded["records"]): Promise<Committed> {
  const several = gathered.get(app) ?? gathering<One, Committed>((all) => writeAll(app, all), most);
  gathered.set(app, several);
  const [done] = await several([{ seal, asked }]);
  if (!done) throw new Error("casework.commit gave no answer");
  return done;
}

async function writeAll(app: Database, all: readonly One[]): Promise<readonly Committed[]> {
  const writes = all.map(({ seal, asked }) => ({ write: seal(), asked }));
  const [first] = writes;
  return writes.length === 1 && first ? [await commit(app, first.write, first.asked)] : commitAll(app, writes, "always");
}

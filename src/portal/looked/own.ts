// Which of some cases are the reader's own: somebody else's may have been about the reader, and is not told of.
import { blindsOf, caseView } from "../../casework/index.ts";
import type { PartyVisit } from "../context.ts";

/** Those of these cases that the reader may open. */
export async function ownCases({ desk, actor }: PartyVisit, cases: readonly string[]): Promise<ReadonlySet<string>> {
  if (blindsOf(desk, actor).length === 0) return new Set();
  const views = await Promise.all([...new Set(cases)].map(async (id) => ({ id, view: await caseView(desk, actor, id) })));
  return new Set(views.flatMap(({ id, view }) => ("ok" in view ? [] : [id])));
}

// A document that came in is read: the first time that somebody of the receiving body opens it is an entry of the case, and is told to
// the body that sent it. Nothing else of what happens there is.

import { type Actor, system } from "../identity/index.ts";
import { enterBeside } from "./beside.ts";
import type { Desk } from "./desk.ts";
import { commandOf } from "./occasion.ts";
import { workOf } from "./policy.ts";
import { agencyOf } from "./posts.ts";
import type { CaseView } from "./view.ts";

/** What stands in the entry in place of a message's id: the document by its number in the case. */
const readDocuments = "document:";

/** True of the text of an entry of reading that is about a document. */
export const isDocumentRead = (text: string): boolean => text.startsWith(readDocuments);

/**
 * Notes that an officer opened a document of a case, where it is one that came in and the officer works in the body that received it. Once
 * for each document, whoever opens it again; a case that has ended is left as it is.
 */
export async function noteReading(
  desk: Desk,
  actor: Actor,
  { loaded: { row, pack } }: CaseView,
  document: { readonly no: number; readonly output: string },
): Promise<void> {
  if (actor.kind !== "officer" || row.status === "ended" || !Object.hasOwn(pack.header.received, document.output)) return;
  if (!workOf(actor).posts.some((post) => agencyOf(post) === row.agency)) return;
  const text = `${readDocuments}${document.no}`;
  await enterBeside<{ readonly ok: true }>(desk, row.id, {
    actor,
    type: "read",
    command: commandOf(desk, `read:${row.id}:${text}`),
    // Whoever reads it first: the same for everybody.
    request: desk.digestRequest(system, { case: row.id, read: text }),
    prepare: async () => ({ ok: true, happening: { type: "noted", kind: "read", text }, reply: { ok: true as const } }),
  });
}

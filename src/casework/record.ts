// An entry that changes no state: a letter was delivered, a document added. It too is one row and one leaf.
import type { Event } from "../engine/procedure/index.ts";
import type { Acted, Made } from "./act.ts";
import { commit } from "./commit.ts";
import { dates } from "./dates.ts";
import type { Desk } from "./desk.ts";
import { sealEntry } from "./entry.ts";
import { type Loaded, load } from "./load.ts";
import { busy, noCase, type Refused } from "./refusal.ts";
import { caseWrite } from "./rows.ts";

const attempts = 6;

/** Adds documents with an entry that says so; on a case that changed in between it is written again. */
export async function record(
  desk: Desk,
  first: Loaded,
  note: { kind: "document" | "register"; text: string },
  command: string,
  made: Made,
): Promise<{ ok: true } | Refused> {
  let loaded: Loaded | undefined = first;
  for (let attempt = 0; attempt < attempts && loaded; attempt++) {
    const { row, snapshot, cipher, pack } = loaded;
    const now = desk.now();
    const version = row.version + 1;
    const request = desk.digestRequest({ kind: "system" }, { case: row.id, note });
    const reply: Acted = { ok: true, id: row.id, number: row.number, version, status: row.status, stage: row.stage, repeated: false };
    const events: Event[] = [{ at: now, by: "system", type: "noted", ...note }];
    const entry = sealEntry(cipher, {
      id: row.id,
      seq: version,
      command,
      at: now,
      actor: "system",
      type: note.kind,
      events,
      request,
      secret: { reply: reply as unknown as Record<string, unknown> },
    });
    const when = dates(pack.model, snapshot.state, desk.calendar, desk.zone);
    const done = await commit(desk.pool, {
      expected: row.version,
      case: caseWrite(row, { state: snapshot.state, dates: when }, { version, now, facts: snapshot.facts, marks: row.run.marks }),
      tasks: [],
      entry,
      more: { documents: made.documents, instruments: made.instruments },
      jobs: [],
    });
    if (done.outcome !== "stale") return { ok: true };
    loaded = await load(desk, row.id);
  }
  return loaded ? busy : noCase;
}

// Other cases that look like the same matter: same applicant, same service, same key facts.
import type { Actor } from "../identity/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { Desk } from "./desk.ts";
import { mayRead } from "./policy.ts";
import { agencyOf } from "./posts.ts";
import type { CaseView } from "./view.ts";
import { name } from "./view-text.ts";

export interface Related {
  readonly id: string;
  readonly number: string;
  readonly status: "running" | "ended";
  readonly openedAt: number;
  /** The stage in which it is, or how it ended. */
  readonly standing: Text;
}

/** Of the twenty cases with the same fingerprint that run or were opened last those that the actor may read; those that run first. */
export async function relatedTo(desk: Desk, actor: Actor, view: CaseView): Promise<readonly Related[]> {
  const { row } = view.loaded;
  if (row.fingerprint === null) return [];
  const rows = await desk.db
    .selectFrom("casework.case as c")
    .select(["c.id", "c.number", "c.status", "c.opened_at", "c.stage", "c.end", "c.agency", "c.pack_hash"])
    .select(({ selectFrom }) => [
      selectFrom("casework.task as t")
        .whereRef("t.case_id", "=", "c.id")
        .select(({ fn }) => fn.agg<string[]>("array_agg", ["t.post"]).as("posts"))
        .as("posts"),
    ])
    .where("c.fingerprint", "=", row.fingerprint)
    .where("c.id", "!=", row.id)
    .orderBy("c.status", "desc")
    .orderBy("c.opened_at", "desc")
    .limit(20)
    .execute();
  const readable = rows.filter(({ agency, posts }) => {
    const agencies = new Set((posts ?? []).flatMap((post) => agencyOf(post) ?? []));
    return mayRead(actor, { agency, agencies, party: false }).allowed;
  });
  return Promise.all(
    readable.map(async ({ id, number, status, opened_at, stage, end, pack_hash }) => {
      const { texts } = (await desk.catalogue.pack(pack_hash.toString("hex"))).header;
      return { id, number, status, openedAt: opened_at, standing: end === null ? name(texts.stages, stage) : name(texts.ends, end) };
    }),
  );
}

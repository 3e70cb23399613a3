// A draft is not a case: a sealed row with its own key and an end date, saved on every step, listed and resumable by
// the one who began it. Nobody else, no officer either, can open it.
import type { Pack } from "../catalogue/index.ts";
import type { Actor } from "../identity/index.ts";
import { withoutEnded } from "./consents.ts";
import type { Desk } from "./desk.ts";
import type { Answered, GivenEvidence } from "./evidence.ts";
import type { Answers } from "./facts.ts";
import { idFor, newId } from "./number.ts";
import { newCipher, openCipherOf } from "./secrets.ts";

export interface DraftContent {
  readonly answers: Answers;
  /** What the applicant said about each requirement. */
  readonly given: Readonly<Record<string, GivenEvidence>>;
  /** What the registers said, by requirement; `asked` while a worker is at it. */
  readonly answered: Readonly<Record<string, Answered | { readonly state: "asked"; readonly at: number }>>;
  /** Consents given for it, by `requirement/register`. */
  readonly consents?: Readonly<Record<string, string>>;
  /** The organisation applied for, by its party id; absent when the person applies. */
  readonly onBehalfOf?: string;
}

export interface Draft {
  readonly id: string;
  readonly version: number;
  readonly pack: Pack;
  readonly content: DraftContent;
  /** The case that it became. */
  readonly submitted: string | undefined;
  readonly updatedAt: number;
  readonly expiresAt: number;
}

/** Days that a draft is kept after it was last saved. */
export const draftDays = 30;

const day = 86_400_000;
const account = (actor: Actor): string | undefined =>
  actor.kind === "party" || actor.kind === "officer" ? `${actor.kind}:${actor.id}` : undefined;

/** Begins a draft; its id. Nobody who is not signed in has one. The same `key` of the same actor begins one draft, however often it comes. */
export async function beginDraft(desk: Desk, actor: Actor, pack: Pack, content: DraftContent, key?: string): Promise<string> {
  const owner = account(actor);
  if (owner === undefined) throw new Error("a draft needs a signed-in account");
  const now = desk.now();
  const id = key === undefined ? newId(now) : idFor(desk.keys.derive("draft ids").bytes, owner, key);
  const cipher = newCipher(await desk.agencyKeys.key(pack.header.agency), id);
  await desk.db
    .insertInto("casework.draft")
    .values({
      id,
      account: owner,
      pack: pack.header.id,
      pack_hash: Buffer.from(pack.hash, "hex"),
      wrapped: Buffer.from(cipher.wrapped),
      sealed: Buffer.from(cipher.sealDraft(content)),
      submitted: null,
      expires_at: new Date(now + draftDays * day),
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  return id;
}

/** The actor's own draft, without what was found under consents that have ended; undefined for anybody else's and after its end. */
export async function readDraft(desk: Desk, actor: Actor, id: string): Promise<Draft | undefined> {
  const draft = await readDraftAsKept(desk, actor, id);
  return draft && { ...draft, content: await withoutEnded(desk, draft.content) };
}

/** The same with all that it holds. */
export async function readDraftAsKept(desk: Desk, actor: Actor, id: string): Promise<Draft | undefined> {
  const owner = account(actor);
  if (owner === undefined || !/^[0-9a-f-]{36}$/.test(id)) return undefined;
  const row = await desk.db.selectFrom("casework.draft").selectAll().where("id", "=", id).where("account", "=", owner).executeTakeFirst();
  if (!row || row.expires_at < desk.now()) return undefined;
  const pack = await desk.catalogue.pack(row.pack_hash.toString("hex"));
  const cipher = await openCipherOf(desk, id, pack.header.agency, row.wrapped);
  return {
    id,
    version: row.version,
    pack,
    content: row.submitted === null ? cipher.openDraft(row.sealed) : { answers: {}, given: {}, answered: {} },
    submitted: row.submitted ?? undefined,
    updatedAt: row.updated_at,
    expiresAt: row.expires_at,
  };
}

/** Saves if nobody saved in between; false means: read again. */
export async function saveDraft(desk: Desk, actor: Actor, draft: Draft, content: DraftContent): Promise<boolean> {
  const owner = account(actor);
  if (owner === undefined) return false;
  const row = await desk.db
    .selectFrom("casework.draft")
    .select("wrapped")
    .where("id", "=", draft.id)
    .where("account", "=", owner)
    .executeTakeFirst();
  if (!row) return false;
  const cipher = await openCipherOf(desk, draft.id, draft.pack.header.agency, row.wrapped);
  const now = desk.now();
  const saved = await desk.db
    .updateTable("casework.draft")
    .set({
      sealed: Buffer.from(cipher.sealDraft(content)),
      version: draft.version + 1,
      updated_at: new Date(now),
      expires_at: new Date(now + draftDays * day),
    })
    .where("id", "=", draft.id)
    .where("version", "=", draft.version)
    .where("submitted", "is", null)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

/** The draft became this case: its content goes, the row stays a while as a pointer for whoever comes back to it. */
export async function closeDraft(desk: Desk, actor: Actor, id: string, caseId: string): Promise<void> {
  const owner = account(actor);
  if (owner === undefined) return;
  await desk.db
    .updateTable("casework.draft")
    .set({ submitted: caseId, sealed: Buffer.alloc(0) })
    .where("id", "=", id)
    .where("account", "=", owner)
    .execute();
}

export interface DraftLine {
  readonly id: string;
  readonly pack: string;
  readonly updatedAt: number;
  readonly expiresAt: number;
}

/** The actor's drafts, last saved first. */
export async function listDrafts(desk: Desk, actor: Actor): Promise<readonly DraftLine[]> {
  const owner = account(actor);
  if (owner === undefined) return [];
  const rows = await desk.db
    .selectFrom("casework.draft")
    .select(["id", "pack", "updated_at", "expires_at"])
    .where("account", "=", owner)
    .where("submitted", "is", null)
    .orderBy("updated_at", "desc")
    .limit(100)
    .execute();
  return rows
    .filter((row) => row.expires_at >= desk.now())
    .map((row) => ({ id: row.id, pack: row.pack, updatedAt: row.updated_at, expiresAt: row.expires_at }));
}

/** Which of these drafts are or were the actor's own, as far as they are still there. */
export async function ownDrafts(desk: Pick<Desk, "db">, actor: Actor, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const owner = account(actor);
  if (owner === undefined || ids.length === 0) return new Set();
  const rows = await desk.db
    .selectFrom("casework.draft")
    .select("id")
    .where("account", "=", owner)
    .where("id", "in", [...ids])
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Deletes the actor's own draft, with its key. */
export async function deleteDraft(desk: Desk, actor: Actor, id: string): Promise<void> {
  const owner = account(actor);
  if (owner === undefined || !/^[0-9a-f-]{36}$/.test(id)) return;
  await desk.db.deleteFrom("casework.draft").where("id", "=", id).where("account", "=", owner).execute();
}

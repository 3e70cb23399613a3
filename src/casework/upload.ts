// Files that people send: streamed into the sealed store, their kind found by content, never believed by name.
import { sql } from "kysely";
import type { Actor } from "../identity/index.ts";
import { openJson, sealJson } from "../platform/crypto/index.ts";
import { type ContentKind, kindOf as contentKind } from "../platform/files/index.ts";
import type { Desk } from "./desk.ts";
import type { UploadedFile } from "./evidence.ts";
import { type Refused, refused, reused } from "./refusal.ts";

/** Bytes that one upload may have at most; a requirement may allow less. */
export const mostUpload = 30_000_000;

const wrongKind: Refused = refused(422, "file-kind", {
  zh: "只能上传 PDF、JPEG 或 PNG 文件，按内容判断，与文件名无关。请另存为其中一种再上传。",
  en: "Only PDF, JPEG and PNG files can be taken; the content decides, not the name. Save it as one of these and upload it again.",
});
const tooLarge: Refused = refused(422, "file-size", {
  zh: `文件超过 ${mostUpload / 1_000_000} MB。请压缩后再上传。`,
  en: `The file is larger than ${mostUpload / 1_000_000} MB. Make it smaller and upload it again.`,
});
const empty: Refused = refused(422, "file-empty", { zh: "文件是空的，请重新选择。", en: "The file is empty. Choose it again." });

/** The kinds that evidence may have. */
const kinds: Partial<Record<ContentKind, UploadedFile["kind"]>> = { "application/pdf": "pdf", "image/jpeg": "jpeg", "image/png": "png" };
const kindOf = (head: Uint8Array): UploadedFile["kind"] | undefined => {
  const kind = contentKind(head);
  return kind && kinds[kind];
};

const refusals = { empty, "too-large": tooLarge, "not-accepted": wrongKind } as const;

const account = (actor: Actor): string => (actor.kind === "party" || actor.kind === "officer" ? `${actor.kind}:${actor.id}` : actor.kind);
const context = (id: string): string => `upload:${id}`;

/** Takes a file in; what is refused leaves nothing behind. Sent again under the same key `once`, it is the same file. */
export async function takeUpload(
  desk: Desk,
  actor: Actor,
  source: AsyncIterable<Uint8Array>,
  name: string,
  once?: string,
): Promise<{ ok: true; file: Omit<UploadedFile, "key"> } | Refused> {
  const stored = await desk.files.put(source, { limit: mostUpload, accept: (head) => kindOf(head) !== undefined });
  if (!stored.ok) return refusals[stored.reason];
  const kind = kindOf(stored.head);
  if (!kind) throw new Error("a file was accepted that is of no kind");
  const file = { id: stored.id, name: tidyName(name), kind, size: stored.size, sha256: stored.sha256 };
  const secret = { key: stored.key.toString("base64"), name: file.name };
  const keyHash = once === undefined ? null : desk.keys.blind("upload keys", `${account(actor)} ${once}`);
  const { numInsertedOrUpdatedRows: written } = await desk.db
    .insertInto("casework.upload")
    .values({
      id: file.id,
      account: account(actor),
      kind: file.kind,
      size: file.size,
      sha256: Buffer.from(file.sha256, "hex"),
      sealed: sealJson(desk.keys.derive("uploads"), secret, context(file.id)),
      key_hash: keyHash,
    })
    .onConflict((conflict) => conflict.column("key_hash").where("key_hash", "is not", null).doNothing())
    .executeTakeFirstOrThrow();
  if (written === 1n || keyHash === null) return { ok: true, file };
  // Sent before under this key: that file stands, and this copy of it goes.
  await desk.files.remove(stored.id);
  const { id } = await desk.db.selectFrom("casework.upload").select("id").where("key_hash", "=", keyHash).executeTakeFirstOrThrow();
  const first = await findUpload(desk, actor, id);
  if (!first || first.sha256 !== file.sha256) return reused;
  const { key: _key, ...kept } = first;
  return { ok: true, file: kept };
}

/** A file that this actor uploaded, with its key; undefined for anybody else's. */
export async function findUpload(desk: Desk, actor: Actor, id: string): Promise<UploadedFile | undefined> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return undefined;
  const row = await desk.db
    .selectFrom("casework.upload")
    .selectAll()
    .where("id", "=", id)
    .where("account", "=", account(actor))
    .executeTakeFirst();
  if (!row) return undefined;
  const secret = openJson(desk.keys.derive("uploads"), row.sealed, context(id)) as { key: string; name: string } | undefined;
  if (!secret) throw new Error(`upload ${id} does not open`);
  return { id, name: secret.name, kind: row.kind, size: row.size, sha256: row.sha256.toString("hex"), key: secret.key };
}

/** Forgets uploads that became no evidence within a week; their keys go with the rows. */
export async function dropOldUploads(desk: Desk, now = desk.now()): Promise<void> {
  await sql`delete from casework.upload where at < ${new Date(now - 7 * 86_400_000).toISOString()}::timestamptz`.execute(desk.db);
}

/** A name that is safe to show and to save under: no path, no control characters. */
const tidyName = (name: string): string =>
  name
    .normalize("NFC")
    .replace(/^.*[/\\]/s, "")
    .replace(/\p{Cc}|\p{Cf}/gu, "")
    .trim()
    .slice(0, 120) || "file";

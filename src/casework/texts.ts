// The texts of a case: every version is kept, sealed, with its entry in the log. A version is written by whoever holds a live task that
// edits the text, and on the latest one only: nobody writes over what they have not seen.
import { createHash } from "node:crypto";
import { emptyText, fillIn, isSame, readPlain, type TextDoc } from "../engine/text/index.ts";
import type { Actor } from "../identity/index.ts";
import { actedFor } from "./acting.ts";
import { enterBeside } from "./beside.ts";
import type { Desk } from "./desk.ts";
import { type Loaded, subjectOf } from "./load.ts";
import { blindsOf } from "./parties.ts";
import { mayRead } from "./policy.ts";
import { noCase, type Refused, refused } from "./refusal.ts";
import { textNames } from "./text-names.ts";
import { offersOf } from "./view.ts";

/** A version as the list shows it. */
export interface TextVersion {
  /** From 1 on. */
  readonly version: number;
  /** The version that it was written on. */
  readonly base: number | undefined;
  /** Who wrote it, by id. */
  readonly officer: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Bytes as kept, sealed. */
  readonly size: number;
}

export interface KeptText extends TextVersion {
  readonly text: TextDoc;
}

export interface SavedText {
  readonly ok: true;
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly at: number;
  /** It says what the version before it says: no new one was made. */
  readonly unchanged: boolean;
  /** True where this same command had been done before. */
  readonly repeated: boolean;
}

export interface SaveText {
  /** The version that it was written on; 0 where there was none. */
  readonly base: number;
  readonly text: TextDoc;
  /** The caller's id of this command; the same again is done once. */
  readonly command: string;
}

/** The task in which this actor may write a text now; undefined where there is none. */
export const editingTask = (desk: Pick<Desk, "keys">, actor: Actor, loaded: Loaded, name: string): number | undefined =>
  offersOf(actor, loaded, subjectOf(loaded.row, blindsOf(desk, actor))).find(({ edits }) => edits === name)?.no;

/** All versions of a text, oldest first. */
export async function textVersions(desk: Pick<Desk, "db">, { row }: Loaded, name: string): Promise<readonly TextVersion[]> {
  const rows = await desk.db
    .selectFrom("casework.text")
    .select(["version", "base", "officer", "at", "size"])
    .where("case_id", "=", row.id)
    .where("name", "=", name)
    .orderBy("version")
    .execute();
  return rows.map(({ base, ...version }) => ({ ...version, base: base ?? undefined }));
}

/** One version, opened. */
export const readText = (desk: Pick<Desk, "db">, loaded: Loaded, name: string, version: number): Promise<KeptText | undefined> =>
  kept(desk, loaded, name, version);

/** The latest version, opened; undefined where nothing was written yet. */
export const latestText = (desk: Pick<Desk, "db">, loaded: Loaded, name: string): Promise<KeptText | undefined> =>
  kept(desk, loaded, name, undefined);

async function kept(
  desk: Pick<Desk, "db">,
  { row, cipher }: Loaded,
  name: string,
  version: number | undefined,
): Promise<KeptText | undefined> {
  const found = await desk.db
    .selectFrom("casework.text")
    .selectAll()
    .where("case_id", "=", row.id)
    .where("name", "=", name)
    .$if(version !== undefined, (query) => query.where("version", "=", version ?? 0))
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!found) return undefined;
  const { base, officer, at, size, sealed } = found;
  return {
    version: found.version,
    base: base ?? undefined,
    officer,
    at,
    size,
    text: cipher.openText(name, found.version, sealed),
  };
}

/** What a text begins with: the pack's words for this case, with its answers filled in; empty where the pack has none. */
export function firstText({ pack, snapshot, secret }: Pick<Loaded, "pack" | "snapshot" | "secret">, name: string): TextDoc {
  const template = Object.hasOwn(pack.header.writing, name) ? pack.header.writing[name]?.template : undefined;
  if (template === undefined) return emptyText;
  const value = typeof template === "string" ? undefined : String(snapshot.facts[template.by] ?? "");
  const path = typeof template === "string" ? template : Object.hasOwn(template.of, value ?? "") ? template.of[value ?? ""] : undefined;
  const read = path === undefined ? undefined : readPlain(pack.wordings[path] ?? "");
  if (!read?.ok) return emptyText;
  const { answers } = secret();
  const said = (field: string, one: unknown): string => pack.form.fields[field]?.options?.[String(one)]?.zh ?? String(one);
  const filled = Object.entries(answers).flatMap(([field, answer]): [string, string][] => {
    if (Array.isArray(answer)) return [[field, answer.map((one) => said(field, one)).join("、")]];
    return answer === null || typeof answer === "object" ? [] : [[field, said(field, answer)]];
  });
  return fillIn(read.text, Object.fromEntries(filled));
}

/**
 * Writes a version. Refused where the actor holds no live task that edits the text (403), where the text has a newer version than the
 * one that this was written on (409, `text-changed`: both are to be shown to the writer), where there is no such text (404).
 */
export async function saveText(
  desk: Desk,
  actor: Actor,
  id: string,
  name: string,
  { base, text, command }: SaveText,
): Promise<SavedText | Refused> {
  if (actor.kind !== "officer") return noText;
  const request = desk.digestRequest(actor, { case: id, name, base, text });
  return enterBeside<Omit<SavedText, "repeated">>(desk, id, {
    actor,
    type: "text",
    command,
    request,
    prepare: async (loaded, now) => {
      const barred = barredFrom(desk, actor, loaded, name);
      if (barred) return barred;
      const latest = await latestText(desk, loaded, name);
      const last = latest?.version ?? 0;
      if (last !== base) return base > last ? noVersion : textChanged(last);
      const reply = { ok: true as const, id, name, unchanged: false, at: now, version: base + 1 };
      if (latest && isSame(latest.text, text)) return { ok: true, already: { ...reply, version: base, at: latest.at, unchanged: true } };
      const sealed = loaded.cipher.sealText(name, base + 1, text);
      // Of the sealed bytes: the log proves what was kept and tells nothing of it, not even when the key is gone.
      const sha256 = createHash("sha256").update(sealed).digest();
      const task = editingTask(desk, actor, loaded, name);
      return {
        ok: true,
        happening: { type: "text-written", name, version: base + 1, sha256: sha256.toString("hex") },
        more: {
          texts: [{ name, version: base + 1, ...(base === 0 ? {} : { base }), officer: actor.id, sha256, size: sealed.length, sealed }],
        },
        ...(task === undefined ? {} : { acting: actedFor(actor, loaded.posts.get(task) ?? "") }),
        reply,
      };
    },
  });
}

/** May this actor write this text now? */
export function barredFrom(desk: Desk, actor: Actor, loaded: Loaded, name: string): Refused | undefined {
  const read = mayRead(actor, subjectOf(loaded.row, blindsOf(desk, actor)));
  if (!read.allowed) return read.status === 404 ? noCase : refused(read.status, "forbidden", read.reason);
  if (actor.kind !== "officer" || !textNames(loaded).includes(name)) return noText;
  return editingTask(desk, actor, loaded, name) === undefined ? notYours : undefined;
}

export const noText: Refused = refused(404, "no-text", {
  zh: "这件办件没有这份文稿。请从办件页面的“文稿”进入。",
  en: "This case has no such text. Open it from “Texts” on the page of the case.",
});

const noVersion: Refused = refused(409, "no-such-version", {
  zh: "没有您所依据的那一版文稿。请打开最新一版再写。",
  en: "There is no version such as you wrote on. Open the latest one and write on that.",
});

const notYours: Refused = refused(403, "text-not-yours", {
  zh: "现在没有由您办理、可以修改这份文稿的任务，因此不能保存。您仍可以查看各版，或者写批注。",
  en: "You hold no task at the moment in which this text is edited, so nothing was saved. You can still read its versions, and comment.",
});

const textChanged = (latest: number): Refused =>
  refused(409, "text-changed", {
    zh: `您打开之后，这份文稿已经有了第 ${latest} 版。您写的内容没有写入，请对照两份文稿后再保存。`,
    en: `This text has a version ${latest} since you opened it. Yours was not written: compare the two, then save again.`,
  });

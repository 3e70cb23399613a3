// Comments tied to places of a text: entries of the case like any other, their words sealed. They follow their place from version to
// version; where its words were changed they keep its line, and where that is gone they are told with the version that they were made on.
import { difference, follow, isPlace, linesOf, type Place, quoted, type TextDoc } from "../engine/text/index.ts";
import type { Actor } from "../identity/index.ts";
import { actedFor } from "./acting.ts";
import { enterBeside } from "./beside.ts";
import type { Desk } from "./desk.ts";
import { type Loaded, subjectOf } from "./load.ts";
import { blindsOf } from "./parties.ts";
import { mayRead } from "./policy.ts";
import { invalid, noCase, type Refused, refused } from "./refusal.ts";
import { textNames } from "./text-names.ts";
import { editingTask, noText, readText } from "./texts.ts";
import { offersOf } from "./view.ts";

export interface TextComment {
  /** Its entry's place in the case. */
  readonly id: number;
  /** The version that it was made on. */
  readonly version: number;
  readonly officer: string;
  readonly at: number;
  readonly words: string;
  /** Where it was made, and the words there. */
  readonly place: Place;
  readonly quote: string;
  /** Where that is in the version looked at; undefined where it is gone. `exact` is false where its words were changed since. */
  readonly now: { readonly place: Place; readonly exact: boolean } | undefined;
  readonly settled: { readonly officer: string; readonly at: number } | undefined;
}

export interface CommentText {
  readonly version: number;
  readonly place: Place;
  readonly words: string;
  readonly command: string;
}

interface Done {
  readonly ok: true;
  readonly id: number;
}

/** Whether this actor may comment: an officer who holds a live task of the case. The number of that task. */
export const commentingTask = (desk: Pick<Desk, "keys">, actor: Actor, loaded: Loaded): number | undefined =>
  actor.kind === "officer"
    ? offersOf(actor, loaded, subjectOf(loaded.row, blindsOf(desk, actor))).find(({ commands }) => commands.includes("finish"))?.no
    : undefined;

/** The comments on a text, oldest first, placed in one of its versions. */
export async function commentsOn(
  desk: Pick<Desk, "db">,
  loaded: Loaded,
  name: string,
  shown: { readonly version: number; readonly text: TextDoc },
): Promise<readonly TextComment[]> {
  const { row, cipher } = loaded;
  const entries = await desk.db
    .selectFrom("casework.entry")
    .select(["seq", "at", "actor", "events", "sealed"])
    .where("case_id", "=", row.id)
    .where("type", "=", "comment")
    .orderBy("seq")
    .execute();
  const settled = new Map<number, { officer: string; at: number }>();
  for (const { events, actor, at } of entries)
    for (const event of events) if (event.type === "comment-settled") settled.set(event.comment, { officer: officerOf(actor), at });
  const versions = new Map<number, ReturnType<typeof difference> | undefined>();
  const comments: TextComment[] = [];
  for (const { seq, at, actor, events, sealed } of entries) {
    const [event] = events;
    if (event?.type !== "text-commented" || event.name !== name) continue;
    const { words = "", comment } = cipher.openEntry(seq, sealed);
    if (!comment) continue;
    const { quote, ...place } = comment;
    if (event.version !== shown.version && !versions.has(event.version)) {
      const made = await readText(desk, loaded, name, event.version);
      versions.set(event.version, made && difference(made.text, shown.text));
    }
    const changes = versions.get(event.version);
    comments.push({
      id: seq,
      version: event.version,
      officer: officerOf(actor),
      at,
      words,
      place,
      quote,
      now: event.version === shown.version ? { place, exact: true } : changes && follow(changes, place),
      settled: settled.get(seq),
    });
  }
  return comments;
}

const officerOf = (actor: string): string => actor.replace(/^officer:/, "");

/** Comments on a place of a version, in a task that the actor holds. */
export async function commentText(
  desk: Desk,
  actor: Actor,
  id: string,
  name: string,
  { version, place, words, command }: CommentText,
): Promise<(Done & { readonly repeated: boolean }) | Refused> {
  if (actor.kind !== "officer") return noText;
  const request = desk.digestRequest(actor, { case: id, name, version, place, words });
  return enterBeside<Done>(desk, id, {
    actor,
    type: "comment",
    command,
    request,
    prepare: async (loaded, _, seq) => {
      const barred = barredFrom(desk, actor, loaded, name);
      if (barred) return barred;
      const task = commentingTask(desk, actor, loaded);
      if (task === undefined) return notNow;
      const commented = await readText(desk, loaded, name, version);
      if (!commented) return noVersion;
      const lines = linesOf(commented.text);
      if (!isPlace(lines, place)) return noPlace;
      return {
        ok: true,
        happening: { type: "text-commented", name, version },
        secret: { words, comment: { ...place, quote: quoted(lines, place).slice(0, 500) } },
        acting: actedFor(actor, loaded.posts.get(task) ?? ""),
        reply: { ok: true, id: seq },
      };
    },
  });
}

/** Says that a comment is dealt with: whoever made it, and whoever edits the text now. */
export async function settleComment(
  desk: Desk,
  actor: Actor,
  id: string,
  name: string,
  { comment, command }: { readonly comment: number; readonly command: string },
): Promise<(Done & { readonly repeated: boolean }) | Refused> {
  if (actor.kind !== "officer") return noText;
  const request = desk.digestRequest(actor, { case: id, name, settle: comment });
  return enterBeside<Done>(desk, id, {
    actor,
    type: "comment",
    command,
    request,
    prepare: async (loaded) => {
      const barred = barredFrom(desk, actor, loaded, name);
      if (barred) return barred;
      const entries = await desk.db
        .selectFrom("casework.entry")
        .select(["seq", "actor", "events"])
        .where("case_id", "=", id)
        .where("type", "=", "comment")
        .execute();
      const made = entries.find(({ seq, events: [event] }) => seq === comment && event?.type === "text-commented" && event.name === name);
      if (!made) return noComment;
      const task = editingTask(desk, actor, loaded, name);
      if (made.actor !== `officer:${actor.id}` && task === undefined) return notYours;
      if (entries.some(({ events: [event] }) => event?.type === "comment-settled" && event.comment === comment))
        return { ok: true, already: { ok: true, id: comment } };
      return {
        ok: true,
        happening: { type: "comment-settled", name, comment },
        ...(task === undefined ? {} : { acting: actedFor(actor, loaded.posts.get(task) ?? "") }),
        reply: { ok: true, id: comment },
      };
    },
  });
}

function barredFrom(desk: Desk, actor: Actor, loaded: Loaded, name: string): Refused | undefined {
  const read = mayRead(actor, subjectOf(loaded.row, blindsOf(desk, actor)));
  if (!read.allowed) return read.status === 404 ? noCase : refused(read.status, "forbidden", read.reason);
  return textNames(loaded).includes(name) ? undefined : noText;
}

const notNow: Refused = refused(403, "comment-not-now", {
  zh: "您现在没有这件办件的任务，不能写批注。",
  en: "You hold no task of this case at the moment, so you cannot comment.",
});
const notYours: Refused = refused(403, "comment-not-yours", {
  zh: "只有写这条批注的人和正在修改文稿的人可以标为已处理。",
  en: "Only whoever made a comment, and whoever edits the text now, can mark it as dealt with.",
});
const noComment: Refused = refused(404, "no-comment", { zh: "没有这条批注。", en: "There is no such comment." });
const noVersion: Refused = invalid([
  { pointer: "/version", detail: { zh: "没有这一版文稿。", en: "There is no such version of the text." } },
]);
const noPlace: Refused = invalid([
  { pointer: "/line", detail: { zh: "这一版文稿里没有这个位置。", en: "This version of the text has no such place." } },
]);

// What a case gives to a case that it opens: answers, and copies of documents.
import type { ChildSpec } from "../catalogue/index.ts";
import type { Desk } from "./desk.ts";
import { type Answers, at, type Json } from "./facts.ts";
import type { Loaded } from "./load.ts";
import type { HandedDocument } from "./submission.ts";

/** A value that a case gives to another, by where the pack says it comes from. */
export async function valueGiven(
  desk: Desk,
  loaded: Loaded,
  said: string,
  item: string | undefined,
  now: number,
): Promise<Json | undefined> {
  // An item that numbers the groups of a list, from 1 on, leads to its group, which a pointer counts from 0 on.
  const source = item === undefined ? said : said.replaceAll("{row}", String(Number(item) - 1)).replaceAll("{item}", item);
  if (source.startsWith("/")) return at(loaded.secret().answers, source);
  if (source === "item") return item;
  if (source === "today") return desk.day(now);
  if (source === "case:number") return loaded.row.number;
  const name = source.slice(source.indexOf(":") + 1);
  if (source.startsWith("fact:")) return loaded.snapshot.facts[name];
  if (source.startsWith("role:")) return loaded.snapshot.roles[name];
  if (source.startsWith("const:")) return name;
  if (!source.startsWith("output:")) return undefined;
  const found = await desk.db
    .selectFrom("casework.document")
    .select("number")
    .where("case_id", "=", loaded.row.id)
    .where("name", "=", name.split("/")[0] ?? "")
    .orderBy("no", "desc")
    .executeTakeFirst();
  return found?.number ?? undefined;
}

/** The answers with which a child case begins. */
export async function answersGiven(
  desk: Desk,
  loaded: Loaded,
  { give }: ChildSpec,
  item: string | undefined,
  now: number,
): Promise<Answers> {
  const answers: Answers = {};
  for (const [field, source] of Object.entries(give)) {
    const value = await valueGiven(desk, loaded, source, item, now);
    if (value !== undefined && value !== null) answers[field.slice(1)] = value;
  }
  return answers;
}

/** Copies of documents for a child: its own bytes under its own key, so that what becomes of one does not touch the other. */
export async function documentsHanded(desk: Desk, { row, cipher }: Loaded, { hand }: ChildSpec): Promise<HandedDocument[]> {
  const handed: HandedDocument[] = [];
  for (const id of hand) {
    const found = await desk.db
      .selectFrom("casework.document")
      .select(["file", "sealed", "number"])
      .where("case_id", "=", row.id)
      .where("name", "=", id)
      .orderBy("no", "desc")
      .executeTakeFirst();
    if (!found) continue;
    const bytes = await desk.files.read(found.file, Buffer.from(cipher.openDocument(found.file, found.sealed).key, "base64"));
    const stored = await desk.files.put(bytes);
    if (!stored.ok) throw new Error(`a document could not be stored: ${stored.reason}`);
    handed.push({ name: id, number: found.number ?? undefined, stored });
  }
  return handed;
}

// What can be looked for in cases, opened: many cases in few queries, for the rooms that make them findable.
import { linesOf, lineWords } from "../engine/text/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { Desk } from "./desk.ts";
import type { UploadedFile } from "./evidence.ts";
import { type Loaded, load, loadAll } from "./load.ts";
import { textTitle } from "./text-names.ts";

/** A case with everything in it that is made of words. */
export interface Searchable {
  readonly loaded: Loaded;
  readonly documents: readonly {
    readonly no: number;
    readonly kind: "licence" | "letter" | "document";
    readonly name: string;
    readonly number: string | null;
  }[];
  /** The latest version of each text, its words alone. */
  readonly texts: readonly { readonly name: string; readonly title: Text; readonly version: number; readonly writing: string }[];
  /** What was said with commands; `internal` is for staff alone. */
  readonly said: readonly { readonly seq: number; readonly words: string; readonly internal: boolean }[];
  /** Comments on texts, for those who read the text. */
  readonly comments: readonly { readonly seq: number; readonly title: Text; readonly words: string }[];
  /** Messages, by the number of their entry: for those who take part in the conversation alone. */
  readonly messages: readonly { readonly seq: number; readonly text: string }[];
  /** Files that were handed in as evidence, with what they were asked for. */
  readonly uploads: readonly { readonly no: number; readonly title: Text; readonly file: UploadedFile }[];
}

interface EntryRow {
  readonly case_id: string;
  readonly seq: number;
  readonly sealed: Buffer;
  readonly internal: boolean;
  /** The text that a comment is on. */
  readonly commented: string | null;
}

/** The cases with these ids that there are and whose keys open; the others are left out. */
export async function searchables(desk: Desk, ids: readonly string[]): Promise<readonly Searchable[]> {
  if (ids.length === 0) return [];
  const [cases, documents, texts, entries, evidence] = await Promise.all([
    loadAll(desk, ids).catch(() => oneByOne(desk, ids)),
    desk.pool.query<Searchable["documents"][number] & { readonly case_id: string }>(
      "select case_id, no, kind, name, number from casework.document where case_id = any ($1::uuid[]) order by case_id, no",
      [ids],
    ),
    desk.pool.query<{ readonly case_id: string; readonly name: string; readonly version: number; readonly sealed: Buffer }>(
      `select t.case_id, t.name, t.version, t.sealed from (
         select case_id, name, max(version) version from casework.text where case_id = any ($1::uuid[]) group by case_id, name
       ) latest join casework.text t using (case_id, name, version) order by t.case_id, t.name`,
      [ids],
    ),
    desk.pool.query<EntryRow>(
      `select case_id, seq, sealed, jsonb_path_exists(events, '$[*] ? (@.type == "noted" && @.kind != "urge")') internal,
         case when type = 'comment' then events->0->>'name' end commented
       from casework.entry where case_id = any ($1::uuid[]) order by case_id, seq`,
      [ids],
    ),
    desk.pool.query<{ readonly case_id: string; readonly no: number; readonly requirement: string; readonly sealed: Buffer }>(
      "select case_id, no, requirement, sealed from casework.evidence where case_id = any ($1::uuid[]) and source = 'upload' order by case_id, no",
      [ids],
    ),
  ]);
  const papers = Map.groupBy(documents.rows, ({ case_id }) => case_id);
  const written = Map.groupBy(texts.rows, ({ case_id }) => case_id);
  const entered = Map.groupBy(entries.rows, ({ case_id }) => case_id);
  const uploaded = Map.groupBy(evidence.rows, ({ case_id }) => case_id);
  return cases.map((loaded) => {
    const { cipher, pack, row } = loaded;
    const opened = (entered.get(row.id) ?? []).map((entry) => ({ ...entry, secret: cipher.openEntry(entry.seq, entry.sealed) }));
    const worded = opened.flatMap(({ secret: { words = "" }, ...entry }) => (words === "" ? [] : [{ ...entry, words }]));
    return {
      loaded,
      documents: papers.get(row.id) ?? [],
      texts: (written.get(row.id) ?? []).map(({ name, version, sealed }) => ({
        name,
        title: textTitle(loaded, name),
        version,
        writing: linesOf(cipher.openText(name, version, sealed))
          .map(lineWords)
          .join("\n"),
      })),
      said: worded.filter(({ commented }) => commented === null).map(({ seq, words, internal }) => ({ seq, words, internal })),
      comments: worded.flatMap(({ seq, words, commented }) =>
        commented === null ? [] : [{ seq, words, title: textTitle(loaded, commented) }],
      ),
      messages: opened.flatMap(({ seq, secret: { message } }) => (message ? [{ seq, text: message.text }] : [])),
      uploads: (uploaded.get(row.id) ?? []).flatMap(({ no, requirement, sealed }) => {
        const { file } = cipher.openEvidence(no, sealed);
        const title = pack.header.requirements.find(({ id }) => id === requirement)?.title ?? { zh: requirement, en: requirement };
        return file ? [{ no, title, file }] : [];
      }),
    };
  });
}

/** One case that does not open must not keep the others from being found. */
async function oneByOne(desk: Desk, ids: readonly string[]): Promise<Loaded[]> {
  const cases: Loaded[] = [];
  for (const id of ids) {
    try {
      const loaded = await load(desk, id);
      if (loaded) cases.push(loaded);
    } catch (error) {
      desk.log.warn("a case cannot be opened to be found", { case: id, error: String(error) });
    }
  }
  return cases;
}

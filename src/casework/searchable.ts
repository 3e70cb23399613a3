// What can be looked for in cases, opened: many cases in few queries, for the rooms that make them findable.
import { linesOf, lineWords } from "../engine/text/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { Desk } from "./desk.ts";
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
}

/** The cases with these ids that there are and whose keys open; the others are left out. */
export async function searchables(desk: Desk, ids: readonly string[]): Promise<readonly Searchable[]> {
  if (ids.length === 0) return [];
  const [cases, documents, texts, entries] = await Promise.all([
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
    desk.pool.query<{ readonly case_id: string; readonly seq: number; readonly sealed: Buffer; readonly internal: boolean }>(
      `select case_id, seq, sealed, jsonb_path_exists(events, '$[*] ? (@.type == "noted" && @.kind != "urge")') internal
       from casework.entry where case_id = any ($1::uuid[]) order by case_id, seq`,
      [ids],
    ),
  ]);
  const papers = Map.groupBy(documents.rows, ({ case_id }) => case_id);
  const written = Map.groupBy(texts.rows, ({ case_id }) => case_id);
  const said = Map.groupBy(entries.rows, ({ case_id }) => case_id);
  return cases.map((loaded) => ({
    loaded,
    documents: papers.get(loaded.row.id) ?? [],
    texts: (written.get(loaded.row.id) ?? []).map(({ name, version, sealed }) => ({
      name,
      title: textTitle(loaded, name),
      version,
      writing: linesOf(loaded.cipher.openText(name, version, sealed))
        .map(lineWords)
        .join("\n"),
    })),
    said: (said.get(loaded.row.id) ?? []).flatMap(({ seq, sealed, internal }) => {
      const { words } = loaded.cipher.openEntry(seq, sealed);
      return words === undefined || words === "" ? [] : [{ seq, words, internal }];
    }),
  }));
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

// A dataset as it is written: one row with what it is found by, and files that never change.
import { createHash, randomUUID } from "node:crypto";
import type { ClientBase, Pool, PoolClient } from "pg";
import { canonical } from "../platform/crypto/index.ts";
import type { Dataset, Entry } from "./format.ts";
import { entry as shape } from "./format.ts";
import { plainOf, termsOf } from "./terms.ts";

type Db = Pick<Pool, "query"> | Pick<PoolClient, "query"> | Pick<ClientBase, "query">;

const partSize = 1 << 20;

/** Bytes on their way into the database: what has been seen of them, and where they lie. */
export interface Written {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Writes a file part by part. Nothing is seen of it before a dataset names it; a rolled-back transaction leaves nothing. */
export function writeFile(db: Db, dataset: string): { add(text: string | Uint8Array): Promise<void>; end(): Promise<Written> } {
  const file = randomUUID();
  const hash = createHash("sha256");
  let [held, size, bytes, part]: [Buffer[], number, number, number] = [[], 0, 0, 0];
  const flush = async () => {
    if (size === 0 && part > 0) return;
    await db.query("insert into opendata.file (id, part, dataset, bytes) values ($1, $2, $3, $4)", [
      file,
      part++,
      dataset,
      Buffer.concat(held),
    ]);
    [held, size] = [[], 0];
  };
  return {
    add: async (text) => {
      const chunk = Buffer.from(text as string);
      hash.update(chunk);
      held.push(chunk);
      size += chunk.length;
      bytes += chunk.length;
      if (size >= partSize) await flush();
    },
    end: async () => {
      await flush();
      return { file, bytes, sha256: hash.digest("hex") };
    },
  };
}

/** A file's bytes, a part at a time. */
export async function* readFile(db: Db, file: string): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part++) {
    const { rows } = await db.query<{ bytes: Buffer }>("select bytes from opendata.file where id = $1 and part = $2", [file, part]);
    if (!rows[0]) return;
    yield rows[0].bytes;
  }
}

/** A description's row: the narrow columns that searches read, worked out from it. */
export function rowOf(entry: Entry): {
  id: string;
  agency: string;
  theme: string;
  licence: string;
  formats: string[];
  tags: string[];
  plain: string;
  terms: string[];
  entry: Entry;
} {
  const { id, agency, theme, licence, title, description, keywords } = entry;
  const formats = [...new Set(entry.distributions.map(({ format }) => format))].sort();
  const tags = [...new Set([...keywords.zh, ...keywords.en])];
  const words = termsOf([
    id,
    title.zh,
    title.en,
    description.zh,
    description.en,
    ...tags,
    ...entry.fields.flatMap((field) => [field.name, field.title.zh, field.title.en]),
  ]);
  const facets = [
    `agency:${agency}`,
    `theme:${theme}`,
    `licence:${licence}`,
    ...formats.map((one) => `format:${one}`),
    ...tags.map((tag) => `tag:${tag}`),
  ];
  return {
    id,
    agency,
    theme,
    licence,
    formats,
    tags,
    plain: plainOf(`${title.zh} ${title.en}`),
    terms: [...words, ...facets, `sample:${sampleOf(id)}`],
    entry,
  };
}

/** The catalogue falls into so many parts of about one size, by which the size of a broad search is worked out. */
export const samples = 64;
export const sampleOf = (id: string): number => Number.parseInt(createHash("sha256").update(id).digest("hex").slice(0, 2), 16) % samples;

/** Sets a dataset down; `modified` moves only where something has changed. */
export async function putDataset(db: Db, entry: Entry, now: number): Promise<void> {
  await db.query(
    `insert into opendata.dataset as d (id, agency, theme, licence, formats, tags, plain, terms, entry, issued, modified)
     select id, agency, theme, licence, formats, tags, plain, terms, entry, $2, $2
     from jsonb_to_record($1::jsonb) x (id text, agency text, theme text, licence text, formats text[], tags text[], plain text, terms text[], entry jsonb)
     on conflict (id) do update set agency = excluded.agency, theme = excluded.theme, licence = excluded.licence, formats = excluded.formats,
       tags = excluded.tags, plain = excluded.plain, terms = excluded.terms, entry = excluded.entry, modified = excluded.modified
     where d.entry <> excluded.entry or d.terms <> excluded.terms`,
    [JSON.stringify(rowOf(entry)), new Date(now)],
  );
}

/** How a dataset's row is read. */
export interface DatasetRow {
  readonly uid: string;
  /** Epoch milliseconds, as the project's pools read instants. */
  readonly issued: number;
  readonly modified: number;
  readonly entry: unknown;
}
export const datasetColumns = "d.uid, d.issued, d.modified, d.entry";
export const datasetOf = (row: DatasetRow): Dataset => ({
  ...shape.parse(row.entry),
  uid: row.uid,
  issued: row.issued,
  modified: row.modified,
});

/** One dataset by its name or, as CKAN's clients ask, by its id. */
export async function datasetBy(db: Db, id: string): Promise<Dataset | undefined> {
  if (/\0/.test(id) || id.length > 200) return undefined;
  const { rows } = await db.query<DatasetRow>(
    `select ${datasetColumns} from opendata.dataset d where d.id = $1 or d.uid::text = lower($1) limit 1`,
    [id],
  );
  return rows[0] && datasetOf(rows[0]);
}

/** Leaves the files that a dataset names no more to those who are still reading them. */
export async function leaveOldFiles(db: Db, entry: Pick<Entry, "id" | "distributions">, now: number): Promise<void> {
  const current = entry.distributions.flatMap(({ file }) => (file === undefined ? [] : [file]));
  await db.query("update opendata.file set superseded_at = $3 where dataset = $1 and superseded_at is null and id <> all ($2::uuid[])", [
    entry.id,
    current,
    new Date(now),
  ]);
}

/** Removes files that nobody can be reading any more: a day after their dataset took others, or went. */
export async function dropOldFiles(db: Db, now: number): Promise<void> {
  await db.query("delete from opendata.file where superseded_at < $1", [new Date(now - 24 * 3_600_000)]);
}

/** A run of the catalogue in the order of names, for those who take it as a whole or what changed since an instant. */
export async function datasetsAfter(
  db: Db,
  { after = "", since, limit }: { readonly after?: string | undefined; readonly since?: number | undefined; readonly limit: number },
): Promise<readonly Dataset[]> {
  const { rows } = await db.query<DatasetRow>(
    `select ${datasetColumns} from opendata.dataset d where d.id > $1 and ($2::timestamptz is null or d.modified > $2) order by d.id limit $3`,
    [after, since === undefined ? null : new Date(since), limit],
  );
  return rows.map(datasetOf);
}

/** How many datasets there are, and when one last changed or went (epoch milliseconds). */
export async function catalogueState(db: Db): Promise<{ readonly total: number; readonly modified: number | undefined }> {
  const { rows } = await db.query<{ total: number; modified: number | null }>(
    `select coalesce((select n from opendata.tally where facet = 'all'), 0) total,
       greatest((select modified from opendata.dataset order by modified desc, id desc limit 1),
         (select modified from opendata.withdrawn order by modified desc, id desc limit 1)) modified`,
  );
  return { total: rows[0]?.total ?? 0, modified: rows[0]?.modified ?? undefined };
}

/** Whether a reader would notice no difference: all is the same but where the bytes lie. */
export const sameContent = (a: Entry, b: Entry): boolean => contentOf(a) === contentOf(b);

function contentOf({ distributions, ...said }: Entry): string {
  // A dataset that was read also has its dates and its id.
  const { uid: _, issued: __, modified: ___, ...entry } = said as Omit<Dataset, "distributions">;
  return canonical({ ...entry, files: distributions.map(({ file: ____, ...one }) => one) });
}

// Searching in a million documents: rare words, Latin words and numbers among writing that is as uneven as language is, asked in the
// scope of one agency and in all of them. Rows are made by the very function that the index is kept with.
import { Client, type Pool } from "pg";
import type { Keyring } from "../src/platform/crypto/index.ts";
import { openPool } from "../src/platform/database/index.ts";
import { type Random, seeded } from "../src/platform/random/index.ts";
import {
  count,
  dayNumber,
  filterGram,
  find,
  gramsOfWriting,
  type Hash,
  hashOf,
  start,
  termsOf,
  timesOf,
  type Wanted,
} from "../src/search/index.ts";
import { absolute, type Figure } from "./figure.ts";

const agencies = 40;
const [vocabulary, wordsEach] = [30_000, 160];
/** Different parts of writing, and titles. */
const parts = 5_000;
/** So many of each kind of rare word, each planted in so many documents. */
const [planted, often] = [40, 12];
const firstDay = Date.parse("2016-01-04T01:00:00Z");
const days = 3_900;

const characters = Array.from({ length: 2_500 }, (_, n) => String.fromCodePoint(0x4e00 + n * 5));
const rareCharacters = Array.from({ length: planted }, (_, n) => String.fromCodePoint(0x9000 + n * 7 + 1));

/** Two to four characters each, every tenth one Latin; the first ones are the most frequent. */
export function vocabularyOf(random: Random): string[] {
  const letters = [..."etaoinshrdlu"];
  return Array.from({ length: vocabulary }, (_, n) =>
    n % 10 === 9
      ? ` ${Array.from({ length: random.int(3, 8) }, () => random.pick(letters)).join("")} `
      : Array.from({ length: random.int(2, 4) }, () => random.pick(characters)).join(""),
  );
}

export const rareWords = {
  "a rare word of two characters": (n: number) => `${rareCharacters[n]}${rareCharacters[(n * 3 + 1) % planted]}`,
  "a rare Latin word": (n: number) =>
    `zq${"bcdfghjkmn"[n % 10]}x${"vwyzbcdf"[n % 8]}${n}`.replaceAll(/\d/g, (digit) => "kpqrstvwxz"[Number(digit)] ?? ""),
  "a number": (n: number) => String(70_419_930 + n * 7),
} as const;

/** Fills the index with documents of two parts and a title each; the same ones each time. What they are put together of is made here. */
export async function growIndex(owner: string, hash: Hash, documents: number): Promise<void> {
  const client = new Client({ connectionString: owner, application_name: "errand bench" });
  await client.connect();
  const random = seeded(20_260_921);
  const words = vocabularyOf(random);
  // As in language: the n-th word about 1/n as often as the first.
  const word = (): string => words[Math.floor(vocabulary ** random.next()) - 1] ?? "";
  const writing = (n: number): string => Array.from({ length: n }, word).join("");
  const scope = (...names: string[]): number[] => names.map((name) => hash("scope", name));
  const piece = async (kind: string, grams: readonly (readonly number[])[]): Promise<void> => {
    await client.query(
      "insert into piece select $1, no - 1, string_to_array(grams, ' ')::int[] from unnest($2::text[]) with ordinality p(grams, no)",
      [kind, grams.map((one) => one.join(" "))],
    );
  };
  const dates = Array.from({ length: days }, (_, n) => new Date(firstDay + n * 86_400_000).toISOString().slice(0, 10));
  try {
    await client.query("create temporary table piece (kind text, no int, grams int[], primary key (kind, no))");
    await piece(
      "part",
      Array.from({ length: parts }, () => gramsOfWriting(hash, { writing: writing(wordsEach / 2), title: false })),
    );
    await piece(
      "title",
      Array.from({ length: parts }, () => gramsOfWriting(hash, { writing: `关于${writing(3)}的通知`, title: true })),
    );
    await piece(
      "day",
      dates.map((day) => scope(...timesOf(day))),
    );
    await piece(
      "scope",
      Array.from({ length: agencies }, (_, n) =>
        scope("all", `agency:a${n}`, `agency:a${(n * 7 + 3) % agencies}`, filterGram.kind("document"), filterGram.status("running")),
      ),
    );
    const rare = Object.values(rareWords);
    await piece(
      "rare",
      Array.from({ length: planted }, (_, n) => rare.flatMap((make) => gramsOfWriting(hash, { writing: make(n), title: false }))),
    );
    await client.query("drop index search.item_grams");
    await client.query(
      `insert into search.item (id, case_id, at, day, grams)
       select x.id, x.id, to_timestamp($2::float8 / 1000) + d.no * interval '1 day', $5 + d.no,
         d.grams || t.grams || a.grams || b.grams || f.grams || coalesce(r.grams, '{}')
       from generate_series(0, $1::int - 1) n
       cross join lateral (select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid id) x
       join piece d on d.kind = 'day' and d.no = (n::bigint * $3 / $1)::int
       join piece t on t.kind = 'title' and t.no = abs(hashint4(n)) % $4
       join piece a on a.kind = 'part' and a.no = abs(hashint4(n + 1000000000)) % $4
       join piece b on b.kind = 'part' and b.no = abs(hashint4(n + 1500000000)) % $4
       join piece f on f.kind = 'scope' and f.no = n % $6
       left join piece r on r.kind = 'rare' and n % ($1 / $7) = 0 and r.no = (n / ($1 / $7)) % $8`,
      [documents, firstDay, days, parts, dayNumber(dates[0] ?? ""), agencies, planted * often, planted],
    );
    await client.query("set maintenance_work_mem = '512MB'");
    await client.query("create index item_grams on search.item using gin (grams) with (fastupdate = off)");
    await client.query("vacuum analyze search.item");
  } finally {
    await client.end();
  }
}

const wanted = (hash: Hash, words: string, scope: string): Wanted => {
  const grams = termsOf(words).flatMap((term) => term.grams);
  return {
    exact: /^\d+$/.test(words) ? [hash("exact", words)] : [],
    title: grams.map((gram) => hash("title", gram)),
    word: grams.map((gram) => hash("word", gram)),
    filters: [],
    scopes: [hash("scope", scope)],
  };
};

/** The slowest hundredth of what the database takes to find a page, for each kind of rare word; frequent ones are told beside. */
export async function measureSearch(
  urls: { readonly app: string; readonly owner: string },
  keys: Keyring,
  documents: number,
  rounds = 20,
): Promise<readonly Figure[]> {
  const hash = hashOf(keys);
  await growIndex(urls.owner, hash, documents);
  const pool = openPool(urls.app, "errand bench", 4);
  const today = new Date(firstDay + days * 86_400_000).toISOString().slice(0, 10);
  const words = vocabularyOf(seeded(20_260_921));
  try {
    const timed = async (asked: (n: number) => string, n: number): Promise<number[]> => {
      const times: number[] = [];
      for (let round = 0; round < rounds + 2; round++)
        for (let at = 0; at < n; at++) {
          const what = wanted(hash, asked(at), round % 2 === 0 ? "all" : `agency:a${at % agencies}`);
          const begun = performance.now();
          const places = await find(pool as Pool, hash, what, start, 21, today);
          // As a search does: a page that is full is counted.
          if (places.length === 21) await count(pool as Pool, hash, what, today);
          // The first rounds bring the pages into memory.
          if (round >= 2) times.push(performance.now() - begun);
          if (round % 2 === 0 && places.length === 0) throw new Error(`${asked(at)} is planted and not found`);
        }
      return times.sort((a, b) => a - b);
    };
    const p99 = (times: readonly number[]): number => times[Math.min(times.length - 1, Math.floor(times.length * 0.99))] ?? 0;
    const name = documents.toLocaleString("en");
    const figures: Figure[] = [];
    for (const [kind, make] of Object.entries(rareWords))
      figures.push(absolute(`${kind} in ${name} documents, p99`, "ms", p99(await timed(make, planted)), { most: 5 }));
    const frequent = words.slice(0, 20).map((word) => word.trim());
    figures.push(absolute(`the most frequent words in ${name} documents, p99`, "ms", p99(await timed((n) => frequent[n] ?? "", 20))));
    const single = frequent.flatMap((word) => (/^[a-z]/.test(word) ? [] : [word.slice(0, 1)]));
    figures.push(
      absolute(`one frequent character in ${name} documents, p99`, "ms", p99(await timed((n) => single[n] ?? "", single.length))),
    );
    return figures;
  } finally {
    await pool.end();
  }
}

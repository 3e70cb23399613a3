// Registers: loading rows with their history, asking as of a day and an instant among many versions, and a query that is authorised,
// recorded on both sides and minimised, beside the bare query.
import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { Client, Pool } from "pg";
import { type AppTables, composeDesk, keysOf } from "../src/compose.ts";
import type { Config } from "../src/config.ts";
import { type DatabaseUrls, openDatabases } from "../src/platform/database/index.ts";
import { openFileStore } from "../src/platform/files/index.ts";
import { silentLog } from "../src/platform/log/index.ts";
import { seeded } from "../src/platform/random/index.ts";
import { agencyKeysIn, asOf, defineRegisters, type FileRow, loadRows, type Register, registersFile } from "../src/registry/index.ts";
import { sampleRows } from "../test/support/city.ts";
import { absolute, beside, type Figure } from "./figure.ts";

const id = "bench-stalls";
/** How many versions each record has: what changed, year after year. */
const years = 10;

const text = (zh: string, en: string) => ({ zh, en });
function register(): Register {
  const { registers } = registersFile.parse({
    registers: [
      {
        id,
        title: text("摊位库", "Register of stalls"),
        owner: "market",
        steward: "market/steward",
        update: text("每日", "Daily"),
        keys: ["code"],
        retention: "permanent",
        share: { open: "unconditional", personal: "conditional", sensitive: "conditional" },
        fields: {
          code: { class: "open", type: "text", required: true, title: text("编号", "Code") },
          place: { class: "open", type: "text", title: text("地点", "Place") },
          area: { class: "open", type: "number", title: text("面积", "Area") },
          keeper: { class: "personal", type: "text", title: text("经营者", "Keeper") },
        },
      },
    ],
  });
  const [one] = registers;
  if (!one) throw new Error("no register");
  return one;
}

/** Every record, then every record again as it was a year later, and so on. */
function* rowsOf(records: number): Generator<FileRow> {
  for (let year = 0; year < years; year++) {
    for (let n = 0; n < records; n++) {
      const fields = { code: `S${n}`, place: `明湖路${n % 997}号`, area: 4 + ((n + year) % 30), keeper: `经营者${(n * 7 + year) % 9973}` };
      yield { row: year * records + n + 2, fields, from: `${2016 + year}-01-01` };
    }
  }
}

/** Loads `versions` versions in one go, then asks for what held when. */
export async function measureRegistry(
  config: Config,
  urls: DatabaseUrls,
  versions = 500_000,
  questions = 2000,
): Promise<readonly Figure[]> {
  const keys = keysOf(config);
  const owner = new Client({ connectionString: urls.owner });
  await owner.connect();
  const records = Math.floor(versions / years);
  const definition = register();
  try {
    await defineRegisters(owner, [definition]);
    const begun = performance.now();
    const report = await loadRows(owner, keys, definition, rowsOf(records), {
      file: "bench",
      actor: "operator",
      goodRows: false,
      silent: true,
      as: "owner",
    });
    const seconds = (performance.now() - begun) / 1000;
    if (!report.done) throw new Error(JSON.stringify(report.refused.slice(0, 3)));
    await owner.query("analyze registry.record");
    const pool = new Pool({ connectionString: urls.app, max: 2 });
    const times: number[] = [];
    try {
      const ground = { app: pool, keys, agencyKeys: agencyKeysIn(pool, keys) };
      const random = seeded(7);
      const now = Date.now();
      for (let n = 0; n < questions + 200; n++) {
        const sought = { register: id, key: `S${random.int(0, records - 1)}`, by: "code", fields: ["place", "area"] };
        const valid = `${random.int(2016, 2015 + years)}-0${random.int(1, 9)}-15`;
        const start = performance.now();
        const found = await asOf(ground, sought, { valid, recorded: now });
        if (found.state !== "found") throw new Error(`${sought.key} on ${valid}: ${found.state}`);
        if (n >= 200) times.push(performance.now() - start);
      }
    } finally {
      await pool.end();
    }
    times.sort((a, b) => a - b);
    const name = (records * years).toLocaleString("en");
    return [
      absolute(`registry load of ${name} rows with history`, "rows/s", (records * years) / seconds, { least: 20_000 }),
      absolute(`as-of query among ${name} versions, p99`, "ms", times[Math.floor(times.length * 0.99)] ?? Number.NaN, { most: 5 }),
    ];
  } finally {
    await owner.end();
  }
}

/** Whoever asks waits until the records are durable: with more who ask at once, more records share a flush. */
const [few, many] = [8, 64];

/** Questions through the exchange for so long, beside the bare statements for as long. */
export async function measureQueries(config: Config, urls: DatabaseUrls, rounds = 5, milliseconds = 3000): Promise<readonly Figure[]> {
  return [
    ...(await measureQueriesOf(few, config, urls, rounds, milliseconds)),
    ...(await measureQueriesOf(many, config, urls, rounds, milliseconds)),
  ];
}

async function measureQueriesOf(
  clients: number,
  config: Config,
  urls: DatabaseUrls,
  rounds: number,
  milliseconds: number,
): Promise<readonly Figure[]> {
  const databases = openDatabases<AppTables>(urls, { appConnections: few, jobsConnections: 1 });
  const bare = new Pool({ connectionString: urls.owner, max: clients });
  try {
    const files = openFileStore(join(config.data, "files"));
    const desk = await composeDesk({ config, publicUrl: "http://127.0.0.1", databases, files, log: silentLog }, keysOf(config));
    const people = sampleRows().organisations.map(({ identifier }) => identifier);
    const random = seeded(11);
    const ask = async (): Promise<void> => {
      const answer = await desk.exchange.ask({
        register: "legal-entities",
        key: random.pick(people),
        by: "identifier",
        fields: ["name", "status"],
        purpose: text("核对申请单位", "To check the organisation that applies"),
        service: "information-request",
        ground: { law: "online-services/7" },
        asker: { agency: "government" },
      });
      if (answer.state !== "found") throw new Error(JSON.stringify(answer));
    };
    await ask();
    const rows = await recordedRows(bare);
    const blinds = (await bare.query<{ key: Buffer }>("select keys[1] as key from registry.record where register = 'legal-entities'")).rows;
    const read = async (): Promise<void> => {
      await bare.query({
        name: "bare-read",
        text: "select open, sealed from registry.record where register = 'legal-entities' and keys && array[$1::bytea] order by version desc limit 1",
        values: [random.pick(blinds).key],
      });
    };
    const write = async (): Promise<void> => {
      await read();
      await bare.query({ name: "bare-record", text: rows.text, values: rows.values() });
    };
    const pairs: { both: [number, number][]; reading: [number, number][] } = { both: [], reading: [] };
    for (let round = 0; round <= rounds; round++) {
      const floor = await rate(clients, write, milliseconds);
      const real = await rate(clients, ask, milliseconds);
      const plain = await rate(clients, read, milliseconds);
      if (round > 0) {
        pairs.both.push([real, floor]);
        pairs.reading.push([real, plain]);
      }
    }
    const name = `registry query, ${clients} clients, to`;
    return [
      beside(`${name} the bare query with its records`, "queries/s", pairs.both, clients === few ? { least: 0.5 } : {}),
      // With few clients the flush decides; with many, what the exchange itself costs.
      beside(`${name} a bare read that nobody records`, "queries/s", pairs.reading, clients === many ? { least: 0.5 } : {}),
    ];
  } finally {
    await bare.end();
    await databases.close();
  }
}

async function rate(clients: number, work: () => Promise<void>, milliseconds: number): Promise<number> {
  const begun = performance.now();
  const until = begun + milliseconds;
  let done = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < until) {
        await work();
        done += 1;
      }
    }),
  );
  return done / ((performance.now() - begun) / 1000);
}

type Row = Record<string, unknown>;

/** The rows that a question left on both sides, as one plain statement that writes them again with fresh ids and hashes. */
async function recordedRows(pool: Pool): Promise<{ readonly text: string; readonly values: () => unknown[] }> {
  const one = async (sql: string, ...values: unknown[]): Promise<Row> => {
    const { rows } = await pool.query<Row>(sql, values);
    return rows[0] ?? {};
  };
  const request = await one("select * from exchange.request order by id desc limit 1");
  const outcome = await one("select * from exchange.outcome where request = $1", request.id);
  const answer = await one("select * from exchange.answer where request_hash = $1", request.hash);
  const fixed: unknown[] = [];
  const insert = (table: string, row: Row, fresh: Readonly<Record<string, string>>): string => {
    const columns = Object.keys(row);
    const places = columns.map((column) => fresh[column] ?? `$${fixed.push(plain(row[column])) + 3}`);
    return `insert into ${table} (${columns.map((column) => `"${column}"`).join(", ")}) values (${places.join(", ")})`;
  };
  const text = `with a as (${insert("exchange.request", request, { id: "$1", hash: "$2" })}),
    b as (${insert("exchange.outcome", outcome, { request: "$1" })})
    ${insert("exchange.answer", answer, { id: "$3", request_hash: "$2" })}`;
  return { text, values: () => [randomUUID(), randomBytes(32), randomUUID(), ...fixed] };
}

/** JSON goes in as text; everything else as it came out. */
const plain = (value: unknown): unknown =>
  value !== null && typeof value === "object" && !Array.isArray(value) && !(value instanceof Date) && !Buffer.isBuffer(value)
    ? JSON.stringify(value)
    : value;

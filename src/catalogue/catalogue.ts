// The published packs, as every process reads them.
import type { Pool } from "pg";
import { pinsOf } from "./bundle/index.ts";
import type { PackFiles } from "./files.ts";
import type { Pack } from "./pack.ts";
import { publishedPack } from "./published.ts";

/** A published version. */
export interface PackVersion {
  readonly id: string;
  readonly version: string;
  readonly hash: string;
  /** Epoch milliseconds. */
  readonly published: number;
  /** Whether new cases begin under it. */
  readonly current: boolean;
}

export interface Catalogue {
  /** The pack with this hash; cases keep the hash that they began under. Throws where it was never published here. */
  pack(hash: string): Promise<Pack>;
  /** The version under which new cases of this service begin. */
  current(id: string): Promise<Pack | undefined>;
  /** The current version of every pack, by id. */
  all(): Promise<readonly Pack[]>;
  /** What the public is offered, by id. */
  services(): Promise<readonly Pack[]>;
  versions(): Promise<readonly PackVersion[]>;
}

/** The catalogue of a database. Packs are kept compiled by their hash, which never goes stale; which one is current is asked each time. */
export function catalogueOf(app: Pick<Pool, "query">): Catalogue {
  const kept = new Map<string, Promise<Pack>>();
  const keep = (hash: string, files: () => Promise<PackFiles>): Promise<Pack> => {
    const known = kept.get(hash);
    if (known) return known;
    const reading = files().then((read) => compiled(hash, read, pack));
    kept.set(hash, reading);
    reading.catch(() => kept.delete(hash));
    return reading;
  };
  const pack = (hash: string): Promise<Pack> =>
    keep(hash, async () => {
      const found = (await filesOf(app, [hash])).get(hash);
      if (!found) throw new Error(`no pack ${hash} was published here`);
      return found;
    });
  const all = async () => {
    const { rows } = await app.query<{ hash: string }>("select encode(hash, 'hex') hash from catalogue.current order by id");
    const unknown = rows.flatMap(({ hash }) => (kept.has(hash) ? [] : [hash]));
    // Together: compiling takes long, and whoever waits for a connection meanwhile would wait for nothing.
    const files = unknown.length > 0 ? await filesOf(app, unknown) : new Map<string, PackFiles>();
    return Promise.all(
      rows.map(({ hash }) => {
        const found = files.get(hash);
        return found ? keep(hash, async () => found) : pack(hash);
      }),
    );
  };
  return {
    pack,
    current: async (id) => {
      const { rows } = await app.query<{ hash: string }>({
        name: "catalogue-current",
        text: "select encode(hash, 'hex') hash from catalogue.current where id = $1",
        values: [id],
      });
      return rows[0] && pack(rows[0].hash);
    },
    all,
    services: async () => (await all()).filter(({ header }) => header.audience === "public"),
    versions: async () => {
      const { rows } = await app.query<PackVersion>(
        `select p.id, p.version, encode(p.hash, 'hex') hash, round(extract(epoch from p.published_at) * 1000)::float8 published, c.hash is not null current
         from catalogue.pack p left join catalogue.current c on c.hash = p.hash order by p.id, p.published_at, p.version`,
      );
      return rows;
    },
  };
}

async function filesOf(app: Pick<Pool, "query">, hashes: readonly string[]): Promise<ReadonlyMap<string, PackFiles>> {
  const { rows } = await app.query<{ hash: string; files: PackFiles }>(
    "select encode(hash, 'hex') hash, files from catalogue.pack where hash in (select decode(h, 'hex') from unnest($1::text[]) h)",
    [hashes],
  );
  return new Map(rows.map(({ hash, files }) => [hash, files]));
}

async function compiled(hash: string, files: PackFiles, pack: Catalogue["pack"]): Promise<Pack> {
  const pins = pinsOf(files) ?? {};
  const parts = new Map((await Promise.all(Object.values(pins).map(pack))).map((part) => [part.header.id, part]));
  try {
    const read = publishedPack(files, (id) => parts.get(id));
    if (read.hash === hash) return read;
  } catch (error) {
    throw new Error(`the published pack ${hash} cannot be read any more`, { cause: error });
  }
  throw new Error(`the published pack ${hash} has been altered in the database`);
}

// The published packs, as every process reads them.
import type { Pool } from "pg";
import { pinsOf } from "./bundle/index.ts";
import type { PackFiles } from "./files.ts";
import { loadPack } from "./load.ts";
import type { Pack } from "./pack.ts";

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
  const pack = (hash: string): Promise<Pack> => {
    const known = kept.get(hash);
    if (known) return known;
    const reading = read(app, hash, pack);
    kept.set(hash, reading);
    reading.catch(() => kept.delete(hash));
    return reading;
  };
  const all = async () => {
    const { rows } = await app.query<{ hash: string }>("select encode(hash, 'hex') hash from catalogue.current order by id");
    return Promise.all(rows.map(({ hash }) => pack(hash)));
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

async function read(app: Pick<Pool, "query">, hash: string, pack: Catalogue["pack"]): Promise<Pack> {
  const { rows } = await app.query<{ files: PackFiles }>("select files from catalogue.pack where hash = decode($1, 'hex')", [hash]);
  if (!rows[0]) throw new Error(`no pack ${hash} was published here`);
  const pins = pinsOf(rows[0].files) ?? {};
  const parts = new Map((await Promise.all(Object.values(pins).map(pack))).map((part) => [part.header.id, part]));
  const loaded = loadPack(rows[0].files, "", (id) => parts.get(id));
  if (!loaded.ok) throw new Error(`the published pack ${hash} cannot be read any more: ${loaded.problems[0]?.message.en}`);
  if (loaded.pack.hash !== hash) throw new Error(`the published pack ${hash} has been altered in the database`);
  return loaded.pack;
}

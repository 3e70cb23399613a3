// What everything works with, put together from the rooms below casework: one desk per process.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type CaseTables, type Desk, digestRequest, vaultOf } from "./casework/index.ts";
import { catalogueOf } from "./catalogue/index.ts";
import { type Config, root } from "./config.ts";
import { calendarOf } from "./engine/calendar/index.ts";
import { localHolder, openExchange } from "./exchange/index.ts";
import type { Ground } from "./identity/index.ts";
import { loadLaw } from "./law/index.ts";
import { openLog } from "./ledger/index.ts";
import { type LicenceTables, openKeyStore } from "./licence/index.ts";
import { type Forget, officeOf } from "./office/index.ts";
import { openOrganisation } from "./organisation/index.ts";
import { type Keyring, keyringOf, open, openKeyFile, seal } from "./platform/crypto/index.ts";
import type { Databases } from "./platform/database/index.ts";
import type { FileStore } from "./platform/files/index.ts";
import { defaultZone, isoDate } from "./platform/i18n/index.ts";
import type { Log } from "./platform/log/index.ts";
import { createRenderer, ownFonts } from "./platform/pdf/index.ts";
import { agencyKeysIn, type RegistryGround } from "./registry/index.ts";
import { forget as forgetIndexed } from "./search/index.ts";

/** What other rooms keep of a case goes with its key, in the same transaction. */
export const forgetters: readonly Forget[] = [
  (client, id) => forgetIndexed(client, id),
  async (client, id) => void (await client.query("select notices.forget($1::uuid), messages.forget($1::uuid)", [id])),
  async (client, id) => void (await client.query("delete from office.working where case_id = $1::uuid", [id])),
];

/** Every module's tables. */
export type AppTables = CaseTables & LicenceTables;

export interface Parts {
  readonly config: Config;
  readonly publicUrl: string;
  readonly databases: Databases<AppTables>;
  readonly files: FileStore;
  readonly log: Log;
  /** The clock; tests set it. */
  readonly now?: () => number;
}

/** Something about this installation that its keeper must put right before it can serve. */
export class Unfit extends Error {
  override readonly name = "Unfit";
}

/** The installation's keyring, from its key file; made at the first start. */
export const keysOf = (config: Config): Keyring => {
  const file = openKeyFile(config.keyFile, { make: true });
  if (!file.ok) throw new Unfit(file.why.en);
  return keyringOf(file.key);
};

/** Puts the desk together. The city must have been loaded. */
export async function composeDesk({ config, publicUrl, databases, files, log, now = Date.now }: Parts, keys: Keyring): Promise<Desk> {
  const pool = databases.appPool;
  const organisation = openOrganisation(pool);
  const city = (await organisation.current())?.city;
  const zone = city?.timeZone ?? defaultZone;
  const divisions = new Set((city?.divisions ?? []).map(({ code }) => code));
  const agencyKeys = agencyKeysIn(pool, keys);
  const ground: Ground = { app: pool, keys, sample: city?.sample ?? false, zone };
  const registry: RegistryGround = { app: pool, keys, agencyKeys, today: () => isoDate(now(), zone) };
  const holder = localHolder({ ...registry, zone });
  const { laws } = loadLaw(join(root, "law"));
  const sealing = keys.derive("licence signing keys");
  const moreFonts = join(config.data, "fonts");
  let renderer: ReturnType<typeof createRenderer> | undefined;
  let signer: ReturnType<typeof openLog> | undefined;
  const signing = openKeyStore(
    databases.app,
    {
      seal: (plain, context) => seal(sealing, plain, context),
      open: (sealed, context) => {
        const plain = open(sealing, sealed, context);
        if (!plain) throw new Error("a signing key does not open under this installation's key");
        return plain;
      },
    },
    { zh: city?.name.zh ?? "办事", en: city?.name.en ?? "Errand", code: city?.area ?? "000000" },
  );
  const rendering = async () => {
    renderer ??= createRenderer({ fontDirs: [ownFonts, ...(existsSync(moreFonts) ? [moreFonts] : [])] });
    return renderer;
  };
  return {
    db: databases.app,
    pool,
    catalogue: catalogueOf(pool),
    organisation,
    exchange: openExchange({ app: pool, keys, agencyKeys, holderOf: () => holder, now }),
    ground,
    calendar: calendarOf("cn"),
    zone,
    keys,
    agencyKeys,
    files: vaultOf(files),
    licences: databases.app,
    signing,
    logSigner: () => {
      signer ??= openLog(pool, keys, originOf(publicUrl));
      return signer;
    },
    renderer: rendering,
    office: officeOf({ pool, organisation, signing, renderer: rendering, publicUrl, zone }),
    article: (id) => {
      const [law = "", number = ""] = id.split("/");
      const found = laws.get(law);
      const text = found?.articles[number]?.text;
      return found && { title: found.title, ...(text === undefined ? {} : { text }) };
    },
    checkUrl: (identifier) => `${publicUrl}/zh/check/${encodeURIComponent(identifier)}`,
    log,
    publicUrl,
    now,
    formPlace: (at) => ({ today: isoDate(at, zone), divisions }),
    day: (at) => isoDate(at, zone),
    digestRequest: (actor, request) => digestRequest(keys, actor, request),
  };
}

/** The log's name: where it is served, without the scheme. */
const originOf = (publicUrl: string): string => `${publicUrl.replace(/^https?:\/\//, "")}/log`;

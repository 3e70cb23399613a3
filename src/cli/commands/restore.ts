import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Pool } from "pg";
import { type Audit, audit, foundAnew, latestHead } from "../../ledger/index.ts";
import { bury, keysFit } from "../../office/index.ts";
import { type RestoreResult, readManifest, restore } from "../../platform/backup/index.ts";
import { type Keyring, keyringOf, openKeyFile } from "../../platform/crypto/index.ts";
import { openPool } from "../../platform/database/index.ts";
import { openFileStore } from "../../platform/files/index.ts";
import { type Run, Unusable } from "../command.ts";
import { withDatabase } from "../database.ts";
import { readGiven } from "../given.ts";

/** Puts the installation key back; answers the keyring, and how to take the file away again. */
function restoreKey(file: string, { secrets }: RestoreResult): { keyring: Keyring; undo: () => void } {
  const secret = secrets["installation.key"];
  if (!secret) throw new Unusable("The keys file holds no installation key: take another one.");
  const present = existsSync(file);
  if (present && !readFileSync(file).equals(secret))
    throw new Unusable(`${file} is the key of another installation: restore into an empty data directory.`);
  if (!present) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, secret, { mode: 0o600, flag: "wx" });
  }
  const opened = openKeyFile(file, { make: false });
  if (!opened.ok) throw new Unusable(opened.why.en);
  return { keyring: keyringOf(opened.key), undo: () => (present ? undefined : rmSync(file)) };
}

/**
 * Whether the restored log may go on under its name: only if it agrees with, and reaches, the last checkpoint that was
 * kept outside. Otherwise others may hold signed heads of a longer history, so it goes on under a new name.
 */
async function settleLog(
  pool: Pool,
  keyring: Keyring,
  checkpoint: string | undefined,
  at: string,
): Promise<{ result?: Audit; origin?: string }> {
  const result = checkpoint === undefined ? undefined : await audit({ pool, keyring, checkpoint });
  if (result?.holds) return { result };
  const head = await latestHead(pool);
  if (!head) return result ? { result } : {};
  const origin = `${head.origin.replace(/\/restored-\d+$/, "")}/restored-${at.replaceAll(/\D/g, "").slice(0, 14)}`;
  await foundAnew(pool, keyring, origin);
  return { origin, ...(result ? { result } : {}) };
}

export const run: Run = async ({ config, args: [given = ""], options, json, out }) => {
  const [dataPath, keysPath] = [resolve(given), resolve(options.keys ?? "")];
  const checkpoint = options.checkpoint === undefined ? undefined : readGiven(options.checkpoint);
  // Read before anything is made, so that a wrong file leaves no data directory behind.
  await readManifest(dataPath);
  await readManifest(keysPath);
  const files = openFileStore(join(config.data, "files"));
  for await (const _ of files.ids()) throw new Unusable(`${config.data} already holds files: restore into an empty data directory.`);
  if (existsSync(config.keyFile)) throw new Unusable(`${config.keyFile} is there already: restore into an empty data directory.`);

  const { restored, result, origin } = await withDatabase(
    config,
    "restore",
    async ({ owner }) => {
      const restored = await restore({
        url: owner,
        files,
        dataPath,
        keysPath,
        check: keysFit,
        settle: (client, found) => bury(client, found, files),
      });
      const key = restoreKey(config.keyFile, restored);
      const pool = openPool(owner, "errand restore", 2, { statementTimeout: 0 });
      try {
        return { restored, ...(await settleLog(pool, key.keyring, checkpoint, new Date().toISOString())) };
      } catch (error) {
        key.undo();
        throw error;
      } finally {
        await pool.end();
      }
    },
    false,
  );
  const held = checkpoint === undefined ? null : result?.holds === true;
  if (json) {
    const differences = result?.differences.map((one) => ({ ...one, text: out.say(one.text) })) ?? [];
    out.json({ rows: restored.rows, files: restored.files, at: restored.at, checkpoint: held, origin: origin ?? null, differences });
  } else {
    out.line(`Restored ${restored.rows} rows and ${restored.files} files as they stood at ${restored.at}.`);
    if (held) out.line("The log agrees with the checkpoint.");
    if (held === false) for (const difference of result?.differences ?? []) out.line(out.say(difference.text));
    if (origin) out.line(`The log goes on under a new name, ${origin}, because it was not shown to reach the last checkpoint.`);
  }
  return held === false ? 1 : 0;
};

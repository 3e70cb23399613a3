// A desk for one command: everything that the server works with, without its pages.
import { join } from "node:path";
import type { Desk } from "../casework/index.ts";
import { type AppTables, composeDesk } from "../compose.ts";
import { keyringOf, openKeyFile } from "../platform/crypto/index.ts";
import { openDatabases } from "../platform/database/index.ts";
import { openFileStore } from "../platform/files/index.ts";
import { silentLog } from "../platform/log/index.ts";
import { type Call, Unusable } from "./command.ts";
import { withDatabase } from "./database.ts";

/** Runs `work` at a desk on the installation that the settings name, with the server running or stopped. */
export function withDesk<T>({ config, out }: Pick<Call, "config" | "out">, command: string, work: (desk: Desk) => Promise<T>): Promise<T> {
  const keyFile = openKeyFile(config.keyFile, { make: false });
  if (!keyFile.ok) throw new Unusable(out.say(keyFile.why));
  const keys = keyringOf(keyFile.key);
  return withDatabase(config, command, async (urls) => {
    const databases = openDatabases<AppTables>(urls, { appConnections: 5, jobsConnections: 1 });
    try {
      const files = openFileStore(join(config.data, "files"));
      const publicUrl = config.publicUrl ?? "http://127.0.0.1";
      return await work(await composeDesk({ config, publicUrl, databases, files, log: silentLog }, keys));
    } finally {
      await databases.close();
    }
  });
}

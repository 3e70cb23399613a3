import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { latestHead } from "../../ledger/index.ts";
import { backUp } from "../../platform/backup/index.ts";
import { openKeyFile } from "../../platform/crypto/index.ts";
import { openFileStore } from "../../platform/files/index.ts";
import { type Run, Unusable } from "../command.ts";
import { withDatabase } from "../database.ts";

export const run: Run = async ({ config, args: [given = ""], options: { keys: givenKeys = "" }, json, out }) => {
  const [dataPath, keysPath] = [resolve(given), resolve(givenKeys)];
  if (dataPath === keysPath) throw new Unusable("FILE and --keys name the same file: the keys must lie apart from the data.");
  for (const path of [dataPath, keysPath]) {
    if (existsSync(path)) throw new Unusable(`${path} is there already: name a new file.`);
    if (!existsSync(dirname(path))) throw new Unusable(`There is no folder ${dirname(path)}: make it first.`);
  }
  const key = openKeyFile(config.keyFile, { make: false });
  if (!key.ok) throw new Unusable(out.say(key.why));
  const bar = out.progress("Backing up");
  const result = await withDatabase(config, "backup", ({ owner }) =>
    backUp({
      url: owner,
      files: openFileStore(join(config.data, "files")),
      dataPath,
      keysPath,
      apart: ["keyring"],
      secrets: { "installation.key": readFileSync(config.keyFile) },
      about: async (client): Promise<Record<string, string>> => {
        const head = await latestHead(client);
        return head ? { checkpoint: head.checkpoint } : {};
      },
      progress: bar.at,
    }),
  );
  bar.done();
  if (json) out.json({ data: dataPath, keys: keysPath, ...result });
  else
    out.line(
      `Saved ${result.rows} rows of ${result.tables} tables and ${result.files} files to ${dataPath}; the keys to ${keysPath}: keep them in different places.`,
    );
  return 0;
};

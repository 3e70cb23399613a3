import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { latestHead } from "../../ledger/index.ts";
import { gravesIn, gravesName } from "../../office/index.ts";
import { backUp } from "../../platform/backup/index.ts";
import { keyringOf, openKeyFile } from "../../platform/crypto/index.ts";
import { openFileStore } from "../../platform/files/index.ts";
import { type Run, Unusable } from "../command.ts";
import { withDatabase } from "../database.ts";

const day = 86_400_000;

export const run: Run = async ({ config, args: [given], options: { keys: givenKeys = "" }, json, out }) => {
  const [dataPath, keysPath] = [given === undefined ? undefined : resolve(given), resolve(givenKeys)];
  if (dataPath === keysPath) throw new Unusable("FILE and --keys name the same file: the keys must lie apart from the data.");
  for (const path of [...(dataPath === undefined ? [] : [dataPath]), keysPath]) {
    if (existsSync(path)) throw new Unusable(`${path} is there already: name a new file.`);
    if (!existsSync(dirname(path))) throw new Unusable(`There is no folder ${dirname(path)}: make it first.`);
  }
  const key = openKeyFile(config.keyFile, { make: false });
  if (!key.ok) throw new Unusable(out.say(key.why));
  const until = Date.now() + config.keyDays * day;
  const bar = out.progress("Backing up");
  const result = await withDatabase(config, "backup", ({ owner }) =>
    backUp({
      url: owner,
      files: openFileStore(join(config.data, "files")),
      ...(dataPath === undefined ? {} : { dataPath }),
      keysPath,
      series: keyringOf(key.key).blind("backup series", "one").toString("hex"),
      keysUntil: until,
      apart: ["keyring"],
      // What was destroyed is told with every newer backup of the keys, so that older data bring none of it back.
      moreSecrets: async (client) => ({ [gravesName]: await gravesIn(client) }),
      secrets: { "installation.key": readFileSync(config.keyFile) },
      about: async (client): Promise<Record<string, string>> => {
        const head = await latestHead(client);
        return head ? { checkpoint: head.checkpoint } : {};
      },
      progress: bar.at,
    }),
  );
  bar.done();
  const last = new Date(until).toISOString();
  if (json) out.json({ data: dataPath ?? null, keys: keysPath, keysUntil: last, ...result });
  else {
    if (dataPath === undefined) out.line(`Saved the keys to ${keysPath}: they open every data backup of this installation up to now.`);
    else
      out.line(
        `Saved ${result.rows} rows of ${result.tables} tables and ${result.files} files to ${dataPath}; the keys to ${keysPath}: keep them in different places.`,
      );
    out.line(`The keys may be restored until ${last}; after that take a newer keys file, and delete this one.`);
  }
  return 0;
};

import { audit } from "../../ledger/index.ts";
import { keyringOf, openKeyFile } from "../../platform/crypto/index.ts";
import { openPool } from "../../platform/database/index.ts";
import { type Run, Unusable } from "../command.ts";
import { withDatabase } from "../database.ts";
import { readGiven } from "../given.ts";

export const run: Run = async ({ config, options, json, out }) => {
  const checkpoint = options.checkpoint === undefined ? undefined : readGiven(options.checkpoint);
  const keyFile = openKeyFile(config.keyFile, { make: false });
  if (!keyFile.ok) throw new Unusable(out.say(keyFile.why));
  const keyring = keyringOf(keyFile.key);
  const result = await withDatabase(config, "ledger audit", async ({ owner }) => {
    const pool = openPool(owner, "errand ledger audit", 2, { statementTimeout: 0 });
    const bar = out.progress("Auditing");
    try {
      return await audit({ pool, keyring, progress: bar.at, ...(checkpoint === undefined ? {} : { checkpoint }) });
    } finally {
      bar.done();
      await pool.end();
    }
  });
  if (json) out.json({ ...result, differences: result.differences.map((one) => ({ ...one, text: out.say(one.text) })) });
  else if (result.holds) out.line(`The log holds: ${result.size} entries, ${result.recomputed} recomputed from their content.`);
  for (const difference of result.differences) if (!json) out.line(out.say(difference.text));
  return result.holds ? 0 : 1;
};

import { type Ground, issueToken, tokenHolders } from "../../identity/index.ts";
import { openOrganisation } from "../../organisation/index.ts";
import { keyringOf, openKeyFile } from "../../platform/crypto/index.ts";
import { openPool } from "../../platform/database/index.ts";
import { type Run, Unusable } from "../command.ts";
import { withDatabase } from "../database.ts";

export const run: Run = async ({ config, options, switches, json, out }) => {
  const { as } = options;
  if ((as === undefined) === !switches.has("list"))
    throw new Unusable("Say whose token with --as ID, or see who may have one with --list.");
  const keyFile = openKeyFile(config.keyFile, { make: false });
  if (!keyFile.ok) throw new Unusable(out.say(keyFile.why));
  const keys = keyringOf(keyFile.key);
  return withDatabase(config, "token", async ({ app }): Promise<0 | 1> => {
    const pool = openPool(app, "errand token", 1);
    try {
      const city = (await openOrganisation(pool).current())?.city;
      if (!city) throw new Unusable("There is no city here yet: start the server once, or load one.");
      const ground: Ground = { app: pool, keys, sample: city.sample, zone: city.timeZone };
      if (as === undefined) {
        const holders = await tokenHolders(ground, Date.now());
        if (json) out.json(holders);
        else for (const { as: id, kind } of holders) out.line(`${kind.padEnd(8)} ${id}`);
        return 0;
      }
      const issued = await issueToken(ground, { as, label: "errand token" }, Date.now());
      if (!issued.ok) throw new Unusable(out.say(issued.text));
      if (json) out.json({ as, token: issued.token, endsAt: new Date(issued.endsAt).toISOString() });
      else {
        out.note(
          out.say({ zh: `有效至 ${new Date(issued.endsAt).toISOString()}`, en: `Valid until ${new Date(issued.endsAt).toISOString()}` }),
        );
        out.line(issued.token);
      }
      return 0;
    } finally {
      await pool.end();
    }
  });
};

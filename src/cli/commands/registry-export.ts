import { once } from "node:events";
import { Client } from "pg";
import { toldToSubjects } from "../../exchange/index.ts";
import { keyringIn } from "../../load/index.ts";
import { agencyKeysIn, exported, exportFormats, recordsOf, registerOf, tellExport } from "../../registry/index.ts";
import { type Run, Unusable } from "../command.ts";
import { withDatabase } from "../database.ts";

export const run: Run = async ({ args, options, config, out }): Promise<0 | 1> => {
  const [id = ""] = args;
  const format = exportFormats.find((one) => one === (options.format ?? "csv"));
  if (!format) throw new Unusable(`--format must be one of ${exportFormats.join(", ")}.`);
  if (options.purpose === undefined || options.purpose.trim() === "")
    throw new Unusable("--purpose is missing: say what the export is for.");
  const valid = options["valid-on"];
  if (valid !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(valid)) throw new Unusable("--valid-on must be a date (YYYY-MM-DD).");
  const known = options["known-at"] === undefined ? undefined : Date.parse(options["known-at"]);
  if (known !== undefined && Number.isNaN(known)) throw new Unusable("--known-at must be an instant (RFC 3339).");
  const keys = keyringIn(config);
  const purpose = options.purpose;
  return withDatabase<0 | 1>(config, "registry export", async ({ owner: url }) => {
    const owner = new Client({ connectionString: url, application_name: "errand registry export" });
    await owner.connect();
    try {
      const register = await registerOf({ app: owner }, id);
      if (!register) throw new Unusable(out.say({ zh: `没有登记库“${id}”。`, en: `There is no register "${id}".` }));
      const wanted = options.fields?.split(",").map((name) => name.trim()) ?? Object.keys(register.fields);
      const unknown = wanted.find((name) => !Object.hasOwn(register.fields, name));
      if (unknown !== undefined) throw new Unusable(out.say({ zh: `没有字段“${unknown}”。`, en: `There is no field "${unknown}".` }));
      const asOf = { ...(valid === undefined ? {} : { valid }), ...(known === undefined ? {} : { recorded: known }) };
      // Recorded before the first byte goes out.
      await tellExport({ app: owner }, { register: register.id, actor: "operator", fields: wanted, purpose, at: Date.now() });
      const ground = { app: owner, keys, agencyKeys: agencyKeysIn(owner, keys) };
      const by = { officer: "operator", agency: register.owner, post: "", fields: wanted, purpose: { zh: purpose, en: purpose } };
      const told = toldToSubjects(ground, register, recordsOf(ground, register, asOf), by, Date.now());
      for await (const text of exported(told, wanted, format)) {
        if (!process.stdout.write(text)) await once(process.stdout, "drain");
      }
      return 0;
    } finally {
      await owner.end();
    }
  });
};

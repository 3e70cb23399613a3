import { operatorClosesPackage } from "../../opendata/index.ts";
import { openPool } from "../../platform/database/index.ts";
import { type Run, Unusable } from "../command.ts";
import { withDatabase } from "../database.ts";

export const run: Run = async ({ args, options, json, out, config }) => {
  const [id = ""] = args;
  const { agency = "" } = options;
  const [zh, en] = ["why-zh", "why-en"].map((name) => options[name]?.trim().slice(0, 500) ?? "");
  if (!zh || !en) throw new Unusable("--why-zh and --why-en say why, in words: the dataset's page shows them.");
  const gone = await withDatabase(config, "dataset withdraw", async ({ owner }) => {
    const pool = openPool(owner, "errand dataset withdraw", 1);
    try {
      return await operatorClosesPackage(pool, id, agency, Date.now(), { zh, en });
    } finally {
      await pool.end();
    }
  });
  const said = gone
    ? { zh: `${id} 已撤下`, en: `${id} is withdrawn` }
    : {
        zh: `${agency} 没有发布着的数据包 ${id}；由登记库生成的数据集由数据管家撤下`,
        en: `${agency} has no data package ${id} that is published; a dataset of a register is withdrawn by its steward`,
      };
  if (json) out.json({ ok: gone, message: out.say(said) });
  else out.line(out.say(said));
  return gone ? 0 : 1;
};

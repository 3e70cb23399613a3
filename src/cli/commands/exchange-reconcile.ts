import { disagreementText, reconcile } from "../../exchange/index.ts";
import { openPool } from "../../platform/database/index.ts";
import { type Run, Unusable } from "../command.ts";
import { withDatabase } from "../database.ts";

/** A question put a moment ago may still be answered: the longest deadline, and a clock that is a little off. */
const grace = 60_000;

export const run: Run = async ({ config, options, json, out }) => {
  const most = options.most === undefined ? 20 : Number(options.most);
  if (!Number.isSafeInteger(most) || most < 1) throw new Unusable("--most is a whole number from 1 up.");
  const result = await withDatabase(config, "exchange reconcile", async ({ owner }) => {
    const pool = openPool(owner, "errand exchange reconcile", 1, { statementTimeout: 0 });
    try {
      return await reconcile({ app: pool }, { grace, most });
    } finally {
      await pool.end();
    }
  });
  const { questions, answers, underWay, differences } = result;
  const agree = differences.length === 0;
  if (json)
    out.json({
      agree,
      questions,
      answers,
      underWay,
      differences: differences.map((one) => ({ ...one, text: out.say(disagreementText(one)) })),
    });
  else if (agree)
    out.line(`Both sides agree: ${questions} questions, ${answers} answers${underWay > 0 ? `, ${underWay} still under way` : ""}.`);
  else for (const one of differences) out.line(out.say(disagreementText(one)));
  return agree ? 0 : 1;
};

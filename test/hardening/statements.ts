// Which statements run: every query of the process, with its values, as it goes to the database; and which tables one reads whole.
import { Client } from "pg";

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

const kept: Statement[] = [];
let listening = false;

const original = Client.prototype.query;
Client.prototype.query = function (this: Client, ...given: unknown[]) {
  const [first, second] = given;
  if (listening) {
    const config = first as { text?: string; values?: unknown[] };
    const text = typeof first === "string" ? first : config?.text;
    if (text !== undefined) kept.push({ text, values: Array.isArray(second) ? second : (config?.values ?? []) });
  }
  return Reflect.apply(original, this, given);
} as typeof original;

/** What ran while something was done. */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly Statement[]> {
  kept.length = 0;
  listening = true;
  try {
    await work();
  } finally {
    listening = false;
  }
  return kept.filter(({ text }) => !/^\s*(begin|commit|rollback|set |savepoint|release|deallocate|listen)/i.test(text)).slice();
}

/** The tables among `growing` that a statement reads from end to end, by the plan that the database makes for it. Nothing of it is done. */
export async function fullReads(db: Client, { text, values }: Statement, growing: readonly string[]): Promise<readonly string[]> {
  return (await planOf(db, { text, values })).flatMap((node) => {
    const table = `${node.Schema}.${node["Relation Name"]}`;
    return node["Node Type"] === "Seq Scan" && growing.includes(table) ? [table] : [];
  });
}

/** The indexes that a statement goes by, by the plan that the database makes for it. */
export const indexesOf = async (db: Client, statement: Statement): Promise<readonly string[]> =>
  (await planOf(db, statement)).flatMap((node) => (typeof node["Index Name"] === "string" ? [node["Index Name"]] : []));

/** Every step of the plan for a statement; none for what has no plan. */
async function planOf(db: Client, { text, values }: Statement): Promise<readonly Plan[]> {
  if (!/^\s*(select|with|insert|update|delete)\b/i.test(text)) return [];
  await db.query("begin");
  const { rows } = await db.query<{ "QUERY PLAN": Plan[] }>({ text: `explain (format json, verbose) ${text}`, values: [...values] });
  await db.query("rollback");
  const all = (node: Plan): readonly Plan[] => [node, ...(node.Plans ?? []).flatMap((below) => all(below as Plan))];
  const plan = rows[0]?.["QUERY PLAN"][0]?.Plan;
  return plan === undefined ? [] : all(plan as Plan);
}

type Plan = { readonly Plans?: readonly unknown[]; readonly Plan?: unknown } & Readonly<Record<string, unknown>>;

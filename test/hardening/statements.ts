// Which statements run: every query of the process, with its values, as it goes to the database.
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

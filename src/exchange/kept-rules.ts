// Remembers the rules of each register for as long as look-ups come back with the same edition of them: a question takes no statement
// of its own to learn who may ask, and an agreement that was suspended a moment ago is not used again.
import type { Pool } from "pg";
import type { Register } from "../registry/index.ts";
import { type Agreement, agreementsAbout } from "./agreement.ts";
import { type Rules, rulesOf } from "./rules.ts";

/** One register's rules as they were read. */
export interface KeptRules {
  readonly edition: string;
  readonly agreements: readonly Agreement[];
  /** Made from the definition at hand, once. */
  of(register: Register): Rules;
}

/** One database's. */
interface Remembered {
  readonly name: string;
  readonly rules: Map<string, KeptRules>;
}
const databases = new WeakMap<object, Remembered>();
let count = 0;

interface Ground {
  readonly app: Pick<Pool, "query">;
}

/** The rules of these registers; read where they are not remembered. Registers that do not exist are absent. */
export async function keptRules({ app }: Ground, ids: readonly string[]): Promise<ReadonlyMap<string, KeptRules>> {
  const { name, rules: kept } = databases.get(app) ?? { name: `database ${count++}`, rules: new Map<string, KeptRules>() };
  databases.set(app, { name, rules: kept });
  const wanted = [...new Set(ids)].filter((id) => !kept.has(id));
  if (wanted.length === 0) return kept;
  for (const [id, { edition, agreements }] of await agreementsAbout(app, wanted)) {
    let rules: Rules | undefined;
    kept.set(id, {
      edition,
      agreements,
      of: (register) => {
        if (rules?.register !== register) rules = rulesOf(register, agreements, `${name} ${id}`);
        return rules;
      },
    });
  }
  return kept;
}

/** Has the rules of these registers read anew. */
export function forget({ app }: Ground, ids: readonly string[]): void {
  for (const id of ids) databases.get(app)?.rules.delete(id);
}

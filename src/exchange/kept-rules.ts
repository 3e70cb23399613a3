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

/**
 * The rules of these registers; read where they are not remembered, or all of them where `anew`. Registers that do not exist are absent.
 * What is answered stays as it is while others have the same rules read again.
 */
export async function keptRules({ app }: Ground, ids: readonly string[], anew = false): Promise<ReadonlyMap<string, KeptRules>> {
  const { name, rules: kept } = databases.get(app) ?? { name: `database ${count++}`, rules: new Map<string, KeptRules>() };
  databases.set(app, { name, rules: kept });
  const known = new Map<string, KeptRules>();
  const wanted = new Set<string>();
  for (const id of ids) {
    const one = anew ? undefined : kept.get(id);
    if (one) known.set(id, one);
    else wanted.add(id);
  }
  if (wanted.size === 0) return known;
  for (const [id, { edition, agreements }] of await agreementsAbout(app, [...wanted])) {
    let rules: Rules | undefined;
    const one: KeptRules = {
      edition,
      agreements,
      of: (register) => {
        if (rules?.register !== register) rules = rulesOf(register, agreements, `${name} ${id}`);
        return rules;
      },
    };
    known.set(id, one);
    kept.set(id, one);
  }
  return known;
}

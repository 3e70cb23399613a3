// Records that are likely to be one, by the register's own rules, for who looks at them: what the background found (alike.ts).
import type { Fields, MatchRule, Register } from "./format.ts";
import type { RegistryGround } from "./look-up.ts";
import { putTogether, type Sealed } from "./record.ts";
import { holding, timesOf } from "./versions.ts";

/** Two records and why they may be one. */
export interface Likely {
  readonly rule: MatchRule;
  /** How much of their names is the same, 0 to 1; 1 where the rule compares none. */
  readonly score: number;
  readonly a: { readonly id: string; readonly fields: Fields };
  readonly b: { readonly id: string; readonly fields: Fields };
}

/** The likeliest first. Pairs that the steward found to be different are left out. */
export async function likelyDuplicates(ground: RegistryGround, register: Register, limit = 50): Promise<readonly Likely[]> {
  const rules = new Map(register.match.map((rule) => [rule.id, rule]));
  if (rules.size === 0) return [];
  const { rows } = await ground.app.query<{ a: Buffer; b: Buffer; rule: string; score: number }>(
    `select l.a, l.b, l.rule, l.score from registry.likely l
     where l.register = $1 and not exists (select from registry.apart x where x.register = $1 and x.a = l.a and x.b = l.b)
     order by l.score desc, l.a, l.b limit $2`,
    [register.id, limit],
  );
  const fields = await recordsById(
    ground,
    register,
    rows.flatMap(({ a, b }) => [a, b]),
  );
  return rows.flatMap(({ rule: id, score, a, b }) => {
    // One that ended since is no record any more, and the register may have other rules by now.
    const [rule, one, other] = [rules.get(id), fields.get(a.toString("hex")), fields.get(b.toString("hex"))];
    return rule && one && other
      ? [{ rule, score, a: { id: a.toString("hex"), fields: one }, b: { id: b.toString("hex"), fields: other } }]
      : [];
  });
}

/** The records that hold now, by their hashes in hex. */
export async function recordsById(
  ground: RegistryGround,
  register: Register,
  ids: readonly Buffer[],
): Promise<ReadonlyMap<string, Fields>> {
  const { rows } = await ground.app.query<Sealed>(
    `select r.id, r.version, r.digest, r.binding, r.open, r.sealed from registry.record r
     where r.register = $1 and r.id = any ($2) and ${holding("$3", "$4")}`,
    [register.id, ids, ...timesOf(ground)],
  );
  const key = await ground.agencyKeys.key(register.owner);
  return new Map(rows.map((row) => [row.id.toString("hex"), putTogether(key, register.id, row)]));
}

/** The steward found the two to be different; they are not named together again. */
export async function setApart(
  { app }: Pick<RegistryGround, "app">,
  register: string,
  pair: readonly [string, string],
  officer: string,
  at: number,
): Promise<void> {
  const [a, b] = pair.map((id) => Buffer.from(id, "hex")).sort(Buffer.compare);
  await app.query("insert into registry.apart values ($1, $2, $3, $4, to_timestamp($5 / 1000.0)) on conflict do nothing", [
    register,
    a,
    b,
    officer,
    at,
  ]);
}

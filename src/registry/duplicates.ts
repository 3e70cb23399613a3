// Records that are likely to be one, by the register's own rules: those with a mark in common, as far alike as the rule wants.
import type { Fields, MatchRule, Register } from "./format.ts";
import type { RegistryGround } from "./look-up.ts";
import { putTogether, ruleSign, type Sealed } from "./record.ts";
import { holding, timesOf } from "./versions.ts";

/** Two records and why they may be one. */
export interface Likely {
  readonly rule: MatchRule;
  /** How much of their names is the same, 0 to 1; 1 where the rule compares none. */
  readonly score: number;
  readonly a: { readonly id: string; readonly fields: Fields };
  readonly b: { readonly id: string; readonly fields: Fields };
}

interface Pair {
  a: Buffer;
  b: Buffer;
  mark: Buffer;
  la: Record<string, string[]> | null;
  lb: Record<string, string[]> | null;
}

/** Many records with one mark tell nothing of any two of them: so many at the most are compared. */
const mostAlike = 60;
const mostPairs = 20_000;

/** The likeliest first. Pairs that the steward found to be different are left out. */
export async function likelyDuplicates(ground: RegistryGround, register: Register, limit = 50): Promise<readonly Likely[]> {
  if (register.match.length === 0) return [];
  const { rows } = await ground.app.query<Pair>(
    `with marked as materialized (
       select r.id, r.likeness, m.mark from registry.record r cross join unnest(r.marks) m (mark)
       where r.register = $1 and r.marks <> '{}' and ${holding("$2", "$3")}
     ), shared as (select mark from marked group by mark having count(*) between 2 and $4)
     select distinct on (a.id, b.id, substr(a.mark, 1, 4)) a.id a, b.id b, a.mark, a.likeness la, b.likeness lb
     from shared join marked a using (mark) join marked b on b.mark = a.mark and b.id > a.id
     where not exists (select from registry.apart x where x.register = $1 and x.a = a.id and x.b = b.id)
     limit $5`,
    [register.id, ...timesOf(ground), mostAlike, mostPairs],
  );
  const bySign = new Map(register.match.map((rule) => [ruleSign(rule.id).toString("hex"), rule]));
  const likely = rows.flatMap((pair) => {
    const rule = bySign.get(pair.mark.toString("hex", 0, 4));
    if (!rule) return [];
    const score = rule.alike ? dice(pair.la?.[rule.id], pair.lb?.[rule.id]) : 1;
    return score >= (rule.alike?.least ?? 0) ? [{ rule, score, a: pair.a, b: pair.b }] : [];
  });
  const first = likely.sort((x, y) => y.score - x.score).slice(0, limit);
  const fields = await recordsById(
    ground,
    register,
    first.flatMap(({ a, b }) => [a, b]),
  );
  return first.flatMap(({ rule, score, a, b }) => {
    const [one, other] = [fields.get(a.toString("hex")), fields.get(b.toString("hex"))];
    return one && other ? [{ rule, score, a: { id: a.toString("hex"), fields: one }, b: { id: b.toString("hex"), fields: other } }] : [];
  });
}

/** Twice what two lists share, by what they hold together (Dice 1945). */
export function dice(a: readonly string[] = [], b: readonly string[] = []): number {
  if (a.length + b.length === 0) return 0;
  const other = new Set(b);
  return (2 * a.filter((gram) => other.has(gram)).length) / (a.length + b.length);
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

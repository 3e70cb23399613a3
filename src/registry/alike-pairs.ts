// Which records are alike these: those with a mark in common, as far alike as the rule wants.
import type { Register } from "./format.ts";
import type { RegistryGround } from "./look-up.ts";
import { ruleSign } from "./record.ts";
import { holding, timesOf } from "./versions.ts";

/** Two records (`a` before `b`) that a rule brings together, and how far. */
export interface Alike {
  readonly a: Buffer;
  readonly b: Buffer;
  readonly rule: string;
  readonly score: number;
}

/** Many records with one mark tell nothing of any two of them: so many at the most are compared. */
const mostAlike = 60;
/** So many versions are read for a mark, old ones among them; one that stands on more is of many records. */
const mostVersions = 40 * mostAlike;

interface Pair {
  id: Buffer;
  other: Buffer;
  mark: Buffer;
  mine: Record<string, string[]> | null;
  theirs: Record<string, string[]> | null;
}

/** The pairs of each of these records: with all others, or with those alone that come after it. */
export async function pairsOf(
  ground: RegistryGround,
  register: Register,
  ids: readonly Buffer[],
  others: "all" | "later",
): Promise<readonly Alike[]> {
  const { rows } = await ground.app.query<Pair>({
    name: `registry-alike-${others}`,
    text: `with mine as materialized (
       select r.id, r.likeness, m.mark from registry.record r cross join unnest(r.marks) m (mark)
       where r.register = $1 and r.id = any ($4::bytea[]) and r.marks <> '{}' and ${holding("$2", "$3")}
     ), standing as materialized (
       select k.mark, r.id, r.likeness from (select distinct mark from mine) k cross join lateral (
         select w.*, count(*) over () met from (
           select v.* from registry.record v where v.marks && array[k.mark] and v.marks <> '{}' offset 0 limit $6) w) r
       where r.met < $6 and r.register = $1 and ${holding("$2", "$3")}
     ), shared as (select mark from standing group by mark having count(*) between 2 and $5)
     select distinct on (m.id, o.id, substr(m.mark, 1, 4)) m.id, o.id other, m.mark, m.likeness mine, o.likeness theirs
     from mine m join shared using (mark) join standing o on o.mark = m.mark and o.id ${others === "all" ? "<>" : ">"} m.id`,
    values: [register.id, ...timesOf(ground), ids, mostAlike, mostVersions],
  });
  const bySign = new Map(register.match.map((rule) => [ruleSign(rule.id).toString("hex"), rule]));
  return rows.flatMap(({ id, other, mark, mine, theirs }) => {
    const rule = bySign.get(mark.toString("hex", 0, 4));
    if (!rule) return [];
    const score = rule.alike ? dice(mine?.[rule.id], theirs?.[rule.id]) : 1;
    if (score < (rule.alike?.least ?? 0)) return [];
    const [a, b] = Buffer.compare(id, other) < 0 ? [id, other] : [other, id];
    return [{ a, b, rule: rule.id, score }];
  });
}

/** Twice what two lists share, by what they hold together (Dice 1945). */
export function dice(a: readonly string[] = [], b: readonly string[] = []): number {
  if (a.length + b.length === 0) return 0;
  const other = new Set(b);
  return (2 * a.filter((gram) => other.has(gram)).length) / (a.length + b.length);
}

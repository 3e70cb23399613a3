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

interface Standing {
  mark: Buffer;
  id: Buffer;
  likeness: Record<string, string[]> | null;
}

/** The pairs of each of these records: with all others, or with those alone that come after it. */
export async function pairsOf(
  ground: RegistryGround,
  register: Register,
  ids: readonly Buffer[],
  others: "all" | "later",
): Promise<readonly Alike[]> {
  const { rows } = await ground.app.query<Standing>({
    name: "registry-alike",
    text: `with marks as materialized (
       select distinct m.mark from registry.record r cross join unnest(r.marks) m (mark)
       where r.register = $1 and r.id = any ($4::bytea[]) and r.marks <> '{}' and ${holding("$2", "$3")}
     ), standing as materialized (
       select k.mark, r.id, r.likeness from marks k cross join lateral (
         select w.*, count(*) over () met from (
           select v.* from registry.record v where v.marks && array[k.mark] and v.marks <> '{}' offset 0 limit $6) w) r
       where r.met < $6 and r.register = $1 and ${holding("$2", "$3")}
     )
     select mark, id, likeness from (select s.*, count(*) over (partition by mark) n from standing s) s where n between 2 and $5`,
    values: [register.id, ...timesOf(ground), ids, mostAlike, mostVersions],
  });
  const mine = new Set(ids.map((id) => id.toString("hex")));
  const met = Map.groupBy(rows, ({ mark }) => mark.toString("hex"));
  const bySign = new Map(register.match.map((rule) => [ruleSign(rule.id).toString("hex"), rule]));
  const found = new Map<string, Alike>();
  for (const [mark, together] of met) {
    const rule = bySign.get(mark.slice(0, 8));
    if (!rule) continue;
    const all = together.map((one) => ({ ...one, hex: one.id.toString("hex") })).sort((x, y) => (x.hex < y.hex ? -1 : 1));
    for (const [at, one] of all.entries()) {
      const asked = mine.has(one.hex);
      if (!asked && others === "later") continue;
      for (const other of all.slice(at + 1)) {
        if (!asked && !mine.has(other.hex)) continue;
        const name = `${rule.id} ${one.hex} ${other.hex}`;
        if (found.has(name)) continue;
        const score = rule.alike ? dice(one.likeness?.[rule.id], other.likeness?.[rule.id]) : 1;
        if (score >= (rule.alike?.least ?? 0)) found.set(name, { a: one.id, b: other.id, rule: rule.id, score });
      }
    }
  }
  return [...found.values()];
}

/** Twice what two lists share, by what they hold together (Dice 1945). */
export function dice(a: readonly string[] = [], b: readonly string[] = []): number {
  if (a.length + b.length === 0) return 0;
  const other = new Set(b);
  return (2 * a.filter((gram) => other.has(gram)).length) / (a.length + b.length);
}

// Records that are likely to be one, by the register's own rules: those with a mark in common, as far alike as the rule wants.
// They are looked for in the background where something was written; who looks reads what was found.
import { z } from "zod";
import type { Fields, MatchRule, Register } from "./format.ts";
import { type RegistryGround, registerOf } from "./look-up.ts";
import { putTogether, ruleSign, type Sealed } from "./record.ts";
import { holding, timesOf, versionsWith } from "./versions.ts";

/** Two records and why they may be one. */
export interface Likely {
  readonly rule: MatchRule;
  /** How much of their names is the same, 0 to 1; 1 where the rule compares none. */
  readonly score: number;
  readonly a: { readonly id: string; readonly fields: Fields };
  readonly b: { readonly id: string; readonly fields: Fields };
}

/** Many records with one mark tell nothing of any two of them: so many at the most are compared. */
const mostAlike = 60;
const mostPairs = 20_000;

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

/** What looks for likely duplicates after records were written: of one record (its hash in hex), or of a whole register. */
export const alikeJob = z.object({
  register: z.string(),
  record: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

/** A job that does so; nothing for a register without rules. */
export const alikeJobs = ({ id, match }: Pick<Register, "id" | "match">, record?: string) =>
  match.length === 0
    ? []
    : [
        {
          task: "register-alike",
          payload: { register: id, ...(record === undefined ? {} : { record }) },
          key: `alike:${id}${record === undefined ? "" : `:${record}`}`,
        },
      ];

/** Finds them: the pairs of this record, or of the register, are those that there are now. */
export async function findAlike(ground: RegistryGround, job: z.infer<typeof alikeJob>): Promise<void> {
  const register = await registerOf(ground, job.register);
  if (!register) return;
  const record = job.record === undefined ? undefined : Buffer.from(job.record, "hex");
  const pairs = record ? await pairsOf(ground, register, record) : await allPairs(ground, register);
  const found = scored(register, pairs);
  await ground.app.query(
    `with gone as (delete from registry.likely l where l.register = $1 ${record ? "and (l.a = $6 or l.b = $6)" : ""}
       and not exists (select from unnest($2::bytea[], $3::bytea[], $4::text[]) f (a, b, rule) where f.a = l.a and f.b = l.b and f.rule = l.rule))
     insert into registry.likely select $1, f.a, f.b, f.rule, f.score from unnest($2::bytea[], $3::bytea[], $4::text[], $5::real[]) f (a, b, rule, score)
     on conflict do nothing`,
    [
      register.id,
      found.map(({ a }) => a),
      found.map(({ b }) => b),
      found.map(({ rule }) => rule),
      found.map(({ score }) => score),
      ...(record ? [record] : []),
    ],
  );
}

interface Pair {
  a: Buffer;
  b: Buffer;
  mark: Buffer;
  la: Record<string, string[]> | null;
  lb: Record<string, string[]> | null;
}

/** The pairs that are as far alike as their rule wants. */
function scored({ match }: Register, pairs: readonly Pair[]): { a: Buffer; b: Buffer; rule: string; score: number }[] {
  const bySign = new Map(match.map((rule) => [ruleSign(rule.id).toString("hex"), rule]));
  return pairs.flatMap(({ a, b, mark, la, lb }) => {
    const rule = bySign.get(mark.toString("hex", 0, 4));
    if (!rule) return [];
    const score = rule.alike ? dice(la?.[rule.id], lb?.[rule.id]) : 1;
    return score >= (rule.alike?.least ?? 0) ? [{ a, b, rule: rule.id, score }] : [];
  });
}

const distinctPairs = `select distinct on (a.id, b.id, substr(a.mark, 1, 4)) a.id a, b.id b, a.mark, a.likeness la, b.likeness lb`;

/** Of a register that was loaded: read once as a whole, in the background. */
async function allPairs(ground: RegistryGround, register: Register): Promise<readonly Pair[]> {
  const { rows } = await ground.app.query<Pair>(
    `with marked as materialized (
       select r.id, r.likeness, m.mark from registry.record r cross join unnest(r.marks) m (mark)
       where r.register = $1 and r.marks <> '{}' and ${holding("$2", "$3")}
     ), shared as (select mark from marked group by mark having count(*) between 2 and $4)
     ${distinctPairs} from shared join marked a using (mark) join marked b on b.mark = a.mark and b.id > a.id limit $5`,
    [register.id, ...timesOf(ground), mostAlike, mostPairs],
  );
  return rows;
}

/** Of one record: those that share a mark with it, by the index of marks. */
async function pairsOf(ground: RegistryGround, register: Register, record: Buffer): Promise<readonly Pair[]> {
  const own = await ground.app.query<{ marks: Buffer[] }>(
    `select r.marks from registry.record r where r.register = $1 and r.id = $2 and r.marks <> '{}' and ${holding("$3", "$4")}`,
    [register.id, record, ...timesOf(ground)],
  );
  const marks = own.rows[0]?.marks;
  if (!marks) return [];
  const { rows } = await ground.app.query<Pair>(
    `with marked as materialized (
       select r.id, r.likeness, m.mark from ${versionsWith("v.marks && $4::bytea[] and v.marks <> '{}'")} r
       cross join unnest(r.marks) m (mark) where r.register = $1 and m.mark = any ($4) and ${holding("$2", "$3")}
     ), shared as (select mark from marked group by mark having count(*) between 2 and $5)
     ${distinctPairs} from shared join marked a using (mark) join marked b on b.mark = a.mark and b.id > a.id
     where $6 in (a.id, b.id) limit $7`,
    [register.id, ...timesOf(ground), marks, mostAlike, record, mostPairs],
  );
  return rows;
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

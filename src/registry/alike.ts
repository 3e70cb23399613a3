// Looks for likely duplicates in the background: of one record that was written, or of a whole register that was loaded, a piece at a time.
// Each piece is two short statements by indexes; where it was broken off, it goes on from the last one.
import { z } from "zod";
import { type Alike, pairsOf } from "./alike-pairs.ts";
import type { Register } from "./format.ts";
import { type RegistryGround, registerOf } from "./look-up.ts";
import { matching, putTogether, type Sealed } from "./record.ts";

/** Records of a piece. */
const piece = 200;
/** Milliseconds after which a job leaves the rest to another one. */
const atOnce = 10_000;

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

/** Has a register looked through from its first record, in the transaction that wrote into it; with the job of `alikeJobs`. */
export async function lookAnew(app: Pick<RegistryGround["app"], "query">, { id, match }: Pick<Register, "id" | "match">): Promise<void> {
  if (match.length === 0) return;
  await app.query(
    `insert into registry.looking (register) values ($1)
     on conflict (register) do update set after = default, edition = default`,
    [id],
  );
}

/** How much of a register has been looked through, 0 to 1; undefined where nothing is left to be looked through. */
export async function lookedThrough({ app }: Pick<RegistryGround, "app">, register: string): Promise<number | undefined> {
  const { rows } = await app.query<{ after: Buffer }>("select after from registry.looking where register = $1", [register]);
  const after = rows[0]?.after;
  // Hashes lie evenly among all that there could be.
  return after && (after.length < 2 ? 0 : after.readUInt16BE(0) / 2 ** 16);
}

/** Finds them: the pairs of this record, or of the register, are those that there are now. */
export async function findAlike(ground: RegistryGround, job: z.infer<typeof alikeJob>, budget = atOnce): Promise<void> {
  const register = await registerOf(ground, job.register);
  if (!register) return;
  if (job.record !== undefined) {
    const record = Buffer.from(job.record, "hex");
    await keep(ground, register, await pairsOf(ground, register, [record], "all"), "(l.a = $6 or l.b = $6)", [record]);
    return;
  }
  const until = performance.now() + budget;
  while (await lookOn(ground, register)) {
    if (performance.now() < until) continue;
    await ground.app.query("select jobs.add_all($1::jsonb)", [JSON.stringify(alikeJobs(register))]);
    return;
  }
}

/** Looks through the next piece; false where there is none. */
async function lookOn(ground: RegistryGround, register: Register): Promise<boolean> {
  const at = await ground.app.query<{ after: Buffer; edition: string; remark: boolean }>(
    `insert into registry.looking (register) values ($1) on conflict (register) do update set register = excluded.register
     returning after, edition, remark`,
    [register.id],
  );
  const { after, edition, remark } = at.rows[0] ?? { after: Buffer.alloc(0), edition: "", remark: false };
  const { rows } = await ground.app.query<{ id: Buffer }>({
    name: "registry-next-piece",
    text: "select r.id from registry.record r where r.register = $1 and r.id > $2 group by r.id order by r.id limit $3",
    values: [register.id, after, piece],
  });
  const last = rows.at(-1)?.id;
  if (last) {
    const ids = rows.map(({ id }) => id);
    if (remark) await mark(ground, register, ids);
    else await keep(ground, register, await pairsOf(ground, register, ids, "later"), "l.a > $6 and l.a <= $7", [after, last]);
    // Where something was loaded meanwhile, it begins anew.
    await ground.app.query("update registry.looking set after = $3 where register = $1 and edition = $2", [register.id, edition, last]);
    return true;
  }
  if (remark) {
    // Every record has its marks: now they are held against each other.
    await ground.app.query("update registry.looking set after = default, remark = false where register = $1 and edition = $2", [
      register.id,
      edition,
    ]);
    return true;
  }
  await ground.app.query("delete from registry.likely where register = $1 and a > $2", [register.id, after]);
  const ended = await ground.app.query("delete from registry.looking where register = $1 and edition = $2", [register.id, edition]);
  return ended.rowCount === 0;
}

/** Marks every version of these records by the rules as they are now. */
async function mark({ app, keys, agencyKeys }: RegistryGround, register: Register, ids: readonly Buffer[]): Promise<void> {
  const { rows } = await app.query<Sealed>({
    name: "registry-to-mark",
    text: "select id, version, digest, binding, open, sealed from registry.record where register = $1 and id = any ($2::bytea[])",
    values: [register.id, ids],
  });
  const key = await agencyKeys.key(register.owner);
  const marked = rows.map((row) => {
    const { marks, likeness } = matching(keys, register, putTogether(key, register.id, row));
    return { id: row.id.toString("hex"), version: row.version, marks: marks.map((one) => one.toString("base64")), likeness };
  });
  await app.query("select registry.mark($1, $2::jsonb)", [register.id, JSON.stringify(marked)]);
}

/** These are now the pairs of those records that a condition on `l` names, and there are no others. */
async function keep(
  { app }: RegistryGround,
  { id }: Register,
  pairs: readonly Alike[],
  which: string,
  named: readonly Buffer[],
): Promise<void> {
  await app.query(
    `with gone as (delete from registry.likely l where l.register = $1 and ${which}
       and not exists (select from unnest($2::bytea[], $3::bytea[], $4::text[]) f (a, b, rule) where f.a = l.a and f.b = l.b and f.rule = l.rule))
     insert into registry.likely select $1, f.a, f.b, f.rule, f.score from unnest($2::bytea[], $3::bytea[], $4::text[], $5::real[]) f (a, b, rule, score)
     on conflict do nothing`,
    [id, pairs.map(({ a }) => a), pairs.map(({ b }) => b), pairs.map(({ rule }) => rule), pairs.map(({ score }) => score), ...named],
  );
}

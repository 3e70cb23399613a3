// The open part of a register for those who publish it: fields of class open, never anything sealed.
import type { Pool, PoolClient } from "pg";
import type { Fields, Register } from "./format.ts";
import { holding } from "./versions.ts";

const batch = 2000;

/**
 * Every record that holds on a day (YYYY-MM-DD), with the fields asked for, in the order of the first of them, a batch at a time.
 * Throws for a field that is not open: what may be published is decided before. Inside a transaction: the rows come from a cursor.
 */
export async function* openRows(
  client: Pick<PoolClient, "query"> | Pick<Pool, "query">,
  register: Register,
  fields: readonly string[],
  day: string,
): AsyncGenerator<readonly Fields[]> {
  const closed = fields.filter((name) => register.fields[name]?.class !== "open");
  const [first] = fields;
  if (closed.length > 0 || first === undefined) throw new RangeError(`not open in ${register.id}: ${closed.join(", ")}`);
  // A cursor's declaration takes no parameters; keys and days hold none of the characters that matter in a literal.
  const unfit = [register.id, ...fields].filter((one) => !/^[a-z][a-z0-9-]*$/.test(one));
  if (unfit.length > 0 || !/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new RangeError("not a key or a day");
  await client.query(
    `declare open_rows no scroll cursor for
     select r.open "row" from registry.record r
     where r.register = '${register.id}' and ${holding(`'${day}'`, "null")} order by r.open ->> '${first}' collate "C", r.id`,
  );
  for (;;) {
    const { rows } = await client.query<{ row: Fields }>(`fetch ${batch} from open_rows`);
    if (rows.length > 0) {
      yield rows.map(({ row }) => Object.fromEntries(fields.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]]))));
    }
    if (rows.length < batch) break;
  }
  await client.query("close open_rows");
}

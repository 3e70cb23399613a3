// Records as of a day and an instant, and all that was ever recorded of one.
import type { Fields } from "./format.ts";
import { type LookUp, lookUpAll, type RegistryGround, registerOf, type Sought } from "./look-up.ts";
import { keyBlind, putTogether, type Sealed } from "./record.ts";
import type { AsOf } from "./versions.ts";
import type { Provenance } from "./write.ts";

/** What a register would have answered at an instant, or answers now, about a day: by default today, as known now. */
export async function asOf(ground: RegistryGround, sought: Sought, times: AsOf): Promise<LookUp> {
  const [one] = await lookUpAll(ground, [sought], () => undefined, times);
  return one?.found ?? { state: "refused", why: "register" };
}

/** One version of a record, in both times. */
export interface Version {
  readonly id: string;
  readonly version: number;
  readonly fields: Fields;
  /** First day, and the day after the last; absent where it is open. */
  readonly from?: string;
  readonly to?: string;
  /** Epoch milliseconds. */
  readonly recorded: number;
  readonly change: "enter" | "correct" | "end";
  readonly ended: boolean;
  readonly provenance: Provenance | { readonly kind?: undefined };
  /** For one that came from a file: its name and who loaded it. */
  readonly file?: string;
  readonly actor?: string;
}

type Row = Sealed & {
  from: string;
  to: string;
  recorded: number;
  change: Version["change"];
  ended: boolean;
  provenance: Version["provenance"];
  file: string | null;
  actor: string | null;
};

/** Every version of the record with this identifying key, newest first. Nothing is ever taken out. */
export async function historyOf(ground: RegistryGround, register: string, key: string): Promise<readonly Version[]> {
  const definition = await registerOf(ground, register);
  const [name] = definition?.keys ?? [];
  if (!definition || name === undefined) return [];
  return versionsOf(ground, register, keyBlind(ground.keys, register, name, key).toString("hex"));
}

/** The same by the record's identifying hash, in hex. */
export async function versionsOf(ground: RegistryGround, register: string, id: string): Promise<readonly Version[]> {
  const definition = await registerOf(ground, register);
  if (!definition || !/^[0-9a-f]{64}$/.test(id)) return [];
  const { rows } = await ground.app.query<Row>({
    name: "registry-history",
    text: `select r.id, r.version, r.digest, r.binding, r.open, r.sealed, r.valid_from::text "from", r.valid_to::text "to", r.change, r.ended,
        r.provenance, floor(date_part('epoch', r.recorded) * 1000)::float8 recorded, l.file, l.actor
      from registry.record r left join registry.load l on r.provenance ->> 'kind' = 'load' and l.id = (r.provenance ->> 'load')::uuid
      where r.register = $1 and r.id = $2 order by r.version desc limit 500`,
    values: [register, Buffer.from(id, "hex")],
  });
  const key = await ground.agencyKeys.key(definition.owner);
  return rows.map((row) => ({
    id,
    version: row.version,
    fields: putTogether(key, register, row),
    ...(row.from === "-infinity" ? {} : { from: row.from }),
    ...(row.to === "infinity" ? {} : { to: row.to }),
    recorded: row.recorded,
    change: row.change,
    ended: row.ended,
    provenance: row.provenance,
    ...(row.file === null ? {} : { file: row.file }),
    ...(row.actor === null ? {} : { actor: row.actor }),
  }));
}

// What a submission hangs on before anything in it is looked at: the version under which a case of the service begins now, who
// applies, and whether this very submission was taken in before. Read in one statement; in none where all of it is remembered and no
// register is asked, since the statement that writes the case finds a submission that was taken in before by itself. What arrives together
// is read together.
import type { Pool } from "pg";
import type { Pack } from "../catalogue/index.ts";
import type { Event } from "../engine/procedure/index.ts";
import type { KeptRow } from "../exchange/index.ts";
import type { Actor } from "../identity/index.ts";
import { gathering, type Several } from "../platform/gather/index.ts";
import { type Applying, applying } from "./applicant.ts";
import type { Desk } from "./desk.ts";
import { asksRegisters } from "./evidence.ts";
import { opened, type PartyRow } from "./recall.ts";
import type { Refused } from "./refusal.ts";
import { caseIdFor, type FirstTime } from "./submission.ts";

export interface Received {
  readonly ok: true;
  readonly pack: Pack;
  readonly applying: Applying;
  /** The entry that this key stands for; null where it stands for none yet, "unread" where nobody looked, undefined where there is no key. */
  readonly first: FirstTime | "unread" | null | undefined;
  /** The id of the case that the key stands for. */
  readonly id: string | undefined;
  /** Answers of registers that may be used again for the applicant. */
  readonly kept: readonly KeptRow[];
}

/** What is read of one submission. Bytes in base64. */
interface Asked {
  readonly service: string;
  /** The case that the caller's key stands for. */
  readonly id: string | null;
  readonly party: string | null;
  readonly other: string | null;
  /** The mark of the one who applies. */
  readonly mark: string | null;
  /** When answers of registers have to be fresh enough to be used again, epoch milliseconds. */
  readonly now: number;
}

interface Row {
  hash: string | null;
  parties: PartyRow[] | null;
  kept: { [name in keyof KeptRow]: KeptRow[name] extends Buffer ? string : KeptRow[name] }[] | null;
  request: Buffer | null;
  at: number;
  events: readonly Event[];
  number: string;
}

const reading = `
  select encode(catalogue.current_version(asked.service), 'hex') as hash,
    (select json_agg(json_build_object('id', p.id, 'kind', p.kind, 'sealed', encode(p.sealed, 'base64')))
      from identity.parties(asked.party, asked.other) p) as parties,
    (select json_agg(json_build_object('party', encode(k.party, 'base64'), 'register', k.register, 'key', encode(k.key, 'base64'), 'asker', k.asker,
        'fields', k.fields, 'request', k.request, 'at', round(extract(epoch from k.at) * 1000), 'sealed', encode(k.sealed, 'base64')))
      from exchange.kept_of(decode(asked.mark, 'base64'), to_timestamp(asked.now / 1000.0)) k) as kept,
    first.request, first.at, first.events, first.number
  from rows from (jsonb_to_recordset($1::jsonb) as (service text, id uuid, party uuid, other uuid, mark text, now numeric))
    with ordinality as asked (service, id, party, other, mark, now, place)
  left join lateral (
    select e.request, e.at, e.events, (select c.number from casework.case c where c.id = e.case_id)
    from casework.entry e where e.case_id = asked.id and e.seq = 1 limit 1
  ) first (request, at, events, number) on true
  order by asked.place`;

/** Most submissions in one reading. */
const most = 16;
const gathered = new WeakMap<Pool, Several<Asked, Row>>();

async function read(pool: Pool, asked: Asked): Promise<Row | undefined> {
  const together =
    gathered.get(pool) ??
    gathering<Asked, Row>(
      async (all) => (await pool.query<Row>({ name: "casework-receive", text: reading, values: [JSON.stringify(all)] })).rows,
      most,
    );
  gathered.set(pool, together);
  const [row] = await together([asked]);
  return row;
}

const bytes = (base64: string): Buffer => Buffer.from(base64, "base64");

/** Undefined where there is no such service; refused where this actor may not apply for it, or not for that party. */
export async function receive(
  desk: Desk,
  actor: Actor,
  asked: { readonly service: string; readonly onBehalfOf: string | undefined; readonly key: string | undefined },
): Promise<Received | Refused | undefined> {
  const { service, onBehalfOf, key } = asked;
  if (!/^[a-z][a-z0-9-]*$/.test(service)) return undefined;
  const known = actor.kind === "party" ? [actor.id, ...actor.actsFor.filter((id) => id === onBehalfOf)] : [];
  const id = key === undefined ? undefined : caseIdFor(desk, actor, key);
  const open = (rows: readonly PartyRow[]) => new Map(rows.map((one) => [one.id, desk.recall?.open(one) ?? opened(desk.keys, one)]));
  const hash = desk.recall?.current(service);
  const recalled = known.flatMap((one) => desk.recall?.party(one) ?? []);
  if (hash !== undefined && recalled.length === known.length) {
    const pack = await desk.catalogue.pack(hash);
    if (pack.header.audience === "child") return undefined;
    if (!asksRegisters(pack)) {
      const who = await applying(desk, actor, pack, onBehalfOf, open(recalled));
      return who.ok ? { ok: true, pack, applying: who, first: key === undefined ? undefined : "unread", id, kept: [] } : who;
    }
  }
  const keep = desk.recall?.reading();
  const applies = known.at(-1);
  const row = await read(desk.pool, {
    service,
    id: id ?? null,
    party: known[0] ?? null,
    other: known[1] ?? null,
    mark: applies === undefined ? null : desk.exchange.mark(applies).toString("base64"),
    now: desk.now(),
  });
  if (!row?.hash) return undefined;
  const pack = await desk.catalogue.pack(row.hash);
  keep?.(service, row.hash, row.parties ?? []);
  if (pack.header.audience === "child") return undefined;
  const who = await applying(desk, actor, pack, onBehalfOf, open(row.parties ?? []));
  if (!who.ok) return who;
  const first = row.request === null ? null : { request: row.request, at: row.at, events: row.events, number: row.number };
  const kept = (row.kept ?? []).map((one) => ({ ...one, party: bytes(one.party), key: bytes(one.key), sealed: bytes(one.sealed) }));
  return { ok: true, pack, applying: who, first: key === undefined ? undefined : first, id, kept };
}

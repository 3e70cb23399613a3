// What a submission hangs on before anything in it is looked at: the version under which a case of the service begins now, who
// applies, and whether this very submission was taken in before. Read in one statement; in none where all of it is remembered and no
// register is asked, since the statement that writes the case finds a submission that was taken in before by itself.
import type { Pack } from "../catalogue/index.ts";
import type { Event } from "../engine/procedure/index.ts";
import type { KeptRow } from "../exchange/index.ts";
import type { Actor } from "../identity/index.ts";
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
  select encode(catalogue.current_version($1), 'hex') as hash,
    (select json_agg(json_build_object('id', p.id, 'kind', p.kind, 'sealed', encode(p.sealed, 'base64'))) from identity.parties($2, $6) p) as parties,
    (select json_agg(json_build_object('party', encode(k.party, 'base64'), 'register', k.register, 'key', encode(k.key, 'base64'), 'asker', k.asker,
        'fields', k.fields, 'request', k.request, 'at', round(extract(epoch from k.at) * 1000), 'sealed', encode(k.sealed, 'base64')))
      from exchange.kept_of($4, to_timestamp($5 / 1000.0)) k) as kept,
    e.request, e.at, e.events, c.number
  from (values ($3::uuid)) asked (id)
  left join casework.entry e on e.case_id = asked.id and e.seq = 1
  left join casework.case c on c.id = e.case_id`;

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
  const { rows } = await desk.pool.query<Row>({
    name: "casework-receive",
    text: reading,
    values: [
      service,
      known[0] ?? null,
      id ?? null,
      known.length > 0 ? desk.exchange.mark(known.at(-1) ?? "") : null,
      desk.now(),
      known[1] ?? null,
    ],
  });
  const [row] = rows;
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

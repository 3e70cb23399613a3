// What a submission hangs on before anything in it is looked at, read in one statement: the version under which a case of the
// service begins now, who applies, and whether this very submission was taken in before.
import type { Pack } from "../catalogue/index.ts";
import { type Actor, openParty, type Party } from "../identity/index.ts";
import { type Applying, applying } from "./applicant.ts";
import type { Desk } from "./desk.ts";
import type { Refused } from "./refusal.ts";
import { caseIdFor, type FirstTime } from "./submit.ts";

export interface Received {
  readonly ok: true;
  readonly pack: Pack;
  readonly applying: Applying;
  /** The entry that this key stands for; null where it stands for none yet, undefined where there is no key. */
  readonly first: FirstTime | null | undefined;
}

interface Row {
  hash: string | null;
  parties: { id: string; kind: Party["kind"]; sealed: string }[] | null;
  request: Buffer | null;
  sealed: Buffer;
  agency: string;
  wrapped: Buffer;
}

const reading = `
  select encode(catalogue.current_version($1), 'hex') as hash,
    (select json_agg(json_build_object('id', p.id, 'kind', p.kind, 'sealed', encode(p.sealed, 'base64'))) from identity.parties($2) p) as parties,
    e.request, e.sealed, k.agency, k.wrapped
  from (values ($3::uuid)) asked (id)
  left join casework.entry e on e.case_id = asked.id and e.seq = 1
  left join keyring.case_key k on k.case_id = e.case_id`;

/** Undefined where there is no such service; refused where this actor may not apply for it, or not for that party. */
export async function receive(
  desk: Desk,
  actor: Actor,
  asked: { readonly service: string; readonly onBehalfOf: string | undefined; readonly key: string | undefined },
): Promise<Received | Refused | undefined> {
  const { service, onBehalfOf, key } = asked;
  if (!/^[a-z][a-z0-9-]*$/.test(service)) return undefined;
  const known = actor.kind === "party" ? [actor.id, ...actor.actsFor.filter((id) => id === onBehalfOf)] : [];
  const { rows } = await desk.pool.query<Row>({
    name: "casework-receive",
    text: reading,
    values: [service, known, key === undefined ? null : caseIdFor(desk, actor, key)],
  });
  const [row] = rows;
  if (!row?.hash) return undefined;
  const pack = await desk.catalogue.pack(row.hash);
  if (pack.header.audience === "child") return undefined;
  const parties = new Map(
    (row.parties ?? []).map((one) => [one.id, openParty(desk.keys, { ...one, sealed: Buffer.from(one.sealed, "base64") })]),
  );
  const who = await applying(desk, actor, pack, onBehalfOf, parties);
  if (!who.ok) return who;
  const first = row.request === null ? null : { request: row.request, sealed: row.sealed, agency: row.agency, wrapped: row.wrapped };
  return { ok: true, pack, applying: who, first: key === undefined ? undefined : first };
}

// Notices are made by following the log: what was entered is told to those it concerns, once, without anything added to the command.
import type { PoolClient } from "pg";
import { type Desk, type FedEntry, type Feed, loadAll, partyBehind } from "../casework/index.ts";
import { notify } from "./notify.ts";
import { type ToldCase, type ToldTask, tells, tellsParties, toldOf } from "./told.ts";

const day = 86_400_000;

/** The feed of notices. What is older than a day when it is read (a loaded history, a long pause) is told to nobody. */
export const noticesFeed = (desk: Desk): Feed => ({
  name: "notices",
  from: "now",
  handle: async (client, entries) => {
    const since = desk.now() - day;
    const fresh = entries.filter((entry) => entry.at > since && tells(entry));
    if (fresh.length === 0) return;
    const read = await casesIn(desk, client, [...new Set(fresh.map((entry) => entry.case))]);
    const telling = new Set(fresh.flatMap((entry) => (tellsParties(entry, read.get(entry.case)?.tasks ?? []) ? [entry.case] : [])));
    const parties = await partiesOf(
      desk,
      [...telling].flatMap((id) => read.get(id) ?? []),
    );
    const cases = new Map([...read].map(([id, one]) => [id, { ...one, parties: parties.get(id) ?? [] }]));
    const ended = fresh.filter(({ events }) => events.some(({ type }) => type === "ended"));
    const wanted = new Set(ended.flatMap((entry) => cases.get(entry.case)?.parent ?? []));
    const parents = await casesIn(desk, client, [...wanted]);
    const askers = await askersIn(client, fresh);
    const told = fresh.flatMap((entry) => {
      const one = cases.get(entry.case);
      const askerOf = (id: string, seq: number) => askers.get(`${id}/${seq}`);
      return one ? toldOf(entry, one, (id) => parents.get(id), askerOf) : [];
    });
    await notify(client, told, desk.now());
  },
});

/**
 * Applicants and agents of these cases. Who applied or came back lately is still known by the index; only for the others is the case
 * opened, one by one: a case that does not open keeps nobody else from being told.
 */
async function partiesOf(desk: Desk, cases: readonly ReadCase[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  const closed: string[] = [];
  for (const { id, blinds } of cases) {
    const known = blinds.flatMap((blind) => partyBehind(desk, blind) ?? []);
    if (known.length === blinds.length) found.set(id, [...new Set(known)]);
    else closed.push(id);
  }
  for (const { row, secret: open } of await loadAll(desk, closed)) {
    const { id } = row;
    try {
      const secret = open();
      found.set(id, [...new Set([secret.applicant, secret.agent].flatMap((party) => party?.id ?? []))]);
    } catch (error) {
      desk.log.warn("the parties of a case cannot be told", { case: id, error: String(error) });
    }
  }
  return found;
}

/** The officers whose notes are answered in these entries, by case and entry. */
async function askersIn(client: Pick<PoolClient, "query">, entries: readonly FedEntry[]): Promise<ReadonlyMap<string, string>> {
  const asked = entries.flatMap((entry) =>
    entry.events.flatMap((event) =>
      event.type === "noted" && event.kind === "answer" && event.answers !== undefined ? [[entry.case, event.answers] as const] : [],
    ),
  );
  if (asked.length === 0) return new Map();
  const { rows } = await client.query<{ case_id: string; seq: number; officer: string }>(
    `select e.case_id, e.seq, substr(e.actor, 9) officer from unnest($1::uuid[], $2::int[]) a(case_id, seq)
     join casework.entry e on e.case_id = a.case_id and e.seq = a.seq where e.actor like 'officer:%'`,
    [asked.map(([id]) => id), asked.map(([, seq]) => seq)],
  );
  return new Map(rows.map(({ case_id, seq, officer }) => [`${case_id}/${seq}`, officer]));
}

interface Row {
  readonly id: string;
  readonly number: string;
  readonly pack_hash: Buffer;
  readonly parent: string | null;
  readonly party_blind: Buffer | null;
  readonly agent_blind: Buffer | null;
  readonly tasks: readonly ToldTask[];
}

/** A case with the indexes of its parties, who are not told of it yet. */
export interface ReadCase extends ToldCase {
  readonly blinds: readonly Buffer[];
}

/** Cases as notices need them, but for their parties. */
export async function casesIn(
  desk: Pick<Desk, "catalogue">,
  client: Pick<PoolClient, "query">,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadCase>> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<Row>(
    `select c.id, c.number, c.pack_hash, c.parent, c.party_blind, c.agent_blind, t.tasks
     from casework.case c
     cross join lateral (
       select coalesce(jsonb_agg(jsonb_build_object('no', no, 'stage', stage, 'key', key, 'item', item, 'extra', extra,
         'status', status, 'post', post, 'officer', officer) order by no), '[]') as tasks
       from casework.task where case_id = c.id) t
     where c.id = any($1::uuid[])`,
    [ids],
  );
  const told = await Promise.all(
    rows.map(async ({ pack_hash, party_blind, agent_blind, ...row }): Promise<ReadCase> => {
      const blinds = [party_blind, agent_blind].flatMap((blind) => blind ?? []);
      return { ...row, pack: await desk.catalogue.pack(pack_hash.toString("hex")), parties: [], blinds };
    }),
  );
  return new Map(told.map((one) => [one.id, one]));
}

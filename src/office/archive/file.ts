// Transfer: every case that ended is filed. By following the log, or in bulk; done twice it counts once, and the number stays.
import type { Pool, PoolClient } from "pg";
import { cipherOf, type Desk, type Facts, type Feed } from "../../casework/index.ts";
import type { Pack } from "../../catalogue/index.ts";
import { caseKey, type Key, sealJson } from "../../platform/crypto/index.ts";
import { classify, currentPlan, dueOn, type FilePlan } from "./plan.ts";
import { type CaseTitle, titleOf } from "./title.ts";

interface Ended {
  id: string;
  number: string;
  pack: string;
  pack_hash: Buffer;
  agency: string;
  opened_at: number;
  ended_at: number;
  end: string | null;
  facts: Facts;
  wrapped: Buffer;
  data: Buffer | null;
  version: number | null;
  agencies: string[];
  done: string[];
  contents: unknown;
  digest: Buffer;
}

const reading = `
  select c.id, c.number, c.pack, c.pack_hash, c.agency, c.opened_at, c.ended_at, c."end", c.facts, k.wrapped, d.sealed as data, d.version,
    array(select distinct a from (
      select c.agency as a
      union all select split_part(t.post, '/', 1) from casework.task t where t.case_id = c.id and position('/' in t.post) > 0
      union all select r.value from jsonb_each_text(coalesce(c.run->'roles', '{}')) r where c.party_blind is null and c.parent is null
    ) x) as agencies,
    array(select t.stage || '/' || t.key || '=' || t.officer from casework.task t
      where t.case_id = c.id and t.status = 'done' and t.officer is not null order by t.done_at) as done,
    i.contents, i.digest
  from casework.case c
  join keyring.case_key k on k.case_id = c.id
  cross join lateral archive.inventory(c.id) i
  left join lateral (select x.sealed, x.version from casework.data x where x.case_id = c.id order by x.version desc limit 1) d on true
  where c.status = 'ended' and c.ended_at is not null and c.id = any($1::uuid[])`;

/** In file numbers, after DA/T 13: how long it is kept. */
const codes = { permanent: "Y", "30 years": "D30", "10 years": "D10" } as const;

/** What a title, a reason or a purpose in the archive is bound to when it is sealed under the case's key. */
export const sealedAt = {
  title: (id: string): string => `archive:${id}`,
  hold: (id: string): string => `archive hold:${id}`,
  loan: (id: string): string => `archive loan:${id}`,
} as const;

/** What a title is found by: blind indexes of its two-character grams. */
export const titleGrams = (desk: Pick<Desk, "keys">, title: string): Buffer[] => desk.keys.blindGrams("archive title", title);

/** Files those of these cases that have ended; answers how many are new. What one holds by now is noted for those filed before. */
export async function fileCases(
  desk: Desk,
  client: Pick<PoolClient | Pool, "query">,
  ids: readonly string[],
  plan: FilePlan,
): Promise<number> {
  if (ids.length === 0) return 0;
  const { rows } = await client.query<Ended>(reading, [ids]);
  if (rows.length === 0) return 0;
  const directory = await desk.organisation.current();
  const filed = await Promise.all(
    rows.map(async (row) => {
      const pack = await desk.catalogue.pack(row.pack_hash.toString("hex"));
      return rowOf(desk, row, pack, plan, directory?.agency(row.agency)?.code ?? row.agency);
    }),
  );
  const { rows: done } = await client.query<{ n: number }>("select archive.transfer($1::jsonb) as n", [JSON.stringify(filed)]);
  return done[0]?.n ?? 0;
}

const hexGrams = (desk: Pick<Desk, "keys">, text: string): string[] => titleGrams(desk, text).map((gram) => gram.toString("hex"));

const known = new WeakMap<Desk["keys"], WeakMap<Pack, readonly string[]>>();

/** The service's title is a part of what a file is called: ordinary cases have no other. The same for all cases of a pack. */
function serviceGrams(desk: Pick<Desk, "keys">, pack: Pack): readonly string[] {
  const packs = known.get(desk.keys) ?? new WeakMap<Pack, readonly string[]>();
  known.set(desk.keys, packs);
  const before = packs.get(pack);
  if (before) return before;
  const { zh, en } = pack.header.title;
  const made = [...new Set([...hexGrams(desk, zh), ...hexGrams(desk, en)])];
  packs.set(pack, made);
  return made;
}

async function rowOf(desk: Desk, row: Ended, pack: Pack, plan: FilePlan, fonds: string): Promise<Record<string, unknown>> {
  const agencyKey = await desk.agencyKeys.key(row.agency);
  // Most cases are called what their service is: then nothing of theirs is opened.
  const key = (): Key => {
    const opened = caseKey(agencyKey, row.id, row.wrapped);
    if (!opened) throw new Error(`the key of case ${row.id} does not open`);
    return opened;
  };
  const fixing = archivingTasks(pack);
  const officer = row.done.findLast((one) => fixing.has(one.slice(0, one.lastIndexOf("="))));
  const named: CaseTitle = titleOf(pack, () =>
    row.data === null ? {} : cipherOf(key, row.id).openData(row.version ?? 0, row.data).answers,
  );
  const { class: chosen, retention } = classify(plan, {
    pack: row.pack,
    facts: row.facts,
    retention: pack.header.retention,
    given: named.given,
  });
  const year = Number(desk.day(row.ended_at).slice(0, 4));
  const text = named.title;
  return {
    case_id: row.id,
    number: `${fonds}-${chosen.code}·${year}-${codes[retention]}-{n}`,
    agency: row.agency,
    fonds,
    class: chosen.id,
    year,
    retention,
    case_number: row.number,
    pack: row.pack,
    pack_hash: row.pack_hash.toString("hex"),
    opened_at: new Date(row.opened_at).toISOString(),
    ended_at: new Date(row.ended_at).toISOString(),
    end: row.end,
    due_on: dueOn(retention, year),
    filed_at: new Date(desk.now()).toISOString(),
    filed_by: officer === undefined ? "system" : `officer:${officer.slice(officer.lastIndexOf("=") + 1)}`,
    contents: row.contents,
    digest: row.digest.toString("hex"),
    grams: [...new Set([...serviceGrams(desk, pack), ...(text === undefined ? [] : hexGrams(desk, text))])],
    sealed: text === undefined ? "" : sealJson(key(), { title: text }, sealedAt.title(row.id)).toString("hex"),
    agencies: row.agencies.filter((one) => directoryKey.test(one)),
  };
}

const directoryKey = /^[a-z][a-z0-9-]*$/;

/** The tasks of a procedure in which an officer files the case. */
function archivingTasks({ model }: Pack): ReadonlySet<string> {
  return new Set(
    Object.entries(model.stages).flatMap(([stage, { tasks }]) =>
      Object.entries(tasks).flatMap(([key, task]) => (task.do.includes("archive") ? [`${stage}/${key}`] : [])),
    ),
  );
}

/** Files every case when it ends. What is added to an ended case later (a letter that was delivered) is noted with its file. */
export const archiveFeed = (desk: Desk): Feed => ({
  name: "archive",
  from: "start",
  most: 500,
  patience: 5000,
  handle: async (client, entries) => {
    const ids = [...new Set(entries.filter(({ type }) => type !== "destroyed").map((entry) => entry.case))];
    await fileCases(desk, client, ids, await currentPlan(client));
  },
});

const batch = 250;

/** Files what ended and is not filed yet, `most` cases at most; answers how many. Nothing is lost or filed twice beside a running server. */
export async function fileAll(
  desk: Desk,
  progress: (done: number, of: number) => void = () => {},
  most = Number.POSITIVE_INFINITY,
): Promise<number> {
  const { rows: counted } = await desk.pool.query<{ n: number }>(
    "select count(*)::int as n from casework.case c where c.status = 'ended' and not exists (select from archive.record r where r.case_id = c.id)",
  );
  const total = Math.min(counted[0]?.n ?? 0, most);
  const plan = await currentPlan(desk.pool);
  let done = 0;
  let seen = 0;
  for (let last = "00000000-0000-0000-0000-000000000000"; ; ) {
    const { rows } = await desk.pool.query<{ id: string }>(
      `select c.id from casework.case c where c.status = 'ended' and c.id > $1::uuid
         and not exists (select from archive.record r where r.case_id = c.id) order by c.id limit ${batch}`,
      [last],
    );
    const end = rows.at(-1);
    if (!end || seen >= most) return done;
    last = end.id;
    done += await fileCases(
      desk,
      desk.pool,
      rows.map(({ id }) => id),
      plan,
    );
    seen += rows.length;
    progress(seen, Math.max(total, seen));
  }
}

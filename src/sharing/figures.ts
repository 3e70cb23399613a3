// For the city's leaders: who shares, who refuses, on what ground, and how fast requests are decided; worked out from records and cases.

import { type Calendar, dayOf, works } from "../engine/calendar/index.ts";
import { agreements, type ReasonKey, reasonKeys } from "../exchange/index.ts";
import { registers } from "../registry/index.ts";
import type { SharingGround } from "./ground.ts";
import { packsServing } from "./packs.ts";

/** A request for data, as a case. */
export interface SharingRequest {
  readonly case: string;
  readonly number: string;
  /** The register that it is about. */
  readonly register: string;
  /** Its owner; absent where there is no such register (any more). */
  readonly owner?: string;
  readonly opened: number;
  readonly ended?: number;
  /** `granted` where an agreement came of it. */
  readonly outcome: "running" | "granted" | "not-granted";
  /** Working days from the first after it was asked to the one on which it ended, or to today. */
  readonly days: number;
}

/** One agency as a keeper of data. */
export interface AgencyFigures {
  readonly agency: string;
  readonly registers: number;
  /** Fields by the condition on which they are shared. */
  readonly fields: { readonly unconditional: number; readonly conditional: number; readonly none: number };
  /** Articles by which something is not shared, by register. */
  readonly withheld: readonly { readonly register: string; readonly law: string }[];
  /** Agreements in force that others have with it. */
  readonly agreements: number;
  /** Questions within the last twelve months. */
  readonly answered: number;
  readonly refused: number;
  readonly reasons: readonly { readonly reason: ReasonKey; readonly n: number }[];
  readonly requests: readonly SharingRequest[];
  /** Half of the decided requests took no more working days than this. */
  readonly median?: number;
}

const year = 365 * 86_400_000;

/** Every agency that keeps a register; the one that answers most first. Bring the figures up to date with `refreshSharing` before. */
export async function sharingFigures(ground: SharingGround): Promise<readonly AgencyFigures[]> {
  const { pool, day } = ground;
  const now = ground.now();
  const today = day(now);
  const [all, agreed, used, requests] = await Promise.all([
    registers({ app: pool }),
    agreements(pool),
    pool.query<{ holder: string; state: string; reason: string; n: number }>(
      "select holder, state, reason, sum(n)::int n from sharing.use where day > $1::date group by 1, 2, 3",
      [day(now - year)],
    ),
    sharingRequests(ground),
  ]);
  const owners = [...new Set(all.map(({ owner }) => owner))].sort();
  const figures = owners.map((agency): AgencyFigures => {
    const own = all.filter(({ owner }) => owner === agency);
    const fields = own.flatMap((one) => Object.values(one.fields).map((field) => one.share[field.class]));
    const count = (kind: (typeof fields)[number]): number => fields.filter((one) => one === kind).length;
    const ids = new Set(own.map(({ id }) => id));
    const uses = used.rows.filter(({ holder }) => holder === agency);
    const sum = (rows: typeof uses): number => rows.reduce((total, { n }) => total + n, 0);
    const refused = uses.filter(({ state }) => state === "refused");
    const about = requests.filter(({ owner }) => owner === agency);
    const took = about.filter(({ outcome }) => outcome !== "running").map(({ days }) => days);
    const median = middle(took);
    return {
      agency,
      registers: own.length,
      fields: { unconditional: count("unconditional"), conditional: count("conditional"), none: count("none") },
      withheld: own.flatMap(({ id, withheld, share, fields: named }) =>
        withheld && Object.values(named).some((field) => share[field.class] === "none") ? [{ register: id, law: withheld.law }] : [],
      ),
      agreements: agreed.filter(
        ({ register, status, from, to }) => ids.has(register) && status === "active" && from <= today && (to === undefined || today <= to),
      ).length,
      answered: sum(uses) - sum(refused),
      refused: sum(refused),
      reasons: reasonKeys
        .map((reason) => ({ reason, n: sum(refused.filter((one) => one.reason === reason)) }))
        .filter(({ n }) => n > 0)
        .sort((a, b) => b.n - a.n),
      requests: about,
      ...(median === undefined ? {} : { median }),
    };
  });
  return figures.sort((a, b) => b.answered - a.answered || (a.agency < b.agency ? -1 : 1));
}

/** The requests of the last twelve months that name a register, latest first. */
export async function sharingRequests(ground: SharingGround): Promise<readonly SharingRequest[]> {
  const packs = await packsServing(ground, "sharing-request");
  if (packs.length === 0) return [];
  const { pool, calendar, day } = ground;
  const now = ground.now();
  const { rows } = await pool.query<{
    id: string;
    number: string;
    register: string;
    owner: string | null;
    opened: number;
    ended: number | null;
    made: boolean;
  }>(
    `select c.id, c.number, c.facts ->> 'register' register, g.owner, (extract(epoch from c.opened_at) * 1000)::float8 opened,
       (extract(epoch from c.ended_at) * 1000)::float8 ended, exists (select from exchange.agreement a where a.case_id = c.id) made
     from casework.case c left join registry.register g on g.id = c.facts ->> 'register'
     where c.agency = any ($1) and c.pack = any ($2) and c.opened_at > to_timestamp($3 / 1000.0)
       and c.facts ->> 'register' is not null order by c.opened_at desc, c.id desc limit 1000`,
    [packs.map(({ header }) => header.agency), packs.map(({ header }) => header.id), now - year],
  );
  return rows.map((row) => ({
    case: row.id,
    number: row.number,
    register: row.register,
    ...(row.owner === null ? {} : { owner: row.owner }),
    opened: row.opened,
    ...(row.ended === null ? {} : { ended: row.ended }),
    outcome: row.ended === null ? "running" : row.made ? "granted" : "not-granted",
    days: workingDays(calendar, day(row.opened), day(row.ended ?? now)),
  }));
}

/** Working days after the first up to and including the last. */
function workingDays(calendar: Calendar, from: string, to: string): number {
  const [first, last] = [dayOf(from), dayOf(to)];
  if (first === null || last === null) return 0;
  let count = 0;
  for (let day = first + 1; day <= last; day++) if (works(calendar, day)) count++;
  return count;
}

function middle(numbers: readonly number[]): number | undefined {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

// Who acts in a loaded history: the parties that the installation knows, and on each day the officers who hold a post.
import type { Pool } from "pg";
import { type Actor, type Ground, type Party, partiesById } from "../identity/index.ts";
import type { Directory } from "../organisation/index.ts";

/** An applicant with whoever acts for it. */
export interface Applicant {
  /** Its place among all. */
  readonly no: number;
  readonly party: Party;
  readonly agent: Party | undefined;
  readonly actor: Extract<Actor, { kind: "party" }>;
}

const most = 20_000;

/** Every person, and every organisation for which somebody may act. */
export async function applicantsOf(pool: Pick<Pool, "query">, ground: Ground): Promise<readonly Applicant[]> {
  const { rows: found } = await pool.query<{ id: string }>(`select id from identity.party order by id limit ${most}`);
  const { rows: agents } = await pool.query<{ organisation: string; person: string }>(
    "select distinct on (organisation) organisation, person from identity.agent where last is null order by organisation, person",
  );
  const parties = await partiesById(
    ground,
    found.map(({ id }) => id),
  );
  const agentOf = new Map(agents.map(({ organisation, person }) => [organisation, person]));
  return [...parties.values()].flatMap((party, no): Applicant[] => {
    const agent = parties.get(agentOf.get(party.id) ?? "");
    if (party.kind === "organisation" && !agent) return [];
    const who = party.kind === "organisation" ? agent : party;
    if (!who) return [];
    const actsFor = party.kind === "organisation" ? [party.id] : [];
    return [
      {
        no,
        party,
        agent: party.kind === "organisation" ? agent : undefined,
        actor: { kind: "party", id: who.id, name: who.name, party: who.kind, actsFor },
      },
    ];
  });
}

export type OfficerActor = Extract<Actor, { kind: "officer" }>;

export interface Staff {
  /** Those who hold a post on a day (`YYYY-MM-DD`), as they act on that day. */
  holding(post: string, on: string): readonly OfficerActor[];
  /** Agencies that have somebody in their post of that name. */
  agenciesWith(post: string, on: string): readonly string[];
}

export function staffOf(directory: Directory): Staff {
  const held = new Map<string, readonly OfficerActor[]>();
  const kept = <T>(cache: Map<string, T>, name: string, make: () => T): T => {
    const found = cache.get(name) ?? make();
    cache.set(name, found);
    return found;
  };
  const actor = (id: string, name: string, on: string): OfficerActor => {
    const posts = directory.postsOf(id, on);
    return {
      kind: "officer",
      id,
      name,
      language: "zh",
      posts: posts.map((post) => post.name),
      rights: [...new Set(posts.flatMap(({ rights }) => rights))],
    };
  };
  const holding = (post: string, on: string) => {
    const person = post.startsWith("@") ? directory.officer(post.slice(1)) : undefined;
    if (person) return [actor(person.id, person.name, on)];
    return kept(held, `${on} ${post}`, () => directory.officersOf(post, on).map(({ id, name }) => actor(id, name, on)));
  };
  return {
    holding,
    agenciesWith: (post, on) =>
      directory
        .agencies()
        .map(({ id }) => id)
        .filter((id) => holding(`${id}/${post}`, on).length > 0),
  };
}

// Whose tasks a board shows, and what it was asked to leave out.
import { agencyOf } from "../../casework/index.ts";
import type { Http } from "../../platform/http/index.ts";
import type { Bench } from "../context.ts";
import { workPosts } from "../frame.tsx";

export const views = ["mine", "head", "agency", "city"] as const;
export type View = (typeof views)[number];

export const isView = (name: string | undefined): name is View => views.some((one) => one === name);

/** The agencies whose posts an officer holds. */
const ownAgencies = ({ officer }: Bench): string[] => [...new Set(officer.posts.flatMap((post) => agencyOf(post) ?? []))];

/** The boards that an officer may look at. */
export function viewsFor(bench: Bench): View[] {
  const { officer } = bench;
  return [
    "mine",
    ...((officer.leads ?? []).length > 0 ? (["head"] as const) : []),
    ...(ownAgencies(bench).length > 0 ? (["agency"] as const) : []),
    ...(officer.rights.includes("read-cases") ? (["city"] as const) : []),
  ];
}

/** The agencies of a board; undefined: one's own posts alone. */
export function agenciesOf(bench: Bench, view: View): readonly string[] | undefined {
  if (view === "mine") return undefined;
  if (view === "head") return bench.officer.leads ?? [];
  return view === "agency" ? ownAgencies(bench) : bench.directory.agencies().map(({ id }) => id);
}

/** Posts of a board with their agencies; tasks that are meant for a person stand with the agency of that person's first post. */
export function postsOf(bench: Bench, view: View): ReadonlyMap<string, string> {
  const { directory, desk, now } = bench;
  const agencies = agenciesOf(bench, view);
  if (agencies === undefined) return new Map(workPosts(bench).map((post) => [post, agencyOf(post) ?? ""]));
  const within = new Set(agencies);
  const today = desk.day(now);
  return new Map([
    ...directory.posts().flatMap(({ name, agency }) => (within.has(agency) ? [[name, agency] as const] : [])),
    ...directory.officers().flatMap(({ id }) => {
      const [first] = directory.postsOf(id, today);
      return first && within.has(first.agency) ? [[`@${id}`, first.agency] as const] : [];
    }),
  ]);
}

/** What a reader of a board asked for. */
export interface BoardFilter {
  readonly post?: string;
  readonly service?: string;
  readonly agency?: string;
  /** An officer's id, or `none` for what nobody has taken. */
  readonly officer?: string;
  readonly colour?: "red" | "yellow";
}

const names = ["post", "service", "agency", "officer"] as const;

export function readBoardFilter(c: Http): BoardFilter {
  const colour = c.req.query("colour");
  const given = names.flatMap((name) => {
    const value = c.req
      .query(name)
      ?.replaceAll(/\p{Cc}/gu, "")
      .slice(0, 200);
    return value ? [[name, value] as const] : [];
  });
  return { ...Object.fromEntries(given), ...(colour === "red" || colour === "yellow" ? { colour } : {}) };
}

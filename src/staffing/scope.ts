// Whose tasks a board shows: an officer's own, those of agencies that the officer leads, of the officer's agencies, of the city.
import { agencyOf, workOf } from "../casework/index.ts";
import type { Actor } from "../identity/index.ts";
import type { Directory } from "../organisation/index.ts";

export const boardViews = ["mine", "head", "agency", "city"] as const;
export type BoardView = (typeof boardViews)[number];

type Officer = Extract<Actor, { kind: "officer" }>;

/** The agencies whose posts an officer holds or acts in. */
export const agenciesHeld = ({ posts }: Officer): string[] => [...new Set(posts.flatMap((post) => agencyOf(post) ?? []))];

/** The boards that an officer may look at. */
export function viewsOf(officer: Officer): BoardView[] {
  return [
    "mine",
    ...((officer.leads ?? []).length > 0 ? (["head"] as const) : []),
    ...(agenciesHeld(officer).length > 0 ? (["agency"] as const) : []),
    ...(officer.rights.includes("read-cases") ? (["city"] as const) : []),
  ];
}

/** The agencies of a board; undefined: one's own posts alone. */
function agenciesOf(officer: Officer, view: BoardView, directory: Directory): readonly string[] | undefined {
  if (view === "mine") return undefined;
  if (view === "head") return officer.leads ?? [];
  return view === "agency" ? agenciesHeld(officer) : directory.agencies().map(({ id }) => id);
}

/** Posts of a board with their agencies; tasks that are meant for a person stand with the agency of that person's first post. */
export function boardPosts(directory: Directory, officer: Officer, view: BoardView, today: string): ReadonlyMap<string, string> {
  const agencies = agenciesOf(officer, view, directory);
  if (agencies === undefined) return new Map(workOf(officer).posts.map((post) => [post, agencyOf(post) ?? ""]));
  const within = new Set(agencies);
  return new Map([
    ...directory.posts().flatMap(({ name, agency }) => (within.has(agency) ? [[name, agency] as const] : [])),
    ...directory.officers().flatMap(({ id }) => {
      const [first] = directory.postsOf(id, today);
      return first && within.has(first.agency) ? [[`@${id}`, first.agency] as const] : [];
    }),
  ]);
}

// The organisation as it stands, for looking things up: pure, made from a city's files or from the database's rows.
import type { Lang, Text } from "../platform/i18n/index.ts";
import type { CityFile, OrganisationFile } from "./format.ts";

/** A body of government. */
export interface Agency {
  readonly id: string;
  readonly title: Text;
  /** The installation's own nine-digit code. */
  readonly code: string;
  readonly uscc: string;
  readonly phone: string;
  readonly address: Text;
  /** False: no longer at work; old cases still name it. */
  readonly active: boolean;
}

/** A post of an agency; rights attach to it, never to a person. */
export interface Post {
  /** `agency/post` */
  readonly name: string;
  readonly agency: string;
  readonly title: Text;
  readonly duties: readonly Text[];
  readonly rights: readonly string[];
  readonly active: boolean;
}

/** From the first day to the last, both included. */
export interface Appointment {
  readonly post: string;
  readonly from: string;
  readonly to?: string;
}

export interface Officer {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly language: Lang;
  readonly appointments: readonly Appointment[];
}

/** What the rest of Errand needs of city.yaml. */
export type CityInfo = CityFile;

/** Agencies, posts and officers in the order of the city's file. Dates are `YYYY-MM-DD` of the city's calendar. */
export interface Directory {
  readonly city: CityInfo;
  agencies(): readonly Agency[];
  agency(id: string): Agency | undefined;
  /** All posts, or those of one agency. */
  posts(agency?: string): readonly Post[];
  post(name: string): Post | undefined;
  officers(): readonly Officer[];
  officer(id: string): Officer | undefined;
  /** Who holds a post on a day. */
  officersOf(post: string, on: string): readonly Officer[];
  /** The posts that an officer holds on a day. */
  postsOf(officer: string, on: string): readonly Post[];
}

/** What a directory is made from. */
export interface Roster {
  readonly city: CityInfo;
  readonly agencies: readonly Agency[];
  readonly posts: readonly Post[];
  readonly officers: readonly Officer[];
}

const counts = (one: Appointment, on: string): boolean => one.from <= on && (one.to === undefined || on <= one.to);

export function makeDirectory({ city, agencies, posts, officers }: Roster): Directory {
  const agencyById = new Map(agencies.map((one) => [one.id, one]));
  const postByName = new Map(posts.map((one) => [one.name, one]));
  const officerById = new Map(officers.map((one) => [one.id, one]));
  const atWork = (name: string): Post | undefined => {
    const post = postByName.get(name);
    return post?.active && agencyById.get(post.agency)?.active ? post : undefined;
  };
  return {
    city,
    agencies: () => agencies,
    agency: (id) => agencyById.get(id),
    posts: (agency) => (agency === undefined ? posts : posts.filter((one) => one.agency === agency)),
    post: (name) => postByName.get(name),
    officers: () => officers,
    officer: (id) => officerById.get(id),
    officersOf: (post, on) =>
      atWork(post) ? officers.filter((one) => one.appointments.some((held) => held.post === post && counts(held, on))) : [],
    postsOf: (officer, on) => {
      const held = officerById.get(officer)?.appointments.filter((one) => counts(one, on)) ?? [];
      return [...new Set(held.map((one) => one.post))].flatMap((name) => atWork(name) ?? []);
    },
  };
}

/** The roster that a city's files describe. */
export function rosterOf(city: CityFile, { agencies, officers }: OrganisationFile): Roster {
  return {
    city,
    agencies: agencies.map(({ posts: _, ...one }) => ({ ...one, active: true })),
    posts: agencies.flatMap((agency) =>
      agency.posts.map(({ id, ...post }) => ({ ...post, name: `${agency.id}/${id}`, agency: agency.id, active: true })),
    ),
    officers: officers.map(({ posts, ...one }) => ({
      ...one,
      appointments: posts.map(({ post, from, to }) => ({ post, from, ...(to === undefined ? {} : { to }) })),
    })),
  };
}

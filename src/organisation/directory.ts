// The organisation as it stands, for looking things up: pure, made from a city's files or from the database's rows.
import { isoDate, type Lang, type Text, time } from "../platform/i18n/index.ts";
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
  /** The last day on which it is at work. */
  readonly to?: string;
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
  /** The last day on which it counts. */
  readonly to?: string;
  /** The post whose holders do from then on what this one was for. */
  readonly successor?: string;
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

/** A post acted in for another, from the first day to the last, both included. */
export interface StandIn {
  readonly id: string;
  readonly how: "delegated" | "substitute";
  readonly post: string;
  /** In whose place; absent: the post is vacant. */
  readonly for?: string;
  readonly officer: string;
  /** In cases of these services alone, without the post's rights. */
  readonly packs?: readonly string[];
  readonly from: string;
  readonly to: string;
  /** Times of day by the city's clock (`HH:MM`): from the one on the first day, until the other on the last; absent: all of the day. */
  readonly begins?: string;
  readonly ends?: string;
  /** Ended before its last day (epoch milliseconds). */
  readonly endedAt?: number;
  /** Who entered it. */
  readonly by: string;
}

/** An officer is away, from the first day to the last; `to` before `from`: it did not come about. */
export interface Leave {
  readonly id: string;
  readonly officer: string;
  readonly from: string;
  readonly to: string;
}

/** What the rest of Errand needs of city.yaml. */
export type CityInfo = CityFile;

/** Agencies, posts and officers in the order of the city's file. Dates are `YYYY-MM-DD` of the city's calendar. */
export interface Directory {
  /** Which state of the organisation this is (hexadecimal); empty for one made from a folder. */
  readonly edition: string;
  readonly city: CityInfo;
  agencies(): readonly Agency[];
  agency(id: string): Agency | undefined;
  /** All posts, or those of one agency. */
  posts(agency?: string): readonly Post[];
  post(name: string): Post | undefined;
  officers(): readonly Officer[];
  officer(id: string): Officer | undefined;
  /** Who holds a post on a day; an ended one is held by those who hold its successor. */
  officersOf(post: string, on: string): readonly Officer[];
  /** The posts that an officer holds on a day, with those that they succeed. */
  postsOf(officer: string, on: string): readonly Post[];
  /**
   * Who acts in a post for others, or for an officer who is away (`@officer`): on a day, or at a minute of it by the city's clock
   * (`YYYY-MM-DDTHH:MM`). With the instant itself (epoch milliseconds) what was ended only later counts: for judging what was done then.
   */
  actingIn(post: string, on: string, at?: number): readonly StandIn[];
  /** Every delegation and substitution that is known, past ones among them. */
  standIns(): readonly StandIn[];
  leaves(): readonly Leave[];
  /** The last day of the leave that an officer is on; undefined for one who is there. */
  awayUntil(officer: string, on: string): string | undefined;
}

/** The minute of an instant by the city's clock, as {@link Directory.actingIn} is asked for it. */
export const minuteAt = (at: number, zone: string): string => `${isoDate(at, zone)}T${time(at, "en", zone)}`;

/** What a directory is made from. */
export interface Roster {
  readonly city: CityInfo;
  readonly agencies: readonly Agency[];
  readonly posts: readonly Post[];
  readonly officers: readonly Officer[];
  readonly standIns?: readonly StandIn[];
  readonly leaves?: readonly Leave[];
  readonly edition?: string;
}

const within = (one: { readonly from: string; readonly to?: string }, on: string): boolean =>
  one.from <= on && (one.to === undefined || on <= one.to);

/** Asked for a day it counts whenever in that day; asked for a minute, in its hours alone. */
const inHours = ({ from, to, begins, ends }: StandIn, at: string): boolean => {
  const [on, time] = [at.slice(0, 10), at.slice(11)];
  if (time === "") return true;
  return !(begins !== undefined && on === from && time < begins) && !(ends !== undefined && on === to && time >= ends);
};

export function makeDirectory({ city, agencies, posts, officers, standIns = [], leaves = [], edition = "" }: Roster): Directory {
  const agencyById = new Map(agencies.map((one) => [one.id, one]));
  const postByName = new Map(posts.map((one) => [one.name, one]));
  const officerById = new Map(officers.map((one) => [one.id, one]));
  /** Who was, is or will be appointed to each post, in the order of the officers. */
  const appointments = new Map<string, { readonly officer: Officer; readonly held: Appointment }[]>();
  for (const officer of officers)
    for (const held of officer.appointments) {
      const known = appointments.get(held.post);
      if (known) known.push({ officer, held });
      else appointments.set(held.post, [{ officer, held }]);
    }
  const postsByAgency = Map.groupBy(posts, ({ agency }) => agency);
  const holders = (post: string, on: string): Officer[] => [
    ...new Set((appointments.get(post) ?? []).flatMap(({ officer, held }) => (within(held, on) ? [officer] : []))),
  ];
  const lasts = (one: { readonly active: boolean; readonly to?: string } | undefined, on: string): boolean =>
    one?.active === true && (one.to === undefined || on <= one.to);
  const atWork = (name: string, on: string): Post | undefined => {
    const post = postByName.get(name);
    return lasts(post, on) && lasts(agencyById.get(post?.agency ?? ""), on) ? post : undefined;
  };
  const preceding = new Map<string, Post[]>();
  for (const post of posts)
    if (post.successor !== undefined) preceding.set(post.successor, [...(preceding.get(post.successor) ?? []), post]);
  /** The post at work on a day that does what a post is for: itself, or once it has ended its successor. */
  const doing = (name: string, on: string): Post | undefined => {
    const post = postByName.get(name);
    const ended = post?.active && post.to !== undefined && post.to < on;
    return ended ? (post.successor === undefined ? undefined : atWork(post.successor, on)) : atWork(name, on);
  };
  const appointed = (officer: string, post: string, on: string): boolean =>
    officerById.get(officer)?.appointments.some((one) => one.post === post && within(one, on)) ?? false;
  const postsOf = (officer: string, on: string): readonly Post[] => {
    const held = officerById.get(officer)?.appointments.filter((one) => within(one, on)) ?? [];
    const own = [...new Set(held.map((one) => one.post))].flatMap((name) => atWork(name, on) ?? []);
    return [...new Set(own.flatMap((post) => [post, ...(preceding.get(post.name) ?? []).filter(({ to }) => to !== undefined && to < on)]))];
  };
  const awayUntil = (officer: string, on: string): string | undefined =>
    leaves.find((one) => one.officer === officer && within(one, on))?.to;
  const stands = (one: StandIn, at: string, instant: number | undefined): boolean => {
    const on = at.slice(0, 10);
    const ended = one.endedAt !== undefined && (instant === undefined || one.endedAt <= instant);
    if (ended || !within(one, on) || !inHours(one, at) || !atWork(one.post, on)) return false;
    const own = postsOf(one.officer, on);
    if (own.length === 0 || own.some(({ name }) => name === one.post)) return false;
    if (one.for === undefined) return holders(one.post, on).length === 0;
    return appointed(one.for, one.post, on) && (one.how === "delegated" || awayUntil(one.for, on) !== undefined);
  };
  return {
    edition,
    city,
    agencies: () => agencies,
    agency: (id) => agencyById.get(id),
    posts: (agency) => (agency === undefined ? posts : (postsByAgency.get(agency) ?? [])),
    post: (name) => postByName.get(name),
    officers: () => officers,
    officer: (id) => officerById.get(id),
    officersOf: (post, on) => {
      const now = doing(post, on);
      return now ? holders(now.name, on) : [];
    },
    postsOf,
    actingIn: (post, at, instant) => {
      const on = at.slice(0, 10);
      if (post.startsWith("@")) {
        const whom = post.slice(1);
        return awayUntil(whom, on) === undefined ? [] : standIns.filter((one) => one.for === whom && stands(one, at, instant));
      }
      const now = doing(post, on)?.name;
      return standIns.filter((one) => one.post === now && stands(one, at, instant));
    },
    standIns: () => standIns,
    leaves: () => leaves,
    awayUntil,
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

// Who may change what of the organisation. Administrators may change everything, an agency's administrator what is the agency's own;
// who leads an agency arranges its work; everybody hands on their own posts and enters their own leave.
import { allow, type Decision, deny } from "../access/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import type { OrganisationCommand } from "./command.ts";
import type { Directory, Post } from "./directory.ts";

/** What an officer's posts let them change on a day. */
export interface Powers {
  readonly all: boolean;
  /** Agencies that they administer, and those that they lead. */
  readonly administers: ReadonlySet<string>;
  readonly leads: ReadonlySet<string>;
}

/** Posts that give their rights to an officer on a day: held, or acted in as a whole. */
function rightful(directory: Directory, officer: string, on: string): readonly Post[] {
  const lent = directory
    .standIns()
    .filter((one) => one.officer === officer && one.packs === undefined && directory.actingIn(one.post, on).includes(one));
  const own = directory.postsOf(officer, on).filter(({ to }) => to === undefined || on <= to);
  return [...own, ...lent.flatMap(({ post }) => directory.post(post) ?? [])];
}

export function powersOf(directory: Directory, officer: string, on: string): Powers {
  const posts = rightful(directory, officer, on);
  const agencies = (right: string) => new Set(posts.filter(({ rights }) => rights.includes(right)).map(({ agency }) => agency));
  return { all: agencies("administer").size > 0, administers: agencies("administer-agency"), leads: agencies("lead-agency") };
}

/** Rights that reach no further than the agency; an agency's administrator leaves all others alone. */
const within = new Set(["administer-agency", "lead-agency"]);
const reachesBeyond = (post: Post | undefined): boolean => post?.rights.some((right) => !within.has(right)) ?? false;

const beyond: Text = {
  zh: "这个岗位带有超出本部门的权限，只有全市的系统管理员可以更改。",
  en: "This post carries rights that reach beyond the agency: only the city's administrator may change it.",
};
const elsewhere: Text = {
  zh: "只能管理本部门的机构、岗位和人员。请联系全市的系统管理员。",
  en: "You may change your own agency, its posts and officers only. Ask the city's administrator.",
};

const agencyOf = (post: string): string => post.slice(0, post.indexOf("/"));

/** May this officer give this command today? */
export function mayChange(directory: Directory, officer: string, command: OrganisationCommand, on: string): Decision {
  const powers = powersOf(directory, officer, on);
  if (command.type === "delegate") return allow;
  if (powers.all) return allow;
  const keeps = (agency: string): boolean => powers.administers.has(agency);
  const arranges = (agency: string): boolean => keeps(agency) || powers.leads.has(agency);
  const ownPeople = (id: string, rule: (agency: string) => boolean): boolean => {
    const agencies = (directory.officer(id)?.appointments ?? []).map(({ post }) => agencyOf(post));
    return agencies.length > 0 && agencies.every(rule);
  };
  switch (command.type) {
    case "put-agency":
    case "end-agency":
      return keeps(command.id) && directory.agency(command.id) ? allow : deny(403, keeps(command.id) ? undefined : elsewhere);
    case "put-post": {
      if (!keeps(agencyOf(command.post))) return deny(403, elsewhere);
      const before = directory.post(command.post)?.rights ?? [];
      const same = before.length === command.rights.length && command.rights.every((right) => before.includes(right));
      return same ? allow : deny(403, beyond);
    }
    case "end-post":
    case "appoint":
    case "end-appointment":
      if (!keeps(agencyOf(command.post))) return deny(403, elsewhere);
      return reachesBeyond(directory.post(command.post)) ? deny(403, beyond) : allow;
    case "put-officer":
      if (directory.officer(command.id) === undefined) return powers.administers.size > 0 ? allow : deny(403, elsewhere);
      return ownPeople(command.id, keeps) ? allow : deny(403, elsewhere);
    case "end-officer":
      return ownPeople(command.id, keeps) ? allow : deny(403, elsewhere);
    case "substitute":
      return arranges(agencyOf(command.post)) ? allow : deny(403, elsewhere);
    case "leave":
      return command.officer === officer || someAgency(directory, command.officer, arranges, on) ? allow : deny(403, elsewhere);
    case "end-leave": {
      const leave = directory.leaves().find(({ id }) => id === command.id);
      if (!leave) return deny(404);
      return leave.officer === officer || someAgency(directory, leave.officer, arranges, on) ? allow : deny(403, elsewhere);
    }
    case "end-acting": {
      const one = directory.standIns().find(({ id }) => id === command.id);
      if (!one) return deny(404);
      return (one.how === "delegated" && one.for === officer) || arranges(agencyOf(one.post)) ? allow : deny(403, elsewhere);
    }
  }
}

const someAgency = (directory: Directory, officer: string, rule: (agency: string) => boolean, on: string): boolean =>
  directory.postsOf(officer, on).some(({ agency }) => rule(agency));

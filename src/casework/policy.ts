// Who may do what with a case. Deny by default: what no rule allows is refused, and who may not know of a case is
// told that there is none. Rights attach to posts; the one who holds a post today may act for it today.
import { allow, type Decision, deny, hidden } from "../access/index.ts";
import type { Acting, Actor } from "../identity/index.ts";
import type { CaseCommand } from "./command.ts";
import { agencyOf } from "./posts.ts";

/** What a policy needs to know of a case. */
export interface CaseSubject {
  readonly agency: string;
  /** Agencies of which a post has or had a task here. */
  readonly agencies: ReadonlySet<string>;
  /** True for the applicant and for the one who acts for the applicant. */
  readonly party: boolean;
  /** The service: some act for others in named services alone. */
  readonly pack?: string;
}

export interface TaskSubject {
  readonly post: string;
  readonly officer: string | undefined;
}

/** The post that an officer acts in for another; undefined for one of the officer's own. */
export const actingIn = (actor: Actor, post: string): Acting | undefined =>
  actor.kind === "officer" ? actor.acting?.find((one) => one.post === post) : undefined;

/** What the list of tasks is asked for an officer: every post, what is meant for the person, and which posts count in some services alone. */
export function workOf(actor: Extract<Actor, { kind: "officer" }>): {
  readonly posts: readonly string[];
  readonly limited?: Readonly<Record<string, readonly string[]>>;
} {
  const some = (actor.acting ?? []).flatMap(({ post, packs }) => (packs ? [[post, packs] as const] : []));
  const posts = [...actor.posts, ...some.map(([post]) => post), `@${actor.id}`];
  return some.length > 0 ? { posts, limited: Object.fromEntries(some) } : { posts };
}

/** The posts that an officer has in this case: held, acted in, and those lent for services of which this is one. */
const postsHere = (actor: Extract<Actor, { kind: "officer" }>, { pack }: CaseSubject): readonly string[] => {
  const lent = (actor.acting ?? []).flatMap(({ post, packs }) => (pack !== undefined && packs?.includes(pack) ? [post] : []));
  return lent.length > 0 ? [...actor.posts, ...lent] : actor.posts;
};

/** The post or person may be asked to act: the officer holds the post, is the person, or is the applicant. */
export function holds(actor: Actor, post: string, subject: CaseSubject): boolean {
  if (actor.kind === "officer") return post === `@${actor.id}` || postsHere(actor, subject).includes(post);
  if (actor.kind === "party") return post === "applicant" && subject.party;
  return actor.kind === "system";
}

/** A party sees its own cases; an agency those it owns and those where a post of its has or had a task. */
export function mayRead(actor: Actor, subject: CaseSubject): Decision {
  if (actor.kind === "anonymous") return deny(401);
  if (actor.kind === "system") return allow;
  if (actor.kind === "party") return subject.party ? allow : hidden;
  const sees = postsHere(actor, subject).some((post) => {
    const agency = agencyOf(post);
    return agency !== undefined && (agency === subject.agency || subject.agencies.has(agency));
  });
  return sees || actor.rights.includes("read-cases") ? allow : hidden;
}

type Rule = (actor: Actor, subject: CaseSubject, task: TaskSubject | undefined) => boolean;

const forPost: Rule = (actor, subject, task) => task !== undefined && holds(actor, task.post, subject);
const byTaker: Rule = (actor, _, task) => actor.kind === "officer" && task?.officer === actor.id;
/** Whoever arranges an agency's work gives its tasks to others. */
const byLeader: Rule = (actor, _, task) =>
  actor.kind === "officer" && task !== undefined && (actor.leads ?? []).includes(agencyOf(task.post) ?? "");
const byParty: Rule = (actor, subject) => actor.kind === "party" && subject.party;

/** The one table of commands and who may give them; `open` is asked with the post that the extra's `may` names. */
const rules = {
  take: (actor, subject, task) => actor.kind === "officer" && forPost(actor, subject, task),
  release: byTaker,
  give: (actor, subject, task) =>
    actor.kind === "officer" && (byTaker(actor, subject, task) || forPost(actor, subject, task) || byLeader(actor, subject, task)),
  finish: forPost,
  recall: (actor, _, task) => actor.kind === "officer" && task?.officer === actor.id,
  open: (actor, subject, task) => actor.kind === "officer" && forPost(actor, subject, task),
  withdraw: byParty,
  urge: (actor, subject) => actor.kind === "officer" || byParty(actor, subject, undefined),
  supervise: (actor) => actor.kind === "officer" && actor.rights.includes("supervise"),
  late: (actor) => actor.kind === "system",
  remark: (actor) => actor.kind === "officer",
  answer: (actor) => actor.kind === "officer",
} as const satisfies Record<string, Rule>;

/** The name under which the table knows a command. */
export const ruleOf = (command: CaseCommand): keyof typeof rules => (command.type === "note" ? command.kind : command.type);

/** May this actor give this command on this case? Reading is asked first, so that a stranger learns nothing. */
export function may(actor: Actor, name: keyof typeof rules, subject: CaseSubject, task?: TaskSubject): Decision {
  const read = mayRead(actor, subject);
  if (!read.allowed) return read;
  if (actor.kind === "system") return allow;
  return rules[name](actor, subject, task) ? allow : deny(403);
}

/** Every command that the table knows; the generated test of command × post goes through them. */
export const commandNames = Object.keys(rules) as (keyof typeof rules)[];

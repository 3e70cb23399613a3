// In which post somebody acts in another's place, for the entry that is made of it.
import type { ActedIn } from "../engine/procedure/index.ts";
import type { Acting, Actor } from "../identity/index.ts";
import type { CaseCommand } from "./command.ts";
import type { Loaded } from "./load.ts";
import { actingIn } from "./policy.ts";
import { agencyOf } from "./posts.ts";

const told = ({ post, for: whom, how, id }: Acting): ActedIn => ({ post, ...(whom === undefined ? {} : { for: whom }), how, id });

/** How an officer acts in this post, where it is another's. */
export function actedFor(actor: Actor, post: string): ActedIn | undefined {
  const acting = actingIn(actor, post);
  return acting && told(acting);
}

/** The post of another's in which this command is given; undefined where it is given in a post of one's own. */
export function actedIn(actor: Actor, loaded: Loaded, command: CaseCommand): ActedIn | undefined {
  if (actor.kind !== "officer" || !actor.acting?.length) return undefined;
  const found = command.type === "note" ? forNote(actor, loaded, command.kind) : actingIn(actor, postOf(loaded, command) ?? "");
  return found && told(found);
}

function postOf(loaded: Loaded, command: Exclude<CaseCommand, { type: "note" }>): string | undefined {
  if ("task" in command) return loaded.posts.get(command.task);
  const { extras } = loaded.pack.model;
  const extra = command.type === "open" && Object.hasOwn(extras, command.extra) ? extras[command.extra] : undefined;
  return extra && loaded.resolve(extra.may);
}

/** Words need no post: another's counts where none of one's own would let one say them. */
function forNote(actor: Extract<Actor, { kind: "officer" }>, loaded: Loaded, kind: string): Acting | undefined {
  const acting = actor.acting ?? [];
  if (kind === "supervise") return acting.find(({ rights }) => rights?.includes("supervise"));
  const agencies = new Set([loaded.row.agency, ...[...loaded.posts.values()].map(agencyOf)]);
  const reads = (post: string): boolean => agencies.has(agencyOf(post) ?? "");
  if (actor.posts.some((post) => reads(post) && !actingIn(actor, post))) return undefined;
  return acting.find(({ post, packs }) => reads(post) && (packs === undefined || packs.includes(loaded.row.pack)));
}

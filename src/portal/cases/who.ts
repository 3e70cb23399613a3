// Who acts in a case, by the name of the body: the public deals with offices, not with persons.
import type { CaseView } from "../../casework/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { agencyTitle, type Visit } from "../context.ts";
import { whoDoes } from "../services/picture.ts";
import { words } from "./messages.ts";

/** The one whose turn it is, and at what; undefined where the case stands still or has ended. */
export function atWork(
  visit: Pick<Visit, "directory">,
  view: CaseView,
): { readonly who: Text; readonly what: Text; readonly system: boolean } | undefined {
  const task = view.tasks.find(({ status, post }) => (status === "open" || status === "taken") && post !== "applicant");
  if (!task) return undefined;
  return { who: task.post.startsWith("@") ? words.concerned : whoDoes(visit, task.post), what: task.title, system: task.post === "system" };
}

/** Who made an entry: the reader, the system, or the body whose officer it was. */
export function actorName({ directory, desk }: Pick<Visit, "directory" | "desk">, actor: string, at: number): Text {
  if (actor === "party") return words.you;
  if (!actor.startsWith("officer:")) return words.system;
  const [post] = directory?.postsOf(actor.slice("officer:".length), desk.day(at)) ?? [];
  return post ? agencyTitle({ directory }, post.agency) : words.office;
}

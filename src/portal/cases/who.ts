// Who acts in a case, by the name of the body: the public deals with offices, not with persons.
import type { CaseView } from "../../casework/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { agencyTitle, type Visit } from "../context.ts";
import { partDoer, whoDoes } from "../services/picture.ts";
import { words } from "./messages.ts";

export interface AtWork {
  readonly who: Text;
  readonly what: Text;
  readonly system: boolean;
}

/** The one whose turn it is, and at what; undefined where the case stands still or has ended. */
export const atWork = (visit: Pick<Visit, "directory">, view: CaseView): AtWork | undefined => allAtWork(visit, view)[0];

/** Everybody at work: in a bundle the body of each part that has begun. */
export function allAtWork(visit: Pick<Visit, "directory">, { tasks, loaded: { pack } }: CaseView): readonly AtWork[] {
  return tasks.flatMap(({ status, post, key, title }) => {
    if ((status !== "open" && status !== "taken") || post === "applicant") return [];
    const part = partDoer(visit, pack.parts, key);
    const who = part ?? (post.startsWith("@") ? words.concerned : whoDoes(visit, post));
    return [{ who, what: title, system: post === "system" && !part }];
  });
}

/** Who made an entry: the reader, the system, or the body whose officer it was. */
export function actorName({ directory, desk }: Pick<Visit, "directory" | "desk">, actor: string, at: number): Text {
  if (actor === "party") return words.you;
  if (!actor.startsWith("officer:")) return words.system;
  const [post] = directory?.postsOf(actor.slice("officer:".length), desk.day(at)) ?? [];
  return post ? agencyTitle({ directory }, post.agency) : words.office;
}

// Posts and people by the names that readers know.
import type { ActedIn } from "../engine/procedure/index.ts";
import type { Directory } from "../organisation/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { words } from "./words.ts";

const both = (name: string): Text => ({ zh: name, en: name });

export const agencyTitle = (directory: Directory, id: string): Text => directory.agency(id)?.title ?? both(id);

/** A post by its title, without its agency. */
export const shortPost = (directory: Directory, post: string): Text => directory.post(post)?.title ?? whoever(directory, post);

/** A resolved post with its agency: `agency/post`, `@officer`, `applicant`, `system`. */
export function postTitle(directory: Directory, post: string): Text {
  const found = directory.post(post);
  if (!found) return whoever(directory, post);
  const agency = agencyTitle(directory, found.agency);
  return { zh: `${agency.zh}${found.title.zh}`, en: `${found.title.en}, ${agency.en}` };
}

function whoever(directory: Directory, post: string): Text {
  if (post === "applicant") return words.applicant;
  if (post === "system") return words.system;
  return both(post.startsWith("@") ? officerName(directory, post.slice(1)) : post);
}

export const officerName = (directory: Directory, id: string): string => directory.officer(id)?.name ?? id;

/** The actor of an entry: `officer:<id>`, `party`, `system`; and in whose place, where that is so. */
export function actorName(directory: Directory, actor: string, acting?: ActedIn): Text {
  if (acting) {
    const who = actorName(directory, actor);
    const how = acting.how === "delegated" ? words.delegated : words.substitute;
    if (acting.for === undefined) return { zh: `${who.zh}（${how.zh}）`, en: `${who.en} (${how.en})` };
    const whom = officerName(directory, acting.for);
    return { zh: `${who.zh} 代 ${whom}（${how.zh}）`, en: `${who.en} for ${whom} (${how.en})` };
  }
  if (actor === "party") return words.applicant;
  if (actor === "system") return words.system;
  return both(actor.startsWith("officer:") ? officerName(directory, actor.slice("officer:".length)) : actor);
}

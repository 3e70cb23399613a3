// Posts and people by the names that readers know.
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

/** The actor of an entry: `officer:<id>`, `party`, `system`. */
export function actorName(directory: Directory, actor: string): Text {
  if (actor === "party") return words.applicant;
  if (actor === "system") return words.system;
  return both(actor.startsWith("officer:") ? officerName(directory, actor.slice("officer:".length)) : actor);
}

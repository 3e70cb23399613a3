// Who a task is for: a model says `agency/post`, `{item}/post`, `{chosen}`, a role; a task row says a post or a person.

/** The post or person that a task of this case is for: `agency/post`, `@officer`, `applicant` or `system`. */
export function resolvePost(by: string, item: string | undefined, roles: Readonly<Record<string, string>>): string {
  const [head = "", post] = by.split("/");
  const who = head === "{item}" || head === "{chosen}" ? item : Object.hasOwn(roles, head) ? roles[head] : undefined;
  if (who === undefined) return by;
  return post === undefined ? `@${who}` : `${who}/${post}`;
}

/** The agency part of a resolved post; undefined for a person, the applicant and the system. */
export const agencyOf = (post: string): string | undefined => (post.includes("/") ? post.slice(0, post.indexOf("/")) : undefined);

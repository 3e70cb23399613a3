// What can be chosen in the forms of the organisation, and what of it is the reader's to change.
import { powersOf } from "../../organisation/index.ts";
import type { Option } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { postTitle } from "../people.ts";

/** Officers with a post today, by agency and name. */
export function officerOptions({ directory, desk, now }: Bench, only: (id: string) => boolean = () => true): Option[] {
  const today = desk.day(now);
  return directory.officers().flatMap(({ id, name }) => {
    const [post] = directory.postsOf(id, today);
    if (!post || !only(id)) return [];
    const title = postTitle(directory, post.name);
    return [{ value: id, label: { zh: `${name}（${title.zh}）`, en: `${name} (${title.en})` } }];
  });
}

/** Posts at work, with their agencies. */
export function postOptions({ directory, desk, now }: Bench, only: (agency: string) => boolean = () => true): Option[] {
  const today = desk.day(now);
  return directory
    .posts()
    .filter(({ active, to, agency }) => active && (to === undefined || to >= today) && directory.agency(agency)?.active && only(agency))
    .map(({ name }) => ({ value: name, label: postTitle(directory, name) }));
}

/** Agencies that this officer may change or arrange. */
export function ownAgencies({ directory, officer, desk, now }: Bench): (agency: string) => boolean {
  const powers = powersOf(directory, officer.id, desk.day(now));
  return (agency) => powers.all || powers.administers.has(agency) || powers.leads.has(agency);
}

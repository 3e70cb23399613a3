// Turns a page about one's data to the data of an organisation for which one may act, and back.
import { Tabs, type Words } from "../../platform/page/index.ts";
import type { PartyVisit } from "../context.ts";
import { words } from "./messages.ts";
import type { Subject } from "./subjects.ts";

interface Props {
  readonly visit: PartyVisit;
  readonly subjects: readonly Subject[];
  readonly subject: Subject;
  /** The page's address for a party; without one for the reader. */
  readonly to: (about: string | undefined) => string;
}

/** Nothing where the reader acts for nobody. */
export function SubjectTabs({ visit, subjects, subject, to }: Props) {
  if (subjects.length < 2) return null;
  const own = visit.actor.id;
  const label = ({ id, name }: Subject): Words => (id === own ? words.me : name);
  const items = subjects.map((one) => ({
    href: to(one.id === own ? undefined : one.id),
    label: label(one),
    current: one.id === subject.id,
  }));
  return <Tabs label={words.about} items={items} />;
}

// To whom one may write about a case: offered where a message is begun.
import { agencyOf, type Desk, type Loaded } from "../casework/index.ts";
import type { Text } from "../platform/i18n/index.ts";
import { barredFor, type Receiver } from "./policy.ts";
import { knownOf, messageCase, type Officer, receiverTitle } from "./send.ts";

export interface Choice {
  readonly value: Receiver;
  readonly label: Text;
  readonly kind: "agency" | "post" | "officer";
}

/** Agencies that take part, posts and officers who have or had a task; without the writer, and without those who may not be written to. */
export async function receiverChoices(desk: Desk, officer: Officer, loaded: Loaded): Promise<readonly Choice[]> {
  const directory = await desk.organisation.current();
  if (!directory) return [];
  const about = messageCase(loaded);
  const day = desk.day(desk.now());
  const offer = (kind: Choice["kind"], value: Receiver, label: Text): Choice[] =>
    barredFor(about, knownOf(directory, value, day)) ? [] : [{ kind, value, label }];
  const agencies = [...about.agencies]
    .filter((agency) => !officer.posts.includes(`${agency}/documents`))
    .flatMap((agency) => offer("agency", `post:${agency}/documents`, directory.agency(agency)?.title ?? { zh: agency, en: agency }));
  const posts = [...about.posts]
    .filter((post) => !officer.posts.includes(post) && agencyOf(post) !== undefined && !post.endsWith("/documents"))
    .flatMap((post) => offer("post", `post:${post}`, receiverTitle(directory, `post:${post}`)));
  const officers = [...about.officers]
    .filter((id) => id !== officer.id)
    .flatMap((id) => offer("officer", `officer:${id}`, receiverTitle(directory, `officer:${id}`)));
  return [...agencies, ...posts, ...officers];
}

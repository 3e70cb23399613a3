// What registers hold of somebody, asked this once under a consent for this one purpose, and not kept.
import type { PartyVisit } from "../context.ts";
import type { Subject } from "../looked/subjects.ts";
import { words } from "./messages.ts";
import type { LookUp, Told } from "./questions.ts";

/** What these consents and questions are for, in place of a service's id. */
export const purposeKey = "eligibility";
/** They are used at once. */
const lasts = 10 * 60_000;

/** Gives the consents, asks, and ends the consents. */
export async function lookUp({ desk, actor }: PartyVisit, subject: Subject, wanted: readonly LookUp[]): Promise<Told> {
  if (wanted.length === 0) return new Map();
  const { consents } = desk.exchange;
  const who = { party: subject, giver: actor.id };
  const until = desk.now() + lasts;
  const ids = await consents.give(
    who,
    wanted.map(({ asker, register, fields }) => ({
      asker,
      service: purposeKey,
      requirement: purposeKey,
      register,
      fields,
      purpose: words.purpose,
      until,
    })),
  );
  const answers = await desk.exchange.askTogether(
    wanted.map(({ asker, register, fields, key }, n) => ({
      register,
      key: subject.identifier,
      ...(key === undefined ? {} : { by: key }),
      fields,
      purpose: words.purpose,
      service: purposeKey,
      ground: { consent: ids[n] ?? "" },
      asker: { agency: asker },
      subject: subject.id,
    })),
  );
  await Promise.all(ids.map((id) => consents.revoke(who, id)));
  return new Map(
    wanted.map((one, n) => {
      const answer = answers[n];
      if (answer?.state === "found") return [one, answer.fields];
      return [one, answer?.state === "none" ? {} : undefined];
    }),
  );
}

// The consents of an application: given where no law lets a register be asked, named by every question that rests on one, and
// let go with what was found once they no longer hold.
import type { Pack, Requirement } from "../catalogue/index.ts";
import { type ConsentTerms, consentTime } from "../exchange/index.ts";
import type { Desk } from "./desk.ts";
import type { DraftContent } from "./draft.ts";
import { type RegistrySource, registrySources } from "./evidence.ts";
import { idFor } from "./number.ts";
import type { PartyCopy } from "./secret.ts";

/** Ids of consents by `requirement/register`. */
export type Consents = Readonly<Record<string, string>>;

export const consentKey = (requirement: string, register: string): string => `${requirement}/${register}`;

/** The registers that may be asked for a requirement only with the applicant's consent. */
export const consentSources = (requirement: Requirement): readonly RegistrySource[] =>
  registrySources(requirement).filter(({ law }) => law === undefined);

/** How long an answer may be used again, in milliseconds; working days count as days here. */
export function freshFor(fresh: string): number {
  const [n = "0", unit = ""] = fresh.split(" ");
  return Number(n) * (unit.startsWith("hour") ? 3_600_000 : 86_400_000);
}

/** Until when a consent given now for this source holds: as long as what it brings may be used, 30 days at the least. */
export const consentUntil = (source: Pick<RegistrySource, "fresh">, now: number): number =>
  now + Math.min(Math.max(freshFor(source.fresh), consentTime.least), consentTime.most);

export interface ConsentingTo {
  readonly pack: Pick<Pack, "header">;
  readonly applicant: PartyCopy;
  /** The party id of the person who says so. */
  readonly giver: string;
  /** What makes this giving one, however often it is sent: a draft's version, a case's id. */
  readonly once: string;
}

/** Records the applicant's consent to everything that these requirements ask of registers without a law. */
export async function consentTo(desk: Desk, requirements: readonly Requirement[], to: ConsentingTo): Promise<Consents> {
  const now = desk.now();
  const { header } = to.pack;
  const terms = requirements.flatMap((requirement) =>
    consentSources(requirement).map(
      (source): ConsentTerms => ({
        id: idFor(desk.keys.derive("consent ids").bytes, `party:${to.giver}`, `${to.once}/${requirement.id}/${source.registry}`),
        asker: header.agency,
        service: header.id,
        requirement: requirement.id,
        register: source.registry,
        fields: source.fields,
        purpose: source.purpose,
        until: consentUntil(source, now),
      }),
    ),
  );
  const ids = await desk.exchange.consents.give({ party: to.applicant, giver: to.giver }, terms);
  return Object.fromEntries(terms.map(({ requirement, register }, n) => [consentKey(requirement, register), ids[n] ?? ""]));
}

/** A draft's content without what was found under consents that no longer hold; the same content where all of them do. */
export async function withoutEnded(desk: Desk, content: DraftContent): Promise<DraftContent> {
  const consents = Object.entries(content.consents ?? {});
  if (consents.length === 0) return content;
  const [known, now] = [await desk.exchange.consents.byId(consents.map(([, id]) => id)), desk.now()];
  const ended = consents.filter(([, id]) => {
    const one = known.get(id);
    return !one || one.revoked !== undefined || one.until <= now;
  });
  if (ended.length === 0) return content;
  const gone = new Set(ended.map(([name]) => name));
  const [answered, given] = [{ ...content.answered }, { ...content.given }];
  for (const name of gone) {
    const [requirement = "", register] = name.split("/");
    const found = answered[requirement];
    const theirs = found === undefined || found.state === "asked" || found.register === register;
    if (!theirs) continue;
    delete answered[requirement];
    const own = given[requirement];
    delete given[requirement];
    // What the applicant supplied stays; what was said to the register's answer goes with it.
    if (own?.file || own?.declared) {
      const { consent: _, objection: __, ...supplied } = own;
      given[requirement] = supplied;
    }
  }
  return { ...content, answered, given, consents: Object.fromEntries(consents.filter(([name]) => !gone.has(name))) };
}

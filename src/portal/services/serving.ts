// Services that the portal itself leads to, known by what they serve for and never by name.
import type { Pack } from "../../catalogue/index.ts";
import type { Visit } from "../context.ts";
import { routes } from "../routes.ts";

/** What such a service is for. */
export type Serves = NonNullable<Pack["header"]["serves"]>;

/** The service that serves for this, where one is offered online. */
export async function serving({ desk }: Pick<Visit, "desk">, what: Serves): Promise<Pack | undefined> {
  const services = await desk.catalogue.services();
  return services.find(({ header }) => header.serves === what && header.channels.online);
}

/** Where an application for it begins, with answers filled in; names that the service does not take are left out. */
export function beginning({ lang }: Pick<Visit, "lang">, { header }: Pack, given: Readonly<Record<string, string | undefined>>): string {
  const taken = Object.fromEntries(
    Object.entries(given).filter(([name, value]) => value !== undefined && Object.hasOwn(header.start, name)),
  );
  return routes.apply.to({ lang, id: header.id }, taken);
}

const longest = 500;

/** The answers that an address fills in: only those that the service takes, and only values that the answer may have. */
export function startAnswers({ header, form }: Pack, query: (name: string) => string | undefined): Record<string, string> {
  const answers: Record<string, string> = {};
  for (const [name, pointer] of Object.entries(header.start)) {
    const answer = pointer.slice(1);
    const property = Object.hasOwn(form.schema.properties, answer) ? form.schema.properties[answer] : undefined;
    const value = query(name)?.trim();
    if (!value || value.length > longest || property?.type !== "string") continue;
    if (property.enum === undefined || property.enum.includes(value)) answers[answer] = value;
  }
  return answers;
}

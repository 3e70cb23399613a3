// The services on offer as the public finds them: by life event and by words.
import { type Findable, type Pack, searchServices } from "../../catalogue/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import type { Visit } from "../context.ts";

export interface LifeEvent {
  readonly id: string;
  readonly title: Text;
  readonly services: readonly Pack[];
}

/** Life events that have services, in the city's order; services of events that the city does not name come last. */
export function lifeEventsOf({ directory }: Pick<Visit, "directory">, services: readonly Pack[]): readonly LifeEvent[] {
  const events = directory?.city.lifeEvents ?? [];
  const known = new Set(events.map(({ id }) => id));
  const named = events.map(({ id, title }) => ({ id, title, services: services.filter(({ header }) => header.lifeEvents.includes(id)) }));
  const rest = services.filter(({ header }) => !header.lifeEvents.some((id) => known.has(id)));
  return [...named, { id: "other", title: { zh: "其他事项", en: "Other services" }, services: rest }].filter(
    (one) => one.services.length > 0,
  );
}

/** The services that fit what somebody typed, in either language; best first. */
export function findServices(
  { directory, lang }: Pick<Visit, "directory" | "lang">,
  services: readonly Pack[],
  query: string,
): readonly Pack[] {
  const titles = new Map((directory?.city.lifeEvents ?? []).map(({ id, title }) => [id, title]));
  const findable = services.map((pack): Findable & { readonly pack: Pack } => ({
    pack,
    id: pack.header.id,
    title: pack.header.title,
    summary: pack.header.summary,
    keywords: pack.header.keywords,
    lifeEvents: pack.header.lifeEvents.flatMap((id) => titles.get(id) ?? []),
  }));
  return searchServices(findable, query, lang).map(({ pack }) => pack);
}

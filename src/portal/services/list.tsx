// All services, or those that fit what was typed. The address holds the search, so that it can be kept and sent.
import { EmptyState, SearchBox, usePage, useSay } from "../../platform/page/index.ts";
import type { Visit } from "../context.ts";
import { show } from "../frame.tsx";
import { routes } from "../routes.ts";
import { findServices, type LifeEvent, lifeEventsOf } from "./find.ts";
import { ServiceLinks } from "./links.tsx";
import { words } from "./messages.ts";

const longest = 200;

export async function servicesPage(visit: Visit): Promise<Response> {
  const { lang, desk, c } = visit;
  const query = (c.req.query("q") ?? "").trim().slice(0, longest);
  const services = await desk.catalogue.services();
  const found = query === "" ? [] : findServices(visit, services, query);
  const events = lifeEventsOf(visit, services);
  const title = query === "" ? words.services : found.length === 0 ? words.nothing(query) : words.found(found.length);
  return show(visit, { title, forms: false }, <List query={query} found={found} events={events} action={routes.services.to({ lang })} />);
}

function List({
  query,
  found,
  events,
  action,
}: {
  query: string;
  found: ReturnType<typeof findServices>;
  events: readonly LifeEvent[];
  action: string;
}) {
  const s = useSay();
  return (
    <>
      <h1>{s(words.services)}</h1>
      <SearchBox action={action} label={words.searchLabel} value={query} />
      {query === "" ? null : found.length > 0 ? (
        <section aria-labelledby="found">
          <h2 id="found">{s(words.found(found.length))}</h2>
          <ServiceLinks services={found} />
        </section>
      ) : (
        <EmptyState title={words.nothing(query)}>
          <p>{s(words.nothingHelp)}</p>
        </EmptyState>
      )}
      {query === "" || found.length === 0 ? <Events events={events} /> : null}
    </>
  );
}

/** Where some service of the event tells beforehand who may have it. */
function CouldHave({ event: { id, title, services } }: { event: LifeEvent }) {
  const s = useSay();
  const { lang } = usePage();
  if (!services.some(({ header }) => header.eligibility)) return null;
  return (
    <p>
      <a class="govuk-link" href={routes.eligibility.to({ lang }, { event: id })}>
        {s(words.couldHave)}
        <span class="govuk-visually-hidden"> {s(title)}</span>
      </a>
    </p>
  );
}

/** Every life event with its services. */
export function Events({ events }: { events: readonly LifeEvent[] }) {
  const s = useSay();
  if (events.length === 0) {
    return (
      <EmptyState title={words.noServices}>
        <p>{s(words.noServicesHelp)}</p>
      </EmptyState>
    );
  }
  return (
    <div class="e-events">
      {events.map((event) => (
        <section key={event.id} id={`event-${event.id}`} aria-labelledby={`event-${event.id}-title`}>
          <h2 id={`event-${event.id}-title`}>{s(event.title)}</h2>
          <ServiceLinks services={event.services} />
          <CouldHave event={event} />
        </section>
      ))}
    </div>
  );
}

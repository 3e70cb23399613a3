// The first page: search, what waits for the reader, and the services by life event.
import { blindsOf, casesOf, listDrafts } from "../../casework/index.ts";
import { date, isoDate } from "../../platform/i18n/index.ts";
import { SearchBox, TaskList, type TaskListItem, useSay } from "../../platform/page/index.ts";
import type { Visit } from "../context.ts";
import { show } from "../frame.tsx";
import { routes } from "../routes.ts";
import { lifeEventsOf } from "../services/find.ts";
import { Events } from "../services/list.tsx";
import { words } from "./messages.ts";

/** Running cases looked through for those that wait, the newest first; whoever has more finds the rest in the list of cases. */
const most = 200;

export async function homePage(visit: Visit): Promise<Response> {
  const [services, waiting] = await Promise.all([visit.desk.catalogue.services(), waitingFor(visit)]);
  return show(visit, { title: words.title, forms: false }, <Home visit={visit} events={lifeEventsOf(visit, services)} waiting={waiting} />);
}

/** Drafts to finish and cases in which it is the reader's turn. */
async function waitingFor({ desk, actor, lang }: Visit): Promise<readonly TaskListItem[]> {
  if (actor.kind !== "party") return [];
  const [drafts, cases] = await Promise.all([
    listDrafts(desk, actor),
    casesOf(desk, blindsOf(desk, actor), { status: "running", limit: most }),
  ]);
  const turns = cases
    .filter(({ waits }) => waits)
    .map(async (row) => {
      const { header } = await desk.catalogue.pack(row.pack_hash.toString("hex"));
      return {
        title: header.title,
        hint: row.number,
        href: routes.case.to({ lang, id: row.id }),
        status: { kind: "soon", label: words.act },
      } as const;
    });
  const unfinished = drafts.map(async ({ id, pack, updatedAt }) => {
    const saved = date(isoDate(updatedAt, desk.zone), lang);
    const title = (await desk.catalogue.current(pack))?.header.title ?? words.draft;
    return {
      title,
      hint: words.draftSaved(saved),
      href: routes.draft.to({ lang, id }),
      status: { kind: "now", label: words.goOn },
    } as const;
  });
  return Promise.all([...turns, ...unfinished]);
}

function Home({ visit, events, waiting }: { visit: Visit; events: ReturnType<typeof lifeEventsOf>; waiting: readonly TaskListItem[] }) {
  const s = useSay();
  const { lang } = visit;
  return (
    <>
      <h1>{s(words.title)}</h1>
      <p class="e-lead">{s(words.lead)}</p>
      <SearchBox action={routes.services.to({ lang })} label={words.search} />
      {waiting.length > 0 ? (
        <section aria-labelledby="waiting">
          <h2 id="waiting">{s(words.waiting)}</h2>
          <TaskList id="waiting-item" items={waiting} />
          <p>
            <a class="govuk-link" href={routes.cases.to({ lang })}>
              {s(words.allCases)}
            </a>
          </p>
        </section>
      ) : null}
      <Events events={events} />
    </>
  );
}

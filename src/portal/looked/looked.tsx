// Who looked at the reader's data, and at that of the organisations for which the reader may act.
import { z } from "zod";
import { blindsOf, caseView } from "../../casework/index.ts";
import type { Access } from "../../exchange/index.ts";
import { type Party as KnownParty, partiesById } from "../../identity/index.ts";
import { Cursors, refuse } from "../../platform/http/index.ts";
import { list } from "../../platform/i18n/index.ts";
import { EmptyState, Pagination, Tabs, Timeline, useSay } from "../../platform/page/index.ts";
import { agencyTitle, type PartyVisit } from "../context.ts";
import { show } from "../frame.tsx";
import { routes } from "../routes.ts";
import { articleOf } from "../services/law.tsx";
import { type RegisterTitles, registersOf } from "../services/registers.ts";
import { words } from "./messages.ts";

const perPage = 20;
const place = z.tuple([z.number(), z.string()]);

interface Looked {
  readonly visit: PartyVisit;
  readonly subjects: readonly KnownParty[];
  readonly subject: KnownParty;
  readonly accesses: readonly Access[];
  readonly registers: RegisterTitles;
  /** Cases among them that the reader may open. */
  readonly cases: ReadonlySet<string>;
  readonly next: string | undefined;
  readonly later: boolean;
}

export async function lookedPage(visit: PartyVisit): Promise<Response> {
  const { c, desk, actor, lang } = visit;
  const known = await partiesById(desk.ground, [actor.id, ...actor.actsFor]);
  const subjects = [actor.id, ...actor.actsFor].flatMap((id) => known.get(id) ?? []);
  const asked = c.req.query("about");
  const subject = subjects.find(({ id }) => id === (asked ?? actor.id));
  if (!subject) return refuse(c, "notFound");
  const cursors = new Cursors(desk.keys.derive("portal cursors").bytes);
  const scope = `looked ${actor.id} ${subject.id}`;
  const after = c.req.query("after");
  const from = after === undefined ? undefined : place.safeParse(cursors.open(scope, after));
  if (from && !from.success) return refuse(c, "badCursor");
  const rows = await desk.exchange.accessesOf(subject.identifier, {
    most: perPage + 1,
    ...(from ? { before: { at: from.data[0], id: from.data[1] } } : {}),
  });
  const accesses = rows.slice(0, perPage);
  const last = accesses.at(-1);
  const next =
    rows.length > perPage && last
      ? routes.looked.to({ lang }, { about: asked, after: cursors.seal(scope, [last.at, last.id]) })
      : undefined;
  const [registers, cases] = await Promise.all([registersOf(visit), ownCases(visit, accesses)]);
  return show(
    visit,
    { title: words.title, forms: false },
    <Page
      visit={visit}
      subjects={subjects}
      subject={subject}
      accesses={accesses}
      registers={registers}
      cases={cases}
      next={next}
      later={after !== undefined}
    />,
  );
}

/** Somebody else's case may have been about the reader: only one's own is linked. */
async function ownCases({ desk, actor }: PartyVisit, accesses: readonly Access[]): Promise<ReadonlySet<string>> {
  if (blindsOf(desk, actor).length === 0) return new Set();
  const ids = [...new Set(accesses.flatMap((one) => one.case ?? []))];
  const views = await Promise.all(ids.map(async (id) => ({ id, view: await caseView(desk, actor, id) })));
  return new Set(views.flatMap(({ id, view }) => ("ok" in view ? [] : [id])));
}

function Page(props: Looked) {
  const s = useSay();
  const { visit, subjects, subject, accesses, next, later } = props;
  const { lang, actor } = visit;
  const here = (id: string) => routes.looked.to({ lang }, { about: id === actor.id ? undefined : id });
  return (
    <>
      <h1>{s(words.title)}</h1>
      <p>{s(words.lead)}</p>
      {subjects.length > 1 ? (
        <Tabs
          label={words.about}
          items={subjects.map(({ id, name }) => ({ href: here(id), label: id === actor.id ? words.me : name, current: id === subject.id }))}
        />
      ) : null}
      {accesses.length === 0 ? (
        <EmptyState title={words.none}>
          <p>{s(words.noneHelp)}</p>
        </EmptyState>
      ) : (
        <Timeline
          items={accesses.map((one) => ({
            key: `${one.kind} ${one.id}`,
            title: titleOf(props, one),
            at: one.at,
            detail: <Detail {...props} access={one} />,
          }))}
        />
      )}
      {later ? (
        <p>
          <a class="govuk-link" href={here(subject.id)}>
            {s(words.newest)}
          </a>
        </p>
      ) : null}
      <Pagination next={next} />
      {accesses.length > 0 ? (
        <>
          <h2>{s(words.wrongTitle)}</h2>
          <p>{s(words.wrongText)}</p>
        </>
      ) : null}
    </>
  );
}

function titleOf({ visit, registers }: Looked, { kind, agency, holder, register = "", post }: Access) {
  const asker = agencyTitle(visit, agency);
  const name = registers.get(register)?.title ?? { zh: register, en: register };
  const both = (text: (lang: "zh" | "en") => string) => ({ zh: text("zh"), en: text("en") });
  if (kind === "opened") {
    const title = post === undefined ? undefined : visit.directory?.post(post)?.title;
    return both(
      (lang) =>
        words.opened(title ? (lang === "zh" ? `${asker.zh}${title.zh}` : `${asker.en}, ${title.en.toLowerCase()},`) : asker[lang])[lang],
    );
  }
  if (kind === "reused") return both((lang) => words.reused(asker[lang], lang === "en" ? name.en.toLowerCase() : name.zh)[lang]);
  const held = holder ?? registers.get(register)?.owner ?? "";
  const owner = held === agency ? asker : agencyTitle(visit, held);
  if (owner === asker) return both((lang) => words.askedOwn(asker[lang], lang === "en" ? name.en.toLowerCase() : name.zh)[lang]);
  return both((lang) => words.asked(asker[lang], owner[lang], lang === "en" ? name.en.toLowerCase() : name.zh)[lang]);
}

function Detail({ visit, registers, cases, access }: Looked & { readonly access: Access }) {
  const s = useSay();
  const { lang, desk } = visit;
  const definition = registers.get(access.register ?? "");
  const fields = (access.fields ?? []).map((field) => s(definition?.fields[field]?.title ?? field));
  const ground =
    access.law !== undefined ? s(articleOf(desk, access.law).name) : s(access.consent !== undefined ? words.yourConsent : words.theirPost);
  return (
    <>
      <p>
        {s(words.purpose)}
        {s(access.purpose)}
        {access.draft === undefined ? null : s({ zh: `（${words.yourDraft.zh}）`, en: ` (${words.yourDraft.en})` })}
      </p>
      {access.told ? (
        fields.length > 0 ? (
          <p>
            {s(words.fields)}
            {list(fields, lang)}
          </p>
        ) : null
      ) : (
        <p>{s(words.nothingTold)}</p>
      )}
      <p>
        {s(words.ground)}
        {ground}
      </p>
      {access.case !== undefined && cases.has(access.case) ? (
        <p>
          <a class="govuk-link" href={routes.case.to({ lang, id: access.case })}>
            {s(words.yourCase)}
          </a>
        </p>
      ) : null}
    </>
  );
}

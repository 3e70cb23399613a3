// One's cases, newest first; the filter and the place in the list are in the address.
import { z } from "zod";
import { blindsOf, type CaseListRow, casesOf, listDrafts } from "../../casework/index.ts";
import { Cursors, refuse } from "../../platform/http/index.ts";
import type { Text } from "../../platform/i18n/index.ts";
import { DateText, EmptyState, Pagination, Table, Tabs, Tag, useSay } from "../../platform/page/index.ts";
import type { PartyVisit } from "../context.ts";
import { show } from "../frame.tsx";
import { routes } from "../routes.ts";
import { words } from "./messages.ts";

const perPage = 20;
const place = z.tuple([z.number(), z.string()]);
const views = ["all", "running", "ended"] as const;
type View = (typeof views)[number];

interface Line extends CaseListRow {
  readonly title: Text;
  readonly state: { readonly kind: "plain" | "now" | "soon" | "late" | "done"; readonly text: Text };
}

export async function casesPage(visit: PartyVisit): Promise<Response> {
  const { c, desk, actor, lang } = visit;
  const asked = c.req.query("show");
  const view: View = views.find((one) => one === asked) ?? "all";
  const cursors = new Cursors(desk.keys.derive("portal cursors").bytes);
  const scope = `cases ${actor.id} ${view}`;
  const after = c.req.query("after");
  const from = after === undefined ? undefined : place.safeParse(cursors.open(scope, after));
  if (from && !from.success) return refuse(c, "badCursor");
  const rows = await casesOf(desk, blindsOf(desk, actor), {
    limit: perPage + 1,
    whole: true,
    ...(view === "all" ? {} : { status: view }),
    ...(from ? { before: { at: from.data[0], id: from.data[1] } } : {}),
  });
  const lines = await Promise.all(rows.slice(0, perPage).map((row) => lineOf(visit, row)));
  const last = lines.at(-1);
  const next =
    rows.length > perPage && last
      ? routes.cases.to({ lang }, { show: asked, after: cursors.seal(scope, [last.opened_at, last.id]) })
      : undefined;
  const drafts = await listDrafts(desk, actor);
  return show(
    visit,
    { title: words.cases, forms: false, wide: true },
    <Cases lang={lang} view={view} lines={lines} next={next} later={after !== undefined} drafts={drafts.length} />,
  );
}

async function lineOf({ desk }: PartyVisit, row: CaseListRow): Promise<Line> {
  const { header, model } = await desk.catalogue.pack(row.pack_hash.toString("hex"));
  const named = (table: Readonly<Record<string, Text>>, key: string): Text => table[key] ?? { zh: key, en: key };
  const overdue = row.status === "running" && row.due_at !== null && row.due_at < desk.now();
  const state: Line["state"] = row.waits
    ? { kind: "soon", text: words.yourTurn }
    : row.end !== null
      ? { kind: model.ends[row.end] === "success" ? "done" : "plain", text: named(header.texts.ends, row.end) }
      : { kind: overdue ? "late" : "now", text: named(header.texts.stages, row.stage) };
  return { ...row, title: header.title, state };
}

function Cases({
  lang,
  view,
  lines,
  next,
  later,
  drafts,
}: {
  lang: PartyVisit["lang"];
  view: View;
  lines: readonly Line[];
  next: string | undefined;
  later: boolean;
  drafts: number;
}) {
  const s = useSay();
  const here = (one: View) => routes.cases.to({ lang }, { show: one === "all" ? undefined : one });
  return (
    <>
      <h1>{s(words.cases)}</h1>
      {drafts > 0 ? (
        <p>
          <a class="govuk-link" href={routes.drafts.to({ lang })}>
            {s(words.drafts)}
            <span class="e-count"> {drafts}</span>
          </a>
        </p>
      ) : null}
      <Tabs label={words.show} items={views.map((one) => ({ href: here(one), label: words[one], current: one === view }))} />
      {lines.length === 0 ? (
        <Empty all={view === "all" && !later} lang={lang} />
      ) : (
        <Table
          caption={words.cases}
          hideCaption
          rows={lines}
          rowKey={({ id }) => id}
          columns={[
            {
              title: words.service,
              heads: true,
              cell: ({ id, title, number }) => (
                <a class="govuk-link" href={routes.case.to({ lang, id })}>
                  {s(title)} <span class="govuk-visually-hidden">{number}</span>
                </a>
              ),
            },
            { title: words.state, cell: ({ state }) => <Tag kind={state.kind}>{state.text}</Tag> },
            { title: words.due, cell: ({ due_at, status }) => (due_at === null || status === "ended" ? "—" : <DateText of={due_at} />) },
            { title: words.opened, cell: ({ opened_at }) => <DateText of={opened_at} /> },
            { title: words.number, cell: ({ number }) => <span class="e-code">{number}</span> },
          ]}
        />
      )}
      {later ? (
        <p>
          <a class="govuk-link" href={here(view)}>
            {s(words.newest)}
          </a>
        </p>
      ) : null}
      <Pagination next={next} />
    </>
  );
}

function Empty({ all, lang }: { all: boolean; lang: PartyVisit["lang"] }) {
  const s = useSay();
  return (
    <EmptyState title={all ? words.none : words.noneOfKind}>
      <p>{s(all ? words.noneHelp : words.noneOfKindHelp)}</p>
      {all ? (
        <p>
          <a class="govuk-link" href={routes.services.to({ lang })}>
            {s(words.findService)}
          </a>
        </p>
      ) : null}
    </EmptyState>
  );
}

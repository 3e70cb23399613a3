// One's cases, newest first; the filter and the place in the list are in the address.
import { z } from "zod";
import { blindsOf, type CaseListRow, casesOf, listDrafts } from "../../casework/index.ts";
import { Cursors, type KeysetPage, keysetPage, readKeyset } from "../../platform/http/index.ts";
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
  const read = await readKeyset(c, { cursors, scope, key: place, limit: perPage, most: perPage });
  if (!read.ok) return read.response;
  const { key, limit, direction } = read.keyset;
  const rows = await casesOf(desk, blindsOf(desk, actor), {
    limit: limit + 1,
    whole: true,
    ...(view === "all" ? {} : { status: view }),
    // The list goes from new to old: what comes before a place in it is newer.
    ...(key ? { [direction === "before" ? "after" : "before"]: { at: key[0], id: key[1] } } : {}),
  });
  const page = keysetPage(c, { cursors, scope, keyset: read.keyset, rows, keyOf: (row): [number, string] => [row.opened_at, row.id] });
  const lines = await Promise.all(page.rows.map((row) => lineOf(visit, row)));
  const drafts = await listDrafts(desk, actor);
  return show(
    visit,
    { title: words.cases, forms: false, wide: true },
    <Cases lang={lang} view={view} lines={lines} pages={page} later={key !== undefined} drafts={drafts.length} />,
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
  pages,
  later,
  drafts,
}: {
  lang: PartyVisit["lang"];
  view: View;
  lines: readonly Line[];
  pages: Pick<KeysetPage<CaseListRow>, "previous" | "next">;
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
      {lines.length > 0 ? (
        <p>
          <a class="govuk-link" href={routes.findCases.to({ lang })}>
            {s(words.find)}
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
      <Pagination previous={pages.previous} next={pages.next} />
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

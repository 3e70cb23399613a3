// The running cases of an officer's agencies whose time has run out or soon will.
import { z } from "zod";
import { agencyOf, casesDue, type DueRow } from "../../casework/index.ts";
import type { Pack } from "../../catalogue/index.ts";
import { Cursors, type Http, keysetPage, readKeyset, refuse, sendPage } from "../../platform/http/index.ts";
import type { Messages } from "../../platform/i18n/index.ts";
import { Code, DateText, EmptyState, LangText, Link, Pagination, Table, Tabs, Tag } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { stageTitle } from "../pack-text.ts";
import { agencyTitle, postTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { urgency } from "../urgency.ts";
import { words } from "../words.ts";

const text = {
  overdue: { zh: "已超期的办件", en: "Overdue cases" },
  soon: { zh: "即将到期的办件", en: "Cases due soon" },
  overdueTab: { zh: "已超期", en: "Overdue" },
  soonTab: { zh: "即将到期", en: "Due soon" },
  lead: { zh: "本部门主办、还没有办结的办件，最急的在前。", en: "Running cases that your agency answers for, the most urgent first." },
  leadAll: { zh: "所有部门还没有办结的办件，最急的在前。", en: "Running cases of every agency, the most urgent first." },
  who: { zh: "现在在谁手里", en: "Who has it now" },
  provisional: { zh: "到期日可能调整", en: "Date may change" },
  noneOverdue: { zh: "没有超期的办件", en: "No case is overdue" },
  noneSoon: { zh: "没有即将到期的办件", en: "No case is due soon" },
  noneText: {
    zh: "期限到了预警日，办件会出现在“即将到期”；过了到期日，会出现在“已超期”。",
    en: "A case appears under “Due soon” when its warning comes, and under “Overdue” when its time has run out.",
  },
  first: { zh: "回到第一页", en: "Back to the first page" },
} as const satisfies Messages;

const dueKind = z.enum(["overdue", "soon"]);
const place = z.tuple([z.number(), z.string()]);

export async function duePage(c: Http, bench: Bench): Promise<Response> {
  const read = dueKind.safeParse(c.req.param("kind"));
  if (!read.success) return refuse(c, "notFound");
  const kind = read.data;
  const { desk, officer, now, lang } = bench;
  const cursors = new Cursors(desk.keys.derive("workbench cursors").bytes);
  const scope = `due:${officer.id}:${kind}`;
  const keyset = await readKeyset(c, { cursors, scope, key: place, limit: 50 });
  if (!keyset.ok) return keyset.response;
  const { key, limit, direction } = keyset.keyset;
  const all = officer.rights.includes("read-cases");
  const agencies = [...new Set(officer.posts.flatMap((post) => agencyOf(post) ?? []))];
  const rows = await casesDue(desk, {
    ...(all ? {} : { agencies }),
    kind,
    now,
    limit: limit + 1,
    ...(key ? { after: { due: key[0], case: key[1] }, back: direction === "before" } : {}),
  });
  const page = keysetPage(c, { cursors, scope, keyset: keyset.keyset, rows, keyOf: (row): [number, string] => [row.due_at, row.id] });
  const packs = new Map<string, Pack>();
  for (const { pack_hash } of page.rows) packs.set(pack_hash.toString("hex"), await desk.catalogue.pack(pack_hash.toString("hex")));
  const tab = (one: "overdue" | "soon") => ({
    href: routes.due.to({ lang, kind: one }),
    label: one === "overdue" ? text.overdueTab : text.soonTab,
    current: one === kind,
  });
  const content = (
    <>
      <h1>
        <LangText of={text[kind]} />
      </h1>
      <p>
        <LangText of={all ? text.leadAll : text.lead} />
      </p>
      <Tabs label={words.due} items={[tab("overdue"), tab("soon")]} />
      {page.rows.length === 0 ? (
        <EmptyState title={kind === "overdue" ? text.noneOverdue : text.noneSoon}>
          <p>
            <LangText of={text.noneText} />
          </p>
        </EmptyState>
      ) : (
        <DueTable bench={bench} kind={kind} rows={page.rows} packs={packs} all={all} />
      )}
      <Pagination previous={page.previous} next={page.next} />
      {key ? (
        <p>
          <Link href={routes.due.to({ lang, kind })}>
            <LangText of={text.first} />
          </Link>
        </p>
      ) : null}
    </>
  );
  return sendPage(c, await framed(bench, { title: text[kind], here: kind }, content));
}

interface TableProps {
  readonly bench: Bench;
  readonly kind: "overdue" | "soon";
  readonly rows: readonly DueRow[];
  readonly packs: ReadonlyMap<string, Pack>;
  readonly all: boolean;
}

function DueTable({ bench, kind, rows, packs, all }: TableProps) {
  const { lang, directory, desk, now } = bench;
  const packOf = (row: DueRow) => packs.get(row.pack_hash.toString("hex"));
  return (
    <Table
      caption={text[kind]}
      hideCaption
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          title: words.number,
          heads: true,
          cell: (row) => (
            <>
              <Link href={routes.case.to({ lang, id: row.id })}>
                <Code>{row.number}</Code>
              </Link>
              <span class="e-row-more">
                <LangText of={packOf(row)?.header.title ?? row.pack} />
              </span>
            </>
          ),
        },
        {
          title: words.stage,
          cell: (row) => {
            const pack = packOf(row);
            return (
              <span>
                <LangText of={pack ? stageTitle(pack, row.stage) : row.stage} />
                {all ? (
                  <span class="e-row-more e-muted">
                    <LangText of={agencyTitle(directory, row.agency)} />
                  </span>
                ) : null}
              </span>
            );
          },
        },
        {
          title: text.who,
          cell: (row) => (
            <ul class="e-plain">
              {row.posts.map((post) => (
                <li key={post}>
                  <LangText of={postTitle(directory, post)} />
                </li>
              ))}
            </ul>
          ),
        },
        {
          title: words.due,
          cell: (row) => {
            const due = urgency(row.due_at, now, desk);
            return (
              <span>
                <Tag kind={kind === "overdue" ? "late" : "soon"}>{due.text}</Tag>
                <span class="e-row-more e-muted">
                  <DateText of={row.due_at} />
                  {row.provisional ? (
                    <>
                      {" · "}
                      <LangText of={text.provisional} />
                    </>
                  ) : null}
                </span>
              </span>
            );
          },
        },
      ]}
    />
  );
}

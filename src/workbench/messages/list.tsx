// The officer's conversations about all cases, the latest first.
import { z } from "zod";
import { type Thread, threadsOf } from "../../messages/index.ts";
import { Cursors, type Http, keysetPage, readKeyset, sendPage } from "../../platform/http/index.ts";
import { Code, DateTime, EmptyState, LangText, Link, Pagination, Table, Tag } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { officerName } from "../people.ts";
import { routes } from "../routes.ts";
import { words } from "../words.ts";
import { Names } from "./part.tsx";
import { text } from "./words.ts";

const place = z.tuple([z.number(), z.uuid()]);

export async function threadsPage(c: Http, bench: Bench): Promise<Response> {
  const { desk, officer } = bench;
  const cursors = new Cursors(desk.keys.derive("workbench cursors").bytes);
  const scope = `threads:${officer.id}`;
  const keyset = await readKeyset(c, { cursors, scope, key: place, limit: 50 });
  if (!keyset.ok) return keyset.response;
  const { key, limit, direction } = keyset.keyset;
  const rows = await threadsOf(desk, officer, {
    limit: limit + 1,
    place: key && { at: key[0], thread: key[1] },
    back: direction === "before",
  });
  const page = keysetPage(c, { cursors, scope, keyset: keyset.keyset, rows, keyOf: (row): [number, string] => [row.last_at, row.thread] });
  const content = (
    <>
      <h1>
        <LangText of={text.threads} />
      </h1>
      <p>
        <LangText of={text.threadsLead} />
      </p>
      <div data-live="inbox">
        {page.rows.length === 0 ? (
          <EmptyState title={text.noThreads}>
            <p>
              <LangText of={text.noThreadsText} />
            </p>
          </EmptyState>
        ) : (
          <Threads bench={bench} rows={page.rows} />
        )}
        <Pagination previous={page.previous} next={page.next} />
      </div>
    </>
  );
  return sendPage(c, await framed(bench, { title: text.threads, here: "threads" }, content));
}

function Threads({ bench: { lang, directory }, rows }: { bench: Bench; rows: readonly Thread[] }) {
  return (
    <Table
      caption={text.threads}
      hideCaption
      rows={rows}
      rowKey={({ thread }) => thread}
      columns={[
        {
          title: words.number,
          heads: true,
          cell: ({ case_id, thread, number, service, unread }) => (
            <>
              <Link href={routes.thread.to({ lang, id: case_id, thread })}>
                <Code>{number}</Code>
              </Link>{" "}
              {unread > 0 ? <Tag kind="now">{text.unread(unread)}</Tag> : null}
              <span class="e-row-more">
                <LangText of={service} />
              </span>
            </>
          ),
        },
        { title: text.with, cell: ({ parts }) => <Names directory={directory} of={parts} /> },
        {
          title: text.last,
          cell: ({ sender, last_at, messages }) => (
            <span>
              {officerName(directory, sender)} <DateTime at={last_at} />
              <span class="e-row-more e-muted">
                <LangText of={text.count(messages)} />
              </span>
            </span>
          ),
        },
      ]}
    />
  );
}

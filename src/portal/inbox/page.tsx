// The inbox of a citizen: what was told about the own cases and those of organisations acted for, the latest first.
import { z } from "zod";
import { type Line, partyLines, partyRead, partyReceivers, partyUnread } from "../../notices/index.ts";
import { Cursors, flash, keysetPage, readForm, readKeyset, refuse } from "../../platform/http/index.ts";
import { Button, DateTime, EmptyState, Form, LangText, Pagination, Table, Tag, useSay } from "../../platform/page/index.ts";
import type { PartyVisit } from "../context.ts";
import { show } from "../frame.tsx";
import { param } from "../handle.ts";
import { routes } from "../routes.ts";
import { words } from "./messages.ts";

const perPage = 20;
const place = z.tuple([z.number()]);

export async function inboxPage(visit: PartyVisit): Promise<Response> {
  const { c, desk, actor, lang } = visit;
  const receivers = partyReceivers(actor);
  const cursors = new Cursors(desk.keys.derive("portal cursors").bytes);
  const scope = `inbox ${actor.id}`;
  const read = await readKeyset(c, { cursors, scope, key: place, limit: perPage, most: perPage });
  if (!read.ok) return read.response;
  const { key, limit, direction } = read.keyset;
  const [rows, unread] = await Promise.all([
    partyLines(desk, { receivers, place: key?.[0], back: direction === "before", limit: limit + 1 }),
    partyUnread(desk, receivers),
  ]);
  const page = keysetPage(c, { cursors, scope, keyset: read.keyset, rows, keyOf: (row): [number] => [row.n] });
  return show(
    visit,
    { title: words.title, back: routes.account.to({ lang }) },
    <Inbox visit={visit} lines={page.rows} unread={unread} pages={page} later={key !== undefined} />,
  );
}

function Inbox({
  visit: { lang, actor },
  lines,
  unread,
  pages,
  later,
}: {
  visit: PartyVisit;
  lines: readonly Line[];
  unread: number;
  pages: { readonly previous?: string | undefined; readonly next?: string | undefined };
  later: boolean;
}) {
  const s = useSay();
  const newest = lines[0];
  return (
    <>
      <h1>{s(words.title)}</h1>
      <p>
        {s(words.lead)} {actor.actsFor.length > 0 ? s(words.forOthers) : ""}
      </p>
      <p>
        <a class="govuk-link" href={routes.mail.to({ lang })}>
          {s(words.mail)}
        </a>
      </p>
      {newest ? (
        <>
          {unread > 0 && !later ? (
            <Form action={routes.inboxRead.to({ lang })}>
              <input type="hidden" name="upTo" value={newest.n} />
              <Button kind="second">{words.markAll}</Button>
            </Form>
          ) : null}
          <Table
            caption={words.title}
            hideCaption
            rows={lines}
            rowKey={({ id }) => id}
            columns={[
              {
                title: words.what,
                heads: true,
                cell: (line) => (
                  <>
                    <a class="govuk-link" href={routes.inboxOpen.to({ lang, id: line.id })}>
                      <LangText of={line.text} />
                    </a>{" "}
                    {line.read_at === null ? <Tag kind="now">{words.unread}</Tag> : null}
                  </>
                ),
              },
              { title: words.when, cell: ({ at }) => <DateTime at={at} /> },
            ]}
          />
          <Pagination previous={pages.previous} next={pages.next} />
        </>
      ) : (
        <EmptyState title={later ? words.noEarlier : words.nothing}>
          <p>{s(words.nothingText)}</p>
          <p>
            <a class="govuk-link" href={routes.cases.to({ lang })}>
              {s(words.cases)}
            </a>
          </p>
        </EmptyState>
      )}
    </>
  );
}

/** Marks everything that was shown as read. */
export async function inboxRead(visit: PartyVisit): Promise<Response> {
  const { c, desk, actor, lang } = visit;
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const upTo = z.coerce.number().int().positive().safe().safeParse(form.fields.get("upTo"));
  if (!upTo.success) return refuse(c, "notFound");
  await partyRead(desk, partyReceivers(actor), { upTo: upTo.data }, desk.now());
  flash(c, "marked-read");
  return c.redirect(routes.inbox.to({ lang }), 303);
}

/** Marks a line as read and goes where it leads. */
export async function inboxOpen(visit: PartyVisit): Promise<Response> {
  const { c, desk, actor, lang } = visit;
  const id = z.uuid().safeParse(param(visit, "id"));
  const href = id.success ? await partyRead(desk, partyReceivers(actor), { id: id.data }, desk.now()) : undefined;
  return href === undefined ? refuse(c, "notFound") : c.redirect(`/${lang}${href}`, 303);
}

/** A form that was answered at its own address leads, when reloaded, to the inbox. */
export const inboxReadPage = ({ c, lang }: PartyVisit): Response => c.redirect(routes.inbox.to({ lang }), 303);

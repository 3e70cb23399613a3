// The inbox: what is unread first, then what was read, by day.
import { z } from "zod";
import {
  inboxLines,
  isOfficerKind,
  kindTitle,
  type Line,
  markRead,
  type OfficerKind,
  officerKinds,
  officerReceiver,
} from "../../notices/index.ts";
import { Cursors, flash, type Http, keysetPage, readForm, readKeyset, refuse, sendPage } from "../../platform/http/index.ts";
import { isoDate } from "../../platform/i18n/index.ts";
import {
  Button,
  DateText,
  DateTime,
  EmptyState,
  FilterPanel,
  Form,
  LangText,
  Link,
  Pagination,
  Select,
  Tag,
} from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { text } from "./words.ts";

/** Unread lines shown at once. */
const mostShown = 50;
const place = z.tuple([z.number()]);

export async function inboxPage(c: Http, bench: Bench, said: string | undefined): Promise<Response> {
  const { desk, officer, lang } = bench;
  const asked = c.req.query("kind") ?? "";
  const kind = isOfficerKind(asked) ? asked : undefined;
  const receiver = officerReceiver(officer.id);
  const cursors = new Cursors(desk.keys.derive("workbench cursors").bytes);
  const scope = `inbox:${officer.id}:${kind ?? ""}`;
  const keyset = await readKeyset(c, { cursors, scope, key: place, limit: 50 });
  if (!keyset.ok) return keyset.response;
  const { key, limit, direction } = keyset.keyset;
  const first = key === undefined;
  const [fresh, rows] = await Promise.all([
    first ? inboxLines(desk, { receiver, kind, read: false, limit: mostShown + 1 }) : [],
    inboxLines(desk, { receiver, kind, read: true, place: key?.[0], back: direction === "before", limit: limit + 1 }),
  ]);
  const page = keysetPage(c, { cursors, scope, keyset: keyset.keyset, rows, keyOf: (row): [number] => [row.n] });
  const unread = fresh.slice(0, mostShown);
  const content = (
    <>
      <h1>
        <LangText of={text.title} />
      </h1>
      <p>
        <LangText of={text.lead} />{" "}
        <Link href={routes.notices.to({ lang })}>
          <LangText of={text.settings} />
        </Link>
      </p>
      <Kinds bench={bench} kind={kind} />
      <div data-live="inbox">
        {unread.length + page.rows.length === 0 ? (
          <EmptyState title={text.nothing}>
            <p>
              <LangText of={text.nothingText} />
            </p>
          </EmptyState>
        ) : null}
        {first && unread.length + page.rows.length > 0 ? <Unread bench={bench} lines={unread} more={fresh.length > mostShown} /> : null}
        {page.rows.length > 0 ? (
          <>
            <h2>
              <LangText of={text.read} />
            </h2>
            <Days bench={bench} lines={page.rows} />
          </>
        ) : null}
        <Pagination previous={page.previous} next={page.next} />
      </div>
    </>
  );
  return sendPage(c, await framed(bench, { title: text.title, here: "inbox", flash: said }, content));
}

/** Marks one line, or all that were shown, as read. */
export async function inboxRead(c: Http, { desk, officer, lang, now }: Bench): Promise<Response> {
  const form = await readForm(c);
  if (!form.ok) return form.response;
  const receiver = officerReceiver(officer.id);
  const one = z.uuid().safeParse(form.fields.get("id"));
  const upTo = z.coerce.number().int().positive().safeParse(form.fields.get("upTo"));
  if (one.success) await markRead(desk, receiver, { id: one.data }, now);
  else if (upTo.success) await markRead(desk, receiver, { upTo: upTo.data }, now);
  else return refuse(c, "notFound");
  flash(c, "marked-read");
  return c.redirect(routes.inbox.to({ lang }), 303);
}

/** Marks a line as read and goes where it leads; asked twice it goes there twice. */
export async function inboxOpen(c: Http, { desk, officer, lang, now }: Bench): Promise<Response> {
  const id = z.uuid().safeParse(c.req.param("id"));
  if (!id.success) return refuse(c, "notFound");
  const receiver = officerReceiver(officer.id);
  const { rows } = await desk.pool.query<{ href: string }>("select href from notices.inbox where receiver = $1 and id = $2", [
    receiver,
    id.data,
  ]);
  const [line] = rows;
  if (!line) return refuse(c, "notFound");
  await markRead(desk, receiver, { id: id.data }, now);
  return c.redirect(`/${lang}${line.href}`, 303);
}

function Kinds({ bench: { lang }, kind }: { bench: Bench; kind: OfficerKind | undefined }) {
  const all = routes.inbox.to({ lang });
  const active = kind === undefined ? [] : [{ label: text.onlyKind(officerKinds[kind].zh, officerKinds[kind].en), without: all }];
  return (
    <FilterPanel action={all} active={active} clear={all}>
      <Select
        name="kind"
        label={text.kind}
        empty={text.anyKind}
        value={kind}
        options={Object.entries(officerKinds).map(([value, label]) => ({ value, label }))}
      />
    </FilterPanel>
  );
}

function Unread({ bench, lines, more }: { bench: Bench; lines: readonly Line[]; more: boolean }) {
  const newest = lines[0];
  return (
    <section aria-labelledby="unread-title">
      <h2 id="unread-title">
        <LangText of={text.unread} />
      </h2>
      {newest ? (
        <>
          <Form action={routes.inboxRead.to({ lang: bench.lang })}>
            <input type="hidden" name="upTo" value={newest.n} />
            <Button kind="second">{text.markAll}</Button>
          </Form>
          <Days bench={bench} lines={lines} />
          {more ? (
            <p class="e-muted">
              <LangText of={text.more} />
            </p>
          ) : null}
        </>
      ) : (
        <p class="e-muted">
          <LangText of={text.noUnread} />
        </p>
      )}
    </section>
  );
}

/** Lines under the day on which they came. */
function Days({ bench, lines }: { bench: Bench; lines: readonly Line[] }) {
  const days = Map.groupBy(lines, ({ at }) => isoDate(at, bench.desk.zone));
  return (
    <>
      {[...days].map(([day, of]) => (
        <div key={day}>
          <h3 class="e-inbox__day">
            <DateText of={day} />
          </h3>
          <ul class="e-plain e-inbox">
            {of.map((line) => (
              <LineItem key={line.id} bench={bench} line={line} />
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}

function LineItem({ bench: { lang }, line }: { bench: Bench; line: Line }) {
  return (
    <li class="e-inbox__line">
      <div class="e-inbox__what">
        <Tag kind={line.kind.endsWith("overdue") ? "late" : line.kind.endsWith("soon") ? "soon" : "plain"}>{kindTitle(line.kind)}</Tag>{" "}
        <Link href={routes.inboxOpen.to({ lang, id: line.id })}>
          <LangText of={line.text} />
        </Link>{" "}
        <span class="e-muted">
          <DateTime at={line.at} />
        </span>
      </div>
      {line.read_at === null ? (
        <Form action={routes.inboxRead.to({ lang })}>
          <input type="hidden" name="id" value={line.id} />
          <Button kind="second">{text.markOne}</Button>
        </Form>
      ) : null}
    </li>
  );
}

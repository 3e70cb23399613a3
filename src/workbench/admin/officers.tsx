import type { Officer } from "../../organisation/index.ts";
import { type Http, sendPage } from "../../platform/http/index.ts";
import { date } from "../../platform/i18n/index.ts";
import { Code, LangText, Link, Table, Tag } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { ownAgencies } from "../organisation/choices.ts";
import { postTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { ChangeLink } from "./change-link.tsx";
import { Narrowing, narrowed, Pages } from "./narrowed.tsx";
import { text } from "./words.ts";

/** Every officer with the posts held today, and those to come. */
export async function officersPage(c: Http, bench: Bench, flash: string | undefined): Promise<Response> {
  const { lang, directory, desk, now } = bench;
  const mine = ownAgencies(bench);
  const today = desk.day(now);
  const part = narrowed(
    c,
    directory.officers(),
    ({ id, name }) => [id, name, ...directory.postsOf(id, today).flatMap((post) => Object.values(postTitle(directory, post.name)))],
    (query) => routes.officers.to({ lang }, query),
  );
  const content = (
    <>
      <h1>
        <LangText of={text.officers} />
      </h1>
      <ul class="e-plain">
        <li>
          <Link href={routes.change.to({ lang, type: "put-officer" })}>
            <LangText of={text.addOfficer} />
          </Link>
        </li>
        <li>
          <Link href={routes.change.to({ lang, type: "appoint" })}>
            <LangText of={text.appoint} />
          </Link>
        </li>
      </ul>
      <Narrowing action={routes.officers.to({ lang })} label={text.findOfficers} of={part} />
      <Table
        caption={text.officers}
        hideCaption
        rows={part.rows}
        rowKey={({ id }) => id}
        columns={[
          {
            title: text.name,
            heads: true,
            cell: ({ name, id }) => (
              <>
                <span id={`officer-${id}`}>{name}</span> <Away bench={bench} id={id} />
                <span class="e-row-more e-muted e-code">{id}</span>
              </>
            ),
          },
          { title: text.heldPosts, cell: (officer) => <Appointments bench={bench} officer={officer} mine={mine} /> },
          { title: text.phone, cell: ({ phone }) => <Code>{phone}</Code> },
          {
            title: text.change,
            cell: ({ id, name }) => (
              <ul class="e-plain">
                <li>
                  <ChangeLink href={routes.change.to({ lang, type: "put-officer" }, { id })} label={text.edit} about={name} />
                </li>
                <li>
                  <ChangeLink href={routes.change.to({ lang, type: "appoint" }, { officer: id })} label={text.appoint} about={name} />
                </li>
                <li>
                  <ChangeLink href={routes.change.to({ lang, type: "end-officer" }, { id })} label={text.leaves} about={name} />
                </li>
                {bench.officer.rights.includes("administer") ? (
                  <li>
                    <ChangeLink href={routes.account.to({ lang, id })} label={text.account} about={name} />
                  </li>
                ) : null}
              </ul>
            ),
          },
        ]}
      />
      <Pages of={part} />
    </>
  );
  return sendPage(c, await framed(bench, { title: text.officers, here: "officers", flash }, content));
}

function Away({ bench: { directory, desk, now }, id }: { bench: Bench; id: string }) {
  const until = directory.awayUntil(id, desk.day(now));
  return until === undefined ? null : <Tag kind="soon">{text.awayUntil(until)}</Tag>;
}

function Appointments({ bench, officer, mine }: { bench: Bench; officer: Officer; mine: (agency: string) => boolean }) {
  const { directory, desk, now, lang } = bench;
  const today = desk.day(now);
  const held = officer.appointments.filter(({ from, to }) => to === undefined || (to >= today && to >= from));
  if (held.length === 0) return <Tag>{text.none}</Tag>;
  return (
    <ul class="e-plain">
      {held.map(({ post, from, to }) => (
        <li key={`${post} ${from}`}>
          <LangText of={postTitle(directory, post)} />
          {from > today ? (
            <span class="e-muted">
              {" "}
              <LangText of={text.from(date(from, lang))} />
            </span>
          ) : null}
          {to === undefined ? null : (
            <span class="e-muted">
              {" "}
              <LangText of={text.until(date(to, lang))} />
            </span>
          )}
          {mine(post.slice(0, post.indexOf("/"))) ? (
            <>
              {" "}
              <ChangeLink
                href={routes.change.to({ lang, type: "end-appointment" }, { officer: officer.id, post, since: from })}
                label={text.endAppointment}
                about={postTitle(directory, post)}
              />
            </>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

import { type Http, sendPage } from "../../platform/http/index.ts";
import { Code, LangText, Link, Table, Tag } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { ownAgencies } from "../organisation/choices.ts";
import { routes } from "../routes.ts";
import { ChangeLink } from "./change-link.tsx";
import { text } from "./words.ts";

/** Every agency of the installation. */
export async function agenciesPage(c: Http, bench: Bench, flash: string | undefined): Promise<Response> {
  const { directory, desk, now, lang } = bench;
  const mine = ownAgencies(bench);
  const today = desk.day(now);
  // Counted once for all agencies.
  const counts = new Map<string, number>();
  for (const { id } of directory.officers())
    for (const agency of new Set(directory.postsOf(id, today).map((post) => post.agency)))
      counts.set(agency, (counts.get(agency) ?? 0) + 1);
  const content = (
    <>
      <h1>
        <LangText of={text.agencies} />
      </h1>
      <p>
        <Link href={routes.change.to({ lang, type: "put-agency" })}>
          <LangText of={text.addAgency} />
        </Link>
      </p>
      <Table
        caption={text.agencies}
        hideCaption
        rows={directory.agencies()}
        rowKey={({ id }) => id}
        columns={[
          {
            title: text.agency,
            heads: true,
            cell: ({ title, active, id }) => (
              <>
                <LangText of={title} /> {active ? null : <Tag>{text.inactive}</Tag>}
                <span class="e-row-more e-muted e-code">{id}</span>
              </>
            ),
          },
          { title: text.code, cell: ({ code }) => <Code>{code}</Code> },
          { title: text.uscc, cell: ({ uscc }) => <Code>{uscc}</Code> },
          { title: text.phone, cell: ({ phone }) => <Code>{phone}</Code> },
          { title: text.address, cell: ({ address }) => <LangText of={address} /> },
          { title: text.postCount, numeric: true, cell: ({ id }) => directory.posts(id).filter(({ active }) => active).length },
          { title: text.people, numeric: true, cell: ({ id }) => counts.get(id) ?? 0 },
          {
            title: text.change,
            cell: ({ id, title, active, to }) =>
              !active || to !== undefined || !mine(id) ? (
                <span class="e-muted">{to === undefined ? "—" : <LangText of={text.until(to)} />}</span>
              ) : (
                <ul class="e-plain">
                  <li>
                    <ChangeLink href={routes.change.to({ lang, type: "put-agency" }, { id })} label={text.edit} about={title} />
                  </li>
                  <li>
                    <ChangeLink href={routes.change.to({ lang, type: "put-post" }, { agency: id })} label={text.addPost} about={title} />
                  </li>
                  <li>
                    <ChangeLink href={routes.change.to({ lang, type: "end-agency" }, { id })} label={text.endIt} about={title} />
                  </li>
                </ul>
              ),
          },
        ]}
      />
    </>
  );
  return sendPage(c, await framed(bench, { title: text.agencies, here: "agencies", flash }, content));
}

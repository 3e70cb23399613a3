// Posts and who holds them; first of all those that procedures need and nobody holds.
import { isRight, rights } from "../../access/index.ts";
import type { Post } from "../../organisation/index.ts";
import { type Http, sendPage } from "../../platform/http/index.ts";
import { t } from "../../platform/i18n/index.ts";
import { LangText, Table, Tag } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { ownAgencies } from "../organisation/choices.ts";
import { agencyTitle, officerName, postTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { ChangeLink } from "./change-link.tsx";
import { Narrowing, narrowed, Pages } from "./narrowed.tsx";
import { type Orphan, orphans } from "./orphans.ts";
import { text } from "./words.ts";

export async function postsPage(c: Http, bench: Bench, flash: string | undefined): Promise<Response> {
  const { desk, directory, now, lang } = bench;
  const mine = ownAgencies(bench);
  const today = desk.day(now);
  const part = narrowed(
    c,
    directory.agencies().flatMap(({ id }) => directory.posts(id)),
    ({ name }) => [name, ...Object.values(postTitle(directory, name)), ...directory.officersOf(name, today).map((one) => one.name)],
    (query) => routes.posts.to({ lang }, query),
  );
  const shown = Map.groupBy(part.rows, ({ agency }) => agency);
  const empty = orphans(await desk.catalogue.all(), directory, today);
  const content = (
    <>
      <h1>
        <LangText of={text.posts} />
      </h1>
      {empty.length === 0 ? (
        <p>
          <LangText of={text.noOrphans} />
        </p>
      ) : (
        <Orphans bench={bench} empty={empty} />
      )}
      <Narrowing action={routes.posts.to({ lang })} label={text.findPosts} of={part} />
      {[...shown].map(([agency, posts]) => (
        <section key={agency} class="e-stage">
          <Posts bench={bench} title={agencyTitle(directory, agency)} posts={posts} mine={mine(agency)} />
        </section>
      ))}
      <Pages of={part} />
    </>
  );
  return sendPage(c, await framed(bench, { title: text.posts, here: "posts", flash }, content));
}

function Orphans({ bench: { directory }, empty }: { bench: Bench; empty: readonly Orphan[] }) {
  return (
    <>
      <p>
        <LangText of={text.orphansLead} />
      </p>
      <Table
        caption={text.orphans}
        rows={empty}
        rowKey={({ post }) => post}
        columns={[
          {
            title: text.post,
            heads: true,
            cell: ({ post, known }) => (
              <>
                <LangText of={postTitle(directory, post)} /> {known ? null : <Tag kind="late">{text.unknownPost}</Tag>}
                <span class="e-row-more e-muted e-code">{post}</span>
              </>
            ),
          },
          {
            title: text.neededBy,
            cell: ({ services, whereChosen }) => (
              <span>
                {services.map((title, i) => (
                  <span key={title.en}>
                    {i > 0 ? " · " : ""}
                    <LangText of={title} />
                  </span>
                ))}
                {whereChosen ? (
                  <span class="e-row-more e-muted">
                    <LangText of={text.whereChosen} />
                  </span>
                ) : null}
              </span>
            ),
          },
        ]}
      />
    </>
  );
}

/** The posts of an agency; `mine`: the reader may change them. */
function Posts({ bench, title, posts, mine }: { bench: Bench; title: Post["title"]; posts: readonly Post[]; mine: boolean }) {
  const { directory, desk, now } = bench;
  const today = desk.day(now);
  return (
    <Table
      caption={title}
      rows={posts}
      rowKey={({ name }) => name}
      columns={[
        {
          title: text.post,
          heads: true,
          cell: ({ title: post, name }) => (
            <>
              <LangText of={post} /> <Ended bench={bench} name={name} />
              <span class="e-row-more e-muted e-code">{name}</span>
            </>
          ),
        },
        {
          title: text.holders,
          cell: ({ name }) => {
            const names = [
              ...directory.officersOf(name, today).map((one) => one.name),
              ...directory.actingIn(name, today).map(({ officer }) => t(text.actsIn(officerName(directory, officer)), bench.lang)),
            ];
            return names.length === 0 ? <Tag>{text.nobody}</Tag> : names.join(bench.lang === "zh" ? "、" : ", ");
          },
        },
        {
          title: text.duties,
          cell: ({ duties }) => (
            <ul class="e-plain">
              {duties.map((duty) => (
                <li key={duty.en}>
                  <LangText of={duty} />
                </li>
              ))}
            </ul>
          ),
        },
        {
          title: text.rights,
          cell: (post) =>
            post.rights.length === 0 ? (
              <span class="e-muted">—</span>
            ) : (
              <ul class="e-plain">
                {post.rights.map((right) => (
                  <li key={right}>
                    <LangText of={isRight(right) ? rights[right] : right} />
                  </li>
                ))}
              </ul>
            ),
        },
        {
          title: text.change,
          cell: ({ name, title: post, active, to }) =>
            !active || to !== undefined || !mine ? (
              <span class="e-muted">—</span>
            ) : (
              <ul class="e-plain">
                <li>
                  <ChangeLink
                    href={routes.change.to({ lang: bench.lang, type: "put-post" }, { post: name })}
                    label={text.edit}
                    about={post}
                  />
                </li>
                <li>
                  <ChangeLink
                    href={routes.change.to({ lang: bench.lang, type: "end-post" }, { post: name })}
                    label={text.endIt}
                    about={post}
                  />
                </li>
              </ul>
            ),
        },
      ]}
    />
  );
}

/** The last day of a post, and who goes on with what it did. */
function Ended({ bench: { directory }, name }: { bench: Bench; name: string }) {
  const post = directory.post(name);
  if (!post || (post.active && post.to === undefined)) return null;
  const next = post.successor === undefined ? undefined : postTitle(directory, post.successor);
  return (
    <>
      <Tag>{post.to === undefined ? text.inactive : text.until(post.to)}</Tag>
      {next ? (
        <span class="e-row-more e-muted">
          <LangText of={text.succeededBy(next.zh, next.en)} />
        </span>
      ) : null}
    </>
  );
}

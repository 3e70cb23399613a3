// Who answers for what: first what nobody or several answer for, then who holds what four eyes keep apart, then everything.
import { type Http, sendPage } from "../../platform/http/index.ts";
import { type Text, t } from "../../platform/i18n/index.ts";
import { Code, type Column, LangText, Link, Table, Tag } from "../../platform/page/index.ts";
import { type Accountable, accountable, type KeptApart, keptApart } from "../../staffing/index.ts";
import type { Bench } from "../context.ts";
import { sendFile } from "../csv.ts";
import { framed } from "../frame.tsx";
import { officerName, postTitle } from "../people.ts";
import { routes } from "../routes.ts";
import { kindTitles, text } from "./words.ts";

export async function accountablePage(c: Http, bench: Bench): Promise<Response> {
  const { desk, directory, lang, now } = bench;
  const rows = await accountable(desk, directory);
  const apart = keptApart(await desk.catalogue.all(), directory, desk.day(now));
  const orphans = rows.filter(({ trouble }) => trouble.includes("nobody") || trouble.includes("unknown"));
  const overlaps = rows.filter(({ trouble }) => trouble.includes("several"));
  const content = (
    <>
      <h1>
        <LangText of={text.accountable} />
      </h1>
      <p>
        <LangText of={text.accountableLead} />{" "}
        <Link href={routes.accountableFile.to({ lang })}>
          <LangText of={text.export} />
        </Link>
      </p>
      <Part bench={bench} title={text.orphans} rows={orphans} none={text.noOrphans} />
      <Part bench={bench} title={text.overlaps} rows={overlaps} none={text.noOverlaps} />
      <Apart bench={bench} rows={apart} />
      <Part bench={bench} title={text.all} rows={rows} none={text.none} />
    </>
  );
  return sendPage(c, await framed(bench, { title: text.accountable, here: "accountable" }, content));
}

function Part({ bench, title, rows, none }: { bench: Bench; title: Text; rows: readonly Accountable[]; none: Text }) {
  return (
    <section class="e-stage">
      {rows.length === 0 ? (
        <>
          <h2>
            <LangText of={title} />
          </h2>
          <p>
            <LangText of={none} />
          </p>
        </>
      ) : (
        <Table caption={title} rows={rows} rowKey={({ kind, id }) => `${kind} ${id}`} columns={columns(bench)} />
      )}
    </section>
  );
}

const namesOf = (names: readonly string[]): Text => ({ zh: names.join("、"), en: names.join(", ") });

function columns({ directory }: Bench): Column<Accountable>[] {
  return [
    {
      title: text.which,
      heads: true,
      cell: ({ kind, title, id }) => (
        <>
          <LangText of={title} />
          <span class="e-row-more e-muted">
            <LangText of={kindTitles[kind]} /> <Code>{id}</Code>
          </span>
        </>
      ),
    },
    { title: text.of, cell: ({ of }) => <LangText of={of} /> },
    {
      title: text.post,
      cell: ({ posts, chosen, empty }) => {
        if (posts.length === 0) return <Tag kind="late">{text.noPost}</Tag>;
        if (chosen) {
          return (
            <span>
              <LangText of={text.chosen(posts.length)} />
              {empty.length === 0 ? null : (
                <span class="e-row-more">
                  <Tag kind="soon">{text.emptyOf(empty.length)}</Tag>
                  {empty.map((post) => (
                    <span key={post} class="e-row-more e-muted">
                      <LangText of={postTitle(directory, post)} />
                    </span>
                  ))}
                </span>
              )}
            </span>
          );
        }
        return (
          <ul class="e-plain">
            {posts.map((post) => (
              <li key={post}>
                {directory.post(post) ? <LangText of={postTitle(directory, post)} /> : <Tag kind="late">{text.unknownPost}</Tag>}{" "}
                <Code>{post}</Code>
              </li>
            ))}
          </ul>
        );
      },
    },
    {
      title: text.holders,
      cell: ({ holders, chosen }) => {
        if (chosen || holders.length === 0) return <span class="e-muted">—</span>;
        const names = holders.flatMap(({ officers }) => officers.map((id) => officerName(directory, id)));
        return names.length === 0 ? <Tag kind="late">{text.nobody}</Tag> : <LangText of={namesOf(names)} />;
      },
    },
  ];
}

function Apart({ bench: { directory }, rows }: { bench: Bench; rows: readonly KeptApart[] }) {
  return (
    <section class="e-stage">
      <h2>
        <LangText of={text.kept} />
      </h2>
      <p>
        <LangText of={rows.length === 0 ? text.noKept : text.keptLead} />
      </p>
      {rows.length === 0 ? null : (
        <Table
          caption={text.kept}
          hideCaption
          rows={rows}
          rowKey={({ service, posts, tasks }) => `${service.en} ${tasks[0].en} ${tasks[1].en} ${posts.join(" ")}`}
          columns={[
            { title: text.of, heads: true, cell: ({ service }) => <LangText of={service} /> },
            {
              title: text.task,
              cell: ({ tasks, posts }) => (
                <ul class="e-plain">
                  {tasks.map((task, n) => (
                    <li key={task.en}>
                      <LangText of={task} />
                      <span class="e-muted">
                        {" · "}
                        <LangText of={postTitle(directory, posts[n] ?? "")} />
                      </span>
                    </li>
                  ))}
                </ul>
              ),
            },
            {
              title: text.officer,
              cell: ({ officers, blocks }) => (
                <span>
                  <LangText of={namesOf(officers.map((id) => officerName(directory, id)))} />{" "}
                  {blocks ? <Tag kind="late">{text.blocks}</Tag> : null}
                </span>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}

const troubles = { nobody: text.nobody, unknown: text.unknownPost, several: text.overlaps } as const;

/** One line for each post of each thing. */
export async function accountableFile(c: Http, bench: Bench): Promise<Response> {
  const { desk, directory, lang, now } = bench;
  const heads = [text.kinds, text.which, text.of, text.post, text.holders, text.trouble];
  const lines = (await accountable(desk, directory)).flatMap((one) => {
    const posts = one.posts.length === 0 ? [undefined] : one.posts;
    return posts.map((post) => [
      t(kindTitles[one.kind], lang),
      `${t(one.title, lang)} (${one.id})`,
      t(one.of, lang),
      post ?? "",
      (one.holders.find((held) => held.post === post)?.officers ?? []).map((id) => officerName(directory, id)).join("; "),
      one.trouble
        .filter((trouble) => trouble !== "nobody" || (post !== undefined && one.empty.includes(post)))
        .map((trouble) => t(troubles[trouble], lang))
        .join("; "),
    ]);
  });
  return sendFile(c, `accountable-${desk.day(now)}.csv`, [heads.map((head) => t(head, lang)), ...lines]);
}

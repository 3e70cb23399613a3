// How the installation is doing, and what needs somebody's attention.
import { type Http, sendPage } from "../../platform/http/index.ts";
import { countJobs } from "../../platform/jobs/index.ts";
import { LangText, Link, Table, Tag } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { routes } from "../routes.ts";
import { orphans } from "./orphans.ts";
import { text } from "./words.ts";

export async function overviewPage(c: Http, bench: Bench): Promise<Response> {
  const { context, desk, directory, lang, now } = bench;
  const [parts, jobs, packs] = await Promise.all([context.health(), countJobs(context.jobs), desk.catalogue.all()]);
  const failed = jobs.reduce((sum, job) => sum + job.failed, 0);
  const empty = orphans(packs, directory, desk.day(now)).filter(({ whereChosen }) => !whereChosen).length;
  const bad = parts.filter(({ ok }) => !ok).length;
  const notes = [
    ...(empty > 0 ? [{ href: routes.posts.to({ lang }), label: text.orphansNote(empty) }] : []),
    ...(failed > 0 ? [{ href: routes.jobs.to({ lang }), label: text.failedNote(failed) }] : []),
  ];
  const content = (
    <>
      <h1>
        <LangText of={text.overview} />
      </h1>
      <p>
        <LangText of={bad === 0 ? text.allFine : text.someTrouble(bad)} />
      </p>
      <Table
        caption={text.overview}
        hideCaption
        rows={parts}
        rowKey={({ name }) => name.en}
        columns={[
          { title: text.part, heads: true, cell: ({ name }) => <LangText of={name} /> },
          { title: text.state, cell: ({ ok }) => (ok ? <Tag kind="done">{text.fine}</Tag> : <Tag kind="late">{text.trouble}</Tag>) },
          { title: text.detail, cell: ({ detail }) => <LangText of={detail} /> },
        ]}
      />
      <h2>
        <LangText of={text.attention} />
      </h2>
      {notes.length === 0 ? (
        <p>
          <LangText of={text.nothingNote} />
        </p>
      ) : (
        <ul>
          {notes.map(({ href, label }) => (
            <li key={href}>
              <Link href={href}>
                <LangText of={label} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
  return sendPage(c, await framed(bench, { title: text.overview, here: "admin" }, content));
}

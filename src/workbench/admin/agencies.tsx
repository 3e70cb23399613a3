import { type Http, sendPage } from "../../platform/http/index.ts";
import { Code, LangText, Table, Tag } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { text } from "./words.ts";

/** Every agency of the installation. */
export async function agenciesPage(c: Http, bench: Bench): Promise<Response> {
  const { directory, desk, now } = bench;
  const today = desk.day(now);
  const people = (agency: string) =>
    directory.officers().filter(({ id }) => directory.postsOf(id, today).some((post) => post.agency === agency)).length;
  const content = (
    <>
      <h1>
        <LangText of={text.agencies} />
      </h1>
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
          { title: text.people, numeric: true, cell: ({ id }) => people(id) },
        ]}
      />
    </>
  );
  return sendPage(c, await framed(bench, { title: text.agencies, here: "agencies" }, content));
}

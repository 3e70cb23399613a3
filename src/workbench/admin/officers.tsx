import type { Officer } from "../../organisation/index.ts";
import { type Http, sendPage } from "../../platform/http/index.ts";
import { date } from "../../platform/i18n/index.ts";
import { Code, LangText, Table, Tag } from "../../platform/page/index.ts";
import type { Bench } from "../context.ts";
import { framed } from "../frame.tsx";
import { postTitle } from "../people.ts";
import { text } from "./words.ts";

/** Every officer with the posts held today, and those to come. */
export async function officersPage(c: Http, bench: Bench): Promise<Response> {
  const content = (
    <>
      <h1>
        <LangText of={text.officers} />
      </h1>
      <Table
        caption={text.officers}
        hideCaption
        rows={bench.directory.officers()}
        rowKey={({ id }) => id}
        columns={[
          {
            title: text.name,
            heads: true,
            cell: ({ name, id }) => (
              <>
                {name}
                <span class="e-row-more e-muted e-code">{id}</span>
              </>
            ),
          },
          { title: text.heldPosts, cell: (officer) => <Appointments bench={bench} officer={officer} /> },
          { title: text.phone, cell: ({ phone }) => <Code>{phone}</Code> },
        ]}
      />
    </>
  );
  return sendPage(c, await framed(bench, { title: text.officers, here: "officers" }, content));
}

function Appointments({ bench, officer }: { bench: Bench; officer: Officer }) {
  const { directory, desk, now, lang } = bench;
  const today = desk.day(now);
  const held = officer.appointments.filter(({ to }) => to === undefined || to >= today);
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
        </li>
      ))}
    </ul>
  );
}

import { type Related, relatedTo } from "../../casework/index.ts";
import { Code, DateText, LangText, Link, Table, Tag } from "../../platform/page/index.ts";
import { routes } from "../routes.ts";
import { words } from "../words.ts";
import type { CasePart, CaseSheet } from "./part.ts";
import { text } from "./words.ts";

/** Other cases that look like the same matter; nothing where there are none. */
export const duplicatesPart: CasePart = {
  id: "duplicates",
  title: text.duplicates,
  place: "below",
  show: async (sheet) => {
    const related = await relatedTo(sheet.bench.desk, sheet.bench.officer, sheet.view);
    return related.length === 0 ? undefined : <Duplicates sheet={sheet} related={related} />;
  },
};

function Duplicates({ sheet: { bench }, related }: { sheet: CaseSheet; related: readonly Related[] }) {
  return (
    <>
      <p>
        <LangText of={text.duplicatesLead} />
      </p>
      <Table
        caption={text.duplicates}
        hideCaption
        rows={related}
        rowKey={({ id }) => id}
        columns={[
          {
            title: words.number,
            heads: true,
            cell: ({ id, number }) => (
              <Link href={routes.case.to({ lang: bench.lang, id })}>
                <Code>{number}</Code>
              </Link>
            ),
          },
          {
            title: words.status,
            cell: ({ status }) => (status === "running" ? <Tag kind="soon">{text.running}</Tag> : <Tag>{text.ended}</Tag>),
          },
          { title: text.standing, cell: ({ standing }) => <LangText of={standing} /> },
          { title: words.opened, cell: ({ openedAt }) => <DateText of={openedAt} /> },
        ]}
      />
    </>
  );
}
